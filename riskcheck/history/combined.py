"""A file of a merge, as git's combined diff tells it: which of its lines come from which parent.

A line that several parents have comes from the first of them, as in `git blame`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

# So many lines: up to the end, however many there are.
REST: Final = 1 << 30
# In `segments`, the number for lines that no parent has; below it, LOST - parent for lines that only a parent had.
OWN: Final = -1
LOST: Final = -2
_HUNK: Final = re.compile(rb"\n@@@+ (?:-\d+,\d+ )+\+(\d+)(?:,\d+)? @@@+[^\n]*")


def segments(section: bytes, parents: int) -> tuple[int, ...]:
    """Triples of a parent (or OWN, or LOST - parent), the 0-based first line there, and a number of lines (or REST)."""
    found = _Segments(parents)
    hunks = list(_HUNK.finditer(section))
    for hunk, following in pairwise([*hunks, None]):
        assert hunk is not None
        found.keep(int(hunk[1]) - 1 - found.line)
        body = section[hunk.end() + 1 : following.start() if following else len(section)]
        # Lines that follow each other are often alike, and there are millions of them.
        for columns, lines in groupby([line[:parents] for line in body.split(b"\n")]):
            found.add(columns, len(list(lines)))
    found.keep(REST)
    return tuple(found.flat)


def taken(parent: int) -> tuple[int, int, int]:
    """The segment of a file that is as in one parent."""
    return parent, 0, REST


def lost(flat: Sequence[int]) -> Iterator[int]:
    """Those of some segments that say which lines only a parent had."""
    triples = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    return (number for triple in triples if triple[0] <= LOST for number in triple)


class _Segments:
    """The lines of the merge so far, with how far each parent was read."""

    def __init__(self, parents: int) -> None:
        self.flat: list[int] = []
        self.line = 0
        self._read = [0] * parents
        self._blank = b" " * parents

    def keep(self, count: int) -> None:
        """Lines that are as in every parent."""
        if count > 0:
            self._add(0, self._read[0], count)
            self.line += count
            self._read = [at + count for at in self._read]

    def add(self, columns: bytes, count: int) -> None:
        """So many lines, by their marks for each parent: not there (+), there alone (-), or there too."""
        if len(columns) < len(self._read) or columns.startswith(b"\\"):
            return
        if b"-" in columns:
            for parent, mark in enumerate(columns):
                if mark == 45:
                    self._add(LOST - parent, self._read[parent], count)
                    self._read[parent] += count
            return
        parent = columns.find(b" ")
        self._add(parent, self._read[parent] if parent >= 0 else 0, count)
        self.line += count
        self._read = [at + count * (mark == 32) for at, mark in zip(self._read, columns, strict=True)]

    def _add(self, parent: int, start: int, count: int) -> None:
        flat = self.flat
        if flat and flat[-3] == parent and (parent == OWN or flat[-2] + flat[-1] == start):
            flat[-1] += count
        else:
            flat += (parent, start, count)
