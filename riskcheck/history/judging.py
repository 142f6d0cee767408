"""What became of each change: which lines of it went when, and which earlier change a repair is blamed on.

Commits are judged once, in their order, after they were recorded. A first run replays the whole history; later ones
only the files that new commits touch, as far back as they go.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from riskcheck.apart import processors
from riskcheck.history.culprits import Judge
from riskcheck.history.fates import Fates, Told
from riskcheck.history.labels import Resolution
from riskcheck.history.parts import part
from riskcheck.history.rows import CHANGE, ChangeRow, LabelRow, MergedRow, Row
from riskcheck.history.second import LostError, Second
from riskcheck.history.store import Store

_JUDGED: Final = "judged"
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
    theirs = part(store) if judged < 0 and processors() > 1 else frozenset()
    judgement = _Judgement(store, rows, judged, formatting)
    try:
        labels = judgement.labels(theirs, seen)
    except LostError:
        judgement = _Judgement(store, rows, judged, formatting)
        labels = judgement.labels(frozenset(), seen)
    # Nothing is written before the other process has read.
    with store.transaction():
        store.label(labels)
        judgement.fates.keep()
        store.label(judgement.named())
        store.put_meta(_JUDGED, str(rows[-1].number))


class _Judgement:
    """One run over the commits after `judged`."""

    def __init__(self, store: Store, rows: Sequence[Row], judged: int, formatting: frozenset[str]) -> None:
        self.fates = Fates(store, rows)
        self._store = store
        self._rows = self.fates.timeline.rows
        self._judged = judged
        self._judge = Judge(self._rows, frozenset(row.number for row in rows if row.sha in formatting))

    def labels(self, theirs: frozenset[int], seen: Callable[[int, int], None]) -> list[LabelRow]:
        """What the lines of repairs say; a second process replays the paths that are `theirs`, if there are any."""
        found: list[LabelRow] = []
        for told in self._told_with_second(theirs) if theirs else self._told():
            found += self._blame(told)
            if told.of % _STRIDE == 0:
                seen(told.of, len(self.fates.timeline.parents))
        return found

    def named(self) -> list[LabelRow]:
        """What the messages of commits say."""
        resolution = Resolution(self._store, self.fates.timeline.parents)
        return list(resolution.labels(self._judged, lambda number: self._rows[number].committed))

    def _told(self) -> Iterator[Told]:
        if self._judged < 0:
            return self.fates.replay(self._store.changes, self._store.merged(), self._judged)
        some, merged = closure(self._store, self._judged)
        return self.fates.replay(some.__iter__, merged, self._judged)

    def _told_with_second(self, theirs: frozenset[int]) -> Iterator[Told]:
        with Second(self._store.path, theirs) as second:
            paths = frozenset(number for (number,) in self._store.connection.execute("SELECT number FROM paths"))
            mine = self.fates.replay(self._store.changes, self._store.merged(), self._judged, paths - theirs)
            both = heapq.merge(mine, second.told(), key=attrgetter("of"))
            for of, some in groupby(both, attrgetter("of")):
                yield Told(of, [trace for told in some for trace in told.traces])
            self.fates.add(*second.rest())

    def _blame(self, told: Told) -> Iterator[LabelRow]:
        row = self._rows[told.of]
        blamed = self._judge.blame(row, told.traces) if row.repair else None
        if blamed is not None:
            yield LabelRow(blamed.of, "fixed", "szz", blamed.weight, told.of, row.committed)


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
