import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.core.assessment import Assessment
from riskcheck.core.signal import Rule
from riskcheck.errors import RiskcheckError
from riskcheck.reports import json as report
from riskcheck.reports import markdown
from riskcheck.reports.reading import LARGEST, assessment_of
from riskcheck.reports.text import decoded
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS


def rules_of(assessment: Assessment) -> list[Rule]:
    return [signal.rule for signal in assessment.signals]


def read(assessment: Assessment) -> Assessment:
    return assessment_of(report.render(assessment).encode(), rules_of(assessment))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_report_read_back_renders_as_it_was(scenario: str) -> None:
    assessment = SCENARIOS[scenario]
    again = read(assessment)

    assert markdown.render(again) == markdown.render(assessment)
    assert report.render(replace(again, changeset=replace(again.changeset, commits=assessment.changeset.commits))) == (
        report.render(assessment)
    )


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_report_read_back_renders_as_it_was(assessment: Assessment) -> None:
    again = read(assessment)

    # JSON cannot hold a byte that is no text, and tools are sorted by their names.
    marks = tuple(replace(mark, tool=decoded(mark.tool)) for mark in assessment.provenance.attributions)
    held = replace(
        assessment,
        provenance=replace(assessment.provenance, attributions=marks),
    )
    assert markdown.render(again) == markdown.render(held)


def test_a_rule_that_is_not_known_is_taken_from_the_report() -> None:
    (signal, *_) = assessment_of(report.render(SCENARIOS["high"]).encode()).signals

    assert signal.rule == Rule(
        *("graph.fan_in", "Files that depend on this", "impact", "files"),
        group="reach",
        why="Large changes are harder to review.",
        remedy="Split the change.",
    )


def test_a_path_keeps_its_bytes() -> None:
    path = read(SCENARIOS["hostile"]).changeset.patches[0].source_path

    assert path == "old\udcfe.py"
    assert decoded(path) == "old\\xfe.py"


def changed(change: Callable[[Any], object]) -> bytes:
    document = json.loads(report.render(SCENARIOS["high"]))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (LARGEST + 1),
        changed(lambda document: document.update(schema_version=2)),
        changed(lambda document: document.update(html="<script>")),
        changed(lambda document: document["risk"].update(level="none")),
        changed(lambda document: document["risk"].update(score=float("nan"))),
        changed(lambda document: document["risk"].update(score=-1)),
        changed(lambda document: document["signals"][0].update(value=10**400)),
        changed(lambda document: document["signals"][0].update(value=float("inf"))),
        changed(lambda document: document["change"]["patches"][0].update(path_base64="====")),
        changed(lambda document: document["change"]["patches"][0].update(path_base64="A")),
        changed(lambda document: document["change"].update(head="main\n")),
        changed(lambda document: document.pop("advice")),
        changed(lambda document: None).replace(b'"score":', b'"score": 1, "score":'),
        changed(lambda document: None).replace(b'"value": 12.0', b'"value": 1e999'),
        changed(lambda document: None).replace(b'"commits": 0', b'"commits": true'),
    ],
)
def test_what_is_no_report_of_version_1_is_refused(content: bytes) -> None:
    with pytest.raises(RiskcheckError, match="the JSON report") as caught:
        assessment_of(content)
    assert "\n" not in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(RiskcheckError):
        assessment_of(content)


def test_hostile_text_of_a_report_is_escaped_again() -> None:
    text = "</details> <!-- --> @team\n<script>"
    content = changed(lambda document: document["advice"][0].update(text=text, reviewers=[text]))

    comment = markdown.render(assessment_of(content))
    assert "@team" not in comment.replace("`@team\\n`", "").replace("`@team\\n<script>`", "").replace(
        "`</details> <!-- --> @team\\n<script>`", ""
    )
    assert "\n<script>" not in comment
