"""Who wrote each line of each version of a file, by replaying the patches of a history: blame without blame.

A line is known by a number of its own; the numbers of a commit's lines follow each other. A version of a file is known
by its path and blob, so that branches and merges come out right in any graph of commits, and by the commit that made
it where one blob was written twice. A version is let go when no later commit begins from it.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from riskcheck.history.combined import LOST, OWN
from riskcheck.history.makers import Parents, maker
from riskcheck.history.rows import ChangeRow, MergedRow

# A line of which nobody knows who wrote it.
UNKNOWN: Final = 0
_NOTHING: Final = array("I")
FIRST: Final = 1

Key = tuple[int, bytes]
Ids = array  # of 32-bit line numbers


class Moved(NamedTuple):
    """One change with the lines it found: those of the file before, and runs of them that it deleted.

    `before` is None where they are not known, and `after` also where no later change begins from it. `deleted` pairs
    a 0-based position in `before` with a count.
    """

    change: ChangeRow
    before: "array[int] | None"
    after: "array[int] | None"
    deleted: tuple[tuple[int, int], ...] = ()


class Versions:
    """The versions of files that later commits begin from, with the numbers of their lines.

    `touching` gives the commits that changed a path or took it away.
    """

    def __init__(self, uses: Mapping[Key, int], touching: Callable[[int], Container[int]], parents: Parents) -> None:
        self._uses = dict(uses)
        self._touching = touching
        self._parents = parents
        self._kept: dict[Key, list[tuple[int, array[int] | None]]] = {}

    def wants(self, key: Key) -> bool:
        """Whether anything is to begin from a version."""
        return key in self._uses

    def put(self, key: Key, commit: int, lines: "array[int] | None") -> None:
        """Keep a version, if anything is to begin from it."""
        if key not in self._uses:
            return
        kept = self._kept.setdefault(key, [])
        # Every writer is kept, as the search for one stops at others; the lines of equal ones are kept once.
        kept.append((commit, kept[-1][1] if kept and kept[-1][1] == lines else lines))

    def take(self, key: Key, parent: int) -> "array[int] | None":
        """The lines of a file as a parent has it; None where they are not known."""
        kept = self._kept.get(key) or []
        found = kept[0][1] if kept else None
        if any(lines is not found for _, lines in kept):
            by_commit = dict(kept)
            commit = maker(parent, by_commit, self._touching(key[0]), kept[0][0], self._parents)
            found = by_commit[commit] if commit >= 0 else kept[-1][1]
        self._uses[key] -= 1
        if not self._uses[key]:
            self._kept.pop(key, None)
            del self._uses[key]
        return found


def uses(changes: Iterable[ChangeRow], merged: Mapping[int, Sequence[MergedRow]]) -> Counter[Key]:
    """How many changes begin from each version."""
    found: Counter[Key] = Counter()
    for change in changes:
        if change.source is not None and change.source_blob is not None:
            found[change.source, change.source_blob] += 1
        elif change.number in merged:
            found.update((row.source, row.blob) for row in merged[change.number] if row.source and row.blob)
    return found


def replay(
    changes: Iterable[ChangeRow],
    merged: Mapping[int, Sequence[MergedRow]],
    first_line: Sequence[int],
    versions: Versions,
    parents: Sequence[tuple[int, ...]],
    paths: Container[int] | None = None,
) -> Iterator[Moved]:
    """Every change, in the order of commits, with the lines that it found and left; only those of `paths` if given."""
    commit, number = -1, 0
    for change in changes:
        if change.of != commit:
            commit, number = change.of, first_line[change.of]
        if paths is not None and change.path not in paths:
            number += change.added
            continue
        if change.number in merged:
            moved = _merge(change, merged[change.number], number, versions, parents[commit])
        else:
            moved = _edit(change, number, versions, parents[commit])
        number += change.added
        if change.blob is not None:
            versions.put((change.path, change.blob), commit, moved.after)
        yield moved


def _edit(change: ChangeRow, number: int, versions: Versions, parents: Sequence[int]) -> Moved:
    before: array[int] | None = array("I")
    if change.source is not None and change.source_blob is not None:
        before = versions.take((change.source, change.source_blob), parents[0] if parents else -1)
    # What nothing is known of stays so until it is edited.
    if change.lines is None or (before is None and not change.lines):
        return Moved(change, before, None)
    lines = array("I", change.lines)
    edits = [*zip(lines[::3], lines[1::3], lines[2::3], strict=True)]
    before = array("I") if before is None else before
    if edits and (beyond := edits[-1][0] + edits[-1][1] - len(before)) > 0:
        before = before + array("I", [UNKNOWN]) * beyond
    deleted = tuple([(position, gone) for position, gone, _ in edits if gone])
    if change.blob is None or not versions.wants((change.path, change.blob)):
        return Moved(change, before, None, deleted)
    after, at = array("I"), 0
    for position, gone, new in edits:
        after += before[at:position]
        if new:
            after.extend(range(number, number + new))
            number += new
        at = position + gone
    after += before[at:]
    return Moved(change, before, after, deleted)


def _merge(
    change: ChangeRow, rows: Sequence[MergedRow], number: int, versions: Versions, parents: Sequence[int]
) -> Moved:
    sources = [
        versions.take((row.source, row.blob), parents[row.parent] if row.parent < len(parents) else -1)
        if row.source and row.blob
        else array("I")
        for row in rows
    ]
    if change.lines is None or any(source is None for source in sources):
        return Moved(change, None, None)
    after, lost = array("I"), array("I")
    lines = array("i", change.lines)
    for parent, start, count in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        if parent == OWN:
            after.extend(range(number, number + count))
            number += count
        elif parent <= LOST:
            lost += (sources[LOST - parent] or _NOTHING)[start : start + count]
        else:
            after += (sources[parent] or _NOTHING)[start : start + count]
    if lost:
        # Another parent can have brought the same line.
        lost = array("I", sorted(set(lost).difference(after)))
    return Moved(change, lost, after, ((0, len(lost)),) if lost else ())
