"""Code that treats tests in a special way: it looks for a test run, or for the very value that a test gives it.

What coding agents do to make a test pass; see "ImpossibleBench", https://arxiv.org/abs/2510.20270.
Rules for semgrep look for a test run in Python.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.records import Use
from riskcheck.signals.context import Context
from riskcheck.syntax.functions import is_comment, language_of

LITERAL = Rule(
    "special-cases.literal", "Answer made for a value of a test", "likelihood", "lines", "placeholders",
    "The test passes because its own value is recognised, and every other value is still wrong.",
    "Work the answer out for every value, and try it with one that stands in no test.",
    grade=4, ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
TEST_RUN = Rule(
    "special-cases.test-run", "Behaves otherwise under test", "likelihood", "lines", "placeholders",
    "What the tests show is no longer what users get.",
    "Give the difference to the code as a parameter, and test what users run.",
    grade=3, ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RULES: Final = (LITERAL, TEST_RUN)

_RUNS: Final = {
    "js": r"\bNODE_ENV[\"'\]]{0,2}\s*[!=]==?\s*[\"'`]test|[\"'`]test[\"'`]\s*[!=]==?\s*process\.env\.NODE_ENV"
    r"|\bprocess\.env\.(?:JEST_WORKER_ID|VITEST(?:_WORKER_ID)?|CYPRESS)\b|typeof\s+(?:jest|vi)\s*[!=]==?",
    "go": r"\btesting\.Testing\(\)|flag\.Lookup\(\"test\.|HasSuffix\(os\.Args\[0\],\s*\"\.test",
    "rb": r"\bRails\.env\.test\?|\bdefined\?\(?\s*(?:RSpec|Minitest)\b"
    r"|\bENV\[[\"'](?:RAILS|RACK)_ENV[\"']\]\s*[!=]=\s*[\"']test",
    "java": r"Class\.forName\(\"org\.(?:junit|testng)|getProperty\(\"surefire\.",
    "php": r"runningUnitTests\(\)|\bdefined\(\s*[\"']PHPUNIT_|environment\(\s*\[?\s*[\"']testing[\"']",
    "cs": r"FullName\.StartsWith\(\"(?:xunit|nunit)|IsEnvironment\(\"Test(?:ing)?\"\)",
    "rs": r"\bcfg!\(test\)",
}  # fmt: skip
_RUN = {language: expression(pattern) for language, pattern in (*_RUNS.items(), ("kt", _RUNS["java"]))}
# Configuration in the form of code, and what builds and starts things, is meant to differ.
_SETUP = expression(
    r"(^|/)(config|scripts?|tools?|build|bin|environments)/|(^|/)[^/]*(config|rc|gulpfile|Gruntfile)[^/]*$", re.I
)

_CONDITION = expression(r"\s*(?:\}\s*)?(?:if|elif|elsif|else if|when|unless|case|return|guard)\b|.*\?\s|\s*\w+ if ")
_NAME = r"([A-Za-z_$@][\w.$@>\-]{0,60}(?:\[[\"'\w]{1,40}\]|\([\"'\w]{0,40}\))?)"
_VALUE = r"(?:[\"']([^\"'\\]{5,80})[\"']|(\d{3,12})\b)"
_EQUAL = expression(rf"{_NAME}\s{{0,3}}={{2,3}}\s{{0,3}}{_VALUE}|{_NAME}\.equals\(\s*{_VALUE}\s*\)")
_TEST_LIKE = expression(
    r"(?:^|[^a-z])(?:tests?|foo|bar|baz|dummy|fake|mock|examples?|samples?|fixture)(?:[^a-z]|$)", re.I
)
# A value so long is met by no other input than the one of the test: yes or no is answer enough.
_LONG = 12
_VERDICT = expression(r"\breturn\s+(?:True|False|true|false|nil|None|null)\b")
_GAP = expression(r"[\s-]")
_ANSWER = expression(r"\breturn\s+(?:[\"']([^\"'\\]{3,80})[\"']|(-?\d[\d.]{1,20}))")
# Statuses of HTTP, ports and powers of two are nobody's test.
_USUAL = frozenset(
    {str(number) for number in range(100, 600)}
    | {str(2**power + shift) for power in range(6, 40) for shift in (-1, 0, 1)}
    | {"1000", "1024", "3000", "5000", "5432", "6379", "8000", "8080", "8443", "3306", "9200", "10000"}
)  # fmt: skip
_MOST = 20
_NEAR = 4
_PLACES = 5


@dataclass(frozen=True, slots=True)
class _Case:
    """A comparison with a literal, and the literal that the next lines answer with, if they do."""

    path: str
    line: int
    subject: str
    value: str
    answer: str | None
    is_verdict: bool


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Added lines that look for a test run, and added comparisons with a value that only tests hold."""
    before = {text.strip() for patch in changeset.patches for _, text in patch.deleted()}
    code = [patch for patch in changeset.patches if patch.kind == "code"]
    runs = [evidence for patch in code for evidence in _runs(patch, before)]
    if runs:
        yield Signal(TEST_RUN, len(runs), tuple(runs[:_PLACES]))
    cases = [case for patch in code for case in _cases(patch, before)][:_MOST]
    if cases and not context.contents.is_known:
        yield Skipped("signal special-cases.literal", "a bare diff does not show the tests of the repository")
    elif cases:
        special = list(_special(cases, context))
        if special:
            yield Signal(LITERAL, len(special), tuple(special[:_PLACES]))


