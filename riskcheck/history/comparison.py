"""AI-marked against unmarked changes of one repository: what became of them, like compared with like.

The rules were set before any history was looked at. A change counts for an outcome only if it was watched for as long
as the outcome takes. Both groups come from the same time, from the first marked change to the last. Changes are alike
if their lines added have the same power of two and their files the same main kind. No verdict is given on fewer than
LEAST_CHANGES like changes in a group, or where fewer than LEAST_EVENTS events are expected if both groups fare alike:
there a ratio must be 2.4 or more before it is likely to be seen. How many are expected does not depend on how they fall
on the groups, so that this rule favours no answer. One exception: events that were seen and not expected
tell where even an interval of CERTAIN_LEVEL leaves no doubt.
"""

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.core.change import Skipped
from riskcheck.core.outcome import (
    CERTAIN_LEVEL,
    DAY,
    LEAST_CHANGES,
    LEAST_EVENTS,
    Comparison,
    Effect,
    Group,
    Hindsight,
    Interval,
    Outcome,
    OutcomeName,
    Scale,
    Verdict,
)
from riskcheck.history import strata
from riskcheck.history.strata import Stratum, Strength

_SHORTEST = 30
_FIX_DAYS = (365, 180, 90, _SHORTEST)


@dataclass(frozen=True, slots=True)
class _Question:
    """An outcome, its horizon (None: one of _FIX_DAYS), and how a change answers: the part hit, None where unknown."""

    outcome: OutcomeName
    days: int | None
    scale: Scale
    answer: Callable[[Outcome, int], float | None]


def compare(title: str, outcomes: Iterable[Outcome], skipped: tuple[Skipped, ...] = ()) -> Hindsight:
    """Every comparison that the outcomes of one history allow."""
    known = tuple(outcomes)
    marked = tuple(outcome for outcome in known if outcome.tool is not None)
    unmarked = tuple(outcome for outcome in known if outcome.tool is None)
    tools = _tools(marked)
    shown = [name for name, _ in tools if len(tools) > 1 and _has_enough(name, marked)]
    scopes: list[tuple[str | None, Sequence[Outcome]]] = [(None, marked)] if marked else []
    scopes += [(name, tuple(outcome for outcome in marked if outcome.tool == name)) for name in shown]
    return Hindsight(
        title=title,
        changes=len(known),
        changes_marked=len(marked),
        unmarked_outside=len(unmarked) - len(_of_the_time_of(marked, unmarked)),
        comparisons=tuple(row for tool, changes in scopes for row in _comparisons(tool, changes, unmarked)),
        tools_left_out=tuple(row for row in tools if len(tools) > 1 and row[0] not in shown),
        skipped=skipped,
    )


def _tools(marked: Iterable[Outcome]) -> list[tuple[str, int]]:
    counts = Counter(outcome.tool for outcome in marked if outcome.tool is not None)
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def _has_enough(tool: str, marked: Iterable[Outcome]) -> bool:
    return _watched((outcome for outcome in marked if outcome.tool == tool), _SHORTEST) >= LEAST_CHANGES


def _of_the_time_of(marked: Sequence[Outcome], unmarked: Sequence[Outcome]) -> Sequence[Outcome]:
    # Every change is watched until the same moment, so that the time watched also tells which came first.
    if not marked:
        return ()
    watched = [outcome.watched for outcome in marked]
    first, last = max(watched), min(watched)
    return tuple(outcome for outcome in unmarked if last <= outcome.watched <= first)


def _comparisons(tool: str | None, marked: Sequence[Outcome], unmarked: Sequence[Outcome]) -> Iterator[Comparison]:
    unmarked = _of_the_time_of(marked, unmarked)
    fix_days = _fix_days(marked, unmarked)
    for question in _QUESTIONS:
        yield _compared(question, question.days or fix_days, tool, marked, unmarked)


def _fix_days(*groups: Sequence[Outcome]) -> int:
    """The longest horizon that leaves in each group half of its changes and enough of them: no outcome has a say."""
    watched = {days: [_watched(group, days) for group in groups] for days in _FIX_DAYS}
    needed = [max(count / 2, LEAST_CHANGES) for count in watched[_SHORTEST]]
    fitting = (days for days in _FIX_DAYS if all(map(operator.ge, watched[days], needed)))
    return next(fitting, _SHORTEST)


