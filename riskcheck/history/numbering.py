"""The numbers by which the store knows commits, people and paths."""

import sqlite3
from collections.abc import Callable
from typing import Final

# What a word is called that has no number.
NONE: Final = -1


class Numbering:
    """The numbers of one table's words; `fresh` are the rows of those that the table does not have yet.

    `kept` is how the table spells a word.
    """

    def __init__(
        self, connection: sqlite3.Connection, table: str, column: str, kept: Callable[[str], object] = str
    ) -> None:
        self.fresh: list[tuple[int, object]] = []
        self._kept = kept
        self._connection = connection
        self._query = f"SELECT number FROM {table} WHERE {column}=?"
        self._known: dict[str, int] = {}
        (last,) = connection.execute(f"SELECT max(number) FROM {table}").fetchone()
        # Where the table was empty, all its words are from this run.
        self._is_whole = last is None
        self._next = 1 if last is None else last + 1

    def find(self, word: str) -> int:
        """The number of a word; NONE where it has none."""
        number = self._known.get(word)
        if number is None:
            row = None if self._is_whole else self._connection.execute(self._query, (self._kept(word),)).fetchone()
            number = int(row[0]) if row else NONE
            if row:
                self._known[word] = number
        return number

    def of(self, word: str) -> int:
        """The number of a word, which gets the next one where it has none."""
        number = self.find(word)
        if number == NONE:
            number = self._next
            self._next += 1
            self.put(word, number)
            self.fresh.append((number, self._kept(word)))
        return number

    def put(self, word: str, number: int) -> None:
        """Say what a word's number is, whose row comes from elsewhere."""
        self._known[word] = number
