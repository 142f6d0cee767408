"""What the graph keeps between runs, in SQLite: facts and contents by blob, and the latest graphs by tree.

A miss, a damaged file, a read-only place and no store at all give the same graph, only later. SQLite's own locks make
two processes at once safe; one that finds the file locked goes without.
"""

import contextlib
import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from riskcheck.graph.facts import Facts, Word
from riskcheck.graph.graph import Graph

# Another number with other tables: a store of an older riskcheck would take no rows and never say so.
_SHAPE = 1
_TABLES = f"""
DROP TABLE IF EXISTS facts;
DROP TABLE IF EXISTS contents;
DROP TABLE IF EXISTS graphs;
DROP TABLE IF EXISTS graph;
CREATE TABLE facts (version TEXT, language TEXT, blob TEXT, value TEXT, PRIMARY KEY (language, blob));
CREATE TABLE contents (version TEXT, blob TEXT PRIMARY KEY, value BLOB);
CREATE TABLE graphs (number INTEGER PRIMARY KEY, version TEXT, tree TEXT UNIQUE, value TEXT, edges BLOB);
PRAGMA user_version = {_SHAPE};
"""
_ASKED_AT_ONCE = 500
_WRITTEN_AT_ONCE = 1_000
# More trees than the branches that people switch between in a day.
_GRAPHS = 4
_SECONDS = 0.2
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Store:
    """The file at `path`, for one version of the extractors; with path None nothing outlives the process."""

    path: str | None
    version: str
    # What this process has read, by language and blob: the next graph of the same run asks for it again.
    _read_here: dict[tuple[str, str], Facts] = field(default_factory=dict, compare=False)

    def facts(self, language: str, blobs: Collection[str]) -> dict[str, Facts]:
        """The facts that are known, by blob id."""
        here = {blob: self._read_here[language, blob] for blob in blobs if (language, blob) in self._read_here}
        wanted = sorted({blob for blob in blobs if blob not in here})

        def ask(connection: sqlite3.Connection) -> dict[str, Facts]:
            query = "SELECT blob, value FROM facts WHERE version=? AND language=?"
            rows = _of_blobs(connection, query, (self.version, language), wanted)
            return {blob: Facts.from_text(value) for blob, value in rows}

        nothing: dict[str, Facts] = {}
        return here | (self._read(ask, nothing) if wanted else nothing)

    def missing(self, language: str, blobs: Iterable[str]) -> list[str]:
        """The blobs without facts, each once, in their order."""

        def ask(connection: sqlite3.Connection) -> set[str]:
            rows = connection.execute("SELECT blob FROM facts WHERE version=? AND language=?", (self.version, language))
            return {blob for (blob,) in rows}

        nothing: set[str] = set()
        known = self._read(ask, nothing)
        return [blob for blob in dict.fromkeys(blobs) if blob not in known and (language, blob) not in self._read_here]

    def holding(self, language: str, words: Iterable[Word]) -> set[str] | None:
        """The blobs whose references and names hold one of these words; None where the store does not answer."""
        asked = [(word,) if isinstance(word, str) else word for word in words]
        if not asked:
            return set()
        # As JSON writes them.
        written = [tuple(json.dumps(part)[1:-1] for part in word) for word in asked]

        def ask(connection: sqlite3.Connection) -> set[str] | None:
            query = "SELECT blob, value FROM facts WHERE version=? AND language=?"
            # Half as long as `instr` takes.
            rows = connection.execute(query, (self.version, language))
            return _holding(rows, written)

        read = ((blob, facts) for (other, blob), facts in self._read_here.items() if other == language)
        here = _holding(((blob, "\n".join((*facts.references, *facts.names))) for blob, facts in read), asked)
        if self.path is None or not os.path.exists(self.path):
            return here
        kept = self._read(ask, None)
        return None if kept is None else kept | here

    @contextlib.contextmanager
    def keeping(self) -> Iterator[Callable[[str, Mapping[str, Facts], Mapping[str, str]], None]]:
        """A context in which facts of a language are remembered, with their texts where those are known.

        They are kept for other runs if the place can be written, many at once: half as long as some after the other.
        """
        rows: list[tuple[str, str, str, str]] = []

        def write() -> None:
            insert = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)"
            self._write(lambda connection: connection.executemany(insert, rows))
            rows.clear()

        def keep(language: str, facts: Mapping[str, Facts], texts: Mapping[str, str]) -> None:
            for blob, found in sorted(facts.items()):
                self._read_here[language, blob] = found
                rows.append((self.version, language, blob, texts.get(blob) or found.as_text()))
            if len(rows) >= _WRITTEN_AT_ONCE:
                write()

        try:
            yield keep
        finally:
            if rows:
                write()

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """What is in those blobs that were kept whole, by id."""
        wanted = sorted(set(blobs))

        def ask(connection: sqlite3.Connection) -> dict[str, bytes]:
            query = "SELECT blob, value FROM contents WHERE version=?"
            rows = _of_blobs(connection, query, (self.version,), wanted)
            return {blob: bytes(memoryview(value)) for blob, value in rows}

        nothing: dict[str, bytes] = {}
        return self._read(ask, nothing) if wanted else nothing

    def keep_contents(self, contents: Mapping[str, bytes]) -> None:
        """Keep what is in blobs: to ask git begins two processes."""
        rows = [(self.version, blob, content) for blob, content in sorted(contents.items())]
        if rows:
            insert = "INSERT OR REPLACE INTO contents VALUES (?, ?, ?)"
            self._write(lambda connection: connection.executemany(insert, rows))

    def latest(self, tree: str) -> tuple[str, Graph] | None:
        """The graph of that tree, or else the one that was kept last, with its tree."""

        def ask(connection: sqlite3.Connection) -> tuple[str, Graph] | None:
            query = "SELECT tree, value, edges FROM graphs WHERE version=? ORDER BY tree=? DESC, number DESC LIMIT 1"
            row = connection.execute(query, (self.version, tree)).fetchone()
            return (row[0], _graph(row[1], row[2])) if row else None

        return self._read(ask, None)

    def keep(self, tree: str, graph: Graph) -> None:
        """Remember the graph of a tree that was read, and forget those that were kept long before."""
        value, edges = _written(graph)

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO graphs(version, tree, value, edges) VALUES (?, ?, ?, ?)",
                (self.version, tree, value, edges),
            )
            connection.execute(
                "DELETE FROM graphs WHERE number <= (SELECT MAX(number) FROM graphs) - ? OR version<>?",
                (_GRAPHS, self.version),
            )
            for table in ("facts", "contents"):
                connection.execute(f"DELETE FROM {table} WHERE version<>?", (self.version,))

        self._write(write)

    def _read(self, ask: Callable[[sqlite3.Connection], Answer], default: Answer) -> Answer:
        if self.path is None or not os.path.exists(self.path):
            return default
        try:
            with contextlib.closing(
                sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True, timeout=_SECONDS)
            ) as connection:
                return ask(connection)
        # A value of another shape is damage as much as a file of another shape.
        except (sqlite3.Error, ValueError, TypeError, KeyError, IndexError, AttributeError):
            return default

    def _write(self, write: Callable[[sqlite3.Connection], object]) -> None:
        if self.path is None:
            return
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            try:
                self._write_once(self.path, write)
            except sqlite3.OperationalError:
                return  # read-only or locked: the next run asks again
            except sqlite3.DatabaseError:
                os.replace(self.path, self.path + ".damaged")
                self._write_once(self.path, write)
        except (OSError, sqlite3.Error):
            return

    def _write_once(self, path: str, write: Callable[[sqlite3.Connection], object]) -> None:
        with contextlib.closing(sqlite3.connect(path, timeout=_SECONDS)) as connection, connection:
            if connection.execute("PRAGMA user_version").fetchone() != (_SHAPE,):
                connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT")
            write(connection)


