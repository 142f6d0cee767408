"""The assessments that every report is shown with; each is about one idea."""

from collections.abc import Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Provenance
from riskcheck.core.reach import Dependent, Entry, Impact, Package, Reach
from riskcheck.core.signal import Evidence, Signal
from riskcheck.core.symbol import Symbol, SymbolUse
from tests.builders import (
    a_changeset,
    a_patch,
    a_provenance,
    a_risk,
    a_rule,
    a_signal,
    an_advice,
    an_assessment,
    an_attribution,
)

HOSTILE = (
    "a\nb\r\t::error::x ##[group]y <script>alert(1)</script> <!-- c --> | --- | `b` ``q \x1b[31mred\x1b]8;;http://x.test\x07"
    " \u202eevil\u2066 \u200bzero @team #12 GH-7 ![i](http://x.test/i.png) [l](http://x.test) www.x.test me@x.test "
    "&lt;b&gt; \\| \x85 \u2028 \udcff \ud800 caf\u00e9 \u6f22\u5b57 $`x`$ {{ 7 * 7 }} {% raw %} </details>"
)
HOSTILE_PATH = "src/we\nird `|` <b>@team</b> \x1b[2J \u202e \udcff.py"


def low() -> Assessment:
    """A small change with a mark: one line in every format for people."""
    patches = (a_patch("src/greeting.py", ["+x"] * 12), a_patch("README.md", ["-x"] * 3, kind="docs"))
    return an_assessment(
        changeset=a_changeset(*patches),
        provenance=a_provenance("claude-code", lines_added=12),
    )


def high() -> Assessment:
    """An AI-marked change that removes a guard, with advice and something skipped."""
    guard = a_signal(
        a_rule(
            "auth.guard_removed",
            title="Permission check removed",
            unit="checks",
            group="auth",
            axis="impact",
            why="Code behind a check is open to everybody once the check is gone.",
        ),
        2,
        [
            Evidence("`@login_required` is gone", "src/accounts/views.py", 41, 41, removed=True),
            Evidence("`if not user.is_admin:` is gone", "src/accounts/views.py", 88, 90, removed=True),
        ],
    )
    dependents = a_signal(
        a_rule("graph.fan_in", title="Files that depend on this", unit="files", group="reach", axis="impact"),
        12,
        [Evidence("12 files refer to `Session`", "src/accounts/session.py", 7, 7)],
    )
    tests = a_signal(
        a_rule("tests.none_touched", title="No test touched", unit="", group="tests", ai_typical=True),
        1,
        [Evidence("code changed in 3 files, tests in none")],
    )
    small = a_signal(a_rule("churn.lines", title="Lines changed", unit="lines"), 128)
    patches = (
        a_patch("src/accounts/views.py", ["+x"] * 80 + ["-x"] * 8, start=30),
        a_patch("src/accounts/session.py", ["+x"] * 30),
        a_patch("src/accounts/forms.py", ["+x"] * 10, change_type="R", source_path="src/forms.py"),
        a_patch("src/accounts/logo.png", (), change_type="A", kind="other", binary=True),
    )
    return an_assessment(
        changeset=a_changeset(*patches, branch="feature"),
        provenance=a_provenance("claude-code", lines_added=120, lines_added_marked=90),
        signals=[dependents, guard, small, tests],
        reach=a_reach(),
        risk=a_risk(
            "high",
            score=71.6,
            likelihood=0.31,
            impact=0.62,
            percentile=0.94,
            points=[(guard, 34.2), (dependents, 21.5), (tests, 17.1), (small, -1.2)],
        ),
        advice=[
            an_advice(
                "Have an owner of `src/accounts/views.py` confirm that both checks are made elsewhere.",
                because=[guard.id],
                reviewers=["payments-team", "security"],
            ),
            an_advice(
                "Add a test that a user without the permission gets a 403.", action="test", because=[guard.id, tests.id]
            ),
            an_advice(
                "Release to a few users first, and watch the error rate.", action="stage", because=[dependents.id]
            ),
        ],
        skipped=[
            Skipped("src/accounts/logo.png", "binary file"),
            Skipped("rules", "semgrep is not installed; `pip install riskcheck[semgrep]` adds it"),
        ],
    )


