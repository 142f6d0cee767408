"""Claims about lines as intervals, never as lines one by one: a range may name more lines than fit in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Generic, TypeVar

from riskcheck.expressions import expression

Value = TypeVar("Value")
_LINES = expression(r"([0-9]{1,15})(?:-([0-9]{1,15}))?")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """What holds for the lines from `start` to `end`, both 1-based and inclusive."""

    start: int
    end: int
    value: Value


def lines_in(text: str) -> tuple[int, int] | None:
    """First and last line of "7" or "3-9"; None for what is no range of 1-based lines."""
    found = _LINES.fullmatch(text)
    start, end = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return (start, end) if 1 <= start <= end else None


def overlay(spans: Iterable[Span[Value]]) -> tuple[Span[Value], ...]:
    """The same lines in sorted spans without overlap: later spans hide what is under them, equal neighbours join."""
    joined: list[Span[Value]] = []
    for span in _visible(list(spans)):
        if joined and joined[-1].end + 1 == span.start and joined[-1].value == span.value:
            span = Span(joined.pop().start, span.end, span.value)
        joined.append(span)
    return tuple(joined)


def _visible(layers: list[Span[Value]]) -> Iterator[Span[Value]]:
    """Between two neighbouring borders one layer is on top: the latest of those that have begun and not ended."""
    borders = sorted({border for span in layers for border in (span.start, span.end + 1)})
    waiting = sorted(range(len(layers)), key=lambda at: layers[at].start, reverse=True)
    begun: list[int] = []  # negative positions: the heap gives the smallest first
    for start, end in pairwise(borders):
        while waiting and layers[waiting[-1]].start <= start:
            heappush(begun, -waiting.pop())
        while begun and layers[-begun[0]].end < start:
            heappop(begun)
        if begun:
            yield Span(start, end - 1, layers[-begun[0]].value)
