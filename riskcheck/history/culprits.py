"""Blames the repairs of a kept history one after another."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from riskcheck.history.blamable import Blamable
from riskcheck.history.likeness import Rarity
from riskcheck.history.lines import Moved
from riskcheck.history.store import Row
from riskcheck.history.szz import Blamed, candidates, choose, shipped_weights
from riskcheck.history.traces import Source, traces

# So many subjects before a repair tell which words are rare.
_EARLIER = 5_000


@dataclass(slots=True)
class Judge:
    """Blames repairs in the order of the history; `told` gives `told_words` of a repair by its number."""

    rows: Mapping[int, Row]
    owners: "Callable[[array[int]], Sequence[int]]"
    formatting: frozenset[int]
    told: Callable[[int], frozenset[str]]
    _rarity: Rarity = field(default_factory=Rarity)
    _heard: int = -1

    def blame(self, repair: Row, moves: Sequence[Moved]) -> Blamed | None:
        """The change that a repair is blamed on, by number; None where its lines do not tell."""
        self._hear(repair.number)
        found = traces([source for moved in moves if (source := self._source(moved)) is not None])
        told = self.told(repair.number)
        return choose(candidates(repair, told, found, self.rows, self._rarity, self.formatting), shipped_weights())

    def _hear(self, number: int) -> None:
        for earlier in range(max(self._heard + 1, number - _EARLIER), number):
            if earlier in self.rows:
                self._rarity.tell(self.rows[earlier].subject)
        self._heard = max(self._heard, number - 1)

    def _source(self, moved: Moved) -> Source | None:
        before, change = moved.before, moved.change
        if before is None or change.lines is None or change.source is None:
            return None
        flat = array("I", change.lines)
        edits = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
        writers = self.owners
        return Source(len(before), lambda start, end: writers(before[start:end]), edits, unpacked(change.blamed))


def unpacked(blamed: bytes | None) -> Blamable:
    """The lines of one file that can carry blame, as the store packs them: the counts of the kinds, then the lines."""
    if blamed is None:
        return Blamable()
    flat = array("I", blamed)
    first, second = 3 + flat[0], 3 + flat[0] + flat[1]
    return Blamable(tuple(flat[3:first]), tuple(flat[first:second]), tuple(flat[second:]))
