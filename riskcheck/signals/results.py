"""Results that are no longer computed: functions that return a constant, and returns put in front of a body.

What coding agents do to make a test pass; see "ImpossibleBench", https://arxiv.org/abs/2510.20270.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from riskcheck.core.change import Changeset, Hunk, Patch
from riskcheck.core.signal import Axis, Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.syntax.bodies import Body, bodies, cut_off, may_return_constant
from riskcheck.syntax.functions import language_of


def _rule(name: str, title: str, axis: Axis, group: str, why: str, remedy: str, grade: int) -> Rule:
    reference = "https://arxiv.org/abs/2510.20270"
    return Rule(f"results.{name}", title, axis, "functions", group, why, remedy, grade, True, reference)


CONSTANT = _rule(
    "constant", "Function returns a constant now", "likelihood", "placeholders",
    "Whatever it is asked, it gives the same answer, and callers take it for a result.",
    "Compute the result again, or remove the function and what relies on it.", 4,
)  # fmt: skip
VALIDATION = _rule(
    "validation", "Check always agrees now", "impact", "validation",
    "What the check kept out comes in, and nothing fails that would show it.",
    "Bring the check back, or say what checks the same before this is reached.", 4,
)  # fmt: skip
EQUALITY = _rule(
    "equality", "Comparison always agrees", "likelihood", "placeholders",
    "Every assertion on such an object passes, and sets and lookups mix up what differs.",
    "Compare the fields that make two objects equal.", 4,
)  # fmt: skip
EARLY = _rule(
    "early-return", "Code behind a new return", "likelihood", "placeholders",
    "What stands behind the return never runs again, though it looks as if it did.",
    "Delete the code that cannot run, or take the return out.", 3,
)  # fmt: skip
RULES: Final = (CONSTANT, VALIDATION, EQUALITY, EARLY)

_CHECKS = expression(
    r"_*(?:(?:is|has|can|may|user|should)_?)?(?:valid|validate|verify|verified|check|authori[sz]ed?|authenticated?"
    r"|permitted|permission|allowed|allow|admin|access)(?-i:(?![a-z]))",
    re.IGNORECASE,
)
_AGREES = expression(r"Ok\(\(\)\)|nil|None|null|undefined|[^\"']*\btrue\b", re.IGNORECASE)
_EQUAL: Final = {
    "py": {"__eq__": "True", "__ne__": "False"}, "java": {"equals": "true"}, "kt": {"equals": "true"},
    "cs": {"Equals": "true"}, "rb": {"==": "true", "eql?": "true"}, "rs": {"eq": "true"},
    "js": {"equals": "true", "isEqual": "true"}, "go": {"Equal": "true", "Equals": "true"}, "php": {"equals": "true"},
}  # fmt: skip
_PLACES = 5


@dataclass(frozen=True, slots=True)
class _View:
    """Both sides of a file, or of a hunk where files are not known; `first` is the number of the head's first line."""

    base: Sequence[str]
    head: Sequence[str]
    first: int


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Functions of the change that computed something and return a constant now, and code that a return cut off."""
    written = {text.strip() for patch in changeset.patches for _, text in patch.added()}
    found: dict[str, list[Evidence]] = {rule.id: [] for rule in RULES}
    for patch in changeset.patches:
        for rule, evidence in _in_patch(patch, context, written):
            found[rule.id].append(evidence)
    for rule in RULES:
        if found[rule.id]:
            yield Signal(rule, len(found[rule.id]), tuple(found[rule.id][:_PLACES]))


def _in_patch(patch: Patch, context: Context, written: set[str]) -> Iterator[tuple[Rule, Evidence]]:
    language = language_of(patch.path)
    if patch.kind != "code" or language is None:
        return
    added = {number for number, text in patch.added()}
    # Most files need not be read.
    if not any(may_return_constant(text, language) for _, text in patch.added()):
        return
    for view in _views(patch, context):
        for rule, evidence in _constants(patch.path, view, language, written):
            lines = range(evidence.start_line or 0, (evidence.end_line or 0) + 1)
            if not added.isdisjoint(lines):
                yield rule, evidence
        before = set(pairwise(line.strip() for line in view.base if line.strip()))
        for at, behind in cut_off(view.head, language):
            line = view.head[at].strip().rstrip(";")[:60]
            number, end = view.first + at, view.first + behind
            # What stood in front of the same line before is carried over.
            is_new = (view.head[at].strip(), view.head[behind].strip()) not in before
            if number in added and end not in added and is_new:
                yield EARLY, Evidence(f"{line} stands in front of code that stays", patch.path, number, end)


def _views(patch: Patch, context: Context) -> Iterator[_View]:
    base, head = context.contents.source(patch), context.contents.target(patch)
    if head is not None and (base is not None or patch.change_type == "A"):
        yield _View(_lines(base or b""), _lines(head), 1)
        return
    for hunk in patch.hunks:
        yield _View(_side(hunk, "-"), _side(hunk, "+"), hunk.target_start)


def _lines(content: bytes) -> list[str]:
    return [line.rstrip("\r") for line in content.decode("utf-8", "replace").split("\n")]


def _side(hunk: Hunk, origin: str) -> list[str]:
    return [line[1:].rstrip("\r") for line in hunk.lines if line[0] in (origin, " ")]


def _constants(path: str, view: _View, language: str, written: set[str]) -> Iterator[tuple[Rule, Evidence]]:
    for body, before in _paired(view, language):
        if body.constant is None:
            continue
        told = f"{body.name} returns {body.constant[:60]}"
        start, last = view.first + body.start, view.first + body.last
        if _EQUAL[language].get(body.name) == body.constant and (before is None or before.constant is None):
            yield EQUALITY, Evidence(f"{told}, whatever it is compared with", path, start, last)
        elif before is not None and before.constant is None and _is_lost(before, written):
            rule = VALIDATION if _CHECKS.match(body.name) and _AGREES.match(body.constant) else CONSTANT
            told = f"{told} in place of {len(before.code)} lines that worked it out"
            yield rule, Evidence(told, path, start, last)


def _paired(view: _View, language: str) -> Iterator[tuple[Body, Body | None]]:
    """The functions of the head, each with itself in the base; those of one name go by their order."""
    before: defaultdict[str, list[Body]] = defaultdict(list)
    after: defaultdict[str, list[Body]] = defaultdict(list)
    for body in bodies(view.base, language):
        before[body.name].append(body)
    for body in bodies(view.head, language):
        after[body.name].append(body)
    for name, found in after.items():
        same = before[name]
        for position, body in enumerate(found):
            yield body, same[position] if len(same) == len(found) else None


def _is_lost(body: Body, written: set[str]) -> bool:
    """Whether a function computed something that the change did not move elsewhere."""
    moved = sum(line.strip() in written for line in body.code)
    return body.computes and 2 * moved < len(body.code)
