"""What reports say in words: one wording for every format that people read."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution, Granularity, Provenance
from riskcheck.core.reach import Impact, Package
from riskcheck.core.risk import Contribution
from riskcheck.core.signal import Evidence, Signal
from riskcheck.core.wording import counted

# Upper bounds and the word for what lies below them.
_LIKELIHOODS = ((0.1, "small"), (0.25, "moderate"), (0.5, "considerable"))
_IMPACTS = ((0.25, "narrow"), (0.5, "moderate"), (0.75, "wide"))
_REACH: Mapping[Granularity, str] = {
    "line": "these lines",
    "file": "whole file",
    "commit": "whole commit",
    "change": "whole change",
}


class Reason(NamedTuple):
    """A signal with the points of the score that it accounts for."""

    signal: Signal
    points: float


def reasons_of(assessment: Assessment) -> tuple[Reason, ...]:
    """Every signal with its points, the weightiest first."""
    points: defaultdict[str, float] = defaultdict(float)
    for contribution in assessment.risk.contributions:
        points[contribution.signal] += contribution.amount
    reasons = (Reason(signal, points[signal.id]) for signal in assessment.signals)
    return tuple(sorted(reasons, key=lambda reason: (-reason.points, reason.signal.id)))


def baseline_of(assessment: Assessment) -> tuple[Contribution, ...]:
    """The contributions that stem from no signal: what a change starts with."""
    measured = {signal.id for signal in assessment.signals}
    return tuple(part for part in assessment.risk.contributions if part.signal not in measured)


def size_of(changeset: Changeset) -> str:
    """Files and lines, as in "2 files, +12 -3"."""
    return f"{counted(len(changeset.patches), 'file')}, +{changeset.lines_added} -{changeset.lines_deleted}"


def likelihood_of(assessment: Assessment) -> str:
    """The probability of a bug in a word and a number."""
    likelihood = assessment.risk.likelihood
    return f"bug likelihood: {_word(likelihood, _LIKELIHOODS, 'large')} ({likelihood:.0%})"


def impact_of(assessment: Assessment) -> str:
    """The blast radius in a word and a number."""
    impact = assessment.risk.impact
    return f"impact: {_word(impact, _IMPACTS, 'very wide')} ({impact:.2f})"


def percentile_of(assessment: Assessment) -> str:
    """How the score compares with recent changes here; empty without a history to compare with."""
    percentile = assessment.risk.percentile
    return "" if percentile is None else f"riskier than {percentile:.0%} of recent changes here"


def authorship_of(provenance: Provenance) -> str:
    """What the marks say, in one phrase."""
    if not provenance.marked:
        return "No mark of AI authorship found"
    tools = ", ".join(provenance.tools)
    return f"AI-marked: {provenance.lines_added_marked} of {counted(provenance.lines_added, 'added line')} ({tools})"


def reached_of(assessment: Assessment) -> tuple[Impact, ...]:
    """The changed files that others depend on, those with the most dependents first."""
    used = (impact for impact in assessment.reach.impacts if impact.dependents)
    return tuple(sorted(used, key=lambda impact: (-len(impact.dependents), impact.path)))


def dependents_of(impact: Impact) -> str:
    """How many files use one, as in "used by 2 files, 12 within two steps"."""
    direct = len(impact.dependents)
    near = f", {impact.within_two} within two steps" if impact.within_two > direct else ""
    return f"used by {counted(direct, 'file')}{near}"


def chain_of(impact: Impact, package: Package) -> str:
    """The way from a file to a package, and the ways in that its end declares: "<- `b.py` <- `api.py` <- 14 routes"."""
    kinds = Counter(entry.kind for entry in impact.entries if entry.path == package.chain[-1])
    ends = [counted(number, kind) for kind, number in sorted(kinds.items())]
    steps = [f"`{path}`" for path in package.chain[1:]]
    return " ".join(f"<- {step}" for step in (*steps, *([", ".join(ends)] if ends else [])))


def mark_of(attribution: Attribution) -> str:
    """One mark: tool, kind, where it was found and how far it reaches."""
    commit = f" {attribution.commit[:8]}" if attribution.commit else ""
    return (
        f"{attribution.tool}: {attribution.kind}, by {attribution.mark}, "
        f"{_REACH[attribution.granularity]}{commit}, {attribution.confidence} confidence"
    )


def amount_of(signal: Signal) -> str:
    """The value of a signal in its unit, as in "12 files"; empty where the title alone says it."""
    value, unit = signal.value, signal.rule.unit
    if not unit or value == 1:
        return ""
    digits = ".0f" if value % 1 == 0 or abs(value) >= 100 else ".3g"
    return f"{value:{digits}} {unit}"


def lines_of(place: Evidence | Attribution) -> str:
    """The lines of a place as they follow a path: ":41", ":41-48" or nothing."""
    if place.start_line is None:
        return ""
    if place.end_line is None or place.end_line == place.start_line:
        return f":{place.start_line}"
    return f":{place.start_line}-{place.end_line}"


def _word(value: float, bounds: tuple[tuple[float, str], ...], above: str) -> str:
    return next((word for bound, word in bounds if value < bound), above)
