"""Blames the repairs of a kept history."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.history.blamed import unpacked
from riskcheck.history.lines import Moved
from riskcheck.history.rows import Row
from riskcheck.history.szz import Blamed, Candidate, candidates, choose, shipped_weights
from riskcheck.history.traces import Source, Trace, traced, traces

# The commits that wrote some lines.
Writers = Callable[[Iterable[int]], Sequence[int]]


def traces_in(moves: Iterable[Moved], writers: Writers) -> list[Trace]:
    """What each of the changes of a repair tells, where the lines before it are known."""
    return [traced(source) for moved in moves if (source := _source(moved, writers)) is not None]


def _source(moved: Moved, writers: Writers) -> Source | None:
    before, change = moved.before, moved.change
    if before is None or change.lines is None or change.source is None:
        return None
    flat = array("I", change.lines)
    edits = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    return Source(len(before), lambda start, end: writers(before[start:end]), edits, unpacked(change.blamed))


@dataclass(frozen=True, slots=True)
class Judge:
    """Blames repairs; `formatting` are the numbers of commits that are known only to reformat."""

    rows: Mapping[int, Row]
    formatting: frozenset[int]

    def blame(self, repair: Row, found: Sequence[Trace]) -> Blamed | None:
        """The change that a repair is blamed on, by number; None where its lines do not tell."""
        return choose(self.candidates(repair, found), shipped_weights())

    def candidates(self, repair: Row, found: Sequence[Trace]) -> list[Candidate]:
        """Everyone whom a repair may be blamed on."""
        return candidates(repair, traces(found), self.rows, self.formatting)
