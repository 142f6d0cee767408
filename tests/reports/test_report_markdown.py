import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import markdown, phrases
from tests.builders import a_provenance, a_risk, a_rule, a_signal, an_assessment
from tests.reports.hostile import assessments, texts
from tests.reports.scenarios import HOSTILE, HOSTILE_PATH, SCENARIOS

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OUR_HTML = re.compile(
    r"</?sub>|</details>\n?|<details>\n<summary>All signals \(\d+\), marks \(\d+\) and what they rest on</summary>\n?"
)
# What GitHub or GitLab make a link of, outside of code.
LIVE = re.compile(r"@\w|\w@|[#!~&$]\d|://|\bwww\.|\b[A-Za-z]+-\d|\b[0-9a-f]{7,40}\b|::\w|<|>|\$", re.ASCII)
ALLOWED = {"inline", "text", "code_inline", "softbreak", "html_inline", "html_block"}
CONTAINERS = {
    f"{name}_{end}"
    for name in (
        "heading",
        "paragraph",
        "bullet_list",
        "list_item",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
    )
    for end in ("open", "close")
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ask the owner, it's 31% (about 1.5) of 12 files.", "same", id="ordinary words stay"),
        pytest.param("use `a | b` here", "same", id="a quotation in backticks stays"),
        pytest.param("`a`b`", "`` `a`b` ``", id="a broken quotation is one word of code"),
        pytest.param("see src/app.py.", "see `src/app.py`.", id="a path is code, its full stop is not"),
        pytest.param("(see_this) f()", "(`see_this`) `f()`", id="brackets around a word stay outside"),
        pytest.param("ping @team, #12 !3", "ping `@team`, `#12` `!3`", id="mentions and references are code"),
        pytest.param("1. one 2. - two", "`1`. one 2. - two", id="a first word begins no list"),
        pytest.param("GH-12 1a2b3c4d www.x", "`GH-12` `1a2b3c4d` `www.x`", id="so is what a forge links by itself"),
        pytest.param("a\nb <b> [x](y)", r"`a\nb` `<b>` `[x](y)`", id="so is markup"),
        pytest.param("**x** _y_ ~~z~~ $q$", "`**x**` `_y_` `~~z~~` `$q$`", id="so is emphasis"),
    ],
)
def test_prose_keeps_words_and_makes_code_of_the_rest(text: str, expected: str) -> None:
    assert markdown.prose(text) == (text if expected == "same" else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.py", "`a.py`"),
        ("a`b", "``a`b``"),
        ("`a``b", "``` `a``b ```"),
        ("a|b", "`a|b`"),
        ("", "` `"),
    ],
)
def test_a_code_span_is_fenced_by_more_backticks_than_it_holds(text: str, expected: str) -> None:
    assert markdown.code(text) == expected


def test_a_bar_does_not_end_a_cell() -> None:
    assert markdown.cell("int|None") == r"`int\x7cNone`"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_report_has_at_most_25_visible_lines(scenario: str) -> None:
    report = markdown.render(SCENARIOS[scenario])
    visible = re.sub(r"<details>.*</details>", "<details>", report, flags=re.DOTALL)

    assert len([line for line in visible.splitlines() if line]) <= 25


def test_a_low_change_gets_one_line_that_lists_what_was_not_assessed() -> None:
    skipped = [Skipped(f"{name}.py", "too large") for name in "abcdef"]

    assert markdown.render(an_assessment(provenance=a_provenance("claude-code"), skipped=skipped)) == (
        "**riskcheck: low** · 1 file, +1 -0 · AI-marked: 1 of 1 added line (claude-code)"
        " · `feature vs main (merge base 1a2b3c4d)` · not assessed (6): `a.py`, too large; `b.py`, too large;"
        " `c.py`, too large; `d.py`, too large; `e.py`, too large; and 1 more\n"
    )


def test_the_largest_report_fits_into_a_comment() -> None:
    places = [Evidence(HOSTILE * 9, HOSTILE_PATH * 9, 1, 2)] * 9
    signals = [a_signal(a_rule(f"many.{n}", title=HOSTILE * 9, why=HOSTILE * 9), 5, places) for n in range(90)]
    assessment = an_assessment(
        signals=signals,
        risk=a_risk("high", points=[(signal, 1) for signal in signals]),
        provenance=a_provenance(*(f"{n}{HOSTILE}" for n in range(90))),
        skipped=[Skipped(HOSTILE_PATH * 9, HOSTILE * 9)] * 900,
    )

    assert len(markdown.render(assessment)) < 65_000


@settings(max_examples=60, deadline=None)
@given(assessments())
def test_text_from_outside_is_never_markup(assessment: Assessment) -> None:
    report = markdown.render(assessment)
    tokens = list(_flat(PARSER.parse(report)))

    assert {token.type for token in tokens} <= ALLOWED | CONTAINERS
    assert all(OUR_HTML.fullmatch(token.content) for token in tokens if token.type.startswith("html"))
    assert [token.content for token in tokens if token.type == "text" and LIVE.search(token.content)] == []
    assert all(line.isprintable() for line in report.split("\n"))


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_text_from_outside_adds_no_structure(assessment: Assessment) -> None:
    types = [token.type for token in _flat(PARSER.parse(markdown.render(assessment)))]
    reasons = [reason for reason in phrases.reasons_of(assessment) if reason.points > 0][:5]
    low = assessment.risk.level == "low"

    assert types.count("heading_open") == (0 if low else 1)
    assert types.count("tr_open") == (0 if low or not reasons else 1 + len(reasons))
    assert types.count("td_open") == (0 if low else 4 * len(reasons))


@settings(max_examples=60, deadline=None)
@given(assessments())
def test_an_unfolded_report_has_no_markup_but_what_every_forge_shows(assessment: Assessment) -> None:
    report = markdown.render_unfolded(assessment)
    tokens = list(_flat(PARSER.parse(report)))

    assert {token.type for token in tokens} <= (ALLOWED | CONTAINERS) - {"html_inline", "html_block"}
    assert [token.content for token in tokens if token.type == "text" and LIVE.search(token.content)] == []
    assert all(line.isprintable() and "[ ]" not in line[:6] for line in report.split("\n"))
    assert max(token.level for token in tokens) <= 5  # no list within a list
    assert not assessment.skipped or "ot assessed (" in report


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_an_unfolded_report_says_what_stands_outside_of_the_folded_part(scenario: str) -> None:
    folded = markdown.render(SCENARIOS[scenario]).partition("<details>")[0].rstrip("\n").replace("- [ ] ", "- ")
    shown = folded.partition("<sub>")[0].rstrip("\n")
    unfolded = markdown.render_unfolded(SCENARIOS[scenario])

    assert unfolded.startswith(shown)
    assert len([line for line in unfolded.splitlines() if line]) <= 25


@given(st.lists(texts, min_size=1, max_size=3))
def test_a_code_span_is_one_token_whatever_it_holds(names: list[str]) -> None:
    tokens = _flat(PARSER.parse("- x " + " ".join(map(markdown.code, names))))

    assert [token.type for token in tokens].count("code_inline") == len(names)


def _flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *_flat(token.children or []))]
