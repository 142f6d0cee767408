"""Versions and requirements on them, compared only as far as all ecosystems agree."""

import re
from typing import Final

from riskcheck.expressions import expression

_PART = expression(r"\s*(\^|~=|~>|~|===?|>=|=|>|<=|<|!=)?\s*v?(\d[\w.+*-]*|\*)")
_ANY = frozenset({"", "*", "latest", "next", "x", "x.x", "any", ">=0", ">= 0", ">=0.0.0", "dev-master", "dev-main"})
# From here on a number counts days, years or builds, and promises nothing.
_COUNTED = 1000
# How much a requirement leaves open.
PINNED, PATCHES, MINORS, OPEN, ANYTHING = range(5)
_LEVEL_OF: Final = {
    "^": MINORS, "~=": PATCHES, "~>": PATCHES, "~": PATCHES, "==": PINNED, "===": PINNED, "=": PINNED,
    ">=": OPEN, ">": OPEN,
}  # fmt: skip
# What a version without an operator means.
_BARE: Final = {"npm": PINNED, "cargo": MINORS, "pub": PINNED, "composer": PINNED, "pypi": PINNED}


def numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with; none for what is no version."""
    found = re.match(r"v?(\d{1,9}(?:\.\d{1,9}){0,5})", version.strip()[:200])
    return tuple(int(number) for number in found[1].split(".")) if found else ()


def floor(requirement: str) -> tuple[int, ...]:
    """The version that a requirement starts from; of several alternatives the newest; none where it names none."""
    parts = (_PART.match(part) for part in re.split(r"\|\||,|\s+(?=[<>=~^!])", requirement[:500]))
    return max((numbers(part[2]) for part in parts if part and part[1] not in ("<", "<=", "!=")), default=())


def is_capped_above(requirement: str, version: tuple[int, ...]) -> bool:
    """Whether a requirement has an upper bound and lets this version in."""
    parts = [part for part in map(_PART.match, re.split(r",|\s+(?=[<>=~^!])", requirement[:500])) if part]
    caps = [numbers(part[2]) for part in parts if part[1] in ("<", "<=")]
    return bool(caps) and all(is_lower(cap, version) for cap in caps)


def is_major(source: tuple[int, ...], target: tuple[int, ...]) -> bool:
    """Whether the step up may break: another major version, or a minor one before 1.0; never for dates and counters."""
    if not source or not target or target <= source or min(source[0], target[0]) >= _COUNTED:
        return False
    if source[0] != target[0]:
        return True
    return source[0] == 0 and _minor(source) != _minor(target)


def is_lower(source: tuple[int, ...], target: tuple[int, ...]) -> bool:
    """Whether the step goes down; 1.2 and 1.2.0 are the same."""
    width = max(len(source), len(target))
    return bool(source and target) and _padded(target, width) < _padded(source, width)


def openness(requirement: str, ecosystem: str) -> int:
    """How much a requirement leaves open, from PINNED to ANYTHING."""
    text = requirement.strip().lower()[:500]
    if text in _ANY:
        return ANYTHING
    parts = [match for part in re.split(r",|\s+(?=[<>=~^!])", text) if (match := _PART.match(part))]
    operators = {match[1] or "" for match in parts}
    if not operators or "||" in text:
        return MINORS
    level = min(_BARE.get(ecosystem, PINNED) if not one else _LEVEL_OF.get(one, OPEN) for one in operators)
    if "*" in text or ".x" in text:
        return max(level, MINORS)
    return MINORS if level == OPEN and operators & {"<", "<="} else level


def _minor(version: tuple[int, ...]) -> int:
    return version[1] if len(version) > 1 else 0


def _padded(version: tuple[int, ...], width: int) -> tuple[int, ...]:
    return version + (0,) * (width - len(version))
