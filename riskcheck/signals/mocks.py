"""New tests that check stand-ins instead of the code.

Agents add mocks to tests far more often than people do; see Hora and Robbes, "Are coding
agents generating over-mocked tests?", https://arxiv.org/abs/2602.00409.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.suites import Suite, suites
from riskcheck.syntax.testcases import Case

ONLY = Rule(
    "mocks.only", "Test that checks only stand-ins", "likelihood", "tests", "tests",
    "It holds as long as the code calls what it calls, whatever comes out.",
    "Assert a result that the caller sees, and replace only what is slow or outside.", 2,
    ai_typical=True, reference="https://arxiv.org/abs/2602.00409",
)  # fmt: skip
SUBJECT = Rule(
    "mocks.subject", "Test that replaces what it tests", "likelihood", "tests", "tests",
    "The stand-in is tested, and the code never runs.",
    "Call the real function, and replace what it depends on.", 4,
    ai_typical=True, reference="https://arxiv.org/abs/2602.00409",
)  # fmt: skip
RULES: Final = (ONLY, SUBJECT)
_PLACES = 5
_WIDTH = 400
_STAND_INS = 3
# Each replaces something; assigning to the stand-in of a patch does not count again.
_MOCK = expression(
    r"\bpatch(?:\.object|\.dict)?\(|\b(?:Magic|Async)?Mock\(|\bcreate_autospec\(|\bmocker\.(?:patch|spy|stub)|\bmonkeypatch\.setattr\("
    r"|\bjest\.(?:fn|mock|spyOn)\(|\bvi\.(?:fn|mock|spyOn)\(|\bsinon\.(?:stub|mock|spy)\(|\bmock\((?:\w+\.)?class\b|\bMockito\.mock\("
)
_ON_MOCK = expression(
    r"\.assert_(?:called|awaited|not_called|not_awaited|any_call|has_calls|any_await|has_awaits)\w*|\.(?:not\.)?toHaveBeen\w+\(|\bverify\w*\("
    r"|\.call_(?:count|args)|\bcalledWith|\bcalledOnce|\.mock\.calls"
)
_PATCHED = expression(
    r"(?:\bpatch|\bmocker\.patch|\bmonkeypatch\.setattr)\(\s?[\"'][\w.]{1,200}?\.?(\w{4,80})[\"']"
    r"|\b(?:patch\.object|mocker\.patch\.object|monkeypatch\.setattr)\([\w.]{1,100},\s?[\"'](\w{4,80})[\"']"
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """New tests with several stand-ins and assertions on nothing else, and those that replace their own subject."""
    new = [(suite, case) for suite in suites(changeset, context.contents) for case in _new_cases(suite)]
    for rule, looks_so in ((ONLY, _checks_only_mocks), (SUBJECT, _replaces_subject)):
        places = [place for suite, case in new if (place := _place(suite, case, looks_so(suite, case)))]
        if places:
            yield Signal(rule, len(places), tuple(places[:_PLACES]))


def _place(suite: Suite, case: Case, told: str) -> Evidence | None:
    line = suite.head.number(case)
    return Evidence(told, suite.patch.path, line, line) if told else None


def _new_cases(suite: Suite) -> Iterator[Case]:
    if not any(_MOCK.search(text[:_WIDTH]) or _PATCHED.search(text[:_WIDTH]) for _, text in suite.patch.added()):
        return
    known = {case.name for case in suite.base.cases}
    for case in suite.head.cases:
        if case.name not in known and suite.head.number(case) in suite.head.changed:
            yield case


def _checks_only_mocks(suite: Suite, case: Case) -> str:
    body = _body(suite, case)
    mocks = sum(len(_MOCK.findall(line)) for line in body)
    asserted = [line for line in body if suite.language.is_assertion(line) or _ON_MOCK.search(line)]
    if mocks < _STAND_INS or not asserted or not all(_ON_MOCK.search(line) for line in asserted):
        return ""
    return f"{case.name[:60]}: {mocks} stand-ins, and no assertion on anything else"


def _replaces_subject(suite: Suite, case: Case) -> str:
    body = _body(suite, case)
    for match in filter(None, map(_PATCHED.search, body)):
        name = match[1] or match[2]
        called = re.compile(rf"(?<![\w\"'])(?:\w{{1,60}}\.)?{name}\(")
        is_subject = case.name.lower() in (f"test_{name}".lower(), f"test{name}".lower())
        if is_subject and any(called.search(line) and not _MOCK.search(line) for line in body[1:]):
            return f"{case.name[:60]} replaces {name} and calls it"
    return ""


def _body(suite: Suite, case: Case) -> Sequence[str]:
    """The test with the decorators in front of it."""
    start = case.start_line - 1
    while (
        start > 0
        and suite.head.lines[start - 1].lstrip().startswith(("@", ")", '"', "'"))
        and case.start_line - start < 30
    ):
        start -= 1
    return [line.strip()[:_WIDTH] for line in suite.head.lines[start : case.end_line]]
