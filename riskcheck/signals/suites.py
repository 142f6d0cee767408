"""Files of tests that a change touched, with the test cases of both sides."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Hunk, Patch, Skipped
from riskcheck.syntax.testcases import Case, Language, cases, language_of


@dataclass(frozen=True)
class Side:
    """One side of a file: all its lines, or those that the hunks show; `numbers` are their line numbers.

    `changed` are the numbers of the lines that the change deleted or added.
    """

    language: Language
    lines: tuple[str, ...]
    numbers: Sequence[int]
    changed: frozenset[int]

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The test cases, placed in `lines`."""
        return cases(self.language, self.lines)

    def body(self, case: Case) -> tuple[str, ...]:
        """The lines of a case without what stands around them."""
        return tuple(line.strip() for line in self.lines[case.start_line - 1 : case.end_line])

    def changed_in(self, case: Case) -> tuple[tuple[int, str], ...]:
        """The changed lines of a case with their numbers in the file."""
        span = range(case.start_line - 1, min(case.end_line, len(self.lines)))
        return tuple((self.numbers[at], self.lines[at].strip()) for at in span if self.numbers[at] in self.changed)

    def number(self, case: Case) -> int:
        """The line of the file in which a case begins."""
        return self.numbers[case.start_line - 1]


class Run(NamedTuple):
    """Neighbouring lines that were deleted and added, with their numbers."""

    deleted: tuple[tuple[int, str], ...]
    added: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Suite:
    """A patch of a file of tests in a language whose tests are known; sides are read when they are first asked for."""

    patch: Patch
    language: Language
    contents: Contents

    @property
    def source(self) -> str:
        """The path on the base side."""
        return self.patch.source_path or self.patch.path

    @cached_property
    def base(self) -> Side:
        """The file before the change."""
        changed = frozenset(number for number, _ in self.patch.deleted())
        shown = _shown(((hunk.source_start, hunk) for hunk in self.patch.hunks), "+")
        return _side(self.language, self.contents.source(self.patch), changed, shown)

    @cached_property
    def head(self) -> Side:
        """The file after the change."""
        changed = frozenset(number for number, _ in self.patch.added())
        shown = _shown(((hunk.target_start, hunk) for hunk in self.patch.hunks), "-")
        return _side(self.language, self.contents.target(self.patch), changed, shown)


def suites(changeset: Changeset, contents: Contents) -> Iterator[Suite]:
    """The files of tests; those of Rust stand among the code."""
    for patch in changeset.patches:
        language = language_of(patch.path)
        if language and patch.hunks and (patch.kind == "test" or (patch.kind == "code" and patch.path.endswith(".rs"))):
            yield Suite(patch, language, contents)


def both_sides(patch: Patch, contents: Contents) -> tuple[Sequence[str], Sequence[str]]:
    """The lines before and after the change: all of them, or those that the hunks show."""
    source, target = contents.source(patch), contents.target(patch)
    base = tuple(line[1:] for hunk in patch.hunks for line in hunk.lines if line[0] != "+")
    head = tuple(line[1:] for hunk in patch.hunks for line in hunk.lines if line[0] != "-")
    return (
        base if source is None else source.decode("utf-8", "replace").split("\n"),
        head if target is None else target.decode("utf-8", "replace").split("\n"),
    )


def unread(patches: Sequence[Patch], contents: Contents) -> Iterator[Skipped]:
    """What is not known of files that lost lines, because only their hunks can be read."""
    lost = [patch for patch in patches if patch.lines_deleted]
    if lost and not contents.is_known:
        yield Skipped("what surrounds the hunks in tests and configuration", "a bare diff has no whole files")
        return
    for patch in lost:
        if patch.source_id and contents.source(patch) is None:
            yield Skipped(f"what surrounds the hunks in {patch.path}", "not stored here, or too large")


def runs(patch: Patch) -> Iterator[Run]:
    """Each unbroken run of changed lines of a patch."""
    for hunk in patch.hunks:
        deleted, added = list(hunk.deleted()), list(hunk.added())
        for changed, lines in groupby(hunk.lines, key=lambda line: line[0] in "+-"):
            if changed:
                origins = [line[0] for line in lines]
                gone, new = origins.count("-"), origins.count("+")
                yield Run(tuple(deleted[:gone]), tuple(added[:new]))
                del deleted[:gone], added[:new]


def added_lines(changeset: Changeset) -> Counter[str]:
    """How often each line was added, over all files, without what stands around it."""
    return Counter(text.strip() for patch in changeset.patches for _, text in patch.added())


def _side(language: Language, content: bytes | None, changed: frozenset[int], shown: Iterator[tuple[int, str]]) -> Side:
    if content is not None:
        lines = tuple(content.decode("utf-8", "replace").split("\n"))
        return Side(language, lines, range(1, len(lines) + 1), changed)
    numbered = tuple(shown)
    return Side(language, tuple(text for _, text in numbered), tuple(number for number, _ in numbered), changed)


def _shown(hunks: Iterable[tuple[int, Hunk]], other: str) -> Iterator[tuple[int, str]]:
    for start, hunk in hunks:
        yield from enumerate((line[1:] for line in hunk.lines if line[0] != other), start)
