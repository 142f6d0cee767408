"""What is kept of a history between runs, in SQLite: commits, the lines they moved, and what became known of them.

Everything is written in transactions that leave a whole state behind, so that a run that was killed has told no lies:
it has only told less. Commits are numbered in the order of the log, parents first.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from riskcheck.errors import RiskcheckError
from riskcheck.history.rows import CHANGE, ChangeRow, LabelRow, MergedRow, Row

VERSION: Final = "7"
NAME: Final = "history.sqlite3"
_SECONDS: Final = 10.0
# Values of one query: old versions of SQLite take no more than 999.
_ASKED_AT_ONCE: Final = 500
# Bytes of the file that are read without a copy.
_MAPPED: Final = 1 << 30
_TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE commits (number INTEGER PRIMARY KEY, sha TEXT UNIQUE, parents TEXT, author INTEGER, authored INTEGER,
    committed INTEGER, subject TEXT, repair REAL, first_line INTEGER, added INTEGER, deleted INTEGER, tip INTEGER,
    ends INTEGER);
CREATE TABLE people (number INTEGER PRIMARY KEY, email TEXT UNIQUE);
CREATE TABLE paths (number INTEGER PRIMARY KEY, path BLOB UNIQUE);
CREATE TABLE changes (number INTEGER PRIMARY KEY, of INTEGER, path INTEGER, letter TEXT, source INTEGER,
    source_blob BLOB, blob BLOB, lines BLOB, added INTEGER, deleted INTEGER, blamed BLOB, committed INTEGER,
    tie INTEGER, author INTEGER, repair REAL, files INTEGER, is_merge INTEGER, is_moved INTEGER);
CREATE TABLE merged (change INTEGER, parent INTEGER, source INTEGER, blob BLOB, PRIMARY KEY (change, parent));
CREATE TABLE names (name TEXT, of INTEGER);
CREATE TABLE pointers (of INTEGER PRIMARY KEY, written TEXT);
CREATE TABLE labels (of INTEGER, kind TEXT, source TEXT, weight REAL, by INTEGER, known INTEGER,
    PRIMARY KEY (of, by, kind, source)) WITHOUT ROWID;
CREATE TABLE fates (of INTEGER PRIMARY KEY, gone INTEGER, gone_30 INTEGER, gone_90 INTEGER);
CREATE TABLE gone (part INTEGER PRIMARY KEY, lines BLOB);
"""
_INDEXES: Final = (
    "CREATE INDEX IF NOT EXISTS commits_tip ON commits (number) WHERE tip=1",
    "CREATE INDEX IF NOT EXISTS commits_author ON commits (author, committed, parents)",
    "CREATE INDEX IF NOT EXISTS changes_of ON changes (of, path)",
    # All that the past of a file tells: looking up the commits of thousands of changes would take most of the time.
    "CREATE INDEX IF NOT EXISTS changes_path ON changes (path, is_merge, of, committed, tie, added, deleted, "
    "author, repair, files)",
    "CREATE INDEX IF NOT EXISTS changes_moved ON changes (path, of) WHERE is_moved=1",
    "CREATE INDEX IF NOT EXISTS changes_renamed ON changes (source, of) WHERE letter='R'",
    "CREATE INDEX IF NOT EXISTS names_name ON names (name, of)",
)


