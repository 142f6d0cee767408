import re
from dataclasses import dataclass

from hypothesis import given, settings

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import azure
from tests.builders import a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(document: str) -> list[Command]:
    """What the agent makes of a log: the first `##vso[area.event key=value;..]data` anywhere in a line."""
    return [command for line in document.splitlines() if (command := _command(line))]


def _command(line: str) -> Command | None:
    begin = line.find("##vso[")
    end = line.find("]", begin)
    if begin < 0 or end < 0:
        return None
    name, _, rest = line[begin + 6 : end].partition(" ")
    pairs = (part.split("=", 1) for part in rest.split(";") if "=" in part)
    return Command(name, {key: _unescaped(value) for key, value in pairs}, _unescaped(line[end + 1 :]))


def _unescaped(text: str) -> str:
    for escape, character in {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}.items():
        text = text.replace(escape, character)
    return text


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_no_command_is_written_by_text_from_outside(assessment: Assessment) -> None:
    document = azure.render(assessment)
    lines = document.removesuffix("\n").split("\n")
    found = commands(document)

    assert all(line.isprintable() and not re.search(r"(?<!^)##(vso)?\[", line) for line in lines)
    assert len(found) == sum(line.startswith("##vso[task.logissue type=warning;") for line in lines) <= 11
    assert {command.name for command in found} <= {"task.logissue"}
    assert all({*command.properties} <= {"type", "sourcepath", "linenumber", "code"} for command in found)
    assert f"riskcheck: {assessment.risk.level} · " in lines[0]
    assert any(line.startswith("riskcheck: not assessed (") for line in lines) or not assessment.skipped


def test_a_result_is_an_issue_at_its_line_with_what_to_do() -> None:
    rule = a_rule("a.rule", title="50%; gone]", why="It matters.", remedy="Look.")
    signal = a_signal(rule, 1, [Evidence("x;y]%0A", "src/a;b]100%3B.py", 4, 6)])
    first, second = commands(
        azure.render(
            an_assessment(
                signals=[signal], risk=a_risk("high", score=50, points=[(signal, 40)]), advice=[an_advice("Ask.")]
            )
        )
    )

    assert first.data == "riskcheck: high · score 50 of 100 · 1 file, +1 -0 · Do: Ask."
    assert second == Command(
        "task.logissue",
        {"type": "warning", "sourcepath": "src/a;b]100%3B.py", "linenumber": "4", "code": "a.rule"},
        "50%; gone]: x;y]%0A · It matters. Look.",
    )


def test_ten_results_are_issues_and_the_others_are_counted() -> None:
    strong = a_signal(a_rule("b.rule"), 12, [Evidence(f"heavy {n}", "a.py", n + 1) for n in range(12)])
    weak = a_signal(a_rule("a.rule"), 1, [Evidence("light", "b.py", 1)])
    document = azure.render(
        an_assessment(signals=[weak, strong], risk=a_risk("high", points=[(strong, 40), (weak, 1)]))
    )

    assert [command.properties.get("linenumber") for command in commands(document)] == [None, *map(str, range(1, 11))]
    assert document.splitlines()[-1] == "riskcheck: 3 more results not shown here; the report has them all"


def test_a_low_change_is_no_issue() -> None:
    assert azure.render(SCENARIOS["low"]) == (
        "riskcheck: low · score 4 of 100 · 2 files, +12 -3 · AI-marked: 12 of 12 added lines (claude-code)\n"
    )


def test_what_was_not_assessed_is_one_line() -> None:
    skipped = [Skipped(f"{name}.py", "too\nlarge") for name in "abcdefg"]
    last = azure.render(an_assessment(skipped=skipped)).splitlines()[-1]

    assert last == "riskcheck: not assessed (7): " + "; ".join(
        [*(rf"{name}.py: too\nlarge" for name in "abcde"), "and 2 more"]
    )
