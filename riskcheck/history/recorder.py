"""Writes a log into the store, batch by batch, with what each message names and what each repair can be blamed on."""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from riskcheck.history import evidence, labels, links
from riskcheck.history.fixes import repairs, split
from riskcheck.history.lines import FIRST
from riskcheck.history.log import Change, Entry
from riskcheck.history.numbering import Numbering
from riskcheck.history.store import Store, placeholders

# So much is written at once: a transaction takes its time, and what waits for one is in memory.
_BATCH: Final = 1_000
_BATCH_LINES: Final = 1_000_000
Values = tuple[object, ...]
# A row with the table that it is for.
Kept = tuple[str, Values]
# Of a subject that is kept.
_WIDTH: Final = 500
# So many digits of an id put commits of the same second in an order.
_TIE: Final = 12


class Recorder:
    """One run that adds commits to a store; `count` is how many it has added."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        self.store = store
        connection = store.connection
        self._commits = Numbering(connection, "commits", "sha")
        self._paths = Numbering(connection, "paths", "path", os.fsencode)  # it can be no text that SQLite takes
        self._people = Numbering(connection, "people", "email")
        last = "SELECT number + 1, first_line + added FROM commits ORDER BY number DESC LIMIT 1"
        following: tuple[int, int] = connection.execute(last).fetchone() or (0, FIRST)
        self._number, self._line = following
        (self._change,) = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM changes").fetchone()
        self._ends = set(store.ends())

    def record(self, log: Iterable[Entry], seen: Callable[[int], None]) -> None:
        """Add commits in the order of the log; `seen` is told how many there are so far, after each batch.

        What was read when the log breaks off, or the user does, is kept.
        """
        batch: list[list[Kept]] = []
        lines = 0
        try:
            for entry in log:
                batch.append(list(self._rows(entry)))
                lines += sum(len(change.lines or ()) for change in entry.changes)
                if len(batch) >= _BATCH or lines >= _BATCH_LINES:
                    whole, batch, lines = batch, [], 0
                    self._write(whole)
                    seen(self.count)
        finally:
            if batch:
                self._write(batch)
                seen(self.count)

    def _write(self, batch: Sequence[Sequence[Kept]]) -> None:
        rows: dict[str, list[Values]] = {"people": [*self._people.fresh], "paths": [*self._paths.fresh]}
        for table, values in (row for some in batch for row in some):
            rows.setdefault(table, []).append(values)
        with self.store.transaction() as connection:
            for table, some in rows.items():
                if some:
                    connection.executemany(f"INSERT INTO {table} VALUES ({placeholders(some[0])})", some)
            connection.executemany(
                "UPDATE commits SET tip=0 WHERE number=?",
                [(int(parent),) for row in rows["commits"] for parent in str(row[2]).split()],
            )
        self._people.fresh.clear()
        self._paths.fresh.clear()
        self.count += len(batch)

    def _rows(self, entry: Entry) -> Iterator[Kept]:
        """The rows of one commit."""
        subject, body = split(entry.message)
        repair = repairs(subject, body)
        read = evidence.hunks(entry.changes) if repair and len(entry.parents) == 1 else {}
        blamed = evidence.blamed(read)
        number = self._number
        yield "commits", self._commit(entry, repair.weight if repair else 0.0)
        for name in labels.names(entry.message):
            yield "names", (name, number)
        references = links.references(entry.message)
        if references:
            yield "pointers", (number, labels.written(references))
        # What is asked of a commit together with its changes is kept with each of them too.
        told = (
            entry.committed, int(entry.sha[:_TIE], 16), self._people.of(entry.email), repair.weight if repair else 0.0,
            len(entry.changes), len(entry.parents) > 1,
        )  # fmt: skip
        for change in entry.changes:
            is_moved = any(source.path != change.path for source in change.sources if source.blob)
            yield "changes", (*self._changed(change, number, blamed.get(change.path)), *told, is_moved)
            if len(entry.parents) > 1:
                yield from self._merged(change)
            self._change += 1

    def _commit(self, entry: Entry, repair: float) -> Values:
        number, line = self._number, self._line
        added = sum(change.added for change in entry.changes)
        deleted = sum(change.deleted for change in entry.changes)
        self._commits.put(entry.sha, number)
        self._number, self._line = number + 1, line + added
        parents = [self._commits.find(parent) for parent in entry.parents]
        self._ends.difference_update(parents)
        self._ends.add(number)
        author, subject = self._people.of(entry.email), split(entry.message)[0][:_WIDTH]
        return (
            number, entry.sha, " ".join(map(str, parents)), author, entry.authored, entry.committed, subject, repair,
            line, added, deleted, 1, len(self._ends),
        )  # fmt: skip

    def _changed(self, change: Change, number: int, blamed: bytes | None) -> Values:
        alone = change.sources[0] if len(change.sources) == 1 else None
        kind = "i" if len(change.sources) > 1 else "I"
        return (
            self._change, number, self._paths.of(change.path), change.letter,
            self._paths.of(alone.path) if alone else None, bytes.fromhex(alone.blob) if alone else None,
            bytes.fromhex(change.blob) if change.blob else None,
            None if change.lines is None else array(kind, change.lines).tobytes(),
            change.added, change.deleted, blamed,
        )  # fmt: skip

    def _merged(self, change: Change) -> Iterator[Kept]:
        for parent, source in enumerate(change.sources):
            known = bool(source.blob)
            blob = bytes.fromhex(source.blob) if known else None
            yield "merged", (self._change, parent, self._paths.of(source.path) if known else None, blob)