def a_reach() -> Reach:
    """Two files that others use, the second by way of a route."""
    session, forms = "src/accounts/session.py", "src/accounts/forms.py"
    used = [Dependent(f"src/api/orders_{number}.py", 3, number > 1) for number in range(12)]
    ways = ("src/accounts/session.py", "src/api/orders_0.py")
    routes = [Entry("route", f"GET /orders/{number}", ways[1], number + 9) for number in range(14)]
    return Reach(
        (
            Impact(
                forms,
                (Dependent(session, 2, True),),
                1,
                30,
                0.2,
                0,
                (Package("src/accounts", 1, (forms, session)),),
                (),
            ),
            Impact(session, tuple(used), 40, 55, 0.97, 4, (Package("src/api", 12, ways),), tuple(routes)),
        ),
        unknown=("src/accounts/run.lua",),
        entries_unread=3,
        symbols=(
            Symbol("Session.save", "method", session, 7, "changed", True, True, (SymbolUse(ways[1], 12, True),), 1, 2),
        ),
    )


def unknown() -> Assessment:
    """Nothing could be assessed."""
    return an_assessment(
        risk=a_risk("unknown", score=0, likelihood=0, impact=0),
        skipped=[Skipped("history", "the clone is shallow"), Skipped("src/app.py", "its content is not in this clone")],
    )


def hostile() -> Assessment:
    """Every text from outside tries to be something else than text."""
    signal = a_signal(
        a_rule("auth.guard_removed", title=f"Title {HOSTILE}", group="auth"),
        1,
        [Evidence(f"message {HOSTILE}", HOSTILE_PATH, 3, 4), Evidence(HOSTILE)],
    )
    attribution = an_attribution(f"tool {HOSTILE}", path=HOSTILE_PATH, text=HOSTILE)
    return an_assessment(
        changeset=a_changeset(
            a_patch(HOSTILE_PATH, change_type="R", source_path="old\udcfe.py"), title=f"pull request {HOSTILE}"
        ),
        provenance=Provenance(1, 1, (), (attribution,)),
        signals=[signal],
        risk=a_risk("critical", score=93, likelihood=0.7, impact=0.9, points=[(signal, 93)]),
        advice=[an_advice(f"Ask {HOSTILE}", because=[signal.id], reviewers=["@team", HOSTILE])],
        skipped=[Skipped(HOSTILE_PATH, HOSTILE)],
    )


def many_files() -> Assessment:
    """More of everything than a report should show."""
    patches = tuple(a_patch(f"src/package_{n % 7}/module_{n:03}.py", ["+x"] * n) for n in range(60))
    signals = tuple(_many_places(n) for n in range(8))
    return an_assessment(
        changeset=a_changeset(*patches),
        signals=signals,
        risk=a_risk(
            "medium",
            score=40,
            likelihood=0.12,
            impact=0.3,
            points=[(signal, 9.0 - n) for n, signal in enumerate(signals)],
        ),
        advice=[an_advice("Split this change by package.", action="split", because=[signals[0].id])],
        skipped=[Skipped(f"assets/bundle_{n:02}.js", "larger than 1 MB") for n in range(30)],
    )


def _many_places(number: int) -> Signal:
    places = [Evidence("changed often", f"src/package_{n % 7}/module_{n:03}.py", n + 1, n + 3) for n in range(10)]
    return a_signal(a_rule(f"history.hotspot_{number}", title=f"Hotspot of kind {number}", unit="files"), 10, places)


SCENARIOS: Mapping[str, Assessment] = {
    "low": low(),
    "high": high(),
    "unknown": unknown(),
    "hostile": hostile(),
    "many-files": many_files(),
}
