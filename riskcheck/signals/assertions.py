"""Tests that stay and hold the code to less: assertions that are gone, or that say less than they did.

Agents that cannot make a test pass edit it; see "ImpossibleBench", https://arxiv.org/abs/2510.20270,
and for how little many of their tests assert "All Smoke, No Alarm".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.subjects import Subjects, defined, words_of
from riskcheck.signals.suites import Run, Suite, added_lines, runs, suites
from riskcheck.syntax.quantities import quantities, words
from riskcheck.syntax.testcases import Language

REMOVED = Rule(
    "assertions.removed", "Assertions removed from a test", "likelihood", "assertions", "tests",
    "The test still passes and still counts, but holds the code to less than it did.",
    "Compare the old and the new expectations with the specification, not with what the code returns.", 3,
    ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
WEAKENED = Rule(
    "assertions.weakened", "Assertion made weaker", "likelihood", "assertions", "tests",
    "A wrong answer now passes where only the right one did.",
    "Assert the exact answer, or say why it cannot be known.", 4,
    ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RULES: Final = (REMOVED, WEAKENED)
_PLACES = 5
_WIDTH = 400

# How much an assertion says, from exact to hardly anything; the first that matches counts.
_EXACT = 3
_STRENGTH: Final = (
    (1, expression(
        r"\.to(?:BeTruthy|BeDefined|HaveBeenCalled)\(\)|\.not\.to(?:BeNull|BeUndefined|Throw)\(\)|\.to\.(?:exist|be\.ok)\b"
        r"|\bassert(?:IsNotNone|NotNull|_not_nil|IsInstance|_kind_of|_instance_of)\b|\.assert_called(?:_once)?\(\)"
        r"|\b(?:require|assert)\.(?:NotNil|NotEmpty)\(|\bassertTrue\((?!.*(?:==|equals|<|>|\bin\b))|\bassert_predicate\b"
        r"|^assert (?:not )?[\w.]+(?:\(\))?$|^assert [\w.\[\]\"'()]+ is not None\b|\.is_(?:ok|some)\(\)\)|\bbe_truthy\b"
        r"|\bassertNotEqual\b|^assert isinstance\(|^assert len\([^=]*\) >=? \d+$|\bisNotNull\(\)|\bnotNullValue\(\)"
    )),
    (2, expression(
        r"\bassert(?:In|Contains|Includes?|Regex|Matches?|AlmostEqual|Greater\w*|Less\w*|_in_delta|_includes?|_match)\b"
        r"|\.to(?:Contain|Match|MatchObject|BeCloseTo|BeGreaterThan\w*|BeLessThan\w*)\(|\bexpect\.any\(|\bapprox\("
        r"|\b(?:assert|require)\.(?:Contains|Subset|InDelta|Greater|Less)\w*\(|\bcontainsString\(|\bhasItems?\("
        r"|\b(?:startsWith|endsWith|startswith|endswith|anyOf)\(|^assert [^=]{1,200} in [^=]{1,200}$"
        r"|^assert [^=]{1,200} [<>]=? "
        r"|\bEXPECT_(?:NEAR|GE|GT|LE|LT|THAT)\("
    )),
    (3, expression(
        r" ===? |\bassert(?:Equals?|_equal|_eq|Same|ListEqual|DictEqual|SetEqual|ArrayEquals|CountEqual|_not_equal)\b"
        r"|\bassert_eq!|\.to(?:Be|Equal|StrictEqual|HaveBeenCalledWith|HaveBeenCalledOnceWith|HaveLength)\(."
        r"|\b(?:assert|require)\.(?:Equal|EqualValues|Exactly|Len|ElementsMatch)\(|\bEXPECT_(?:EQ|STREQ)\(|\bASSERT_(?:EQ|STREQ)\("
        r"|\.assert_(?:called|awaited)(?:_once)?_with\(|\.assert_has_calls\(|\bequalTo\(|\.isEqualTo\(|\beq\(|\bXCTAssertEqual\("
    )),
)  # fmt: skip
# With these, asserting truth is asserting the value.
_TRUTH = expression(r"\b(?:True|False|true|false|None|null|nil|undefined|type|0|1)\b|\"\"|''|\[\]|\{\}")
_ERROR = expression(
    r"\b(?:raises|assertRaises(?:Regex|Message)?|assert_raises?|assertThrows(?:Exactly)?|assertFailsWith|raise_error|Throws(?:Async)?)"
    r"\s?[(<]\s?([\w.:]+)"
)
_ANY_ERROR = frozenset({"Exception", "BaseException", "Throwable", "Error", "StandardError", "RuntimeException"})
_TOLERANCE = frozenset({"abs", "rel", "atol", "rtol", "delta", "tolerance", "epsilon", "tol", "eps", "within"})
_OF_ASSERTIONS = frozenset(
    ("assert", "expect", "equal", "equals", "eq", "true", "to", "be", "in", "is", "not", "none", "null", "nil", "self",
     "that", "called", "with", "once", "have", "been", "defined", "truthy", "match", "contain", "contains",
     "greater", "less", "than")
)  # fmt: skip
_TABLE = expression(
    r"\bparametrize\b|\.each\b|\bfor\b|\bCsvSource\b|\bsubTest\b|\.forEach\b|\b[Tt]able\b|\ball\(|\bloop\b"
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Assertions that tests which stay have lost over the whole change, and those that now say less."""
    read = tuple(suites(changeset, context.contents))
    fewer = _Fewer(changeset, Subjects(changeset, context.contents), read)
    found = [entry for suite in read for entry in fewer.of(suite)]
    if found:
        yield Signal(REMOVED, sum(lost for lost, _ in found), tuple(place for _, place in found[:_PLACES]))
    weaker = [place for suite in read for place in _weaker(suite)]
    if weaker:
        yield Signal(WEAKENED, len(weaker), tuple(weaker[:_PLACES]))


