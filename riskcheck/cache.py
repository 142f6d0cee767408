"""Answers by content, in SQLite: a miss, a damaged file and no cache at all give the same report."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Cache(NamedTuple):
    """A table of JSON answers by (version, key); with path None it forgets everything."""

    path: str | None

    def get(self, version: str, keys: Iterable[str]) -> dict[str, object]:
        """The answers that are known, by key; a cache that cannot be read knows none."""
        if self.path is None or not os.path.exists(self.path):
            return {}
        found: dict[str, object] = {}
        try:
            connection = sqlite3.connect(f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)
            try:
                for key in keys:
                    row = connection.execute(
                        "SELECT value FROM answer WHERE version=? AND key=?", (version, key)
                    ).fetchone()
                    if row:
                        found[key] = json.loads(row[0])
            finally:
                connection.close()
        except (sqlite3.Error, ValueError):
            return {}
        return found

    def put(self, version: str, answers: Mapping[str, object]) -> None:
        """Remember answers, if the place can be written; a damaged file is begun anew."""
        if self.path is None or not answers:
            return
        try:
            self._write(version, answers)
        except sqlite3.DatabaseError as problem:
            if isinstance(problem, sqlite3.OperationalError):
                return  # read-only or locked: the next run asks again
            try:
                os.replace(self.path, self.path + ".damaged")
                self._write(version, answers)
            except (OSError, sqlite3.Error):
                return
        except OSError:
            return

    def _write(self, version: str, answers: Mapping[str, object]) -> None:
        assert self.path is not None
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=0.2)
        try:
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS answer (version TEXT, key TEXT, value TEXT, PRIMARY KEY (version, key))"
                )
                connection.execute("DELETE FROM answer WHERE version <> ?", (version,))
                rows = [(version, key, json.dumps(value)) for key, value in sorted(answers.items())]
                connection.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", rows)
        finally:
            connection.close()
