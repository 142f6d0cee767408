"""A file of a merge, as git's combined diff tells it: which of its lines come from which parent.

A line that several parents have comes from the first of them, as in `git blame`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final, NamedTuple

# So many lines: up to the end, however many there are.
REST: Final = 1 << 30
# In `segments`, the number for lines that no parent has; below it, LOST - parent for lines that only a parent had.
OWN: Final = -1
LOST: Final = -2
_HUNK: Final = re.compile(rb"\n@@@+ (?:-\d+,\d+ )+\+(\d+)(?:,\d+)? @@@+[^\n]*")


def segments(section: bytes, parents: int) -> tuple[int, ...]:
    """Triples of a parent (or OWN, or LOST - parent), the 0-based first line there, and a number of lines (or REST)."""
    flat: list[int] = []
    read, line = [0] * parents, 0
    common = _meaning(b" " * parents)
    hunks = list(_HUNK.finditer(section))
    for hunk, following in pairwise([*hunks, None]):
        assert hunk is not None
        if (kept := int(hunk[1]) - 1 - line) > 0:
            _add(flat, read, common, kept)
            line += kept
        body = section[hunk.end() + 1 : following.start() if following else len(section)]
        # Lines that follow each other are often alike, and there are millions of them.
        for columns, lines in groupby([text[:parents] for text in body.split(b"\n")]):
            meaning = _meaning(columns)
            if meaning.known == parents:
                count = len([*lines])
                _add(flat, read, meaning, count)
                line += count * meaning.is_there
    _add(flat, read, common, REST)
    return tuple(flat)


def taken(parent: int) -> tuple[int, int, int]:
    """The segment of a file that is as in one parent."""
    return parent, 0, REST


def lost(flat: Sequence[int]) -> Iterator[int]:
    """Those of some segments that say which lines only a parent had."""
    triples = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    return (number for triple in triples if triple[0] <= LOST for number in triple)


class _Meaning(NamedTuple):
    """What the marks before a line say of it.

    `segments` pairs the number for a segment with the parent whose lines it counts, `reads` are the parents that have
    the line, `is_there` whether the merge has it.
    """

    known: int
    segments: tuple[tuple[int, int], ...]
    reads: tuple[int, ...]
    is_there: bool


@lru_cache(maxsize=4_096)
def _meaning(columns: bytes) -> _Meaning:
    """By a mark for each parent: not there (+), there alone (-), or there too."""
    if columns.startswith(b"\\"):
        return _Meaning(0, (), (), is_there=False)
    if b"-" in columns:
        gone = tuple(parent for parent, mark in enumerate(columns) if mark == ord("-"))
        return _Meaning(len(columns), tuple((LOST - parent, parent) for parent in gone), gone, is_there=False)
    having = tuple(parent for parent, mark in enumerate(columns) if mark == ord(" "))
    return _Meaning(len(columns), ((having[0], having[0]) if having else (OWN, OWN),), having, is_there=True)


def _add(flat: list[int], read: list[int], meaning: _Meaning, count: int) -> None:
    """So many lines of one meaning; `read` is how far each parent was read."""
    for number, parent in meaning.segments:
        start = read[parent] if parent >= 0 else 0
        if flat and flat[-3] == number and (number == OWN or flat[-2] + flat[-1] == start):
            flat[-1] += count
        else:
            flat += (number, start, count)
    for parent in meaning.reads:
        read[parent] += count
