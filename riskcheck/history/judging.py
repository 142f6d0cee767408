"""What became of each change: which lines of it went when, and which earlier change a repair is blamed on.

Commits are judged once, in their order, after they were recorded. A first run replays the whole history; later ones
only the files that new commits touch, as far back as they go.
"""

import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from riskcheck.core.outcome import DAY
from riskcheck.history.culprits import Judge
from riskcheck.history.labels import Resolution
from riskcheck.history.lines import FIRST, Moved, Versions, replay, uses
from riskcheck.history.rows import CHANGE, NOBODY, ChangeRow, LabelRow, MergedRow, Row
from riskcheck.history.store import Store

_EARLY: Final = (30 * DAY, 90 * DAY)
_JUDGED: Final = "judged"
# So many lines are kept together, each as one byte: 0 while it is there, then the more the earlier it went.
_PART: Final = 1 << 20
# How many commits are judged between two reports of how far it is.
_STRIDE: Final = 2_000


def judge(store: Store, seen: Callable[[int, int], None], formatting: frozenset[str] = frozenset()) -> None:
    """Judge the commits that were recorded since the last time; `seen` is told how many of how many.

    `formatting` are the ids of commits that only reformat, as a repository lists them for `git blame`.
    """
    judged = int(store.meta(_JUDGED, "-1"))
    rows = list(store.rows())
    if not rows or rows[-1].number <= judged:
        return
    judgement = _Judgement(store, rows, formatting)
    changes: Callable[[], Iterable[ChangeRow]] = store.changes
    if judged < 0:
        merged = store.merged()
    else:
        some, merged = closure(store, judged)
        changes = some.__iter__
    with store.transaction():
        judgement.run(changes, merged, judged, seen)
        store.put_meta(_JUDGED, str(rows[-1].number))


def closure(store: Store, after: int) -> tuple[list[ChangeRow], dict[int, tuple[MergedRow, ...]]]:
    """The changes of commits with greater numbers, and those before that say who wrote the lines they begin from."""
    found = {change.number: change for change in store.changes(after)}
    files = _Files(store)
    border = list(found.values())
    merged: dict[int, tuple[MergedRow, ...]] = {}
    while border:
        change = border.pop()
        sources = [(change.source, change.source_blob)]
        if change.source is None and (rows := files.merged(change.number)):
            merged[change.number] = rows
            sources = [(row.source, row.blob) for row in rows]
        for path, blob in sources:
            for earlier in files.writing(path, blob) if path is not None else ():
                if earlier.number not in found and earlier.of < change.of:
                    found[earlier.number] = earlier
                    border.append(earlier)
    return list(_filled(store, [found[number] for number in sorted(found)], after)), merged


def _filled(store: Store, changes: Iterable[ChangeRow], after: int) -> Iterator[ChangeRow]:
    """The changes, those up to commit `after` with stand-ins before them for what their commit adds in other files.

    The lines of a commit are numbered through all of its files.
    """
    query = "SELECT coalesce(sum(added), 0) FROM changes WHERE of=? AND number<?"
    of, counted = -1, 0
    for change in changes:
        if change.of > after:
            yield change
            continue
        of, counted = change.of, counted if change.of == of else 0
        (before,) = store.connection.execute(query, (of, change.number)).fetchone()
        if before > counted:
            yield ChangeRow(-1, of, 0, "D", None, None, None, b"", before - counted, 0, None)
        counted = before + change.added
        yield change


