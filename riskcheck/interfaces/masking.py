"""Code without what its comments and strings say, every character in its place."""

import re
from functools import cache
from typing import Final

from riskcheck.expressions import expression

_QUOTED = r'"(?:\\.|[^"\\\n]++)*+"?'
_APOSTROPHES = r"'(?:\\.|[^'\\\n]++)*+'?"
_C_COMMENTS = r"//[^\n]*|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?"
# No alternative needs its end, so that each of them takes time in proportion to what it matches.
_PATTERNS: Final = {
    "python": rf'#[^\n]*|"""(?:\\.|[^"\\]++|"(?!""))*+(?:""")?|\'\'\'(?:\\.|[^\'\\]++|\'(?!\'\'))*+(?:\'\'\')?'
    rf"|{_QUOTED}|{_APOSTROPHES}",
    "javascript": rf"{_C_COMMENTS}|{_QUOTED}|{_APOSTROPHES}|`(?:\\.|[^`\\]++)*+`?",
    "go": rf"{_C_COMMENTS}|{_QUOTED}|'(?:\\.|[^'\\\n]++)*+'?|`[^`]*+`?",
    "java": rf"{_C_COMMENTS}|{_QUOTED}|{_APOSTROPHES}",
    "csharp": rf"{_C_COMMENTS}|{_QUOTED}|{_APOSTROPHES}",
    "c": rf"{_C_COMMENTS}|{_QUOTED}|'(?:\\.|[^'\\\n])'",
    "rust": rf"{_C_COMMENTS}|{_QUOTED}|'(?:\\.|[^'\\\n])'",
    "php": rf"#(?!\[)[^\n]*|{_C_COMMENTS}|{_QUOTED}|{_APOSTROPHES}",
    "ruby": rf"(?<![\w$])#[^\n]*|{_QUOTED}|{_APOSTROPHES}",
}
_INK: Final = expression(r"[^\n]")


def masked(text: str, family: str) -> str:
    """`text` with blanks for comments and for what stands between quotes; quotes stay."""
    return _mask(family).sub(_blank, text)


@cache
def _mask(family: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[family], re.MULTILINE | re.DOTALL)


def line_at(text: str, position: int) -> int:
    """The 1-based number of the line that a position of `text` is in."""
    return text.count("\n", 0, position) + 1


def closing(code: str, opening: int, *, limit: int = 4000) -> int | None:
    """The position of the bracket that closes the one at `opening` in masked code; None if it is not near."""
    depth = 0
    for match in _BRACKET.finditer(code, opening, opening + limit):
        depth += 1 if match[0] in "([{" else -1
        if depth == 0:
            return match.start()
    return None


_BRACKET: Final = expression(r"[()\[\]{}]")


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] not in "\"'`" or len(text) < 2:
        return _INK.sub(" ", text)
    if text[-1] != text[0]:
        return text[0] + _INK.sub(" ", text[1:])
    return text[0] + _INK.sub(" ", text[1:-1]) + text[-1]
