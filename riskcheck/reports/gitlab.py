"""GitLab Code Quality: what the widget of a merge request and the pipeline's tab show.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. The parser stops at the first
entry without one of the keys, and an entry without a path breaks the page. The widget lists what the target branch's
report does not have, by fingerprint.
"""

from collections.abc import Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import Level
from riskcheck.reports import documents
from riskcheck.reports.places import Place
from riskcheck.reports.results import Result, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import decoded

_SEVERITIES: Mapping[Level, str] = {
    "unknown": "info",
    "low": "info",
    "medium": "minor",
    "high": "major",
    "critical": "critical",
}
_ANYWHERE = Place(".")


def render(assessment: Assessment) -> str:
    """An array: the level with the advice, each piece of evidence, and what was not assessed."""
    level = level_of(assessment)
    first = _entry(level, " · ".join([level.message, *(f"Do: {step}" for step in steps_of(assessment))]))
    others = (*results_of(assessment), *unassessed(assessment))
    return documents.lines([first, *(_entry(result, result.message) for result in others)])


def _entry(result: Result, description: str) -> dict[str, object]:
    place = result.place or _ANYWHERE
    return {
        "description": description,
        "check_name": result.rule.id,
        "fingerprint": result.fingerprint,
        "severity": _SEVERITIES[result.level],
        "location": {"path": decoded(place.path), "lines": {"begin": place.begin}},
    }
