"""Tests that stay and no longer run: switched off one by one where no semgrep rule sees it, or by configuration."""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.suites import Suite, runs, suites
from riskcheck.syntax.testcases import names

TEST = Rule(
    "skips.test", "Test switched off", "likelihood", "tests", "tests",
    "What this test would have caught now passes unseen.",
    "Run the test and mend what fails, or name beside it the condition that ends this.", 3,
    ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
SELECTION = Rule(
    "skips.selection", "Tests left out by configuration", "likelihood", "places", "tests",
    "The tests are still there, but a run without them looks like a run with them.",
    "Run them as well, or switch off the single test that fails, with a reason beside it.", 3,
    ai_typical=True, reference="https://docs.pytest.org/en/stable/example/pythoncollection.html",
)  # fmt: skip
RULES: Final = (TEST, SELECTION)
_PLACES = 5
_WIDTH = 1000

# What switches off the test that it stands in or in front of; other languages have semgrep rules.
_MARKS: Final = {
    **dict.fromkeys(("kt", "kts"), expression(r"\s*@(?:Ignore|Disabled)\b")),
    "groovy": expression(r"\s*@(?:Ignore|PendingFeature|Disabled)\b"),
    "swift": expression(r"\s*(?:throw XCTSkip\(|try XCTSkipIf\(true|@Test\(.{0,200}\.disabled\()"),
    "dart": expression(r".{0,300}\bskip: (?:true|['\"])"),
    "exs": expression(r"\s*@(?:module)?tag :?skip\b"),
    **dict.fromkeys(("c", "cc", "cpp", "cxx"), expression(r"\s*(?:GTEST_SKIP\(\)|SKIP\(|TEST_IGNORE)")),
}
# At the left margin only: further right it stands under a condition.
_WHOLE_FILE = expression(
    r"//go:build ignore\s*$|// ?\+build ignore\s*$|pytest\.skip\(.{0,200}allow_module_level\s?=\s?True|@Skip\("
    r"|raise (?:unittest\.)?SkipTest\b|#!\[cfg\(any\(\)\)\]|skip_all="
)
_TOP = 20
# A mark and other marks of the same test.
_NEAR = 5
_OFF = expression(
    r"(?:x|_+|no_?|off_?|dont_?|do_not_?|skip(?:ped)?_?|disabled?_?|ignored?_?|todo_?|broken_?)$", re.IGNORECASE
)
_COMMENT = expression(r"\s*(?:#|//|/\*|\*|--)\s*(?=\S)")
_OPTION = expression(
    r"(?<![\w-])--(?:deselect|testPathIgnorePatterns|exclude-?tests?)[= ]+(\S{2,200})"
    r"|(?<![\w-])--ignore(?:-glob)?[= ]+(\S{0,100}tests?\b\S{0,100})|(?<![\w-])-k[= ]+(['\"]?not \S{2,100})"
    r"|\b(?:cargo (?:nex)?test|go test)\b.{0,200}?\s(--?skip[= ]\S{2,100})"
    r"|(-DskipTests\b(?!=false)|-Dmaven\.test\.skip\b(?!=false)|<skipTests>true|<maven\.test\.skip>true)"
    r"|[\"']?(?:testPathIgnorePatterns|collect_ignore(?:_glob)?)[\"']?\s{0,5}[:=+]{1,2}\s{0,5}(\[[^\]]{2,200}\])"
    r"|\bset_tests_properties\(.{0,200}?(DISABLED TRUE)"
)
_PATHS = expression(r"\s*[\"']?(?:testpaths|testMatch|roots)[\"']?\s{0,5}[:=]\s{0,5}(.{1,300})")
_READ = frozenset({"ci", "config", "manifest", "code", "test", "other"})


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Tests of the base side that the change switched off, and options that leave tests out."""
    off = [place for suite in suites(changeset, context.contents) for place in _switched_off(suite)]
    if off:
        yield Signal(TEST, len(off), tuple(off[:_PLACES]))
    before = {option for patch in changeset.patches for _, text in patch.deleted() for option in _options(text)}
    left_out = [place for patch in changeset.patches if patch.kind in _READ for place in _left_out(patch, before)]
    if left_out:
        yield Signal(SELECTION, len(left_out), tuple(left_out[:_PLACES]))


def _switched_off(suite: Suite) -> Iterator[Evidence]:
    for name, number, told in (*_renamed(suite), *_marked(suite)):
        yield Evidence(f"{name[:80]} {told}", suite.patch.path, number, number)


def _renamed(suite: Suite) -> Iterator[tuple[str, int, str]]:
    """Tests whose beginning was commented out, or got a name by which no runner finds it."""
    for run in runs(suite.patch):
        begun = {name for _, name in names(suite.language, (text for _, text in run.deleted))}
        kept = {name for _, name in names(suite.language, (text for _, text in run.added))}
        for name in sorted(begun - kept):
            word = name.split()[-1]
            for number, text in run.added:
                line = text[:_WIDTH]
                at = line.find(word)
                before = re.search(r"\w*$", line[: max(at, 0)])
                if at >= 0 and before and _OFF.match(before[0]) and not _is_used(suite, before[0] + word):
                    yield name, number, "renamed so that it does not run"
                elif at >= 0 and (comment := _COMMENT.match(line)) and _begins(suite, line[comment.end() :], name):
                    yield name, number, "commented out"


def _is_used(suite: Suite, name: str) -> bool:
    """Whether a function is called where it is defined, as a helper is."""
    return sum(name in line for line in suite.head.lines) > 1


def _begins(suite: Suite, line: str, name: str) -> bool:
    return any(found == name for _, found in names(suite.language, (line,)))


def _marked(suite: Suite) -> Iterator[tuple[str, int, str]]:
    mark = _MARKS.get(suite.patch.path.rpartition(".")[2].lower())
    deleted = {text.strip() for _, text in suite.patch.deleted()}
    for number, text in suite.patch.added():
        line = text[:_WIDTH]
        if text.strip() in deleted:
            continue
        if number <= _TOP and _WHOLE_FILE.match(line) and suite.patch.change_type != "A":
            yield "every test of the file", number, "switched off"
        elif mark and mark.match(line):
            yield from ((name, number, "switched off") for name in _at(suite, number))


def _at(suite: Suite, number: int) -> Iterator[str]:
    """The test that a line of the head stands in front of, or in and under no condition; no new test."""
    case = next((case for case in suite.head.cases if suite.head.numbers[case.end_line - 1] >= number), None)
    if case is None or all(case.name != before.name for before in suite.base.cases):
        return
    lines, at = suite.head.lines, suite.head.numbers.index(number) + 1
    if at < case.start_line:
        near = lines[at - 1 : case.start_line]
        beside = len(near) <= _NEAR and all(line.strip() for line in near)
    else:
        depth = next((_indent(line) for line in lines[case.start_line : case.end_line] if line.strip() not in "{"), 0)
        beside = _indent(lines[at - 1]) <= depth
    if beside:
        yield case.name


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _left_out(patch: Patch, before: set[str]) -> Iterator[Evidence]:
    for number, text in patch.added():
        for option in _options(text):
            if option not in before and not _COMMENT.match(text[:_WIDTH]):
                yield Evidence(f"left out: {option[:80]}", patch.path, number, number)
    for run in runs(patch):
        old = next((found[1] for _, text in run.deleted if (found := _PATHS.match(text[:_WIDTH]))), "")
        for number, text in run.added:
            new = _PATHS.match(text[:_WIDTH])
            if old and new and set(re.findall(r"[\w./*-]+", new[1])) < set(re.findall(r"[\w./*-]+", old)):
                yield Evidence(f"test paths {old[:40]} -> {new[1][:40]}", patch.path, number, number)


def _options(text: str) -> Iterator[str]:
    for match in _OPTION.finditer(text[:_WIDTH]):
        yield next(filter(None, match.groups()), "").strip("\"'\\,")
