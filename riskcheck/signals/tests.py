"""Whether tests changed along with the code, and whether tests went away."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.subjects import Subjects
from riskcheck.signals.suites import Side, Suite, added_lines, runs, suites, unread
from riskcheck.syntax.quantities import words
from riskcheck.syntax.testcases import Case, language_of, names

MISSING = Rule(
    "tests.missing", "Code without tests in the change", "likelihood", "lines", "tests",
    "Nothing in this change shows that the new code does what it should.",
    "Add a test that fails without this change.", ai_typical=False,
)  # fmt: skip
DELETED = Rule(
    "tests.deleted", "Tests deleted", "likelihood", "lines", "tests",
    "What these tests held in place can now break unseen.",
    "Say for each deleted test what covers its case now, or bring it back.", ai_typical=True,
    reference="https://arxiv.org/abs/2510.20270", grade=3,
)  # fmt: skip
CASE_DELETED = Rule(
    "tests.case-deleted", "Single tests deleted", "likelihood", "tests", "tests",
    "What these tests held in place can now break unseen, and the file that they stood in hides that they are gone.",
    "Say for each deleted test what covers its case now, or bring it back.", 3, ai_typical=True,
    reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RULES: Final = (MISSING, DELETED, CASE_DELETED)
_PLACES = 5
_WIDTH = 400
_TITLE = expression(r"[\"'`]([\w ,.:-]{8,80})[\"'`]")
# Beyond so many tests in one file, renames are not looked for: each is compared with each.
_COMPARED = 200


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Code added beyond twice the tests added, and tests lost, in whole files or one by one."""
    code = [patch for patch in changeset.patches if patch.kind == "code" and patch.lines_added]
    tested = sum(patch.lines_added for patch in changeset.patches if patch.kind == "test")
    gap = sum(patch.lines_added for patch in code) - 2 * tested
    if gap > 0:
        largest = sorted(code, key=lambda patch: (-patch.lines_added, patch.path))[:_PLACES]
        told = f"{tested} lines of tests in this change" if tested else "no test in this change"
        yield Signal(
            MISSING, gap, tuple(Evidence(f"{patch.lines_added} lines added, {told}", patch.path) for patch in largest)
        )
    read = tuple(suites(changeset, context.contents))
    yield from unread([suite.patch for suite in read], context.contents)
    lost = _Lost(changeset, Subjects(changeset, context.contents), read)
    if deleted := list(lost.files()):
        places = tuple(
            Evidence(f"deleted with {patch.lines_deleted} lines", patch.path, removed=True)
            for patch in deleted[:_PLACES]
        )
        yield Signal(DELETED, sum(patch.lines_deleted for patch in deleted), places)
    if gone := list(lost.cases()):
        yield Signal(CASE_DELETED, len(gone), tuple(gone[:_PLACES]))


@dataclass(frozen=True)
class _Lost:
    """What is no longer tested although it is still there: what moved, was merged or lost its subject is not lost."""

    changeset: Changeset
    subjects: Subjects
    suites: Sequence[Suite]

    def files(self) -> Iterator[Patch]:
        read = {suite.patch.path: suite for suite in self.suites}
        for patch in self.changeset.patches:
            if patch.kind == "test" and patch.change_type == "D" and patch.lines_deleted and language_of(patch.path):
                suite = read.get(patch.path)
                if suite is None or not suite.base.cases or any(True for _ in self._in(suite)):
                    yield patch

    def cases(self) -> Iterator[Evidence]:
        for suite in self.suites:
            if suite.patch.change_type != "D" and not self.subjects.is_removal:
                for case in self._in(suite):
                    line = suite.base.number(case)
                    yield Evidence(f"{case.name[:80]} deleted", suite.source, line, line, removed=True)

    def _in(self, suite: Suite) -> Iterator[Case]:
        if not any(suite.language.may_begin(text) for _, text in suite.patch.deleted()):
            return
        there = {case.name for case in suite.head.cases}
        touched = [_meaning(case.name) for case in suite.head.cases if suite.head.changed_in(case)]
        # A test may have become a row of another one, under its title.
        titles = [_meaning(title) for _, text in suite.patch.added() for title in _TITLE.findall(text[:_WIDTH])]
        touched = [*touched, *titles][:_COMPARED]
        replaced = _replaced(suite)
        for case in suite.base.cases:
            line = suite.base.number(case)
            gone = line in suite.base.changed and case.name not in there and case.name not in self._begun
            if not gone or self._is_kept(suite.base, case) or self._is_renamed(case, touched):
                continue
            if replaced[line]:
                replaced[line].pop()
            else:
                yield case

    @cached_property
    def _begun(self) -> frozenset[str]:
        """The names of all tests that begin in added lines, or would if they were no comments."""
        return frozenset(
            name
            for suite in self.suites
            for _, name in names(suite.language, (text.lstrip(" \t#/*") for _, text in suite.patch.added()))
        )

    @cached_property
    def _added(self) -> Counter[str]:
        return added_lines(self.changeset)

    def _is_kept(self, side: Side, case: Case) -> bool:
        """Whether its lines stayed or were written elsewhere, or what it tests is gone."""
        lines = [line for line in side.body(case)[1:] if _says(line)]
        gone = [line for _, line in side.changed_in(case)[1:] if _says(line) and line not in self._added]
        if len(gone) * 5 <= len(lines) * 3:
            return True
        return self.subjects.is_gone("\n".join((case.name, *lines)))

    def _is_renamed(self, case: Case, meanings: Sequence[frozenset[str]]) -> bool:
        """Whether a test that the change wrote or touched in the same file has most of the words of its name."""
        own = _meaning(case.name)
        return any(2 * len(own & theirs) >= len(own | theirs) for theirs in meanings)


def _replaced(suite: Suite) -> defaultdict[int, list[str]]:
    """For each deleted line, the new tests that begin among the lines that took its place; each replaces one."""
    before = {case.name for case in suite.base.cases}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for run in runs(suite.patch):
        new = [name for _, name in names(suite.language, (text for _, text in run.added)) if name not in before]
        found.update((number, new) for number, _ in run.deleted)
    return found


def _meaning(name: str) -> frozenset[str]:
    return frozenset(words(name)) - {"test", "should", "the"}


def _says(line: str) -> bool:
    """Whether a line is more than the end of something."""
    return len(line) > 4 and not line.endswith("):")
