"""Which lines went, and how early, as the changes of a history are replayed."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from riskcheck.core.outcome import DAY
from riskcheck.history.culprits import traces_in
from riskcheck.history.lines import FIRST, Moved, Versions, replay, uses
from riskcheck.history.rows import ChangeRow, MergedRow, Row
from riskcheck.history.store import Store
from riskcheck.history.timeline import Timeline
from riskcheck.history.traces import Trace

_EARLY: Final = (30 * DAY, 90 * DAY)
# So many lines are kept together, each as one byte: 0 while it is there, then the more the earlier it went.
_PART: Final = 1 << 20


class Told(NamedTuple):
    """What the changed files of a commit, by number, tell of whom it repairs; nothing if it repairs nobody."""

    of: int
    traces: Sequence[Trace]


class Fates:
    """The fates of the lines of a history."""

    def __init__(self, store: Store, rows: Sequence[Row]) -> None:
        self._store = store
        self.timeline = Timeline.of(rows)
        self.gone = bytearray(rows[-1].first_line + rows[-1].added + FIRST)
        for part, lines in store.connection.execute("SELECT part, lines FROM gone"):
            known = zlib.decompress(lines)
            self.gone[part * _PART : part * _PART + len(known)] = known
        # The commits that lines of went.
        self.bereft: set[int] = set()

    def replay(
        self,
        changes: Callable[[], Iterable[ChangeRow]],
        merged: Mapping[int, tuple[MergedRow, ...]],
        after: int,
        paths: Collection[int] | None = None,
    ) -> Iterator[Told]:
        """Replay changes, all or those of some paths, and note what goes in the commits after one, which are given."""
        timeline = self.timeline
        some = (change for change in changes() if paths is None or change.path in paths)
        versions = Versions(uses(some, merged), cache(self._store.touching), timeline.parents)
        moves = replay(changes(), merged, timeline.first_line, versions, timeline.parents, paths)
        for number, together in groupby(moves, lambda moved: moved.change.of):
            moved = list(together)
            if number > after:
                for one in moved:
                    self._bury(number, one)
                is_repair = timeline.rows[number].repair
                yield Told(number, traces_in(moved, timeline.writers) if is_repair else ())

    def _bury(self, number: int, moved: Moved) -> None:
        """Note how early each line went that a change deletes: the earliest of its deletions, on whatever branch."""
        if moved.before is None or not moved.deleted:
            return
        gone, rows, writers = self.gone, self.timeline.rows, self.timeline.writer
        when = rows[number].committed
        stages: dict[int, int] = {}
        for at, count in moved.deleted:
            for line in moved.before[at : at + count]:
                stage = stages.get(writers[line])
                if stage is None:
                    row = rows.get(writers[line])
                    stage = 1 + sum(when - row.committed <= limit for limit in _EARLY) if row else 0
                    stages[writers[line]] = stage
                if stage > gone[line]:
                    gone[line] = stage
        self.bereft.update(writer for writer, stage in stages.items() if stage)

    def add(self, bereft: Iterable[int], gone: bytes) -> None:
        """Take over what was found in other files: no line is in both."""
        both = int.from_bytes(self.gone) | int.from_bytes(gone)
        self.gone = bytearray(both.to_bytes(len(self.gone)))
        self.bereft.update(bereft)

    def keep(self) -> None:
        """Write all of it down."""
        fates: list[tuple[int, int, int, int]] = []
        parts: set[int] = set()
        for of in sorted(self.bereft):
            row = self.timeline.rows[of]
            lines = self.gone[row.first_line : row.first_line + row.added]
            late, early = lines.count(2), lines.count(3)
            fates.append((of, lines.count(1) + late + early, early, late + early))
            parts.update(range(row.first_line // _PART, (row.first_line + row.added) // _PART + 1))
        packed = [(at, zlib.compress(self.gone[at * _PART : (at + 1) * _PART], 1)) for at in sorted(parts)]
        self._store.connection.executemany("INSERT OR REPLACE INTO fates VALUES (?, ?, ?, ?)", fates)
        self._store.connection.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?)", packed)
