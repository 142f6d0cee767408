"""What a subject talks about: its words, the area before its colon, whether it only reformats."""

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[a-z][a-z0-9]{2,30}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMON = frozenset(
    {"the", "and", "for", "with", "this", "that", "from", "when", "not", "use", "using", "are", "was", "into", "has"}
    | {"have", "will", "can", "but", "its", "all", "should", "fix", "fixes", "fixed", "add", "added", "adds"}
)
_LONGEST_AREA = 60
_REFORMATS = re.compile(
    r"\b(?:clean ?ups?|cosmetic|format|formatting|white ?space|(?:re)?indent|indentation|rename[sd]?|move[sd]?|typos?"
    r"|style|checkpatch|refactor|reorgani[sz]e|spdx|licen[sc]e|split|convert|constify|unify|unused|uncrustify"
    r"|clang-format|prettier|black|gofmt|replace|relocate|import)\b",
    re.IGNORECASE,
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that tell something, in lower case; identifiers fall apart into theirs."""
    return frozenset(_WORD.findall(_HUMP.sub(" ", text).lower())) - _COMMON


class Subject(NamedTuple):
    """What a subject talks about, and whether it says that it only reformats, moves or renames."""

    words: frozenset[str]
    area: str
    reformats: bool


@lru_cache(maxsize=20_000)
def heard(subject: str) -> Subject:
    """What a subject says; the same ones are asked for again and again."""
    return Subject(words_of(subject), area(subject), _REFORMATS.search(subject) is not None)


def area(subject: str) -> str:
    """What stands before the first colon of a subject, in lower case; empty where nothing short does."""
    before, colon, _ = subject[: _LONGEST_AREA + 1].partition(":")
    return before.strip().lower() if colon else ""
