"""Writes a log into the store, batch by batch, with what each message names and what each repair can be blamed on."""

import os
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from riskcheck.history import labels, links
from riskcheck.history.blamable import Blamable, Edit, blamable, lines_added
from riskcheck.history.edits import edits
from riskcheck.history.fixes import repairs
from riskcheck.history.likeness import told_words
from riskcheck.history.lines import FIRST
from riskcheck.history.log import Change, Entry
from riskcheck.history.store import Store, placeholders

_BATCH: Final = 1_000
_BATCH_BYTES: Final = 50_000_000
_ASKED_AT_ONCE: Final = 500
_WRITTEN: Final = ("commits", "changes", "merged", "names", "told")
Values = tuple[object, ...]
# Of a subject that is kept.
_WIDTH: Final = 500
# A repair of more files is a campaign, and says nothing about one earlier commit.
_MOST_FILES: Final = 50


class Recorder:
    """One run that adds commits to a store; `count` is how many it has added."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        self.store = store
        self._numbers: dict[str, int] = {}
        self._paths: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._next = _Next(store)

    def record(self, log: Iterable[Entry], seen: Callable[[int], None]) -> None:
        """Add commits in the order of the log; `seen` is told how many there are so far, after each batch.

        What was read when the log breaks off, or the user does, is kept.
        """
        batch: list[Entry] = []
        size = 0
        try:
            for entry in log:
                batch.append(entry)
                size += sum(len(change.patch) for change in entry.changes)
                if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                    whole, batch, size = batch, [], 0
                    self._keep(whole)
                    seen(self.count)
        finally:
            if batch:
                self._keep(batch)
                seen(self.count)

    def _keep(self, batch: Sequence[Entry]) -> None:
        with self.store.transaction() as connection:
            self._know(batch)
            rows: dict[str, list[Values]] = {table: [] for table in _WRITTEN}
            for entry in batch:
                self._numbers[entry.sha] = self._next.commit
                self._add(entry, rows)
            for table, some in rows.items():
                if some:
                    connection.executemany(f"INSERT INTO {table} VALUES ({placeholders(some[0])})", some)
            parents = {self._numbers.get(parent, -1) for entry in batch for parent in entry.parents}
            connection.executemany("UPDATE commits SET tip=0 WHERE number=?", [(number,) for number in sorted(parents)])
        self.count += len(batch)

    def _add(self, entry: Entry, rows: Mapping[str, list[Values]]) -> None:
        """The rows of one commit, by table."""
        number = self._next.commit
        repair = repairs(*_split(entry.message))
        read = _edits(entry.changes) if repair and len(entry.parents) == 1 else {}
        blamed = _blamed(read)
        rows["commits"].append(self._commit(entry, number, repair.weight if repair else 0.0))
        rows["names"] += [(name, number) for name in labels.names(entry.message)]
        references = links.references(entry.message)
        if read or references:
            words = " ".join(sorted(_told(entry.message, read))) if read else ""
            rows["told"].append((number, words, labels.written(references) if references else ""))
        for change in entry.changes:
            rows["changes"].append(self._change(change, number, blamed.get(change.path)))
            if len(entry.parents) > 1:
                rows["merged"] += self._merged(change)
            self._next.change += 1
        self._next.commit += 1
        self._next.line += sum(change.added for change in entry.changes)

    def _know(self, batch: Sequence[Entry]) -> None:
        """Look up the numbers of the commits, people and paths of earlier runs."""
        connection = self.store.connection
        changes = [change for entry in batch for change in entry.changes]
        paths = {path for change in changes for path in (change.path, *(source.path for source in change.sources))}
        for table, column, known, wanted in (
            ("commits", "sha", self._numbers, {parent for entry in batch for parent in entry.parents}),
            ("people", "email", self._people, {entry.email for entry in batch}),
            ("paths", "path", self._paths, paths),
        ):
            missing = sorted(word for word in wanted if word not in known)
            for start in range(0, len(missing), _ASKED_AT_ONCE):
                some = [_kept(table, word) for word in missing[start : start + _ASKED_AT_ONCE]]
                query = f"SELECT {column}, number FROM {table} WHERE {column} IN ({placeholders(some)})"
                known.update((_read(table, word), number) for word, number in connection.execute(query, some))
            if table != "commits":
                new = [word for word in missing if word not in known]
                rows = [(self._next.of(table) + at, _kept(table, word)) for at, word in enumerate(new)]
                connection.executemany(f"INSERT INTO {table} VALUES (?,?)", rows)
                known.update(zip(new, (number for number, _ in rows), strict=True))

    def _commit(self, entry: Entry, number: int, repair: float) -> Values:
        parents = " ".join(str(self._numbers.get(parent, -1)) for parent in entry.parents)
        added = sum(change.added for change in entry.changes)
        deleted = sum(change.deleted for change in entry.changes)
        author, subject = self._people[entry.email], _split(entry.message)[0][:_WIDTH]
        times = entry.authored, entry.committed
        return number, entry.sha, parents, author, *times, subject, repair, self._next.line, added, deleted, 1

    def _change(self, change: Change, number: int, blamed: bytes | None) -> Values:
        alone = change.sources[0] if len(change.sources) == 1 else None
        kind = "i" if len(change.sources) > 1 else "I"
        return (
            self._next.change, number, self._paths[change.path], change.letter,
            self._paths[alone.path] if alone else None, bytes.fromhex(alone.blob) if alone else None,
            bytes.fromhex(change.blob) if change.blob else None,
            None if change.lines is None else array(kind, change.lines).tobytes(),
            change.added, change.deleted, blamed,
        )  # fmt: skip

    def _merged(self, change: Change) -> Iterable[Values]:
        for parent, source in enumerate(change.sources):
            known = bool(source.blob)
            blob = bytes.fromhex(source.blob) if known else None
            yield self._next.change, parent, self._paths[source.path] if known else None, blob


class _Next:
    """The numbers that come next."""

    commit: int
    line: int
    change: int

    def __init__(self, store: Store) -> None:
        connection = store.connection
        last = connection.execute(
            "SELECT number + 1, first_line + added FROM commits ORDER BY number DESC LIMIT 1"
        ).fetchone()
        self.commit, self.line = last or (0, FIRST)
        (self.change,) = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM changes").fetchone()
        self._connection = connection

    def of(self, table: str) -> int:
        """The number of the next row of a table; 0 is never one."""
        (number,) = self._connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()
        return int(number)


def _kept(table: str, word: str) -> object:
    # A path can be no text that SQLite takes.
    return os.fsencode(word) if table == "paths" else word


def _read(table: str, word: object) -> str:
    return os.fsdecode(word) if isinstance(word, bytes) else str(word)


def _split(message: str) -> tuple[str, str]:
    subject, _, body = message.lstrip("\n").partition("\n")
    return subject, body


def _edits(changes: Sequence[Change]) -> dict[str, list[Edit]]:
    """The hunks of a repair by path; none of one in so many files that it is a campaign."""
    known = [change for change in changes if change.sources and change.lines]
    return {change.path: edits(change.patch) for change in known} if len(changes) <= _MOST_FILES else {}


def _blamed(read: Mapping[str, Sequence[Edit]]) -> dict[str, bytes]:
    """The lines that a repair can be blamed on, by path: the counts of the three kinds, and then their numbers."""
    elsewhere = lines_added(edit for some in read.values() for edit in some)
    found = {path: blamable(path, some, elsewhere) for path, some in read.items()}
    return {path: _packed(some) for path, some in found.items() if some != Blamable()}


def _told(message: str, read: Mapping[str, Sequence[Edit]]) -> frozenset[str]:
    lines = (line for some in read.values() for edit in some for line in (*edit.deleted, *edit.added))
    return told_words(_split(message)[1], lines)


def _packed(blamed: Blamable) -> bytes:
    kinds = (blamed.deleted, blamed.moved, blamed.context)
    return array("I", [*map(len, kinds), *(line for kind in kinds for line in kind)]).tobytes()
