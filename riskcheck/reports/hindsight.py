"""What became of AI-marked and of unmarked changes, for people and for programs."""

import json
import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from riskcheck.core.outcome import (
    CERTAIN_LEVEL,
    LEAST_CHANGES,
    LEAST_EVENTS,
    Comparison,
    Effect,
    Group,
    Hindsight,
    OutcomeName,
    Scale,
)
from riskcheck.reports.json import skipped_object
from riskcheck.reports.text import decoded, plain, shortened, wrapped

FORMATS = ("terminal", "json")
_MOST = 10
_NAME = 44
_NARROWEST = 40
_QUESTIONS: dict[OutcomeName, tuple[Scale, str]] = {
    "reverted": ("ratio", "Reverted within {} days"),
    "fixed-named": ("ratio", "Fixed within {} days, named by a message"),
    "fixed-inferred": ("ratio", "Fixed within {} days, inferred from the lines of a fix alone"),
    "surviving-30": ("difference", "Lines that survive {} days, mean of changes"),
    "surviving-90": ("difference", "Lines that survive {} days, mean of changes"),
}
_TOO_FEW: dict[Scale, str] = {
    "ratio": (
        "{} of {} AI-marked changes: too few to tell. If both groups fared alike, {:.1f} of {:,} matched AI-marked"
        " changes and {:.1f} of {:,} unmarked ones would have it; {least} changes are needed, {events} of them with it"
        " and {events} without."
    ),
    "difference": (
        "{} of {} AI-marked changes: too few to tell. If both groups fared alike, {:.1f} of {:,} matched AI-marked"
        " changes and {:.1f} of {:,} unmarked ones would lose lines; {least} changes are needed, {events} of which lose"
        " lines."
    ),
}
_COUNTS: dict[Scale, str] = {"ratio": "{:,} of {:,}", "difference": "{:,} of {:,} lost lines"}
_UNSEEN: dict[Scale, str] = {
    "ratio": "A ratio between {inverse:.2f} and {detectable:.2f} may well go unseen here.",
    "difference": "A difference of less than {points:.1f} points may well go unseen here.",
}
_LIMITS = (
    "A mark is a fact about marking: an unmarked change does not mean that a human wrote it.",
    "Tasks differ, and so do the people who mark: the matching covers only size (lines added, in powers of two) and the"
    " main kind of file. Nothing here says why groups differ.",
    "Fixes and reverts count only where the history tells of them, and outcomes overlap: a reverted change has lost its"
    " lines too.",
)


def render(name: str, hindsight: Hindsight, version: str) -> str:
    """The comparisons in one of FORMATS."""
    return as_json(hindsight, version) if name == "json" else terminal(hindsight)


def terminal(hindsight: Hindsight, width: int = 100) -> str:
    """Each outcome of both groups in counts and shares with intervals of 95 %, a sentence on it, and the limits."""
    width = max(width, _NARROWEST)
    lines = [*wrapped(plain(hindsight.title), width), *wrapped(_summary(hindsight), width), ""]
    for tool, comparisons in groupby(hindsight.comparisons, key=lambda comparison: comparison.tool):
        lines += [_heading(tool), *_indented(map(_block, comparisons), width)]
    if hindsight.tools_left_out:
        lines += [*wrapped(_left_out(hindsight.tools_left_out), width), ""]
    lines += [f"Not read: {plain(entry.what)}, {plain(entry.reason)}" for entry in hindsight.skipped]
    for sentence in (*_chance(hindsight.comparisons), *_LIMITS):
        lines += wrapped(sentence, width)
    return "\n".join(lines) + "\n"


def as_json(hindsight: Hindsight, version: str) -> str:
    """One JSON object in ASCII, version 1; numbers have six decimals, null stands for what nothing bounds."""
    document = {
        "schema_version": 1,
        "riskcheck": {"version": decoded(version)},
        "title": decoded(hindsight.title),
        "changes": hindsight.changes,
        "changes_marked": hindsight.changes_marked,
        "unmarked_outside": hindsight.unmarked_outside,
        "confidence": 0.95,
        "matched_by": ["lines_added", "kind"],
        "comparisons": [_comparison_object(comparison) for comparison in hindsight.comparisons],
        "tools_left_out": [
            {"tool": decoded(tool), "changes_marked": count} for tool, count in hindsight.tools_left_out
        ],
        "limits": [*_chance(hindsight.comparisons), *_LIMITS],
        "skipped": [skipped_object(entry) for entry in hindsight.skipped],
    }
    # The log of a CI obeys `##[command]` anywhere in a line; only strings can hold it.
    return json.dumps(document, indent=2, allow_nan=False).replace("##", r"\u0023\u0023") + "\n"


def _summary(hindsight: Hindsight) -> str:
    told = f"{_counted(hindsight.changes, 'change')}, {hindsight.changes_marked:,} AI-marked"
    if not hindsight.changes_marked:
        return f"{told}: nothing to compare."
    outside = f"{_counted(hindsight.unmarked_outside, 'unmarked change')} from before or after that are left out"
    return f"{told}. Compared over the time from the first AI-marked change to the last; {outside}."