def _runs(patch: Patch, before: set[str]) -> Iterator[Evidence]:
    language = language_of(patch.path)
    pattern = _RUN.get(language or "")
    if pattern is None or language is None or _SETUP.search(patch.path):
        return
    for number, text in patch.added():
        found = pattern.search(text[:1000])
        if found and not is_comment(text, language) and text.strip() not in before:
            yield Evidence(f"looks for a test run: {found[0][:60]}", patch.path, number, number)


def _cases(patch: Patch, before: set[str]) -> Iterator[_Case]:
    language = language_of(patch.path)
    if language is None:
        return
    for hunk in patch.hunks:
        lines = list(hunk.added())
        compared = Counter(subject for _, text in lines for subject, _ in _compared(text))
        for at, (number, text) in enumerate(lines):
            if text.strip() in before or is_comment(text, language) or not _CONDITION.match(text[:300]):
                continue
            for subject, value in _compared(text):
                # Several values of one name are a table of what the name can be.
                if compared[subject] == 1 and value not in _USUAL:
                    near = [text for _, text in lines[at : at + 3]]
                    is_verdict = len(value) >= _LONG and any(_VERDICT.search(text[:300]) for text in near)
                    yield _Case(patch.path, number, subject, value, _answer(near), is_verdict)


def _compared(text: str) -> Iterator[tuple[str, str]]:
    for found in _EQUAL.finditer(text[:300]) if "==" in text or ".equals(" in text else ():
        groups = [group for group in found.groups() if group]
        yield groups[0], groups[1]


def _answer(lines: Sequence[str]) -> str | None:
    found = next((match for match in (_ANSWER.search(text[:300]) for text in lines) if match), None)
    return found[1] or found[2] if found else None


def _special(cases: Sequence[_Case], context: Context) -> Iterator[Evidence]:
    uses: dict[str, list[Use]] = {case.value: [] for case in cases}
    # Numbers of accounts and cards are often written in groups of four: the test may hold the value with gaps.
    for use in context.contents.uses(sorted({*uses, *(case.value[:4] for case in cases if case.is_verdict)})):
        for value in uses:
            if value in use.text[:1000] or (len(value) >= _LONG and value in _GAP.sub("", use.text[:1000])):
                uses[value].append(use)
    for case in cases:
        tests = [use for use in uses[case.value] if kind_of(use.path) == "test" and _holds(use, case.value)]
        others = [use for use in uses[case.value] if kind_of(use.path) not in ("test", "vendored", "generated", "lock")]
        is_alone = all((use.path, use.line) == (case.path, case.line) for use in others)
        if tests and is_alone and (_is_test_like(case) or case.is_verdict or _is_answered(case, tests, context)):
            told = f"{case.value[:40]!r} stands in no other code, and in a test: {tests[0].path}:{tests[0].line}"
            yield Evidence(told, case.path, case.line, case.line)


def _holds(use: Use, value: str) -> bool:
    return value.isdigit() or len(value) >= _LONG or f'"{value}"' in use.text or f"'{value}'" in use.text


def _is_test_like(case: _Case) -> bool:
    return not case.value.isdigit() and _TEST_LIKE.search(case.value) is not None


def _is_answered(case: _Case, tests: Sequence[Use], context: Context) -> bool:
    """Whether a test holds the answer near the value."""
    if case.answer is None:
        return False
    files = context.contents.files(sorted({use.path for use in tests[:_PLACES]}))
    for use in tests[:_PLACES]:
        lines = files.get(use.path, b"").decode("utf-8", "replace").split("\n")
        if any(case.answer in line for line in lines[max(use.line - _NEAR, 0) : use.line + _NEAR]):
            return True
    return False
