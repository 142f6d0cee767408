"""Bitbucket Cloud Code Insights: a report on the commit, and annotations beside the lines.

Source: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports. `report` is the body of a PUT to
`.../reports/{id}`; `annotations` go by POST to `.../annotations`, at most 100 a request, 1,000 in all. The result of
the report is always PASSED, for a merge may be made to wait for it; the level is in the title.
"""

from collections.abc import Mapping, Sequence

from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import Level
from riskcheck.core.wording import counted
from riskcheck.reports import documents
from riskcheck.reports.results import Result, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import cut, decoded

MOST_ANNOTATIONS = 1_000
_MOST_SKIPPED = 100
_SUMMARY = 450
_DETAILS = 2_000

_SEVERITIES: Mapping[Level, str] = {
    "unknown": "LOW",
    "low": "LOW",
    "medium": "MEDIUM",
    "high": "HIGH",
    "critical": "CRITICAL",
}


def render(assessment: Assessment) -> str:
    """One object with the report and all of its annotations."""
    results, skipped = results_of(assessment), unassessed(assessment)
    shown_skipped = skipped[:_MOST_SKIPPED]
    shown = results[: MOST_ANNOTATIONS - len(shown_skipped)]
    return documents.lines(
        {
            "report": _report(assessment, results, len(results) - len(shown), skipped),
            "annotations": [_annotation(result) for result in (*shown, *shown_skipped)],
        }
    )


def _report(
    assessment: Assessment, results: Sequence[Result], left: int, skipped: Sequence[Result]
) -> dict[str, object]:
    level = level_of(assessment)
    lines = [level.message, *(f"Do: {step}" for step in steps_of(assessment))]
    if left:
        lines.append(f"{counted(left, 'more result')} not shown.")
    if skipped:
        lines.append(
            f"Not assessed ({len(skipped)}): " + "; ".join(result.detail for result in skipped[:_MOST_SKIPPED])
        )
    return {
        "title": f"riskcheck: {level.level}",
        "details": _cut_lines(lines, _DETAILS),
        "report_type": "BUG",
        "reporter": "riskcheck",
        "result": "PASSED",
        "data": _fields(assessment, len(results)),
    }


def _fields(assessment: Assessment, results: int) -> list[dict[str, object]]:
    risk, provenance = assessment.risk, assessment.provenance
    return [
        {"title": "Level", "type": "TEXT", "value": risk.level},
        {"title": "Score of 100", "type": "NUMBER", "value": round(risk.score)},
        {"title": "Bug likelihood", "type": "PERCENTAGE", "value": round(100 * risk.likelihood)},
        {"title": "Files", "type": "NUMBER", "value": len(assessment.changeset.patches)},
        {"title": "Lines added", "type": "NUMBER", "value": assessment.changeset.lines_added},
        {"title": "Lines marked as AI-authored", "type": "NUMBER", "value": provenance.lines_added_marked},
        {"title": "Results", "type": "NUMBER", "value": results},
        {"title": "Not assessed", "type": "NUMBER", "value": len(assessment.skipped)},
    ]


def _annotation(result: Result) -> dict[str, object]:
    place = {"path": decoded(result.place.path), "line": result.place.begin} if result.place else {}
    return {
        "external_id": f"riskcheck-{result.fingerprint}",
        "annotation_type": "CODE_SMELL",
        "title": result.title,
        "summary": cut(result.message, _SUMMARY),
        "details": cut(result.help or result.message, _DETAILS),
        "severity": _SEVERITIES[result.level],
        **place,
    }


def _cut_lines(lines: Sequence[str], width: int) -> str:
    text = "\n".join(lines)
    return text if len(text) <= width else text[: width - 1] + "…"
