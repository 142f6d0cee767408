"""From signals to a score whose parts add up to it."""

from collections.abc import Mapping, Sequence
from math import exp, sqrt

from riskcheck.core.change import Changeset
from riskcheck.core.risk import Contribution, Risk
from riskcheck.core.signal import Axis, Signal
from riskcheck.risk.model import Model

# Scores and their parts are multiples of a power of two: their sums are exact in binary.
_STEPS = 16


def score(signals: Sequence[Signal], model: Model, changeset: Changeset) -> Risk:
    """The grade of a change; `unknown` where there were patches and none of their lines could be read."""
    points = {signal.id: model.points(signal) for signal in signals}
    totals = {axis: sum(points[signal.id] for signal in signals if signal.rule.axis == axis) for axis in _AXES}
    shares = _axis_shares(totals, model)
    parts = {
        signal.id: 100 * shares[signal.rule.axis] * points[signal.id] / totals[signal.rule.axis]
        for signal in signals
        if totals[signal.rule.axis]
    }
    strength = 100 * _strength(totals["likelihood"], totals["impact"], model)
    # However small the change, what is as grave as this deserves a second look.
    gravest = [signal for signal in signals if signal.rule.grade == max(other.rule.grade for other in signals)]
    missing = max((model.floor(signal.rule.grade) for signal in gravest), default=0.0) - strength
    for signal in gravest if missing > 0 else ():
        parts[signal.id] = parts.get(signal.id, 0.0) + missing / len(gravest)
    steps = round(_STEPS * (strength + max(missing, 0.0)))
    whole = _rounded(parts, steps)
    contributions = [Contribution(signal.id, signal.rule.axis, whole.get(signal.id, 0) / _STEPS) for signal in signals]
    return Risk(
        level="unknown" if _unread(changeset) else model.level(steps / _STEPS),
        score=steps / _STEPS,
        likelihood=round(_likelihood(totals["likelihood"], model), 4),
        impact=round(_impact(totals["impact"]), 4),
        percentile=None,
        model="default",
        contributions=tuple(sorted(contributions, key=lambda part: (-part.amount, part.signal))),
    )


_AXES: tuple[Axis, ...] = ("likelihood", "impact")


def _likelihood(points: float, model: Model) -> float:
    return 1 / (1 + exp(-(model.intercept + points)))


def _impact(points: float) -> float:
    return 1 - exp(-points)


def _strength(likelihood: float, impact: float, model: Model) -> float:
    return sqrt(_likelihood(likelihood, model) * _impact(impact))


def _axis_shares(totals: Mapping[Axis, float], model: Model) -> dict[Axis, float]:
    """The part of each axis in the score, as the Shapley value of the two (Shapley 1953)."""
    likelihood, impact = totals["likelihood"], totals["impact"]
    both = _strength(likelihood, impact, model)
    # Without impact there is no risk, however likely a defect is.
    only_impact = _strength(0, impact, model)
    return {"likelihood": (both - only_impact) / 2, "impact": (both + only_impact) / 2}


def _rounded(parts: Mapping[str, float], steps: int) -> dict[str, int]:
    """Whole steps in proportion to the parts that add up to `steps`, by largest remainder."""
    total = sum(parts.values())
    if not total:
        return dict.fromkeys(parts, 0)
    exact = {name: part / total * steps for name, part in parts.items()}
    whole = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(parts, key=lambda name: (whole[name] - exact[name], name))
    for name in by_remainder[: steps - sum(whole.values())]:
        whole[name] += 1
    return whole


def _unread(changeset: Changeset) -> bool:
    text = [patch for patch in changeset.patches if not patch.binary and patch.lines_added + patch.lines_deleted]
    return bool(text) and not any(patch.hunks for patch in text)
