"""Lines of code that stand in two places: what is compared, and how far two places are equal.

Space does not count, and neither do comments, imports and lines that say nothing by themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from riskcheck.core.change import Hunk
from riskcheck.expressions import expression

_WIDTH = 500
_TRIVIAL = expression(
    r"[\W_]*(?:else|try|do|end|begin|break|continue|return|pass|finally|default|then|fi|done|esac|self|this)?[\W_]*$"
    r"|(?:import|from|using|use|require|require_relative|include|package|export \*|namespace|module)\b"
    r"|#\s*(?:include|define|if|else|endif|pragma)\b|//|/\*|\*(?!\w)|#(?!\{)|--\s|<!--|@\w+$|\"\"\"|'''"
)
_WORD = expression(r"\w+|[^\w\s]")
# A word that is made of words is rare, and git answers for it in a tenth of the time.
_IDENTIFIER = expression(r"\b[A-Za-z_]\w{9,60}\b")
_COMPOUND = expression(r"[A-Za-z0-9]_[A-Za-z]|[a-z][A-Z]")
# Longer runs are compared in parts.
_LONGEST = 1000
_WORKS = expression(
    r"\w\(|^(?:if|elif|for|while|return|raise|throw|with|switch|case|when|yield|await|def|func|fn)\b|[^=!<>]=(?![=>])|\+=|&&|\|\|"
)


class Line(NamedTuple):
    """A line of code by its 1-based number, with all space made equal."""

    number: int
    text: str


class Repeat(NamedTuple):
    """Lines of one file, and where the same lines stand."""

    path: str
    lines: tuple[Line, ...]
    other_path: str
    other_start: int
    other_end: int


def code_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """The lines that count."""
    for number, line in lines:
        text = normal(line)
        if not _TRIVIAL.match(text):
            yield Line(number, text)


def normal(line: str) -> str:
    """A line with all space made equal."""
    return " ".join(line[:_WIDTH].split())


def runs(hunk: Hunk, erased: frozenset[str]) -> Iterator[tuple[Line, ...]]:
    """Added lines that follow each other without other code between them; what was erased elsewhere has moved."""
    run: list[Line] = []
    number = hunk.target_start
    for line in hunk.lines:
        if line[0] == "-":
            continue
        for found in code_lines([(number, line[1:])]):
            if line[0] == "+" and found.text not in erased:
                run.append(found)
            if run and (run[-1] is not found or len(run) == _LONGEST):
                yield tuple(run)
                run = []
        number += 1
    yield tuple(run)


def is_large(lines: Sequence[Line]) -> bool:
    """Whether equal lines are enough to be no accident: eight of them, or sixty words in six."""
    return len(lines) >= 8 or (len(lines) >= 6 and sum(len(_WORD.findall(line.text)) for line in lines) >= 60)


def is_substantial(lines: Sequence[Line]) -> bool:
    """Whether the lines do something, each something else; lists, tables and declarations do not."""
    works = sum(_WORKS.search(line.text) is not None for line in lines)
    return 2 * works >= len(lines) and 3 * len({line.text for line in lines}) >= 2 * len(lines)


def telling_words(lines: Sequence[Line], count: int) -> list[str]:
    """The longest word of each of `count` stretches of the lines."""
    stride = max(4, -(-len(lines) // count))
    found = []
    for start in range(0, len(lines), stride):
        words = [word for line in lines[start : start + stride] for word in _identifiers(line.text)]
        if words:
            found.append(max(words, key=lambda word: (len(word), word)))
    return found


def _identifiers(text: str) -> list[str]:
    return [word for word in _IDENTIFIER.findall(text) if _COMPOUND.search(word)]


def extent(first: Sequence[Line], at: int, second: Sequence[Line], other: int) -> tuple[int, int, int]:
    """How far two sequences are equal around a line they share: start and end in the first, start in the second."""
    up = 0
    while at - up > 0 and other - up > 0 and first[at - up - 1].text == second[other - up - 1].text:
        up += 1
    down = 1
    while at + down < len(first) and other + down < len(second) and first[at + down].text == second[other + down].text:
        down += 1
    return at - up, at + down, other - up