class _Files:
    """The changes of files, each asked for once."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection
        self._known: dict[int, dict[bytes | None, list[ChangeRow]]] = {}

    def writing(self, path: int, blob: bytes | None) -> Sequence[ChangeRow]:
        """The changes that leave this version of a file."""
        if path not in self._known:
            by_blob: dict[bytes | None, list[ChangeRow]] = {}
            query = f"SELECT {CHANGE} FROM changes WHERE path=? ORDER BY number"
            for change in map(ChangeRow._make, self._connection.execute(query, (path,))):
                by_blob.setdefault(change.blob, []).append(change)
            self._known[path] = by_blob
        return self._known[path].get(blob, ())

    def merged(self, change: int) -> tuple[MergedRow, ...]:
        """What the parents of a merge had."""
        query = "SELECT * FROM merged WHERE change=? ORDER BY parent"
        return tuple(MergedRow._make(row) for row in self._connection.execute(query, (change,)))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The commits by number, a number that was forgotten apart, and the number of the commit that wrote each line.

    `writer` has NOBODY for lines of which nobody knows who wrote them.
    """

    rows: Mapping[int, Row]
    first_line: "array[int]"
    parents: Sequence[tuple[int, ...]]
    writer: "array[int]"

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Timeline":
        """Made from the rows in their order."""
        first_line: array[int] = array("Q")
        parents: list[tuple[int, ...]] = []
        writer = array("i", [NOBODY]) * FIRST
        for row in rows:
            while len(parents) <= row.number:
                first_line.append(row.first_line)
                parents.append(row.parent_numbers if len(parents) == row.number else ())
            writer.extend(array("i", [NOBODY]) * (row.first_line - len(writer)))
            writer.extend(array("i", [row.number]) * row.added)
        return cls({row.number: row for row in rows}, first_line, parents, writer)

    def writers(self, lines: Iterable[int]) -> list[int]:
        """The commit that wrote each of some lines; NOBODY for an unknown one."""
        return [*map(self.writer.__getitem__, lines)]


class _Judgement:
    """One run over changes."""

    def __init__(self, store: Store, rows: Sequence[Row], formatting: frozenset[str]) -> None:
        self._store = store
        self._timeline = Timeline.of(rows)
        self._gone = bytearray(rows[-1].first_line + rows[-1].added + FIRST)
        for part, lines in store.connection.execute("SELECT part, lines FROM gone"):
            known = zlib.decompress(lines)
            self._gone[part * _PART : part * _PART + len(known)] = known
        self._bereft: set[int] = set()
        self._formatting = frozenset(row.number for row in rows if row.sha in formatting)

    def run(
        self,
        changes: Callable[[], Iterable[ChangeRow]],
        merged: Mapping[int, tuple[MergedRow, ...]],
        judged: int,
        seen: Callable[[int, int], None],
    ) -> None:
        """Judge all commits with greater numbers than `judged`."""
        timeline, last = self._timeline, len(self._timeline.parents)
        versions = Versions(uses(changes(), merged), cache(self._store.touching), timeline.parents)
        moves = replay(changes(), merged, timeline.first_line, versions, timeline.parents)
        judge = Judge(timeline.rows, timeline.writers, self._formatting)
        for number, some in groupby(moves, lambda moved: moved.change.of):
            together = list(some)
            if number <= judged:
                continue
            for moved in together:
                self._bury(number, moved)
            self._store.label(self._blame(judge, number, together))
            if number % _STRIDE == 0:
                seen(number, last)
        self._keep()
        resolution = Resolution(self._store, timeline.parents)
        self._store.label(list(resolution.labels(judged, lambda number: timeline.rows[number].committed)))

    def _bury(self, number: int, moved: Moved) -> None:
        """Note how early each line went that a change deletes: the earliest of its deletions, on whatever branch."""
        if moved.before is None or not moved.deleted:
            return
        gone, rows, writers = self._gone, self._timeline.rows, self._timeline.writer
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
        self._bereft.update(writer for writer, stage in stages.items() if stage)

    def _blame(self, judge: Judge, number: int, moves: Sequence[Moved]) -> Iterator[LabelRow]:
        row = self._timeline.rows[number]
        blamed = judge.blame(row, moves) if row.repair else None
        if blamed is not None:
            yield LabelRow(blamed.of, "fixed", "szz", blamed.weight, number, row.committed)

    def _keep(self) -> None:
        fates: list[tuple[int, int, int, int]] = []
        parts: set[int] = set()
        for of in sorted(self._bereft):
            row = self._timeline.rows[of]
            lines = self._gone[row.first_line : row.first_line + row.added]
            late, early = lines.count(2), lines.count(3)
            fates.append((of, lines.count(1) + late + early, early, late + early))
            parts.update(range(row.first_line // _PART, (row.first_line + row.added) // _PART + 1))
        packed = [(at, zlib.compress(self._gone[at * _PART : (at + 1) * _PART], 1)) for at in sorted(parts)]
        self._store.connection.executemany("INSERT OR REPLACE INTO fates VALUES (?, ?, ?, ?)", fates)
        self._store.connection.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?)", packed)
