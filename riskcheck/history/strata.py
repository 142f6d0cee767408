"""Statistics of like changes: shares and their intervals, and two groups compared stratum by stratum.

A stratum is made of changes that are alike but for their group. Each change is one value: the part of it that was hit,
from 0 (left in peace) to 1 (an event, or all of its lines gone). The change is the unit everywhere: its lines
die together, so that counting them one by one would feign precision.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from riskcheck.core.outcome import Effect, Interval

Stratified = Iterable[tuple[tuple[int, str], float]]

LEVEL = 0.95

_POWER = 0.8


@dataclass(frozen=True, slots=True)
class Stratum:
    """Like changes of both groups, each as the part of it that was hit, 0 to 1; neither group is empty."""

    marked: tuple[float, ...]
    unmarked: tuple[float, ...]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Marked changes that were hit, all marked ones, and the same of the unmarked."""
        return _hits(self.marked), len(self.marked), _hits(self.unmarked), len(self.unmarked)


@dataclass(frozen=True, slots=True)
class Strength:
    """How many changes of a group were hit: expected if both groups fared alike, and that or seen, the larger."""

    expected: float
    reached: float


def stratified(marked: Stratified, unmarked: Stratified) -> tuple[Stratum, ...]:
    """The strata that hold changes of both groups, in the order of their keys."""
    groups = _by_key(marked), _by_key(unmarked)
    return tuple(Stratum(tuple(groups[0][key]), tuple(groups[1][key])) for key in sorted(groups[0].keys() & groups[1]))


def wilson(share: float, changes: int) -> Interval:
    """The score interval of a share of `changes` (Wilson 1927, JASA 22:209).

    It also serves for the mean of values from 0 to 1: their variance is never above that of zeros and ones with
    the same mean (Bhatia and Davis 2000, Am. Math. Mon. 107:353), so that it is then rather too wide than too narrow.
    """
    if not changes:
        return Interval(0.0, 1.0)
    spread = _z(LEVEL) ** 2 / changes
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def strengths(strata: Sequence[Stratum]) -> tuple[Strength, Strength]:
    """What the marked and the unmarked changes can carry."""
    counts = [stratum.counts for stratum in strata]
    marked = math.fsum((a + b) * n1 / (n1 + n0) for a, n1, b, n0 in counts)
    unmarked = math.fsum((a + b) * n0 / (n1 + n0) for a, n1, b, n0 in counts)
    return (
        Strength(marked, max(marked, sum(a for a, _, _, _ in counts))),
        Strength(unmarked, max(unmarked, sum(b for _, _, b, _ in counts))),
    )


def ratio(strata: Sequence[Stratum], level: float = LEVEL) -> Effect | None:
    """The Mantel-Haenszel ratio of the shares that were hit, None where nothing was hit.

    Its variance is the one of Greenland and Robins (1985, Biometrics 41:55), right for a few large strata as well as
    for many small ones. Where one group has no event, the other end is bounded as for Poisson counts, given their sum.
    """
    counts = [stratum.counts for stratum in strata]
    marked = math.fsum(a * n0 / (n1 + n0) for a, n1, b, n0 in counts)
    unmarked = math.fsum(b * n1 / (n1 + n0) for a, n1, b, n0 in counts)
    if not marked and not unmarked:
        return None
    if not marked:
        return Effect("ratio", 0.0, Interval(0.0, _bound([(b, n1, n0) for _, n1, b, n0 in counts], level)))
    if not unmarked:
        bound = _bound([(a, n0, n1) for a, n1, _, n0 in counts], level)
        return Effect("ratio", math.inf, Interval(1 / bound, math.inf))
    numerator = math.fsum((n1 * n0 * (a + b) - a * b * (n1 + n0)) / (n1 + n0) ** 2 for a, n1, b, n0 in counts)
    factor = math.exp(_z(level) * math.sqrt(numerator / (marked * unmarked)))
    value = marked / unmarked
    return Effect("ratio", value, Interval(value / factor, value * factor))


def detectable_ratio(strata: Sequence[Stratum]) -> float | None:
    """The ratio that is seen with a power of 80 %, by the same variance as if the groups fared alike."""
    counts = [stratum.counts for stratum in strata]
    weight = math.fsum((a + b) * n1 * n0 / (n1 + n0) ** 2 for a, n1, b, n0 in counts)
    variance = math.fsum(n1 * n0 * (a + b) * (n1 + n0 - a - b) / (n1 + n0) ** 3 for a, n1, b, n0 in counts)
    exponent = _seen_with_power() * math.sqrt(variance) / weight if weight else math.inf
    # Beyond e^7, a thousandfold, no number of any use is left.
    return math.exp(exponent) if exponent < 7 else None


def difference(strata: Sequence[Stratum], level: float = LEVEL) -> Effect | None:
    """The difference of the mean values, strata weighted as Mantel and Haenszel do, None where values do not vary.

    The variance of each mean is that of its own stratum and group (Cochran 1977, Sampling Techniques, 5.4); a change
    that is alone in its group borrows that of the whole stratum.
    """
    error = _error(strata)
    if not error:
        return None
    value = math.fsum(_weight(each) * (_mean(each.marked) - _mean(each.unmarked)) for each in strata) / _total(strata)
    half = _z(level) * error
    return Effect("difference", value, Interval(max(value - half, -1.0), min(value + half, 1.0)))


def detectable_difference(strata: Sequence[Stratum]) -> float | None:
    """The difference that is seen with a power of 80 %."""
    error = _error(strata)
    return _seen_with_power() * error if error else None


def _by_key(values: Stratified) -> dict[tuple[int, str], list[float]]:
    grouped: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for key, value in values:
        grouped[key].append(value)
    return grouped


def _hits(values: Sequence[float]) -> int:
    return sum(value > 0 for value in values)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _seen_with_power() -> float:
    return _z(LEVEL) + NormalDist().inv_cdf(_POWER)


def _bound(counts: Sequence[tuple[int, int, int]], level: float) -> float:
    """The largest ratio that leaves a chance of (1 - `level`) / 2 for all events to fall on one group."""
    tail = math.log((1 - level) / 2)
    low, high = 0.0, 1.0
    while _log_chance(counts, high) > tail:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _log_chance(counts, middle) > tail else (low, middle)
    return high


def _log_chance(counts: Sequence[tuple[int, int, int]], risk: float) -> float:
    return -math.fsum(events * math.log1p(risk * without / having) for events, without, having in counts)


def _weight(stratum: Stratum) -> float:
    marked, unmarked = len(stratum.marked), len(stratum.unmarked)
    return marked * unmarked / (marked + unmarked)


def _total(strata: Sequence[Stratum]) -> float:
    return math.fsum(map(_weight, strata))


def _error(strata: Sequence[Stratum]) -> float:
    if not strata:
        return 0.0
    parts = (
        _weight(stratum) ** 2 * _variance(values, stratum) / len(values)
        for stratum in strata
        for values in (stratum.marked, stratum.unmarked)
    )
    return math.sqrt(math.fsum(parts)) / _total(strata)


def _variance(values: Sequence[float], stratum: Stratum) -> float:
    known = values if len(values) > 1 else (*stratum.marked, *stratum.unmarked)
    mean = _mean(known)
    return math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
