"""Which commits changed a file, under its earlier names too."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from riskcheck.history.ancestors import Ancestors, Ancestry

_QUERY: Final = (
    "SELECT committed, sha, change.number, change.of, change.path, change.source, change.added, change.deleted, "
    "author, repair, instr(parents, ' ')>0 FROM changes AS change JOIN commits ON commits.number=change.of "
    "WHERE change.path=? AND change.of<=? ORDER BY change.of"
)


class Touch(NamedTuple):
    """One change of a file by one commit, with what is kept of both; people and paths by number."""

    committed: int
    sha: str
    change: int
    of: int
    path: int
    source: int | None
    added: int
    deleted: int
    author: int
    repair: float
    is_merge: int


@dataclass(slots=True)
class Trails:
    """The changes of files in the past that `within` names, each file asked for once."""

    ancestry: Ancestry
    within: Ancestors
    _numbers: dict[str, int | None] = field(default_factory=dict)
    _touches: dict[int, tuple[Touch, ...]] = field(default_factory=dict)
    _trails: dict[str, tuple[Touch, ...]] = field(default_factory=dict)

    def number(self, path: str) -> int | None:
        """The number of a path; None where no kept commit knows it."""
        if path not in self._numbers:
            query = "SELECT number FROM paths WHERE path=?"
            row = self.ancestry.store.connection.execute(query, (os.fsencode(path),)).fetchone()
            self._numbers[path] = int(row[0]) if row else None
        return self._numbers[path]

    def of(self, path: str) -> tuple[Touch, ...]:
        """The commits that changed a file, merges apart, latest first by time.

        What changed it under an earlier name counts if the commit that renamed it descends from it.
        """
        if path not in self._trails:
            found = {touch.of: touch for touch in self._followed(path) if not touch.is_merge}
            # By time and then id, which is another order than that of the log, but the same in any clone.
            self._trails[path] = tuple(sorted(found.values(), reverse=True))
        return self._trails[path]

    def name(self, number: int) -> str:
        """The path of a number."""
        query = "SELECT path FROM paths WHERE number=?"
        return os.fsdecode(self.ancestry.store.connection.execute(query, (number,)).fetchone()[0])

    def paths(self, path: str) -> frozenset[int]:
        """The numbers of a file's names so far."""
        number = self.number(path)
        return frozenset({touch.path for touch in self.of(path)} | ({number} if number is not None else set()))

    def _followed(self, path: str) -> Iterator[Touch]:
        number = self.number(path)
        waiting = [(number, self.within)] if number is not None else []
        seen: set[int] = set()
        while waiting:
            name, bound = waiting.pop()
            for touch in self._touching(name):
                if touch.change not in seen and (bound is self.within or touch.of in bound):
                    seen.add(touch.change)
                    if touch.is_merge or touch.source != name:
                        waiting += self._origins(touch)
                    yield touch

    def _touching(self, path: int) -> tuple[Touch, ...]:
        if path not in self._touches:
            rows = map(Touch._make, self.ancestry.store.connection.execute(_QUERY, (path, self.within.newest)))
            some = self.within.above
            self._touches[path] = tuple(touch for touch in rows if touch.of in self.within) if some else tuple(rows)
        return self._touches[path]

    def _origins(self, touch: Touch) -> Iterator[tuple[int, Ancestors]]:
        """The other names from which a change brings a file, each with the past that counts."""
        if touch.is_merge:
            query = "SELECT source, parent FROM merged WHERE change=? AND source!=?"
            rows = self.ancestry.store.connection.execute(query, (touch.change, touch.path)).fetchall()
            parents = self.ancestry[touch.of] if rows else ()
            for source, parent in rows:
                yield source, self.ancestry.of(parents[parent : parent + 1])
        elif touch.source is not None:
            yield touch.source, self.ancestry.of(self.ancestry[touch.of])
