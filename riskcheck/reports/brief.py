"""The report for a hook: at most six lines, so that it can be read in passing."""

from collections.abc import Iterator

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.signal import Evidence
from riskcheck.reports import phrases
from riskcheck.reports.phrases import Reason
from riskcheck.reports.text import cut, plain, shortened

MAX_LINES = 6
_COLUMNS = 100
_REASONS = 2
_STEPS = 3


def render(assessment: Assessment) -> str:
    """Level, reasons, advice and what was not assessed, in at most six lines of at most 100 columns."""
    if assessment.risk.level == "low":
        return _level_line(assessment, count_skipped=True) + "\n"
    lines = [*_why(assessment), *_do(assessment)]
    has_room = len(lines) + 2 <= MAX_LINES
    if assessment.skipped and has_room:
        lines.append(_not_assessed(assessment.skipped))
    first = _level_line(assessment, count_skipped=not has_room)
    return "\n".join([first, *lines]) + "\n"


def _level_line(assessment: Assessment, *, count_skipped: bool) -> str:
    provenance, skipped = assessment.provenance, len(assessment.skipped)
    parts = [f"riskcheck: {assessment.risk.level}", phrases.size_of(assessment.changeset)]
    if provenance.marked:
        parts.append(shortened(plain(f"marked: {', '.join(provenance.tools)}"), 30))
    missing = [f"not assessed: {skipped}"] if count_skipped and skipped else []
    room = _COLUMNS - len(" · ".join([*parts, "", *missing]))
    return cut(" · ".join([*parts, cut(plain(assessment.changeset.title), room), *missing]), _COLUMNS)


def _why(assessment: Assessment) -> Iterator[str]:
    reasons = [reason for reason in phrases.reasons_of(assessment) if reason.points > 0]
    for reason in reasons[:_REASONS]:
        yield cut(f"  why: {plain(reason.signal.rule.title)}{_first_place(reason)}", _COLUMNS)


def _first_place(reason: Reason) -> str:
    evidence = reason.signal.evidence
    if not evidence:
        return ""
    more = f" and {len(evidence) - 1} more" if len(evidence) > 1 else ""
    return f" · {_place(evidence[0])}{more}"


def _place(evidence: Evidence) -> str:
    if evidence.path is None:
        return plain(evidence.message)
    return shortened(plain(evidence.path), 50) + phrases.lines_of(evidence)


def _do(assessment: Assessment) -> Iterator[str]:
    for step in assessment.advice[:_STEPS]:
        yield cut(f"  do: {plain(step.text)}", _COLUMNS)


def _not_assessed(skipped: tuple[Skipped, ...]) -> str:
    entries = "; ".join(f"{shortened(plain(entry.what), 40)}: {plain(entry.reason)}" for entry in skipped)
    return cut(f"  not assessed ({len(skipped)}): {entries}", _COLUMNS)
