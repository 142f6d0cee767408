"""What became of each change: which lines of it went when, and which earlier change a repair is blamed on.

Commits are judged once, in their order, after they were recorded. A first run replays the whole history; later ones
only the files that new commits touch, as far back as they go.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from riskcheck.history.culprits import Judge
from riskcheck.history.labels import Resolution
from riskcheck.history.lines import FIRST, Ancestry, Moved, Versions, owner, replay, uses
from riskcheck.history.store import ChangeRow, LabelRow, MergedRow, Row, Store

DAY: Final = 86_400
_EARLY: Final = (30 * DAY, 90 * DAY)
_JUDGED: Final = "judged"
# So many lines are looked at one by one.
_FEW: Final = 32
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
    return [found[number] for number in sorted(found)], merged


class _Files:
    """The changes of files, each asked for once."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection
        self._known: dict[int, dict[bytes | None, list[ChangeRow]]] = {}

    def writing(self, path: int, blob: bytes | None) -> Sequence[ChangeRow]:
        """The changes that leave this version of a file."""
        if path not in self._known:
            by_blob: dict[bytes | None, list[ChangeRow]] = {}
            for row in self._connection.execute("SELECT * FROM changes WHERE path=? ORDER BY number", (path,)):
                change = ChangeRow._make(row)
                by_blob.setdefault(change.blob, []).append(change)
            self._known[path] = by_blob
        return self._known[path].get(blob, ())

    def merged(self, change: int) -> tuple[MergedRow, ...]:
        """What the parents of a merge had."""
        query = "SELECT * FROM merged WHERE change=? ORDER BY parent"
        return tuple(MergedRow._make(row) for row in self._connection.execute(query, (change,)))


@dataclass(slots=True)
class Timeline:
    """The commits by number; a number that was forgotten has no row."""

    rows: Mapping[int, Row]
    first_line: "array[int]"
    parents: Sequence[tuple[int, ...]]
    # Lines next to each other are mostly of one commit: that of the last answer, with its first line and the next one.
    _last: tuple[int, int, int] = (-1, 0, 0)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Timeline":
        """Made from the rows in their order."""
        first_line: array[int] = array("Q")
        parents: list[tuple[int, ...]] = []
        for row in rows:
            while len(parents) <= row.number:
                first_line.append(row.first_line)
                parents.append(row.parent_numbers if len(parents) == row.number else ())
        return cls({row.number: row for row in rows}, first_line, parents)

    def owners(self, lines: "array[int]") -> list[int]:
        """The commit that wrote each of some lines."""
        found = []
        number, start, end = self._last
        for line in lines:
            if not start <= line < end:
                number = self.owner(line)
                _, start, end = self._last if number >= 0 else (number, 0, 0)
            found.append(number)
        return found

    def owner(self, line: int) -> int:
        """The commit that wrote a line; -1 for an unknown one."""
        number, start, end = self._last
        if start <= line < end:
            return number
        number = owner(self.first_line, line)
        row = self.rows.get(number)
        if row:
            self._last = number, row.first_line, row.first_line + row.added
        return number


class _Judgement:
    """One run over changes."""

    def __init__(self, store: Store, rows: Sequence[Row], formatting: frozenset[str]) -> None:
        self._store = store
        self._timeline = Timeline.of(rows)
        self._gone = bytearray(rows[-1].first_line + rows[-1].added + FIRST)
        self._fates: dict[int, list[int]] = {}
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
        versions = Versions(uses(changes(), merged), Ancestry(timeline.parents, self._writers))
        moves = replay(changes(), merged, timeline.first_line, versions, timeline.parents)
        judge = Judge(timeline.rows, timeline.owners, self._formatting, self._told)
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

    def _writers(self, path: int) -> dict[int, bytes | None]:
        return dict(self._store.connection.execute("SELECT of, blob FROM changes WHERE path=?", (path,)))

    def _told(self, number: int) -> frozenset[str]:
        row = self._store.connection.execute("SELECT words FROM told WHERE of=?", (number,)).fetchone()
        return frozenset(row[0].split()) if row else frozenset()

    def _bury(self, number: int, moved: Moved) -> None:
        """Count the lines that a change deletes for the commits that wrote them, each line once."""
        if moved.before is None:
            return
        when = self._timeline.rows[number].committed
        for position, count in moved.deleted:
            for start, end in runs(moved.before, position, position + count):
                self._bury_run(start, end, when)

    def _bury_run(self, start: int, end: int, when: int) -> None:
        while start < end:
            writer = self._timeline.owner(start)
            row = self._timeline.rows.get(writer)
            stop = min(end, row.first_line + row.added) if row else end
            fresh = stop - start - self._gone.count(1, start, stop)
            self._gone[start:stop] = b"\1" * (stop - start)
            if row and fresh:
                fate = self._fates.setdefault(writer, [0, 0, 0])
                fate[0] += fresh
                for at, limit in enumerate(_EARLY, start=1):
                    fate[at] += fresh if when - row.committed <= limit else 0
            start = stop

    def _blame(self, judge: Judge, number: int, moves: Sequence[Moved]) -> Iterator[LabelRow]:
        row = self._timeline.rows[number]
        blamed = judge.blame(row, moves) if row.repair else None
        if blamed is not None:
            yield LabelRow(blamed.of, "fixed", "szz", blamed.weight, number, row.committed)

    def _keep(self) -> None:
        self._store.connection.executemany(
            "INSERT INTO fates VALUES (?, ?, ?, ?) ON CONFLICT (of) DO UPDATE SET gone=gone+excluded.gone, "
            "gone_30=gone_30+excluded.gone_30, gone_90=gone_90+excluded.gone_90",
            [(of, *fate) for of, fate in sorted(self._fates.items())],
        )


def runs(lines: "array[int]", start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open runs of consecutive known line numbers in a part of a version."""
    if start >= end:
        return
    first, count = lines[start], end - start
    follow = lines[end - 1] - first == count - 1 and lines[start:end] == array("I", range(first, first + count))
    if follow and first >= FIRST:
        yield first, first + count
    elif count <= _FEW:
        begun = last = first
        for line in lines[start + 1 : end]:
            if line != last + 1:
                if begun >= FIRST:
                    yield begun, last + 1
                begun = line
            last = line
        if begun >= FIRST:
            yield begun, last + 1
    else:
        middle = (start + end) // 2
        yield from runs(lines, start, middle)
        yield from runs(lines, middle, end)
