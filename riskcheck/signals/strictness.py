"""Checks that still run and find less: thresholds, strict modes and rules in the configuration of tools.

Rules that are switched off in configuration are silent for every later change, unlike a
comment that silences one line; see "Agentic refactoring and type escapes",
https://arxiv.org/abs/2602.17955.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context
from riskcheck.signals.suites import both_sides, unread
from riskcheck.syntax import checkers
from riskcheck.syntax.entries import Path, entries

_REFERENCE = "https://arxiv.org/abs/2602.17955"
COVERAGE = Rule(
    "strictness.coverage", "Required test coverage lowered", "impact", "entries", "pipeline",
    "Code that no test runs gets in from now on, in every later change as well.",
    "Bring the threshold back, and leave out the one file that cannot meet it.", 4, ai_typical=True,
    reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
MODE = Rule(
    "strictness.mode", "Strict mode switched off", "impact", "entries", "pipeline",
    "What the mode found before is from now on let in everywhere, unseen.",
    "Keep the mode, and make an exception for the one place that cannot meet it.", 3, ai_typical=True,
    reference=_REFERENCE,
)  # fmt: skip
RULE = Rule(
    "strictness.rule", "Rule of a checker switched off", "impact", "rules", "suppressions",
    "The rule is silent for all code from now on, not only for the place that broke it.",
    "Correct the place, or silence the rule there with a reason beside it.", 2, ai_typical=True,
    reference=_REFERENCE,
)  # fmt: skip
EXEMPT = Rule(
    "strictness.exempt", "Files left out of a check", "impact", "entries", "suppressions",
    "Nothing that is written there is looked at from now on.",
    "Leave out no more than what cannot be checked, with a reason beside it.", 2, ai_typical=True,
    reference=_REFERENCE,
)  # fmt: skip
RULES: Final = (COVERAGE, MODE, RULE, EXEMPT)
_PLACES = 5

Entries = Mapping[Path, tuple[str, ...]]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Entries in the configuration of checkers that ask for less than they did."""
    read = [patch for patch in changeset.patches if patch.hunks and patch.change_type != "D" and _is_read(patch)]
    yield from unread(read, context.contents)
    found: dict[str, list[Evidence]] = {rule.id: [] for rule in RULES}
    for patch in read:
        old, new = (_of_tools(patch, entries(lines)) for lines in both_sides(patch, context.contents))
        for looked_for in (_lowered, _relaxed, _silenced, _left_out):
            for rule, key, told in looked_for(old, new):
                found[rule.id].append(_place(patch, key, told))
    for rule in RULES:
        if found[rule.id]:
            yield Signal(rule, len(found[rule.id]), tuple(found[rule.id][:_PLACES]))


def _is_read(patch: Patch) -> bool:
    return checkers.FILE.search(patch.path) is not None or checkers.SHARED.search(patch.path) is not None


def _of_tools(patch: Patch, found: Entries) -> dict[Path, tuple[str, ...]]:
    """The entries about checkers; a file that tools share has others as well."""
    if checkers.FILE.search(patch.path):
        return {path: values for path, values in found.items() if path}
    return {path: values for path, values in found.items() if any(map(checkers.SECTION.search, path[:2]))}


def _lowered(old: Entries, new: Entries) -> Iterator[tuple[Rule, str, str]]:
    for path, values in old.items():
        if values and _is_threshold(path):
            before, after = _number(values), _number(new.get(path, ()))
            if before is not None and (path not in new or (after is not None and after < before)):
                yield COVERAGE, path[-1], f"{path[-1]} {values[0]} -> {next(iter(new.get(path, ())), 'not set')}"
    for option in ("--cov-fail-under", "--fail-under"):
        before, after = (
            _number([t.removeprefix(option + "=") for t in _all(side) if t.startswith(option + "=")])
            for side in (old, new)
        )
        if before is not None and (after is None or after < before):
            yield COVERAGE, option, f"{option} {before:g} -> {'not set' if after is None else format(after, 'g')}"


