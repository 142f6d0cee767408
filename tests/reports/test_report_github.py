from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.risk import Level
from riskcheck.core.signal import Evidence
from riskcheck.reports import github
from tests.builders import a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(document: str) -> list[Command]:
    """What the runner makes of a log, as its ActionCommand.cs does: by line, then `::name key=value,..::data`."""
    return [command for line in document.splitlines() if (command := _command(line.lstrip()))]


def _command(line: str) -> Command | None:
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    pairs = (part.split("=", 1) for part in rest.split(",") if "=" in part)
    return Command(name, {key: _unescaped(value) for key, value in pairs}, _unescaped(line[end + 2 :]))


def _unescaped(text: str) -> str:
    for escape, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


def many(level: Level, heavy: int, light: int) -> Assessment:
    strong = a_signal(a_rule("b.rule"), heavy, [Evidence(f"heavy {n}", "a.py", n + 1) for n in range(heavy)])
    weak = a_signal(a_rule("a.rule"), light, [Evidence(f"light {n}", "b.py", n + 1) for n in range(light)])
    scored = [(strong, 40.0), (weak, 1.0)] if light else [(strong, 40.0)]
    return an_assessment(signals=[signal for signal, _ in scored], risk=a_risk(level, points=scored))


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_every_line_is_one_command_that_text_from_outside_did_not_write(assessment: Assessment) -> None:
    document = github.render(assessment)
    lines = document.split("\n")[:-1]
    found = commands(document)

    assert len(found) == len(lines)
    assert all(line.isprintable() and "##[" not in line for line in lines)
    assert {command.name for command in found} <= {"notice", "warning"}
    assert all({*command.properties} <= {"file", "line", "endLine", "title"} for command in found)
    assert max(Counter(command.name for command in found).values(), default=0) <= 10
    titles = [command.properties["title"] for command in found]
    assert titles[:1] == [f"riskcheck: {assessment.risk.level}"] or assessment.risk.level == "low"
    assert any("not assessed" in command.properties["title"] for command in found) or not assessment.skipped


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_what_is_shown_and_what_is_not_add_up(assessment: Assessment) -> None:
    found = commands(github.render(assessment))
    evidence = sum(len(signal.evidence) or 1 for signal in assessment.signals)
    own = [command for command in found if command.properties["title"].startswith("riskcheck: ")]
    more = [int(command.data.split()[0]) for command in own if "more result" in command.properties["title"]]

    if assessment.risk.level == "low":
        assert len(found) == len(own) == bool(assessment.skipped)
        return
    assert len(found) - len(own) + sum(more) == evidence


def test_a_result_is_an_annotation_at_its_lines_with_what_to_do() -> None:
    rule = a_rule("a.rule", title="100%: a, b", why="It matters.", remedy="Look.")
    signal = a_signal(rule, 1, [Evidence("`x` is gone, 50%", "src/a,b:c.py", 4, 6)])
    found = commands(github.render(an_assessment(signals=[signal], risk=a_risk("high", points=[(signal, 40)]))))

    assert found[1] == Command(
        "warning",
        {"file": "src/a,b:c.py", "line": "4", "endLine": "6", "title": "100%: a, b"},
        "`x` is gone, 50%\nIt matters. Look.",
    )


def test_the_level_says_what_to_do() -> None:
    first = commands(github.render(an_assessment(risk=a_risk("medium", score=20), advice=[an_advice("Ask.")])))[0]

    assert first == Command(
        "notice", {"title": "riskcheck: medium"}, "riskcheck: medium · score 20 of 100 · 1 file, +1 -0\n- Ask."
    )


@pytest.mark.parametrize(
    ("heavy", "light", "shown"),
    [
        pytest.param(3, 2, ["heavy 0", "heavy 1", "heavy 2", "light 0", "light 1"], id="all fit"),
        pytest.param(12, 1, [*(f"heavy {n}" for n in range(10)), "light 0", "2 more results"], id="ten warnings"),
        pytest.param(1, 9, ["heavy 0", *(f"light {n}" for n in range(7)), "2 more results"], id="seven notices"),
        pytest.param(11, 0, [*(f"heavy {n}" for n in range(10)), "1 more result"], id="one more"),
    ],
)
def test_the_weightiest_are_shown_as_far_as_a_step_shows_them(heavy: int, light: int, shown: list[str]) -> None:
    found = commands(github.render(many("high", heavy, light)))[1:]

    assert [
        command.data.split("\n")[0].removesuffix(" not shown here; the report has them all") for command in found
    ] == shown


def test_what_lowers_the_score_is_no_annotation() -> None:
    signal = a_signal(evidence=[Evidence("x", "a.py", 1)])

    found = commands(github.render(an_assessment(signals=[signal], risk=a_risk("medium", points=[(signal, -2)]))))

    assert [command.data for command in found[1:]] == ["1 more result not shown here; the report has them all"]


def test_a_low_change_is_left_in_peace() -> None:
    assert github.render(SCENARIOS["low"]) == ""
    assert github.render(many("low", 2, 3)) == ""


def test_what_was_not_assessed_is_one_notice() -> None:
    skipped = [Skipped(f"{name}.py", "too\nlarge") for name in "abcdefg"]

    (notice,) = commands(github.render(an_assessment(skipped=skipped)))

    assert notice.properties == {"title": "riskcheck: not assessed (7)"}
    assert notice.data.split("\n") == [*(rf"{name}.py: too\nlarge" for name in "abcde"), "and 2 more"]
