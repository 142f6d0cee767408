"""Code without what its comments and strings say, every character in its place."""

import re
from functools import cache, lru_cache
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
_WHOLE_FILE: Final = 1_000


def masked(text: str, family: str) -> str:
    """`text` with blanks for comments and for what stands between quotes; quotes stay."""
    return _masked_once(text, family) if len(text) >= _WHOLE_FILE else _masked(text, family)


# Several look at both sides of a changed file, one after the other.
@lru_cache(32)
def _masked_once(text: str, family: str) -> str:
    return _masked(text, family)


def _masked(text: str, family: str) -> str:
    parts = _mask(family).split(text)
    # Every second one is a comment or a string.
    parts[1::2] = map(_blank, parts[1::2])
    return "".join(parts)


@cache
def _mask(family: str) -> re.Pattern[str]:
    return re.compile(f"({_PATTERNS[family]})", re.MULTILINE | re.DOTALL)


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


def _blank(text: str) -> str:
    if text[0] not in "\"'`" or len(text) < 2:
        return _blanks(text)
    if text[-1] != text[0]:
        return text[0] + _blanks(text[1:])
    return text[0] + _blanks(text[1:-1]) + text[-1]


def _blanks(text: str) -> str:
    if "\n" not in text:  # as in most
        return " " * len(text)
    return "\n".join([" " * len(line) for line in text.split("\n")])
