"""What is under assessment: a changeset of patches of hunks, and its commits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ChangeType = Literal["A", "C", "D", "M", "R", "T"]
SourceName = Literal["range", "commit", "staged", "worktree", "patch"]
Kind = Literal[
    "code", "test", "docs", "config", "ci", "migration", "manifest", "lock", "generated", "vendored", "data", "other"
]

SYMLINK = 0o120000
SUBMODULE = 0o160000


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be assessed, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """One `@@` block; `lines` keep their origin (`+`, `-` or space) as first character.

    `source_start` and `target_start` are 1-based, as unidiff names them; a line carries no
    line feed at its end but keeps a carriage return.
    """

    source_start: int
    source_length: int
    target_start: int
    target_length: int
    section: str
    lines: tuple[str, ...]

    def added(self) -> Iterator[tuple[int, str]]:
        """Pairs of (line number on the target side, text) of the lines that were added."""
        return self._lines("+", "-", self.target_start)

    def deleted(self) -> Iterator[tuple[int, str]]:
        """Pairs of (line number on the source side, text) of the lines that were deleted."""
        return self._lines("-", "+", self.source_start)

    def unchanged(self) -> Iterator[tuple[int, int]]:
        """Pairs of line numbers, on the source and on the target side, of the lines that were left as they are."""
        source, target = self.source_start, self.target_start
        for line in self.lines:
            if line[0] == " ":
                yield source, target
            source += line[0] != "+"
            target += line[0] != "-"

    def _lines(self, wanted: str, passed_over: str, number: int) -> Iterator[tuple[int, str]]:
        for line in self.lines:
            origin = line[0]
            if origin == passed_over:
                continue
            if origin == wanted:
                yield number, line[1:]
            number += 1


@dataclass(frozen=True, slots=True)
class Patch:
    """One file's part of a changeset.

    Paths are relative to the repository, as git has them, with bytes that are not UTF-8
    kept as surrogate escapes. `source_id` and `target_id` are blob ids, absent where that
    side does not exist or is not stored. `binary` is git's own verdict; a source file that
    git takes for binary has hunks all the same, though its lines are not counted.
    """

    path: str
    change_type: ChangeType
    kind: Kind
    source_path: str | None = None
    source_mode: int = 0
    target_mode: int = 0
    source_id: str | None = None
    target_id: str | None = None
    lines_added: int = 0
    lines_deleted: int = 0
    binary: bool = False
    hunks: tuple[Hunk, ...] = ()

    def added(self) -> Iterator[tuple[int, str]]:
        """Every added line with its number on the target side."""
        for hunk in self.hunks:
            yield from hunk.added()

    def deleted(self) -> Iterator[tuple[int, str]]:
        """Every deleted line with its number on the source side."""
        for hunk in self.hunks:
            yield from hunk.deleted()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who git says wrote or committed; text as recorded, not verified."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the change; `message` is the whole message."""

    sha: str
    parents: tuple[str, ...]
    author: Identity
    committer: Identity
    message: str


@dataclass(frozen=True, slots=True)
class Changeset:
    """All files and commits under assessment.

    `title` says in words what was compared. `message` is that of a commit that is about to
    be made, or of the pull request; `branch` is the head branch and `labels` those of the
    pull request, where known. `base` and `head` are commit ids, None
    where that side is no commit (an unborn branch, the index, the work tree, a bare diff).
    """

    source: SourceName
    title: str
    base: str | None = None
    head: str | None = None
    patches: tuple[Patch, ...] = ()
    commits: tuple[Commit, ...] = ()
    message: str | None = None
    branch: str | None = None
    labels: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def lines_added(self) -> int:
        """Lines added over all patches, as git counts them."""
        return sum(patch.lines_added for patch in self.patches)

    @property
    def lines_deleted(self) -> int:
        """Lines deleted over all patches, as git counts them."""
        return sum(patch.lines_deleted for patch in self.patches)
