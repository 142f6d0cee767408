import gzip
import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from sarif import loader

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import sarif
from tests.builders import a_changeset, a_patch, a_risk, a_rule, a_signal, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import HOSTILE, HOSTILE_PATH, SCENARIOS


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


def several(part: dict[str, Any], most: int, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": part, "maxItems": most, "minItems": least}


# What the standard allows of what we write, under the names that it gives, and what GitHub requires beyond it:
# no empty text, a location with a region, and its own fingerprint for each result, and its limits on their number.
TEXT = {"type": "string", "pattern": r"\S", "maxLength": 1024}
MESSAGE = closed({"text": TEXT})
LINE = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
LOCATION = closed(
    {
        "physicalLocation": closed(
            {
                "artifactLocation": closed(
                    {
                        # A relative reference of RFC 3986 whose first part is neither empty nor holds a colon.
                        "uri": {
                            "type": "string",
                            "pattern": r"^([A-Za-z0-9._~-]|%[0-9A-F]{2})+(/([A-Za-z0-9._~-]|%[0-9A-F]{2})*)*$",
                        },
                        "uriBaseId": {"const": "SRCROOT"},
                    }
                ),
                "region": closed({"startLine": LINE, "endLine": LINE}),
            }
        )
    }
)
RULE = closed(
    {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "defaultConfiguration": closed({"level": {"enum": ["note", "warning"]}}),
        "help": closed(
            {"text": {"type": "string", "pattern": r"\S"}, "markdown": {"type": "string", "pattern": r"\S"}}
        ),
        "properties": closed(
            {
                "tags": {**several({"type": "string", "pattern": r"\S"}, 10), "uniqueItems": True},
                "precision": {"enum": ["very-high", "high", "medium", "low"]},
                "problem.severity": {"enum": ["warning", "recommendation"]},
            },
            # From 7.0 on the check of a pull request fails.
            {"security-severity": {"type": "string", "pattern": r"^[1-6]\.[0-9]$"}},
        ),
    },
    {"helpUri": {"type": "string", "pattern": "^https://"}},
)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["note", "warning"]},
        "message": MESSAGE,
        "locations": several(LOCATION, 1, 1),
        "partialFingerprints": closed(
            {
                "primaryLocationLineHash": {"type": "string", "pattern": "^[0-9a-f]{32}:1$"},
                "riskcheck/v1": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            }
        ),
        "rank": {"type": "number", "minimum": 0, "maximum": 100},
    }
)
NOTIFICATION = closed(
    {"level": {"const": "warning"}, "message": MESSAGE},
    {
        "descriptor": closed({"id": {"const": "riskcheck.not-assessed"}, "index": {"const": 0}}),
        "locations": several(LOCATION, 1, 1),
    },
)
RUN = closed(
    {
        "tool": closed(
            {
                "driver": closed(
                    {
                        "name": {"const": "riskcheck"},
                        "version": TEXT,
                        "rules": several(RULE, 25_000),
                        "notifications": several(closed({"id": TEXT, "shortDescription": MESSAGE, "help": MESSAGE}), 1),
                    }
                )
            }
        ),
        "automationDetails": closed({"id": {"const": "riskcheck/"}}),
        "originalUriBaseIds": closed({"SRCROOT": closed({"description": MESSAGE})}),
        "invocations": several(
            closed(
                {"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": several(NOTIFICATION, 2_002)}
            ),
            1,
            1,
        ),
        "results": several(RESULT, 5_000),
        "properties": {"type": "object", "required": ["level", "score", "advice"]},
    }
)
VALIDATOR = Draft202012Validator(
    closed({"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": several(RUN, 1, 1)})
)


def run_of(assessment: Assessment) -> dict[str, Any]:
    document = json.loads(sarif.render(assessment))
    assert list(VALIDATOR.iter_errors(document)) == []
    run: dict[str, Any] = document["runs"][0]
    return run


def results_of(*evidence: Evidence, **rule: Any) -> list[dict[str, Any]]:
    signal = a_signal(a_rule("a.rule", **rule), len(evidence), evidence)
    results: list[dict[str, Any]] = run_of(an_assessment(signals=[signal], risk=a_risk("high", points=[(signal, 9)])))[
        "results"
    ]
    return results


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_assessment_is_what_the_standard_and_github_take(assessment: Assessment) -> None:
    document = sarif.render(assessment)
    run = run_of(assessment)

    assert document.isascii()
    assert "##" not in document
    assert [line for line in document.split("\n") if not line.isprintable() or line.lstrip().startswith("::")] == []
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert run["properties"]["level"] == assessment.risk.level


