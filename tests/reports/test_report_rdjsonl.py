import json
import re
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import rdjsonl
from tests.builders import a_changeset, a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import HOSTILE, HOSTILE_PATH

POSITION = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}},
}
# https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
VALIDATOR = Draft202012Validator(
    {
        "type": "object",
        "required": ["message", "severity", "source", "code"],
        "additionalProperties": False,
        "properties": {
            "message": {"type": "string", "pattern": r"\S"},
            "location": {
                "type": "object",
                "required": ["path", "range"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "minLength": 1},
                    "range": {
                        "type": "object",
                        "required": ["start", "end"],
                        "additionalProperties": False,
                        "properties": {"start": POSITION, "end": POSITION},
                    },
                },
            },
            "severity": {"enum": ["WARNING", "INFO"]},
            "source": {"const": {"name": "riskcheck"}},
            "code": {
                "type": "object",
                "required": ["value"],
                "additionalProperties": False,
                "properties": {"value": {"type": "string", "pattern": r"\S"}},
            },
        },
    }
)
LIVE = re.compile(r"@\w|\w@|[#!~&$]\d|://|\bwww\.|\b[A-Za-z]+-\d|\b[0-9a-f]{7,40}\b|::\w|<|>|\$", re.ASCII)


def diagnostics(assessment: Assessment) -> list[dict[str, Any]]:
    return [json.loads(line) for line in rdjsonl.render(assessment).splitlines()]


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_assessment_is_what_reviewdog_reads(assessment: Assessment) -> None:
    document = rdjsonl.render(assessment)
    found = diagnostics(assessment)
    evidence = sum(len(signal.evidence) or 1 for signal in assessment.signals)

    assert [error for each in found for error in VALIDATOR.iter_errors(each)] == []
    assert document.isascii()
    assert document.endswith("}\n")
    assert "##" not in document
    assert len(found) == 1 + evidence + len(assessment.skipped)


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_text_from_outside_is_no_markup_in_a_comment(assessment: Assessment) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for diagnostic in diagnostics(assessment):
        tokens = parser.parse(diagnostic["message"])
        inner = [child for token in tokens for child in token.children or []]
        assert {child.type for child in inner} <= {"text", "code_inline", "softbreak"}
        assert [child.content for child in inner if child.type == "text" and LIVE.search(child.content)] == []
        assert all(line.isprintable() for line in diagnostic["message"].split("\n"))


def test_a_line_is_never_longer_than_reviewdog_reads() -> None:
    signal = a_signal(
        a_rule(title=HOSTILE * 99, why=HOSTILE * 99), 1, [Evidence(HOSTILE * 99, HOSTILE_PATH * 20, 1, 2)]
    )
    assessment = an_assessment(
        signals=[signal],
        advice=[an_advice(HOSTILE * 99, reviewers=[HOSTILE] * 99)] * 3,
        skipped=[Skipped(HOSTILE_PATH * 99, HOSTILE * 99)],
    )

    assert max(map(len, rdjsonl.render(assessment).splitlines())) < 64 * 1024


def test_the_level_comes_first_then_what_it_rests_on_then_what_was_not_assessed() -> None:
    signal = a_signal(
        a_rule("a.rule", title="Gone", why="It matters.", remedy="Look."), 1, [Evidence("ask @team", "a.py", 4, 6)]
    )
    first, second, third = diagnostics(
        an_assessment(
            signals=[signal],
            risk=a_risk("high", score=50, points=[(signal, 40)]),
            advice=[an_advice("Ask @owner.")],
            skipped=[Skipped("history", "shallow")],
        )
    )

    assert first["message"] == "riskcheck: high · score 50 of 100 · 1 file, +1 -0\n- Ask `@owner`."
    assert first["severity"] == "WARNING"
    assert second == {
        "message": "Gone: ask `@team`\nIt matters. Look.",
        "location": {"path": "a.py", "range": {"start": {"line": 4}, "end": {"line": 6}}},
        "severity": "WARNING",
        "source": {"name": "riskcheck"},
        "code": {"value": "a.rule"},
    }
    assert third["message"].startswith("Not assessed: history: shallow\n")
    assert (third["severity"], "location" in third) == ("INFO", False)


def test_a_change_without_files_is_one_line() -> None:
    (diagnostic,) = diagnostics(an_assessment(changeset=a_changeset()))

    assert "location" not in diagnostic