def _relaxed(old: Entries, new: Entries) -> Iterator[tuple[Rule, str, str]]:
    for path, values in old.items():
        if _key(path) in checkers.STRICT and _is(values, checkers.ON):
            gone = path not in new and any(other[: len(path) - 1] == path[:-1] for other in new)
            implied = any(_key(other) == "strict" and _is(new[other], checkers.ON) for other in new)
            if _is(new.get(path, ()), checkers.OFF) or (gone and not implied):
                yield MODE, path[-1], f"{path[-1]} {values[0]} -> {next(iter(new.get(path, ())), 'not set')}"
    for path, values in new.items():
        is_general = not any("overrides" in part or part.startswith("mypy-") for part in path)
        if (
            _key(path) in checkers.LAX
            and is_general
            and _is(values, checkers.ON)
            and not _is(old.get(path, ()), checkers.ON)
            and _was_there(old, path)
        ):
            yield MODE, path[-1], f"{path[-1]} set"


def _silenced(old: Entries, new: Entries) -> Iterator[tuple[Rule, str, str]]:
    for path, values in new.items():
        level, before = _level(path, values), _level(path, old.get(path, ()))
        if level is not None and _was_there(old, path) and (level < before if before is not None else level == 0):
            yield RULE, path[-1], f"{'/'.join(path[-2:])} {next(iter(old.get(path, ())), 'on')} -> {values[0]}"
    known = {token for path, values in old.items() if _key(path) in checkers.CODES for token in values}
    for path, values in new.items():
        if _key(path) in checkers.CODES and _was_there(old, path):
            for token in sorted({*values} - known):
                if not checkers.LAYOUT.match(token):
                    yield RULE, token, f"{token} ignored"


def _left_out(old: Entries, new: Entries) -> Iterator[tuple[Rule, str, str]]:
    for path, values in new.items():
        if _key(path) in checkers.FILES and _was_there(old, path):
            for token in sorted({*values} - {*old.get(path, ())}):
                if not checkers.NOT_CHECKED.search(token) and re.search(r"\w{3}", token):
                    yield EXEMPT, token, f"{token[:60]} left out"


def _is_threshold(path: Path) -> bool:
    key, above = _key(path), " ".join(path[:-1]).lower()
    return (
        key in checkers.THRESHOLDS
        or (key in checkers.BELOW_THRESHOLDS and "threshold" in above)
        or (key == "target" and "status" in above)
    )


def _level(path: Path, values: tuple[str, ...]) -> int | None:
    if not values:
        return None
    if _key(path) == "enabled" and any("/" in part for part in path[:-1]):
        return 0 if _is(values, checkers.OFF) else 2
    has_levels = any(map(checkers.WITH_LEVELS.search, path[:-1])) or path[-1].endswith(".severity")
    return checkers.LEVELS.get(values[0].lower()) if has_levels else None


def _key(path: Path) -> str:
    return path[-1].lower().replace("-", "_") if path else ""


def _is(values: tuple[str, ...], wanted: frozenset[str]) -> bool:
    return bool(values) and values[0].lower() in wanted


def _was_there(old: Entries, path: Path) -> bool:
    """Whether the part of the file was configured before; what a new tool begins with is no step back."""
    return any(other[:1] == path[:1] for other in old)


def _number(values: tuple[str, ...] | list[str]) -> float | None:
    found = re.match(r"\d{1,9}(?:\.\d{1,9})?", values[0]) if values else None
    return float(found[0]) if found else None


def _all(side: Entries) -> Iterator[str]:
    return (token for values in side.values() for token in values)


def _place(patch: Patch, key: str, told: str) -> Evidence:
    for lines, removed in ((patch.added(), False), (patch.deleted(), True)):
        number = next((number for number, text in lines if key in text[:1000]), None)
        if number is not None:
            path = (patch.source_path or patch.path) if removed else patch.path
            return Evidence(told[:120], path, number, number, removed=removed)
    return Evidence(told[:120], patch.path)
