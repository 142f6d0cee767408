"""Blames the repairs of a kept history."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.history.evidence import unpacked
from riskcheck.history.lines import Moved
from riskcheck.history.rows import Row
from riskcheck.history.szz import Blamed, Candidate, candidates, choose, shipped_weights
from riskcheck.history.traces import Source, traces


@dataclass(frozen=True, slots=True)
class Judge:
    """Blames repairs; `formatting` are the numbers of commits that are known only to reformat."""

    rows: Mapping[int, Row]
    writers: Callable[[Iterable[int]], Sequence[int]]
    formatting: frozenset[int]

    def blame(self, repair: Row, moves: Sequence[Moved]) -> Blamed | None:
        """The change that a repair is blamed on, by number; None where its lines do not tell."""
        return choose(self.candidates(repair, moves), shipped_weights())

    def candidates(self, repair: Row, moves: Sequence[Moved]) -> list[Candidate]:
        """Everyone whom a repair may be blamed on."""
        found = traces([source for moved in moves if (source := self._source(moved)) is not None])
        return candidates(repair, found, self.rows, self.formatting)

    def _source(self, moved: Moved) -> Source | None:
        before, change = moved.before, moved.change
        if before is None or change.lines is None or change.source is None:
            return None
        flat = array("I", change.lines)
        edits = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
        writers = self.writers
        return Source(len(before), lambda start, end: writers(before[start:end]), edits, unpacked(change.blamed))
