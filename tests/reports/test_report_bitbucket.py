import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import bitbucket
from tests.builders import a_changeset, a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import HOSTILE, HOSTILE_PATH

# https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports
FIELD = {
    "type": "object",
    "required": ["title", "type", "value"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "type": {"enum": ["BOOLEAN", "DATE", "DURATION", "LINK", "NUMBER", "PERCENTAGE", "TEXT"]},
        "value": {"type": ["string", "integer"]},
    },
}
REPORT = {
    "type": "object",
    "required": ["title", "details", "report_type", "reporter", "result", "data"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "pattern": r"\S", "maxLength": 450},
        "details": {"type": "string", "pattern": r"\S", "maxLength": 2000},
        "report_type": {"enum": ["SECURITY", "COVERAGE", "TEST", "BUG"]},
        "reporter": {"const": "riskcheck"},
        "result": {"const": "PASSED"},
        "data": {"type": "array", "items": FIELD, "maxItems": 10},
    },
}
ANNOTATION = {
    "type": "object",
    "required": ["external_id", "annotation_type", "title", "summary", "details", "severity"],
    "additionalProperties": False,
    "properties": {
        "external_id": {"type": "string", "pattern": "^riskcheck-[0-9a-f]{32}$"},
        "annotation_type": {"enum": ["VULNERABILITY", "CODE_SMELL", "BUG"]},
        "title": {"type": "string", "pattern": r"\S", "maxLength": 450},
        "summary": {"type": "string", "pattern": r"\S", "maxLength": 450},
        "details": {"type": "string", "pattern": r"\S", "maxLength": 2000},
        "severity": {"enum": ["LOW", "MEDIUM", "HIGH", "CRITICAL"]},
        "path": {"type": "string", "minLength": 1},
        "line": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    },
    "dependentRequired": {"line": ["path"], "path": ["line"]},
}
VALIDATOR = Draft202012Validator(
    {
        "type": "object",
        "required": ["report", "annotations"],
        "additionalProperties": False,
        "properties": {"report": REPORT, "annotations": {"type": "array", "items": ANNOTATION, "maxItems": 1000}},
    }
)


def document_of(assessment: Assessment) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(bitbucket.render(assessment))
    assert list(VALIDATOR.iter_errors(document)) == []
    return document


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_assessment_is_what_bitbucket_takes(assessment: Assessment) -> None:
    text = bitbucket.render(assessment)
    document = document_of(assessment)
    identities = {each["external_id"] for each in document["annotations"]}
    evidence = sum(len(signal.evidence) or 1 for signal in assessment.signals)

    assert text.isascii()
    assert "##" not in text
    assert len(identities) == len(document["annotations"]) == evidence + len(assessment.skipped)
    assert all(each["summary"].isprintable() and each["details"].isprintable() for each in document["annotations"])
    assert all(line.isprintable() for line in document["report"]["details"].split("\n"))
    assert document["report"]["title"] == f"riskcheck: {assessment.risk.level}"


def test_a_report_has_the_level_the_advice_and_what_was_not_assessed() -> None:
    document = document_of(
        an_assessment(
            risk=a_risk("high", score=71.6, likelihood=0.31),
            advice=[an_advice("Ask the owner.")],
            skipped=[Skipped("history", "shallow")],
        )
    )

    assert document["report"]["details"].split("\n") == [
        "riskcheck: high · score 72 of 100 · 1 file, +1 -0",
        "Do: Ask the owner.",
        "Not assessed (1): history: shallow",
    ]
    assert {field["title"]: field["value"] for field in document["report"]["data"]} == {
        "Level": "high",
        "Score of 100": 72,
        "Bug likelihood": 31,
        "Files": 1,
        "Lines added": 1,
        "Lines marked as AI-authored": 0,
        "Results": 0,
        "Not assessed": 1,
    }


def test_a_result_is_an_annotation() -> None:
    rule = a_rule("a.rule", title="Gone", why="It matters.", remedy="Look.")
    signal = a_signal(rule, 1, [Evidence("x", "src/b.py", 4, 6)])
    (annotation,) = document_of(an_assessment(signals=[signal], risk=a_risk("critical", points=[(signal, 40)])))[
        "annotations"
    ]

    del annotation["external_id"]
    assert annotation == {
        "annotation_type": "CODE_SMELL",
        "title": "Gone",
        "summary": "Gone: x",
        "details": "It matters. Look.",
        "severity": "CRITICAL",
        "path": "src/b.py",
        "line": 4,
    }


def test_what_does_not_fit_is_counted() -> None:
    places = [Evidence(f"{n} {HOSTILE * 9}", HOSTILE_PATH) for n in range(1200)]
    signal = a_signal(a_rule(title=HOSTILE * 9, why=HOSTILE * 9), 1, places)
    document = document_of(an_assessment(signals=[signal], skipped=[Skipped(f"x{n}", HOSTILE) for n in range(150)]))

    assert len(document["annotations"]) == 1000
    assert "300 more results not shown." in document["report"]["details"].split("\n")
    assert "\nNot assessed (150): x0: " in document["report"]["details"]


def test_a_change_without_files_is_a_report_without_annotations() -> None:
    assert document_of(an_assessment(changeset=a_changeset()))["annotations"] == []
