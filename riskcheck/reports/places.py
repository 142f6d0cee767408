"""Where on the head side a piece of evidence is shown: what reads machine formats knows no other side."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.core.change import Changeset, Hunk, Patch
from riskcheck.core.signal import Evidence, Signal

# Readers keep line numbers in 32 bits, and a hostile diff can count further.
_LAST_LINE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the head side, and lines of it."""

    path: str
    begin: int = 1
    end: int = 1


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the line `source` of the base on, lines stand at `target` of the head; all of them if they are gone."""

    source: int
    target: int
    gone: bool = False


@dataclass(frozen=True, slots=True)
class HeadSide:
    """The head side of a changeset.

    `starts` has the first changed place of each file, by its path and by the path that it had; `turns` where the
    lines of the base went, for files whose base somebody asks about.
    """

    starts: Mapping[str, Place]
    turns: Mapping[str, Sequence[_Turn]]
    first: Place | None

    def place(self, evidence: Evidence) -> Place | None:
        """The place that stands for `evidence`: for the whole change the first that exists; None if none does."""
        path, line = evidence.path, evidence.start_line
        if not path:
            return self.first
        if is_folder(path):
            inside = "" if path == "." else path
            return next((place for name, place in self.starts.items() if name.startswith(inside)), self.first)
        start = self.starts.get(path, Place(path))
        if evidence.removed:
            line = _head_line(self.turns.get(path, ()), line) if line is not None else None
            return start if line is None else Place(start.path, line, line)
        if line is None:
            return start
        begin, end = sorted((line, line if evidence.end_line is None else evidence.end_line))
        return Place(path, _bounded(begin), _bounded(end))


def head_side(changeset: Changeset, signals: Sequence[Signal]) -> HeadSide:
    """The head side of `changeset`, prepared for the evidence of `signals`."""
    asked = {evidence.path for signal in signals for evidence in signal.evidence if evidence.removed}
    starts: dict[str, Place] = {}
    turns: dict[str, Sequence[_Turn]] = {}
    # A path that a file has comes before the same path that another file had.
    named = [(patch.path, patch) for patch in changeset.patches]
    named += [(patch.source_path, patch) for patch in changeset.patches if patch.source_path]
    for path, patch in named:
        starts.setdefault(path, _start(patch))
        if path in asked and path not in turns:
            turns[path] = tuple(_turns(patch.hunks))
    kept = [patch for patch in changeset.patches if patch.change_type != "D"] or changeset.patches
    return HeadSide(starts, turns, next((starts[patch.path] for patch in kept), None))


def is_folder(path: str) -> bool:
    """Whether a path of evidence names a folder and not a file."""
    return path == "." or path.endswith("/")


def _start(patch: Patch) -> Place:
    lines = [*(number for number, _ in patch.added())][:1] or [hunk.target_start for hunk in patch.hunks[:1]] or [1]
    return Place(patch.path, _bounded(lines[0]), _bounded(lines[0]))


def _turns(hunks: Sequence[Hunk]) -> Iterator[_Turn]:
    yield _Turn(1, 1)
    for hunk in hunks:
        # Without lines on a side, git gives the line before.
        source = hunk.source_start + (hunk.source_length == 0)
        target = hunk.target_start + (hunk.target_length == 0)
        last = hunk.target_start + max(hunk.target_length, 1) - 1
        for line in hunk.lines:
            if line[0] != "+":
                yield _Turn(source, min(target, last), line[0] == "-")
            source += line[0] != "+"
            target += line[0] != "-"
        yield _Turn(source, target)


def _head_line(turns: Sequence[_Turn], line: int) -> int | None:
    index = bisect_right(turns, line, key=lambda turn: turn.source) - 1
    if index < 0:
        return None
    turn = turns[index]
    return _bounded(turn.target if turn.gone else turn.target + line - turn.source)


def _bounded(line: int) -> int:
    return min(max(line, 1), _LAST_LINE)
