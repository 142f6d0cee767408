"""Which of the kept commits some commits descend from, without a walk over the whole history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from riskcheck.history.store import Store

_BLOCK: Final = 64


@dataclass(frozen=True, slots=True)
class Ancestors:
    """All commits up to the number `below`, and `above` some later ones."""

    below: int = -1
    above: frozenset[int] = frozenset()

    def __contains__(self, number: int) -> bool:
        return number <= self.below or number in self.above

    @property
    def newest(self) -> int:
        """The greatest number among them, -1 where there are none."""
        return max(self.above, default=self.below)


@dataclass(slots=True)
class Ancestry:
    """The parents of commits, read as they are asked for."""

    store: Store
    _parents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _whole: set[int] = field(default_factory=set)
    _known: dict[tuple[int, ...], Ancestors] = field(default_factory=dict)

    def __getitem__(self, number: int) -> tuple[int, ...]:
        """The numbers of a commit's parents."""
        if number not in self._parents:
            self._read(number // _BLOCK * _BLOCK)
        return self._parents[number]

    def of(self, commits: Iterable[int]) -> Ancestors:
        """These commits and all that they descend from; a number below 0 is a commit that is not kept."""
        key = tuple(sorted({number for number in commits if number >= 0}))
        if key not in self._known:
            self._known[key] = self._walked(key)
        return self._known[key]

    def _walked(self, commits: Iterable[int]) -> Ancestors:
        above: set[int] = set()
        waiting = [-number for number in commits]
        heapify(waiting)
        while waiting:
            number = -heappop(waiting)
            if number in above:
                continue
            parents = self[number]
            # Parents have smaller numbers: all that still waits is below this one.
            if number in self._whole:
                return Ancestors(number, frozenset(above))
            above.add(number)
            for parent in parents:
                if parent >= 0:
                    heappush(waiting, -parent)
        return Ancestors(-1, frozenset(above))

    def _read(self, first: int) -> None:
        query = "SELECT number, parents, ends FROM commits WHERE number>=? AND number<?"
        for number, parents, ends in self.store.connection.execute(query, (first, first + _BLOCK)):
            self._parents[number] = tuple(map(int, parents.split()))
            if ends == 1:
                self._whole.add(number)
