"""Who wrote some lines of one version of a file, followed back through the kept patches only as far as they go."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from riskcheck.history.ancestors import Ancestors, Ancestry
from riskcheck.history.combined import LOST, OWN
from riskcheck.history.makers import maker
from riskcheck.history.rows import NOBODY

_ENDLESS: Final = 1 << 40


class Version(NamedTuple):
    """A file as a commit has it: path and commit by number."""

    path: int
    blob: bytes
    of: int


class Run(NamedTuple):
    """Lines that follow each other: their position in a version, what line was asked for by the first, how many."""

    position: int
    line: int
    length: int


class _Written(NamedTuple):
    change: int
    of: int
    source: int | None
    source_blob: bytes | None
    blob: bytes | None
    lines: bytes | None
    parents: str

    @property
    def parent(self) -> int:
        """The number of the first parent, NOBODY where there is none that is kept."""
        first = self.parents.partition(" ")[0]
        return int(first) if first else NOBODY


class _Changes(NamedTuple):
    by_commit: Mapping[int, _Written]
    by_blob: Mapping[bytes | None, Sequence[int]]


# No version for lines that are new.
Moved = tuple[Version | None, Run]
_QUERY: Final = (
    "SELECT change.number, of, source, source_blob, blob, lines, parents FROM changes AS change "
    "JOIN commits ON commits.number=of WHERE path=? AND of<=? ORDER BY of"
)


@dataclass(slots=True)
class Writers:
    """Follows lines back, within a past."""

    ancestry: Ancestry
    within: Ancestors
    _known: dict[int, _Changes] = field(default_factory=dict)

    def of(self, version: Version, lines: Iterable[int]) -> dict[int, int]:
        """The number of the commit that wrote each of some lines, which are 0-based; NOBODY where it is not known."""
        found = dict.fromkeys(sorted(lines), NOBODY)
        waiting: dict[int, tuple[_Written, list[Run]]] = {}
        self._ask(waiting, version, _runs(found))
        while waiting:
            # Whatever else asks this change is later than it.
            written, runs = waiting.pop(max(waiting))
            onward: dict[Version, list[Run]] = {}
            for origin, run in self._through(written, sorted(runs)):
                if origin is None:
                    found.update(dict.fromkeys(range(run.line, run.line + run.length), written.of))
                else:
                    onward.setdefault(origin, []).append(run)
            for origin, some in onward.items():
                self._ask(waiting, origin, some)
        return found

    def _ask(self, waiting: dict[int, tuple[_Written, list[Run]]], version: Version, runs: Iterable[Run]) -> None:
        written = self._writer(version)
        if written is not None:
            # Changes are numbered in the order of commits.
            waiting.setdefault(written.change, (written, []))[1].extend(runs)

    def _writer(self, version: Version) -> _Written | None:
        """The change from which a commit has a version of a file."""
        changes = self._changes(version.path)
        candidates = [number for number in changes.by_blob.get(version.blob, ()) if number <= version.of]
        if len(candidates) > 1:
            before = self.ancestry.of([version.of])
            candidates = [number for number in candidates if number in before]
        if len(candidates) > 1:
            touching = self.ancestry.store.touching(version.path)
            candidates = [maker(version.of, candidates, touching, min(candidates), self.ancestry)]
        return changes.by_commit.get(candidates[0]) if candidates else None

    def _changes(self, path: int) -> _Changes:
        """The changes of a file in this past."""
        if path not in self._known:
            found = self.ancestry.store.connection.execute(_QUERY, (path, self.within.newest))
            by_commit = {row.of: row for row in map(_Written._make, found) if row.of in self.within}
            by_blob: dict[bytes | None, list[int]] = {}
            for row in by_commit.values():
                by_blob.setdefault(row.blob, []).append(row.of)
            self._known[path] = _Changes(by_commit, by_blob)
        return self._known[path]

    def _through(self, written: _Written, runs: Sequence[Run]) -> Iterator[Moved]:
        """Where lines of a version were before the change that made it."""
        if written.lines is None:
            return iter(())
        if written.source is None and (sources := self._merged(written)):
            return _through_merge(array("i", written.lines), sources, runs)
        origin = None
        if written.source is not None and written.source_blob is not None:
            origin = Version(written.source, written.source_blob, written.parent)
        return _through_edit(array("I", written.lines), origin, runs)

    def _merged(self, written: _Written) -> list[Version | None]:
        """A file as each parent of a merge has it; nothing where the change is that of no merge."""
        query = "SELECT parent, source, blob FROM merged WHERE change=? ORDER BY parent"
        rows = self.ancestry.store.connection.execute(query, (written.change,)).fetchall()
        parents = [int(parent) for parent in written.parents.split()]
        return [Version(source, blob, parents[parent]) if blob else None for parent, source, blob in rows]


def _runs(lines: Iterable[int]) -> list[Run]:
    found: list[Run] = []
    for line in lines:
        if found and found[-1].line + found[-1].length == line:
            found[-1] = found[-1]._replace(length=found[-1].length + 1)
        else:
            found.append(Run(line, line, 1))
    return found


def _through_edit(flat: "array[int]", origin: Version | None, runs: Iterable[Run]) -> Iterator[Moved]:
    at, moved = 0, 0
    for position, line, length in runs:
        while length:
            start, new = (flat[at] + moved, flat[at + 2]) if at < len(flat) else (_ENDLESS, 0)
            # A hunk is passed when the line stands behind what it added.
            if position >= start + new:
                moved += new - flat[at + 1]
                at += 3
                continue
            is_new = position >= start
            part = min(length, start + new - position if is_new else start - position)
            if is_new:
                yield None, Run(position, line, part)
            elif origin is not None:
                yield origin, Run(position - moved, line, part)
            position, line, length = position + part, line + part, length - part


def _through_merge(flat: "array[int]", sources: Sequence[Version | None], runs: Iterable[Run]) -> Iterator[Moved]:
    kept = [row for row in zip(flat[::3], flat[1::3], flat[2::3], strict=True) if row[0] > LOST]
    at, start = 0, 0
    for position, line, length in runs:
        while length and at < len(kept):
            parent, first, count = kept[at]
            if position >= start + count:
                start += count
                at += 1
                continue
            part = min(length, start + count - position)
            origin = sources[parent] if parent != OWN else None
            if parent == OWN or origin is not None:
                yield origin, Run(first + position - start, line, part)
            position, line, length = position + part, line + part, length - part
