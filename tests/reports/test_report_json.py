import base64
import json
from typing import get_args

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from riskcheck.core import advice, change, provenance, risk, signal
from riskcheck.core.assessment import Assessment
from riskcheck.reports import json as report
from tests.builders import a_changeset, a_patch, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS

SCHEMA = json.loads(report.schema())
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_fits_the_schema(scenario: str) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(report.render(SCENARIOS[scenario])))) == []


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_text_makes_valid_json_that_no_log_obeys(assessment: Assessment) -> None:
    document = report.render(assessment)

    assert list(VALIDATOR.iter_errors(json.loads(document))) == []
    assert document.isascii()
    assert "##" not in document
    assert json.dumps(json.loads(document), ensure_ascii=False).encode("utf-8")


def test_the_schema_refuses_what_it_does_not_know() -> None:
    document = json.loads(report.render(SCENARIOS["high"]))
    document["risk"]["level"] = "severe"
    document["signals"][0]["colour"] = "red"
    del document["change"]["files"]

    assert {error.validator for error in VALIDATOR.iter_errors(document)} == {
        "enum",
        "additionalProperties",
        "required",
    }


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("change.source", change.SourceName),
        ("patch.kind", change.Kind),
        ("patch.change_type", change.ChangeType),
        ("contributor.contributor", provenance.ContributorType),
        ("attribution.kind", provenance.AuthorshipKind),
        ("attribution.granularity", provenance.Granularity),
        ("attribution.confidence", provenance.Confidence),
        ("risk.level", risk.Level),
        ("advice.action", advice.Action),
    ],
)
def test_the_schema_lists_the_same_words_as_the_code(place: str, values: object) -> None:
    definition, key = place.split(".")

    assert set(SCHEMA["$defs"][definition]["properties"][key]["enum"]) == set(get_args(values))


def test_the_schema_lists_both_axes() -> None:
    assert set(SCHEMA["$defs"]["axis"]["enum"]) == set(get_args(signal.Axis))


def test_every_object_of_the_schema_is_closed_and_says_what_is_required() -> None:
    objects = [part for part in _parts(SCHEMA) if part.get("type") == "object"]
    optional = {"path_base64", "source_path_base64"}

    assert len(objects) == 20
    assert all(part["additionalProperties"] is False for part in objects)
    assert all(set(part["required"]) == set(part["properties"]) - optional for part in objects)


def test_a_path_that_is_not_utf8_also_has_its_bytes() -> None:
    patch = a_patch("b\udcfe\u00e9.py", change_type="R", source_path="plain.py")
    document = json.loads(report.render(an_assessment(changeset=a_changeset(patch))))

    (written,) = document["change"]["patches"]
    assert list(written)[:3] == ["path", "path_base64", "source_path"]
    assert written["path"] == "b\\xfe\u00e9.py"
    assert base64.b64decode(written["path_base64"]) == b"b\xfe\xc3\xa9.py"


def test_provenance_stands_alone_as_it_stands_in_the_report() -> None:
    assessment = SCENARIOS["high"]

    assert report.provenance_object(assessment.provenance) == json.loads(report.render(assessment))["provenance"]


def _parts(value: object) -> list[dict]:  # type: ignore[type-arg]
    if isinstance(value, list):
        return [part for child in value for part in _parts(child)]
    if isinstance(value, dict):
        return [value, *(part for child in value.values() for part in _parts(child))]
    return []
