import json
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import gitlab
from tests.builders import a_changeset, a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments

# The keys that https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format asks for.
VALIDATOR = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "pattern": r"\S"},
                "check_name": {"type": "string", "pattern": r"\S"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string", "minLength": 1},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "additionalProperties": False,
                            "properties": {"begin": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}},
                        },
                    },
                },
            },
        },
    }
)


def entries(assessment: Assessment) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(assessment))
    return found


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_assessment_is_what_gitlab_takes(assessment: Assessment) -> None:
    document = gitlab.render(assessment)
    found = entries(assessment)
    evidence = sum(len(signal.evidence) or 1 for signal in assessment.signals)

    assert list(VALIDATOR.iter_errors(found)) == []
    assert document.startswith("[")  # no byte order mark
    assert document.isascii()
    assert "##" not in document
    assert all(line.isprintable() for line in document.split("\n"))
    assert all(entry["description"].isprintable() for entry in found)
    assert len(found) == len({entry["fingerprint"] for entry in found}) == 1 + evidence + len(assessment.skipped)


def test_the_level_comes_first_then_what_it_rests_on_then_what_was_not_assessed() -> None:
    weighty = a_signal(a_rule("a.rule", title="Gone"), 1, [Evidence("x", "a.py", 4, removed=True)])
    light = a_signal(a_rule("b.rule", title="Large"), 1, [Evidence("y", "b.py", 7)])
    found = entries(
        an_assessment(
            signals=[weighty, light],
            risk=a_risk("critical", score=50, points=[(weighty, 40), (light, 5)]),
            advice=[an_advice("Ask the owner.")],
            skipped=[Skipped("history", "shallow")],
        )
    )

    assert [(entry["check_name"], entry["severity"], entry["description"]) for entry in found] == [
        ("riskcheck.level", "critical", "riskcheck: critical · score 50 of 100 · 1 file, +1 -0 · Do: Ask the owner."),
        ("a.rule", "critical", "Gone: x (base line 4)"),
        ("b.rule", "major", "Large: y"),
        ("riskcheck.not-assessed", "info", "Not assessed: history: shallow"),
    ]


def test_a_path_is_that_of_the_file_whatever_it_holds() -> None:
    signal = a_signal(evidence=[Evidence("x", "a \u202e\x1b.py", 3)])

    assert entries(an_assessment(signals=[signal]))[1]["location"] == {
        "path": "a \u202e\x1b.py",
        "lines": {"begin": 3},
    }


def test_a_change_without_files_is_one_entry_with_a_path() -> None:
    (entry,) = entries(an_assessment(changeset=a_changeset()))

    assert entry["location"]["path"] == "."
    assert entry["severity"] == "info"
