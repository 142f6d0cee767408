"""The words near what a change touches: a rule whose words are not among them cannot match there."""

import re
from collections.abc import Iterable, Sequence

from riskcheck.expressions import expression

# A statement that a change touches begins and ends within so many lines of it.
_REACH = 10
_WORD = expression(rb"\w+")
_IMPORT = expression(
    rb"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import[ \t]*\([^)]*\)|import[ \t]*\{[^}]*\}[^\n]*"
    rb"|(?:import|from|use|using|require\w*)\b[^\n]*"
    rb"|(?:const|let|var)[^\n=]*=[ \t]*(?:await[ \t]+)?(?:require|import)\([^\n]*)",
    re.MULTILINE,
)
_GLUE = frozenset(b"import from use using require as const let var await type static".split())


def words_near(content: bytes, touched: Sequence[tuple[int, int]]) -> str:
    """The distinct words around 1-based ranges of lines, one a line, with those that imports tie to them."""
    lines = content.split(b"\n")
    near = b"\n".join(b"\n".join(lines[max(first - 1 - _REACH, 0) : last + _REACH]) for first, last in _joined(touched))
    words = set(_WORD.findall(near))
    for statement in _IMPORT.findall(content):
        names = set(_WORD.findall(statement)) - _GLUE
        if not words.isdisjoint(names):
            words |= names
    return b"\n".join(sorted(words)).decode("utf-8", "replace")


def _joined(ranges: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The same lines in ranges that are far enough apart not to be read twice."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first - found[-1][1] <= 2 * _REACH:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
