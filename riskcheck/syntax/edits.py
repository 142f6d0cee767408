"""Edits that a machine could have made: hunks that only lay out code anew, or put one word for another, and the rest.

A word counts as renamed where the change puts the same words in its place in several files.
What remains is where somebody decided something.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from riskcheck.core.change import Hunk, Patch
from riskcheck.expressions import expression
from riskcheck.syntax.functions import is_comment, language_of

_Pair = tuple[Sequence[str], Sequence[str]]
Nature = Literal["layout", "rename", "aside", "logic"]

_TOKEN = expression(r"\w+|[^\w\s]")
# How many words may stand for how many, the fewest first.
_STEPS = sorted(product(range(5), range(5)), key=lambda step: (sum(step), step))[1:]
# Where the same word changes in so many files, it was not done by hand.
_LEAST_FILES = 4
# In these the depth of a line is part of what it says.
_INDENTED = expression(r"\.(py|pyi|pyx|ya?ml|coffee|nim|hs|fs|sass|pug|haml|slim|mk|am)$|(^|/)Makefile[^/]*$")
_IMPORT = expression(
    r"\s*(?:(?:import|from|using|use|require|require_relative|include|#\s*include|package)\b"
    r"|(?:\w{1,40} )?\"[\w./-]+\"$)"
)
_CLOSING = frozenset(")]}")
_QUOTES = str.maketrans("'`", '""')


@dataclass(frozen=True, slots=True)
class Edit:
    """A hunk with what kind of edit it is."""

    patch: Patch
    hunk: Hunk
    nature: Nature

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the head that it added, or the place where it deleted."""
        added = [number for number, _ in self.hunk.added()]
        return (added[0], added[-1]) if added else (self.hunk.target_start, self.hunk.target_start)


@dataclass(frozen=True, slots=True)
class _Sides:
    """A hunk as the words of the lines that it deleted and added."""

    patch: Patch
    hunk: Hunk
    deleted: tuple[tuple[str, ...], ...]
    added: tuple[tuple[str, ...], ...]

    @property
    def pairs(self) -> frozenset[tuple[str, str]] | None:
        """The words that stand for each other; None where the sides differ by more than a few words."""
        if not self.deleted or not self.added:
            return None
        whole = [(_plain(_joined(self.deleted)), _plain(_joined(self.added)))]
        lines = zip(self.deleted, self.added, strict=True) if len(self.deleted) == len(self.added) else whole
        found = [_swapped(old, new) for old, new in lines if old != new]
        if None in found:
            found = [_swapped(*whole[0])]
        return None if None in found else frozenset(pair for pairs in found for pair in pairs or ())

    @property
    def gone(self) -> set[str]:
        """The names that it deleted and did not add again."""
        return {word for word in _joined(self.deleted) if len(word) > 2 and word[0].isalpha()} - set(
            _joined(self.added)
        )


def edits(patches: Sequence[Patch]) -> Iterator[Edit]:
    """Every hunk of these patches."""
    sides = [_sides(patch, hunk) for patch in patches for hunk in patch.hunks]
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for side in sides:
        for pair in side.pairs or ():
            places[pair].append(side.patch.path)
    frequent = {pair for pair, paths in places.items() if len(set(paths)) >= _LEAST_FILES}
    repeated = {pair for pair, paths in places.items() if len(paths) > 1}
    gone = Counter(word for side in sides for word in side.gone)
    leaving = {word for word, count in gone.items() if count >= _LEAST_FILES}
    for side in sides:
        nature = _nature(side, frequent, repeated)
        # What does away with the same name as many others is part of one move, whatever it puts there.
        is_part = nature == "logic" and not leaving.isdisjoint(side.gone)
        yield Edit(side.patch, side.hunk, "aside" if is_part else nature)


def renames(found: Sequence[Edit]) -> list[tuple[str, str]]:
    """The words that these edits put for each other, the most frequent first."""
    count: defaultdict[tuple[str, str], int] = defaultdict(int)
    for edit in found:
        for pair in (_sides(edit.patch, edit.hunk).pairs or ()) if edit.nature == "rename" else ():
            count[pair] += 1
    return sorted(count, key=lambda pair: (-count[pair], pair))


def _nature(side: _Sides, frequent: set[tuple[str, str]], repeated: set[tuple[str, str]]) -> Nature:
    if _is_layout(side):
        return "layout"
    if _is_aside(side):
        return "aside"
    pairs = side.pairs
    if not pairs or not pairs <= repeated:
        return "logic"
    return "rename" if pairs <= frequent else "aside"


def _swapped(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]] | None:
    """What stands for what, a few words each time; None where more differs, or signs and numbers do."""
    pairs: list[_Pair]
    if len(old) == len(new):
        pairs = [((before,), (after,)) for before, after in zip(old, new, strict=True) if before != after]
    else:
        pairs = _trimmed(old, new) or _aligned(old, new)
    return [(" ".join(gone), " ".join(come)) for gone, come in pairs] if pairs and all(map(_is_named, pairs)) else None


def _trimmed(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """The one place that differs, if that is one of a few words."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    return [(gone, come)] if max(len(gone), len(come)) <= _STEPS[-1][0] else []


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """The places that differ, each by a few words; none where more differs."""
    pairs: list[_Pair] = []
    at = other = 0
    while at < len(old) or other < len(new):
        if at < len(old) and other < len(new) and old[at] == new[other]:
            at, other = at + 1, other + 1
            continue
        step = next((step for step in _STEPS if _agrees(old, at + step[0], new, other + step[1])), None)
        if step is None:
            return []
        pairs.append((old[at : at + step[0]], new[other : other + step[1]]))
        at, other = at + step[0], other + step[1]
    return pairs


def _agrees(old: Sequence[str], at: int, new: Sequence[str], other: int) -> bool:
    return list(old[at : at + 2]) == list(new[other : other + 2])


def _is_named(pair: _Pair) -> bool:
    """Whether names are put for names, or added or dropped; a comparison or a number is a decision."""
    return all(any(word[0].isalpha() or word[0] == "_" for word in words) for words in pair if words)


def _is_layout(side: _Sides) -> bool:
    if _INDENTED.search(side.patch.path) and _depth(side.hunk, "-") != _depth(side.hunk, "+"):
        return False
    return _plain(_joined(side.deleted)) == _plain(_joined(side.added))


def _is_aside(side: _Sides) -> bool:
    """Whether only comments and imports changed."""
    language = language_of(side.patch.path)
    changed = [line[1:] for line in side.hunk.lines if line[0] != " " and line[1:].strip()]
    return all(_IMPORT.match(line) or (language and is_comment(line, language)) for line in changed)


def _depth(hunk: Hunk, origin: str) -> int:
    lines = [line[1:] for line in hunk.lines if line[0] == origin and line[1:].strip()]
    return min((len(line) - len(line.lstrip()) for line in lines), default=0)


def _plain(words: Sequence[str]) -> list[str]:
    """Words without the commas and semicolons that formatters add and take away, and with one kind of quotes."""
    plain = [word.translate(_QUOTES) for word in words if word != ";"]
    return [word for word, after in pairwise([*plain, ""]) if word != "," or after not in _CLOSING]


def _sides(patch: Patch, hunk: Hunk) -> _Sides:
    return _Sides(patch, hunk, _words(hunk, "-"), _words(hunk, "+"))


def _words(hunk: Hunk, origin: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_TOKEN.findall(line[1:])) for line in hunk.lines if line[0] == origin)


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    return [word for line in lines for word in line]