@settings(max_examples=50, deadline=None)
@given(assessments())
def test_nothing_is_lost(assessment: Assessment) -> None:
    run = run_of(assessment)
    (invocation,) = run["invocations"]
    evidence = sum(len(signal.evidence) or 1 for signal in assessment.signals)

    assert len(run["results"]) + len(invocation["toolExecutionNotifications"]) == evidence + len(assessment.skipped)
    assert invocation["executionSuccessful"] is (assessment.risk.level != "unknown")


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_text_from_outside_is_neither_link_nor_placeholder_nor_markup(assessment: Assessment) -> None:
    run = run_of(assessment)
    texts = [each["message"]["text"] for each in run["results"]]
    texts += [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]

    assert [text for text in texts if "](" in text or re.search(r"(?<!\{)\{\d+\}(?!\})", text)] == []
    assert all(text.isprintable() for text in texts)
    for rule in run["tool"]["driver"]["rules"]:
        tokens = MarkdownIt("commonmark", {"html": True}).parse(rule["help"]["markdown"])
        inner = {child.type for token in tokens for child in token.children or []}
        assert inner <= {"text", "code_inline", "strong_open", "strong_close"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("f({0}, {x}) {12}", "f({{0}}, {x}) {{12}}", id="no placeholder"),
        pytest.param(
            "[here](http://x.test) [a](1) b[0](c)", r"[here]\x28http://x.test) [a]\x281) b[0]\x28c)", id="no link"
        ),
    ],
)
def test_text_in_a_message_is_text(text: str, expected: str) -> None:
    (result,) = results_of(Evidence(text, "a.py", 3), title="Gone")

    assert result["message"]["text"] == f"Gone: {expected}"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sarif_tools_reads_as_many_results_as_there_are(scenario: str, tmp_path: Path) -> None:
    file = tmp_path / "report.sarif"
    file.write_text(sarif.render(SCENARIOS[scenario]))
    run = run_of(SCENARIOS[scenario])

    read = loader.load_sarif_file(str(file))

    assert read.get_result_count() == len(run["results"])
    assert read.get_distinct_tool_names() == ["riskcheck"]
    assert [(each["Location"], each["Line"]) for each in read.get_records()] == [
        (
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            each["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for each in run["results"]
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("src/app.py", "src/app.py", id="plain"),
        pytest.param("a b/c#d?e%f.py", "a%20b/c%23d%3Fe%25f.py", id="what means something in a URI"),
        pytest.param("c:x.py", "c%3Ax.py", id="no scheme"),
        pytest.param("//host/x", "%2F/host/x", id="no host"),
        pytest.param("caf\u00e9.py", "caf%C3%A9.py", id="UTF-8"),
        pytest.param("b\udcfe\u00e9.py", "b%FE%C3%A9.py", id="not UTF-8"),
        pytest.param("x\ud800", "x%5Cud800", id="no bytes at all"),
        pytest.param("a\nb", "a%0Ab", id="a line feed"),
    ],
)
def test_a_path_is_a_uri_with_the_same_bytes(path: str, uri: str) -> None:
    (result,) = results_of(Evidence("x", path, 3))

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"},
        "region": {"startLine": 3, "endLine": 3},
    }
    if "\ud800" not in path:
        assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")


def test_what_belongs_to_no_file_is_a_notification_and_no_result() -> None:
    signal = a_signal(a_rule(title="No test"), evidence=[Evidence("in 3 files")])
    run = run_of(an_assessment(changeset=a_changeset(), signals=[signal], skipped=[Skipped("history", "shallow")]))

    assert run["results"] == []
    assert [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]] == [
        "Not assessed: history: shallow",
        "No test: in 3 files (whole change)",
    ]


@pytest.mark.parametrize(
    ("group", "grade", "expected"),
    [
        pytest.param("auth", 5, ("warning", ["security", "auth", "impact"], "6.9"), id="the gravest of security"),
        pytest.param("secrets", 0, ("note", ["security", "secrets", "impact"], "2.0"), id="security without a grade"),
        pytest.param("tests", 4, ("warning", ["tests", "impact"], None), id="not about security"),
        pytest.param("size", 2, ("note", ["size", "impact"], None), id="light"),
        pytest.param(" ", 2, ("note", ["impact"], None), id="without a group"),
    ],
)
def test_a_rule_says_how_grave_it_is_and_never_fails_a_check(
    group: str, grade: int, expected: tuple[object, ...]
) -> None:
    signal = a_signal(a_rule(group=group, grade=grade, axis="impact"), evidence=[Evidence("here", "src/app.py", 1, 1)])
    (rule,) = run_of(an_assessment(signals=[signal]))["tool"]["driver"]["rules"]
    properties = rule["properties"]

    found = (rule["defaultConfiguration"]["level"], properties["tags"], properties.get("security-severity"))
    assert found == expected


@pytest.mark.parametrize(
    ("reference", "kept"),
    [
        ("https://docs.example.org/rules?id=a#b", True),
        ("", False),
        ("http://docs.example.org", False),
        ("javascript:alert(1)", False),
        ("https://x.test/\n", False),
        ('https://x.test/">', False),
    ],
)
def test_only_a_link_that_is_one_is_given(reference: str, kept: bool) -> None:
    rule = a_rule()
    signal = a_signal(type(rule)(**{name: getattr(rule, name) for name in rule.__slots__} | {"reference": reference}))
    (written,) = run_of(an_assessment(signals=[signal]))["tool"]["driver"]["rules"]

    assert ("helpUri" in written) is kept


def test_the_largest_report_fits_an_upload() -> None:
    places = [Evidence(f"{n} {HOSTILE * 9}", f"{HOSTILE_PATH}{n}", n + 1, n + 2) for n in range(600)]
    signals = [a_signal(a_rule(f"many.{n}", title=HOSTILE * 9, why=HOSTILE * 9), 5, places) for n in range(10)]
    assessment = an_assessment(
        signals=signals,
        risk=a_risk("high", points=[(signal, 1) for signal in signals]),
        skipped=[Skipped(f"{HOSTILE_PATH}{n}", HOSTILE * 9) for n in range(3000)],
    )
    document = sarif.render(assessment)
    (run,) = json.loads(document)["runs"]
    notifications = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]

    assert len(run["results"]) == 5_000
    assert notifications[-2:] == ["Not assessed: 2000 more", "Results that are not shown: 1000"]
    assert len(gzip.compress(document.encode())) < 10_000_000


def test_five_thousand_places_take_well_under_a_second() -> None:
    patch = a_patch("src/app.py", ["-a", "-b", "+c", " d"] * 2_500)
    places = [Evidence(f"`name_{n}` is gone", "src/app.py", n + 1, removed=n % 2 == 0) for n in range(5_000)]
    assessment = an_assessment(changeset=a_changeset(patch), signals=[a_signal(evidence=places)])

    began = time.process_time()
    sarif.render(assessment)

    assert time.process_time() - began < 6
