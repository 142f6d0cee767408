"""How much two changes talk about the same thing: rare words, the area before the colon."""

import math
import re
from collections import Counter, deque
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import NamedTuple

# So many earlier subjects tell how rare a word is.
_WINDOW = 5_000
_MOST_WORDS = 400
_WORD = re.compile(r"[a-z][a-z0-9]{2,30}")
_HUMP = re.compile(r"([a-z])([A-Z])")
_COMMON = frozenset(
    {"the", "and", "for", "with", "this", "that", "from", "when", "not", "use", "using", "are", "was", "into", "has"}
    | {"have", "will", "can", "but", "its", "all", "should", "fix", "fixes", "fixed", "add", "added", "adds"}
)
# What points at an earlier commit is a convention of its own, and no likeness.
_POINTER = re.compile(r"\b(?=[a-f]{0,39}[0-9])[0-9a-f]{7,40}\b(?:\s{0,3}\(?[\"'][^\"']{1,300}[\"']\)?)?")
_NAMING = re.compile(r"(?:fix(?:es|ed)?|revert(?:s|ed)?|cc)(?: commit)?\s*:", re.IGNORECASE)
_LONGEST_AREA = 60
_UNIT = 1 << 32
_REFORMATS = re.compile(
    r"\b(?:clean ?ups?|cosmetic|format|formatting|white ?space|(?:re)?indent|indentation|rename[sd]?|move[sd]?|typos?"
    r"|style|checkpatch|refactor|reorgani[sz]e|spdx|licen[sc]e|split|convert|constify|unify|unused|uncrustify"
    r"|clang-format|prettier|black|gofmt|replace|relocate|import)\b",
    re.IGNORECASE,
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that can be rare, in lower case; identifiers fall apart into theirs."""
    return frozenset(_WORD.findall(_HUMP.sub(r"\1 \2", text).lower())) - _COMMON


class Subject(NamedTuple):
    """What a subject talks about, and whether it says that it only reformats, moves or renames."""

    words: frozenset[str]
    area: str
    reformats: bool


@lru_cache(maxsize=20_000)
def heard(subject: str) -> Subject:
    """What a subject says; the same ones are asked for again and again."""
    return Subject(words_of(subject), area(subject), _REFORMATS.search(subject) is not None)


def told_words(body: str, lines: Iterable[str]) -> frozenset[str]:
    """The words of a message's body and of some changed lines, without those that only name an earlier commit."""
    kept: list[str] = []
    depth = 0
    for line in body[:20_000].splitlines():
        # The subject that a trailer quotes can go on in the next lines, up to its parenthesis.
        if _NAMING.match(line) or (depth > 0 and line.strip()):
            depth = max(depth, 0) + line.count("(") - line.count(")")
        else:
            depth = 0
            kept.append(line)
    prose = words_of(_POINTER.sub(" ", "\n".join(kept)))
    code = words_of("\n".join(lines)[:20_000]) - prose
    return frozenset([*sorted(prose)[:_MOST_WORDS], *sorted(code)[: max(_MOST_WORDS - len(prose), 0)]])


def area(subject: str) -> str:
    """What stands before the first colon of a subject, in lower case; empty where nothing short does."""
    before, colon, _ = subject[: _LONGEST_AREA + 1].partition(":")
    return before.strip().lower() if colon else ""


class Rarity:
    """How rare words are in the last subjects that it was told."""

    def __init__(self) -> None:
        self._last: deque[frozenset[str]] = deque()
        self._count: Counter[str] = Counter()
        self._told = 0
        self._weights: dict[int, int] = {}

    def tell(self, subject: str) -> None:
        """Count one more subject, and forget the oldest."""
        words = heard(subject).words
        self._last.append(words)
        self._count.update(words)
        if len(self._last) > _WINDOW:
            self._count.subtract(self._last.popleft())

    def of(self, word: str) -> float:
        """The square of its inverse document frequency: what a shared word weighs."""
        return self._weight(self._count.get(word, 0)) / _UNIT

    def weight(self, words: Set[str]) -> float:
        """What some words weigh together."""
        # In whole numbers the order of a set cannot matter.
        known, weight = self._count.get, self._weight
        return sum([weight(known(word, 0)) for word in words]) / _UNIT

    def _weight(self, count: int) -> int:
        told = len(self._last)
        if told != self._told:
            self._told = told
            self._weights.clear()
        found = self._weights.get(count)
        if found is None:
            found = self._weights[count] = round(math.log((told + 2) / (count + 1)) ** 2 * _UNIT)
        return found
