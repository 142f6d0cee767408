"""Which commits changed a file, under its earlier names too."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, NamedTuple

from riskcheck.history.ancestors import Ancestors, Ancestry

_TOUCHES: Final = (
    "SELECT committed, tie, of, added, deleted, author, repair, files FROM changes "
    "WHERE path=? AND is_merge=0 AND of<=?"
)
_ORIGINS: Final = (
    "SELECT of, coalesce(merged.source, changes.source) AS origin, parent FROM changes "
    "LEFT JOIN merged ON change=changes.number WHERE path=? AND is_moved=1 AND of<=? AND origin!=path"
)


class Touch(NamedTuple):
    """One change of a file by one commit, which changed so many `files`; people by number.

    `tie` is the start of the commit's id: by time and then id is another order than that of the log, but the same in
    any clone.
    """

    committed: int
    tie: int
    of: int
    added: int
    deleted: int
    author: int
    repair: float
    files: int


class _Origin(NamedTuple):
    """That a commit has a file from the path `source`; of a merge, on the side of that parent."""

    of: int
    source: int
    parent: int | None


COMMIT: Final = attrgetter("of")


@dataclass(slots=True)
class Trails:
    """The changes of files in the past that `within` names, each file asked for once."""

    ancestry: Ancestry
    within: Ancestors
    _numbers: dict[str, int | None] = field(default_factory=dict)
    _touches: dict[int, dict[int, Touch]] = field(default_factory=dict)
    _trails: dict[str, tuple[Touch, ...]] = field(default_factory=dict)
    _paths: dict[str, frozenset[int]] = field(default_factory=dict)

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
            number = self.number(path)
            known = self._followed(number) if number is not None else {}
            self._paths[path] = frozenset(name for name, touches in known.items() if touches)
            found: dict[int, Touch] = {}
            for touches in known.values():
                found |= touches
            self._trails[path] = tuple(sorted(found.values(), reverse=True))
        return self._trails[path]

    def paths(self, path: str) -> frozenset[int]:
        """The numbers of the names under which commits changed a file."""
        self.of(path)
        return self._paths[path]

    def names(self, numbers: Iterable[int]) -> dict[int, str]:
        """The paths of some numbers."""
        rows = self.ancestry.store.among("SELECT number, path FROM paths WHERE number IN ({})", numbers)
        return {number: os.fsdecode(path) for number, path in rows}

    def _followed(self, number: int) -> dict[int, dict[int, Touch]]:
        """The changes of a file by its names so far, and by commit."""
        known: dict[int, dict[int, Touch]] = {}
        waiting = [(number, self.within)]
        seen: set[_Origin] = set()
        while waiting:
            name, bound = waiting.pop()
            some = self._touching(name)
            if bound is not self.within:
                some = {of: touch for of, touch in some.items() if of in bound}
            known[name] = known[name] | some if name in known else some
            for origin in self._origins(name):
                if origin.of in bound and origin not in seen:
                    seen.add(origin)
                    waiting.append((origin.source, self._brought(origin)))
        return known

    def _touching(self, path: int) -> dict[int, Touch]:
        if path not in self._touches:
            rows = self.ancestry.store.connection.execute(_TOUCHES, (path, self.within.newest))
            below, above = self.within.below, self.within.above
            touches = map(Touch._make, rows)
            self._touches[path] = {touch.of: touch for touch in touches if touch.of <= below or touch.of in above}
        return self._touches[path]

    def _origins(self, path: int) -> Iterator[_Origin]:
        rows = self.ancestry.store.connection.execute(_ORIGINS, (path, self.within.newest))
        return map(_Origin._make, rows.fetchall())

    def _brought(self, origin: _Origin) -> Ancestors:
        """The past that counts of a file under the name that it is brought from."""
        parents = self.ancestry[origin.of]
        return self.ancestry.of(parents if origin.parent is None else parents[origin.parent : origin.parent + 1])
