"""How many lines each earlier commit wrote in and around what a fix changes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from riskcheck.history.blamed import Blamable
from riskcheck.history.rows import NOBODY

# What can be said of a line that a fix deletes, strongest first.
GONE: Final = ("deleted", "moved", "trivial")
# Lines around a hunk: the name of a ring, and the distance up to which a line belongs to it.
RINGS: Final = (("beside", 1), ("near", 3))
_FARTHEST: Final = RINGS[-1][1]
# Beyond, a hunk or a file says no more of any one commit.
_MOST_LINES: Final = 1_000
_MOST_HUNKS: Final = 200
# What a file without any line to blame counts while others have some: one part of this of a whole one.
_MINOR: Final = 5

_CLASSES: Final = (*GONE, *(name for name, _ in RINGS))

Lines = dict[str, Counter[int]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was before a fix: who wrote the line at a 0-based position, and what the fix did there.

    `writers` gives the numbers of the commits that wrote the lines from a 0-based position up to another, NOBODY
    where nobody knows. `edits` are triples of a 0-based position, lines deleted there and lines added there.
    """

    length: int
    writers: Callable[[int, int], Sequence[int]]
    edits: Sequence[tuple[int, int, int]]
    blamable: Blamable


@dataclass(frozen=True, slots=True)
class Traces:
    """Lines of every class, and files with any of them, by the number of the commit that wrote the lines."""

    lines: Lines
    files: Counter[int]

    def share_of_files(self, writer: int) -> float:
        """The part of the files in which a commit wrote a line in or around a hunk, from 0 to 1."""
        most = max(self.files.values(), default=0)
        return self.files[writer] / most if most else 0.0


class Trace(NamedTuple):
    """The lines of every class in one file, by the writer; `is_blamed` says whether it has lines to blame."""

    is_blamed: bool
    lines: Mapping[str, Mapping[int, int]]


def traced(source: Source) -> Trace:
    """What one file tells."""
    lines = {of: Counter(writers) for of, writers in _classes(source).items() if writers}
    for counts in lines.values():
        counts.pop(NOBODY, None)
    return Trace(source.blamable != Blamable(), lines)


def traces(found: Sequence[Trace]) -> Traces:
    """The lines in and around the hunks of a fix, summed over its files."""
    proper = any(trace.is_blamed for trace in found)
    lines: Lines = {name: Counter() for name in _CLASSES}
    files: Counter[int] = Counter()
    for trace in found:
        weight = 1 if proper and not trace.is_blamed else _MINOR
        here: set[int] = set()
        for of, counts in trace.lines.items():
            here.update(counts)
            for writer, count in counts.items():
                lines[of][writer] += weight * count
        files.update(dict.fromkeys(here, weight))
    return Traces(lines, files)


def _classes(source: Source) -> dict[str, list[int]]:
    """The writers of the lines of every class in one file; a line that is near two hunks counts for both."""
    found: dict[str, list[int]] = {name: [] for name in _CLASSES}
    deleted, moved, trivial = (found[name] for name in GONE)
    blamed = dict.fromkeys(source.blamable.moved, moved) | dict.fromkeys(source.blamable.deleted, deleted)
    rings = [(found[name], reach) for name, reach in RINGS]
    for position, gone, _ in source.edits[:_MOST_HUNKS]:
        end = position + gone
        if gone:
            writers = source.writers(position, min(end, source.length, position + _MOST_LINES))
            for number, writer in enumerate(writers, start=position + 1):
                blamed.get(number, trivial).append(writer)
        before = source.writers(max(position - _FARTHEST, 0), min(position, source.length))[::-1]
        behind = source.writers(end, min(end + _FARTHEST, source.length))
        for side, nearest in ((before, position - min(position, source.length)), (behind, 0)):
            start = 0
            for ring, reach in rings:
                stop = max(reach - nearest, start)
                ring += side[start:stop]
                start = stop
    return found