def _compared(
    question: _Question, days: int, tool: str | None, marked: Sequence[Outcome], unmarked: Sequence[Outcome]
) -> Comparison:
    sides = [[*_answers(question, days, changes)] for changes in (marked, unmarked)]
    matched = strata.stratified(*sides)
    strengths = strata.strengths(matched)
    groups = [
        _group(question, [value for _, value in side], len(changes) - _watched(changes, days), count, strength)
        for side, changes, count, strength in zip(sides, (marked, unmarked), _sizes(matched), strengths, strict=True)
    ]
    effects = {level: _EFFECTS[question.scale](matched, level) for level in (strata.LEVEL, CERTAIN_LEVEL)}
    return Comparison(
        outcome=question.outcome,
        days=days,
        tool=tool,
        marked=groups[0],
        unmarked=groups[1],
        effect=effects[strata.LEVEL],
        detectable=_DETECTABLE[question.scale](matched),
        verdict=_verdict(question.scale, groups, effects),
    )


def _answers(question: _Question, days: int, changes: Iterable[Outcome]) -> Iterator[tuple[tuple[int, str], float]]:
    for change in changes:
        answer = question.answer(change, days)
        if answer is not None and _is_watched(change, days):
            yield (change.lines_added.bit_length(), change.kind), answer


def _group(question: _Question, values: Sequence[float], young: int, matched: int, strength: Strength) -> Group:
    hit = math.fsum(values) / len(values) if values else None
    share = 1 - hit if hit is not None and question.scale == "difference" else hit
    return Group(
        changes=len(values),
        young=young,
        matched=matched,
        events=sum(value > 0 for value in values),
        share=share,
        interval=strata.wilson(share or 0.0, len(values)),
        expected=strength.expected,
        reached=strength.reached,
    )


def _watched(changes: Iterable[Outcome], days: int) -> int:
    return sum(_is_watched(change, days) for change in changes)


def _is_watched(change: Outcome, days: int) -> bool:
    return change.watched >= days * DAY


def _sizes(matched: Sequence[Stratum]) -> tuple[int, int]:
    return sum(len(stratum.marked) for stratum in matched), sum(len(stratum.unmarked) for stratum in matched)


def _verdict(scale: Scale, groups: Sequence[Group], effects: Mapping[float, Effect | None]) -> Verdict:
    if any(group.matched < LEAST_CHANGES or group.reached < LEAST_EVENTS for group in groups):
        return "too few to tell"
    if all(_is_enough(scale, group) for group in groups):
        return _direction(effects[strata.LEVEL]) or "no difference seen"
    return _direction(effects[CERTAIN_LEVEL]) or "too few to tell"


def _is_enough(scale: Scale, group: Group) -> bool:
    # A share near one is as hard to compare as a share near zero.
    rarer = min(group.expected, group.matched - group.expected) if scale == "ratio" else group.expected
    return rarer >= LEAST_EVENTS


def _direction(effect: Effect | None) -> Verdict | None:
    if effect is None:
        return None
    alike = 1.0 if effect.scale == "ratio" else 0.0
    if effect.interval.low > alike:
        return "more often"
    return "less often" if effect.interval.high < alike else None


def _difference_of_survival(matched: Sequence[Stratum], level: float) -> Effect | None:
    lost = strata.difference(matched, level)
    if lost is None:
        return None
    return Effect("difference", -lost.value, Interval(-lost.interval.high, -lost.interval.low))


def _reverted(change: Outcome, days: int) -> float:
    return _by_then(change.reverted_after, days)


def _fixed_by_name(change: Outcome, days: int) -> float:
    return _by_then(change.fixed_after if change.is_certain else None, days)


def _fixed_by_inference(change: Outcome, days: int) -> float:
    return _by_then(None if change.is_certain else change.fixed_after, days)


def _by_then(after: int | None, days: int) -> float:
    return float(after is not None and after <= days * DAY)


def _gone_30(change: Outcome, _days: int) -> float | None:
    return _share_gone(change.lines_gone_30, change.lines_added)


def _gone_90(change: Outcome, _days: int) -> float | None:
    return _share_gone(change.lines_gone_90, change.lines_added)


def _share_gone(gone: int | None, added: int) -> float | None:
    return gone / added if gone is not None and added else None


_QUESTIONS = (
    _Question("reverted", 30, "ratio", _reverted),
    _Question("fixed-named", None, "ratio", _fixed_by_name),
    _Question("fixed-inferred", None, "ratio", _fixed_by_inference),
    _Question("surviving-30", 30, "difference", _gone_30),
    _Question("surviving-90", 90, "difference", _gone_90),
)
_EFFECTS: dict[Scale, Callable[[Sequence[Stratum], float], Effect | None]] = {
    "ratio": strata.ratio,
    "difference": _difference_of_survival,
}
_DETECTABLE: dict[Scale, Callable[[Sequence[Stratum]], float | None]] = {
    "ratio": strata.detectable_ratio,
    "difference": strata.detectable_difference,
}
