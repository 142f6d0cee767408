"""reviewdog's diagnostics, one a line, for `reviewdog -f=rdjsonl`.

Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. It reads lines of at most 64 KiB and numbers of
32 bits, and puts a message into a comment as Markdown. Nothing is an ERROR: `-fail-level` could turn that into a
failure.
"""

from collections.abc import Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import Level
from riskcheck.reports import documents
from riskcheck.reports.markdown import prose
from riskcheck.reports.places import Place
from riskcheck.reports.results import Result, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import decoded

_SEVERITIES: Mapping[Level, str] = {
    "unknown": "INFO",
    "low": "INFO",
    "medium": "WARNING",
    "high": "WARNING",
    "critical": "WARNING",
}


def render(assessment: Assessment) -> str:
    """The level with the advice, each piece of evidence, and what was not assessed."""
    level = level_of(assessment)
    first = _diagnostic(
        level, "\n".join([prose(level.message), *(f"- {prose(step)}" for step in steps_of(assessment))])
    )
    others = (*results_of(assessment), *unassessed(assessment))
    diagnostics = [first, *(_diagnostic(result, _told(result)) for result in others)]
    return "".join(documents.line(diagnostic) + "\n" for diagnostic in diagnostics)


def _told(result: Result) -> str:
    return f"{prose(result.message)}\n{prose(result.help)}" if result.help else prose(result.message)


def _diagnostic(result: Result, message: str) -> dict[str, object]:
    return {
        "message": message,
        **({"location": _location(result.place)} if result.place else {}),
        "severity": _SEVERITIES[result.level],
        "source": {"name": "riskcheck"},
        "code": {"value": result.rule.id},
    }


def _location(place: Place) -> dict[str, object]:
    # Without columns both ends are whole lines, and the end is included.
    return {"path": decoded(place.path), "range": {"start": {"line": place.begin}, "end": {"line": place.end}}}