class HistoryError(RiskcheckError):
    """The kept history cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open history; `connection` is in autocommit mode outside of `transaction`.

    While `lock` is open, no other run can write.
    """

    connection: sqlite3.Connection
    lock: sqlite3.Connection | None = None

    @property
    def path(self) -> str:
        """The file that it is in."""
        (_, _, path) = self.connection.execute("PRAGMA database_list").fetchone()
        return str(path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is written inside, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def meta(self, key: str, default: str = "") -> str:
        """A word about the whole history."""
        row = self.connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else default

    def put_meta(self, key: str, value: str) -> None:
        """Say a word about the whole history."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def tips(self) -> tuple[str, ...]:
        """The commits that no other kept commit has as a parent."""
        rows = self.connection.execute("SELECT sha FROM commits WHERE tip=1 ORDER BY number")
        return tuple(sha for (sha,) in rows)

    def ends(self) -> frozenset[int]:
        """The same by number."""
        return frozenset(number for (number,) in self.connection.execute("SELECT number FROM commits WHERE tip=1"))

    def among(self, query: str, numbers: Iterable[int], *others: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with `{}` for some numbers, each once and in their order, and then these other values."""
        asked = sorted(set(numbers))
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            yield from self.connection.execute(query.format(placeholders(some)), (*some, *others))

    def count(self) -> int:
        """How many commits are kept."""
        (found,) = self.connection.execute("SELECT count(*) FROM commits").fetchone()
        return int(found)

    def number(self, sha: str) -> int | None:
        """The number of a commit; None where it is not kept."""
        row = self.connection.execute("SELECT number FROM commits WHERE sha=?", (sha,)).fetchone()
        return int(row[0]) if row else None

    def rows(self, after: int = -1) -> Iterator[Row]:
        """The commits with greater numbers, in their order."""
        return map(Row._make, self.connection.execute("SELECT * FROM commits WHERE number>? ORDER BY number", (after,)))

    def changes(self, after: int = -1) -> Iterator[ChangeRow]:
        """The changes of commits with greater numbers, in their order."""
        # Changes are numbered with their commits: one index less to go through.
        (first,) = self.connection.execute("SELECT min(number) FROM changes WHERE of>?", (after,)).fetchone()
        query = f"SELECT {CHANGE} FROM changes WHERE number>=? ORDER BY number"
        return map(ChangeRow._make, self.connection.execute(query, (first,))) if first is not None else iter(())

    def merged(self) -> dict[int, tuple[MergedRow, ...]]:
        """What the parents of merges had, by the number of the change."""
        found: dict[int, tuple[MergedRow, ...]] = {}
        for row in map(MergedRow._make, self.connection.execute("SELECT * FROM merged ORDER BY change, parent")):
            found[row.change] = (*found.get(row.change, ()), row)
        return found

    def touching(self, path: int) -> frozenset[int]:
        """The commits that changed a file, or took it away, by number."""
        query = "SELECT of FROM changes WHERE path=? UNION SELECT of FROM changes WHERE source=? AND letter='R'"
        return frozenset(of for (of,) in self.connection.execute(query, (path, path)))

    def starting(self, prefix: str) -> list[int]:
        """The commits whose ids begin so; two are enough to know that it means none."""
        query = "SELECT number FROM commits WHERE sha>=? AND sha<? LIMIT 2"
        return [number for (number,) in self.connection.execute(query, (prefix, f"{prefix}g"))]

    def called(self, name: str) -> list[int]:
        """The commits of that name, in their order."""
        return [of for (of,) in self.connection.execute("SELECT of FROM names WHERE name=? ORDER BY of", (name,))]

    def is_called(self, name: str, number: int) -> bool:
        """Whether a commit has that name."""
        row = self.connection.execute("SELECT 1 FROM names WHERE name=? AND of=?", (name, number)).fetchone()
        return row is not None

    def pointers(self, after: int) -> Iterator[tuple[int, str]]:
        """What the messages of commits with greater numbers name, in the order of commits."""
        return iter(self.connection.execute("SELECT of, written FROM pointers WHERE of>? ORDER BY of", (after,)))

    def label(self, rows: Iterable[LabelRow]) -> None:
        """Keep labels; one that is there already stays."""
        self.connection.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?, ?, ?, ?, ?)", rows)

    def index(self) -> None:
        """Make what speeds up questions: later than the rows, which are written faster without."""
        with self.transaction() as connection:
            for statement in _INDEXES:
                connection.execute(statement)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        if self.lock:
            self.lock.close()


def place(folder: str) -> str:
    """Where the history is kept in riskcheck's folder."""
    return os.path.join(folder, NAME)


def opened(path: str) -> Store:
    """The history in a file, which is begun where there is none or one of another version.

    Raises HistoryError where the file cannot be made or is in use.
    """
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(f"{path}-lock", timeout=_SECONDS, isolation_level=None)
        try:
            # Of two runs that add the same commits the second must first see what the first one did.
            lock.execute("BEGIN EXCLUSIVE")
            return replace(_current(path) or _begun(path), lock=lock)
        except BaseException:
            lock.close()
            raise
    except (sqlite3.Error, OSError) as problem:
        raise unusable(path, problem) from None


def unusable(path: str, problem: sqlite3.Error | OSError) -> HistoryError:
    """What to say of a file that cannot be used."""
    if isinstance(problem, sqlite3.DatabaseError) and not isinstance(problem, sqlite3.OperationalError):
        return HistoryError(f"{path}: {problem}", "delete the file: it is made again from git")
    if "locked" in str(problem):
        return HistoryError(f"{path} is in use by another run", "try again when that one has ended")
    return HistoryError(f"{path}: {problem}", "free the file, or make its folder writable, and try again")


def reading(path: str) -> Store | None:
    """The history in a file, only to be read; None where there is none that can be."""
    if not os.path.exists(path):
        return None
    try:
        store = Store(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None))
        store.connection.execute(f"PRAGMA mmap_size={_MAPPED}")
        return store if store.meta("version") == VERSION else None
    except sqlite3.Error:
        return None


def _current(path: str) -> Store | None:
    store = Store(sqlite3.connect(path, timeout=_SECONDS, isolation_level=None))
    try:
        store.connection.execute("PRAGMA synchronous=NORMAL")
        if store.meta("version") == VERSION:
            return store
    except sqlite3.OperationalError as problem:
        if "no such table" not in str(problem):
            raise
    except sqlite3.DatabaseError:  # not a database, or a damaged one: it can be read again from git
        pass
    store.close()
    return None


def _begun(path: str) -> Store:
    for name in (path, f"{path}-journal"):
        Path(name).unlink(missing_ok=True)
    store = Store(sqlite3.connect(path, timeout=_SECONDS, isolation_level=None))
    with store.transaction() as connection:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        store.put_meta("version", VERSION)
    return store


def placeholders(values: Sequence[object]) -> str:
    """As many question marks."""
    return ",".join("?" * len(values))