def _holding(texts: Iterable[tuple[str, str]], words: Sequence[tuple[str, ...]]) -> set[str]:
    """The blobs whose text holds all parts of one of these; most hold not even the first part of any."""
    return {
        blob
        for blob, text in texts
        for first, *others in words
        if first in text and all(part in text for part in others)
    }


def _of_blobs(
    connection: sqlite3.Connection, query: str, fixed: tuple[str, ...], blobs: Sequence[str]
) -> list[tuple[str, Any]]:
    """The rows of a query that are about some of these blobs; SQLite takes no more than some hundred at once."""
    rows: list[tuple[str, Any]] = []
    for start in range(0, len(blobs), _ASKED_AT_ONCE):
        some = blobs[start : start + _ASKED_AT_ONCE]
        rows += connection.execute(f"{query} AND blob IN ({','.join('?' * len(some))})", (*fixed, *some))
    return rows


def _written(graph: Graph) -> tuple[str, bytes]:
    """What a graph says of files, and its edges: a number for each file, of all targets, and then all codes.

    Each file is known by its place in the list of paths. To read numbers in JSON would take most of the time.
    """
    by_language: dict[str, list[str]] = {}
    for path, language in sorted(graph.languages.items()):
        by_language.setdefault(language, []).append(path)
    paths = [path for some in by_language.values() for path in some]
    number = {path: at for at, path in enumerate(paths)}
    edges = [graph.dependencies.get(path, {}) for path in paths]
    document = {
        "paths": by_language,
        "names": [graph.names.get(path, ()) for path in paths],
        "tests": sorted(number[path] for path in graph.tests),
        "dynamic": sorted(graph.dynamic),
        "pending": sorted(graph.pending),
    }
    counts = array("I", map(len, edges))
    targets = array("I", [number[target] for some in edges for target in some])
    codes = array("I", [code for some in edges for code in some.values()])
    return json.dumps(document, separators=(",", ":")), (counts + targets + codes).tobytes()


def _graph(value: str, edges: bytes) -> Graph:
    document = json.loads(value)
    paths = [path for some in document["paths"].values() for path in some]
    numbers = array("I", edges)
    counts = numbers[: len(paths)]
    total = sum(counts)
    if len(numbers) != len(paths) + 2 * total:
        raise ValueError("edges of another graph")
    targets = map(paths.__getitem__, numbers[len(paths) : len(paths) + total])
    codes = iter(numbers[len(paths) + total :])
    dependencies = {
        path: dict(zip(islice(targets, count), codes, strict=False))  # of `codes` each takes its own part
        for path, count in zip(paths, counts, strict=True)
        if count
    }
    return Graph(
        languages={path: language for language, some in document["paths"].items() for path in some},
        dependencies=dependencies,
        names={path: tuple(names) for path, names in zip(paths, document["names"], strict=True) if names},
        tests=frozenset(paths[at] for at in document["tests"]),
        dynamic=frozenset(document["dynamic"]),
        pending=frozenset(document["pending"]),
    )