class _Fewer:
    """Counts assertions in each test of both sides, without those that moved or lost what they were about."""

    def __init__(self, changeset: Changeset, subjects: Subjects, suites: Sequence[Suite]) -> None:
        self._added = added_lines(changeset)
        self._subjects = subjects
        self._helpers = {
            name for suite in suites for _, text in suite.patch.added() for name in defined(text)
        }  # fmt: skip

    def of(self, suite: Suite) -> Iterator[tuple[int, Evidence]]:
        """For each test that has fewer assertions than it had: how many fewer, and where they stood."""
        if not any(suite.language.is_assertion(text) for _, text in suite.patch.deleted()):
            return
        stays = {case.name: case for case in suite.head.cases}
        for case in suite.base.cases:
            if case.name not in stays or not suite.base.changed_in(case):
                continue
            before, after = suite.base.body(case), suite.head.body(stays[case.name])
            gone = self._gone(suite.language, Counter(before) - Counter(after))
            new = [line[:_WIDTH] for line in (Counter(after) - Counter(before)).elements()]
            kept = sum(map(suite.language.is_assertion, new))
            # A few that became one may say the same.
            if gone.total() > 3 * kept and not any(map(self._stands_for_more, new)):
                lost = gone.total() - kept
                told = f"{lost} assertion{'s' if lost > 1 else ''} fewer in {case.name[:60]}"
                lines = [number for number, text in suite.base.changed_in(case) if text in gone] or [
                    suite.base.number(case)
                ]
                yield lost, Evidence(told, suite.source, lines[0], lines[-1], removed=True)

    def _gone(self, language: Language, lines: Counter[str]) -> Counter[str]:
        return Counter(
            {
                line: count
                for line, count in lines.items()
                if language.is_assertion(line) and not self._added[line] and not self._subjects.is_gone(line[:_WIDTH])
            }
        )

    def _stands_for_more(self, line: str) -> bool:
        """Whether a new line can assert several things: a loop, a table, a helper that the change wrote."""
        return _TABLE.search(line) is not None or not self._helpers.isdisjoint(words_of(line))


def _weaker(suite: Suite) -> Iterator[Evidence]:
    for run in runs(suite.patch):
        for old, number, new in _paired(suite.language, run):
            told = _how(old, new)
            if told:
                yield Evidence(told, suite.patch.path, number, number)


def _paired(language: Language, run: Run) -> Iterator[tuple[str, int, str]]:
    """Assertions that took the place of others, where as many stand as stood."""
    deleted = [text.strip() for _, text in run.deleted if language.is_assertion(text)]
    added = [(number, text.strip()) for number, text in run.added if language.is_assertion(text)]
    if len(deleted) == len(added):
        for old, (number, new) in zip(deleted, added, strict=True):
            if len(old) <= _WIDTH and len(new) <= _WIDTH:
                yield old, number, new


def _how(old: str, new: str) -> str:
    """In what way the new assertion says less; empty where it does not, or is about something else."""
    error, other = _ERROR.search(old), _ERROR.search(new)
    if error and other:
        broad = other[1].rpartition(".")[2].removesuffix("::class") in _ANY_ERROR
        if broad and error[1].rpartition(".")[2] not in _ANY_ERROR:
            return f"expects {other[1]} instead of {error[1]}"
        dropped = re.search(r"\bmatch\s?=", old) and not re.search(r"\bmatch\s?=", new) and error[1] == other[1]
        return f"no longer says what {other[1]} tells" if dropped else ""
    if _is_wider(old, new):
        return "tolerance widened"
    before, after = _strength(old), _strength(new)
    if after < before == _EXACT and _same_subject(old, new) and not (_TRUTH.search(old) and after == 1):
        return _change(old, new)
    return ""


def _strength(line: str) -> int:
    return next((strength for strength, pattern in _STRENGTH if pattern.search(line)), 0) or _EXACT + 1


def _same_subject(old: str, new: str) -> bool:
    theirs, ours = (frozenset(words(line)) - _OF_ASSERTIONS for line in (old, new))
    return 3 * len(theirs & ours) >= 2 * len(ours) > 0


def _is_wider(old: str, new: str) -> bool:
    (frame, before), (other, after) = quantities(old), quantities(new)
    if frame != other:
        return False
    pairs = zip(before, after, strict=True)
    return any(
        _TOLERANCE & {*words(name)} and wide.amount > tight.amount for tight, wide in pairs for name in tight.names
    )


def _change(old: str, new: str) -> str:
    """What differs, from the word where it begins."""
    length = min(len(old), len(new))
    same = next((at for at in range(length) if old[at] != new[at]), length)
    start = max(old.rfind(mark, 0, same) for mark in " .(") + 1
    return f"{old[start : start + 50]} -> {new[start : start + 50]}"