def _heading(tool: str | None) -> str:
    name = "AI-marked" if tool is None else f"Marked by {shortened(plain(tool), _NAME)}"
    return f"{name} against unmarked changes of the same time"


def _indented(blocks: Iterator[tuple[str, list[str], list[str]]], width: int) -> Iterator[str]:
    for title, rows, sentences in blocks:
        yield f"  {title}"
        yield from (f"    {row}" for row in rows)
        yield from (f"    {line}" for line in wrapped(" ".join(sentences), width - 4))
        yield ""


def _block(comparison: Comparison) -> tuple[str, list[str], list[str]]:
    scale, title = _QUESTIONS[comparison.outcome]
    rows = [_row("AI-marked", comparison.marked, scale), _row("unmarked", comparison.unmarked, scale)]
    return title.format(comparison.days), rows, [*_sentences(comparison)]


def _row(name: str, group: Group, scale: Scale) -> str:
    counts = _COUNTS[scale].format(group.events, group.changes)
    share = "no share"
    if group.share is not None:
        share = f"{group.share:.1%} ({group.interval.low:.1%} to {group.interval.high:.1%})"
    young = f", {group.young:,} too young" if group.young else ""
    return f"{name:<10}  {share:<26}  {counts}{young}"


def _sentences(comparison: Comparison) -> Iterator[str]:
    marked, unmarked = comparison.marked, comparison.unmarked
    if comparison.verdict == "too few to tell":
        yield _too_few(comparison)
        return
    if comparison.effect:
        yield f"{comparison.verdict.capitalize()} among changes of like size and kind: {_effect(comparison.effect)}."
    if min(marked.expected, unmarked.expected) < LEAST_EVENTS:
        yield f"As fewer than {LEAST_EVENTS} were expected, an interval of {CERTAIN_LEVEL:.1%} was asked for."
    dropped = marked.changes - marked.matched, unmarked.changes - unmarked.matched
    if any(dropped):
        yield f"{dropped[0]:,} AI-marked and {dropped[1]:,} unmarked changes match none of the others and drop out."
    if comparison.verdict == "no difference seen" and comparison.effect and comparison.detectable:
        yield _unseen(comparison.effect.scale, comparison.detectable)


def _too_few(comparison: Comparison) -> str:
    marked, unmarked = comparison.marked, comparison.unmarked
    return _TOO_FEW[_QUESTIONS[comparison.outcome][0]].format(
        *(f"{marked.events:,}", f"{marked.changes:,}"),
        *(marked.expected, marked.matched, unmarked.expected, unmarked.matched),
        least=LEAST_CHANGES,
        events=LEAST_EVENTS,
    )


def _effect(effect: Effect) -> str:
    low, high = effect.interval.low, effect.interval.high
    if effect.scale == "difference":
        return f"{_points(effect.value)} points ({_points(low)} to {_points(high)})"
    if math.isinf(effect.value):
        return f"seen on AI-marked changes only (at least {_times(low)} times)"
    return f"{_times(effect.value)} times ({_times(low)} to {_times(high)})"


def _points(share: float) -> str:
    return f"{round(100 * share, 1) + 0.0:+.1f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def _unseen(scale: Scale, detectable: float) -> str:
    return _UNSEEN[scale].format(detectable=detectable, inverse=1 / detectable, points=100 * detectable)


def _left_out(tools: Sequence[tuple[str, int]]) -> str:
    names = [f"{shortened(plain(tool), _NAME)} ({count:,})" for tool, count in tools[:_MOST]]
    more = f" and {len(tools) - _MOST:,} more" if len(tools) > _MOST else ""
    return f"Too few changes for a comparison of their own: {', '.join(names)}{more}."


def _chance(comparisons: Sequence[Comparison]) -> Iterator[str]:
    decided = sum(comparison.verdict != "too few to tell" for comparison in comparisons)
    if comparisons:
        yield (
            f"{_counted(len(comparisons), 'comparison')} shown, {decided:,} of them with enough to tell. At 95 %, about"
            f" {0.05 * decided:.1f} of these would show a difference by chance alone if there were none."
        )


def _comparison_object(comparison: Comparison) -> dict[str, object]:
    effect = comparison.effect
    return {
        "outcome": comparison.outcome,
        "days": comparison.days,
        "tool": None if comparison.tool is None else decoded(comparison.tool),
        "marked": _group_object(comparison.marked),
        "unmarked": _group_object(comparison.unmarked),
        "effect": effect
        and {
            "scale": effect.scale,
            "value": _number(effect.value),
            "low": _number(effect.interval.low),
            "high": _number(effect.interval.high),
        },
        "detectable": _number(comparison.detectable),
        "verdict": comparison.verdict,
    }


def _group_object(group: Group) -> dict[str, object]:
    return {
        "changes": group.changes,
        "events": group.events,
        "share": _number(group.share),
        "low": _number(group.interval.low),
        "high": _number(group.interval.high),
        "young": group.young,
        "matched": group.matched,
        "expected": _number(group.expected),
        "reached": _number(group.reached),
    }


def _number(number: float | None) -> float | None:
    # The last digits of a logarithm differ between machines; the same input gives the same bytes.
    return None if number is None or math.isinf(number) else round(number, 6) + 0.0


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"
