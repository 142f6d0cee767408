"""Hostile text made harmless: the one place where a character that could act becomes one that can be read.

Terminals obey control characters (CWE-150), and bidirectional or invisible ones show a reader
something else than what is there ("Trojan Source", CVE-2021-42574). Every format takes its text
from here and adds its own escape on top. A CI log is a terminal too, one that obeys `##[command]`
anywhere in a line and `::command::` at the start of one.
"""

import unicodedata

from riskcheck.expressions import expression

ELLIPSIS = "…"

_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
# Printable to Python, yet drawn as nothing: what is left of Unicode's Default_Ignorable_Code_Point,
# and the blank Braille cell.
_INVISIBLE = expression(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Wide, though this Python's Unicode may not say so: half flags, and what Unicode 16 made wide.
_WIDE = expression("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376\U0001f1e6-\U0001f1ff]")
_LOG_COMMAND = expression(r"##(?=\[|vso\[|teamcity\[)")
_SURROGATE = expression("[\ud800-\udfff]")
_ASCII = str.maketrans(
    {
        "·": "|",
        "…": "...",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
        "\u00d7": "x",
        "\u2013": "-",
        "\u2014": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
    }
)


def plain(text: str) -> str:
    r"""One line of `text` in which all that is not printable is a visible escape (`\n`, `\x1b`, `\u202e`).

    A byte of a path that is not UTF-8 shows as that byte (`\xff`); a log command is broken the same way.
    """
    if not text.isprintable() or _INVISIBLE.search(text):
        text = "".join(character if _is_visible(character) else _escape(character) for character in text)
    return _LOG_COMMAND.sub(r"#\\x23", text)


def decoded(text: str) -> str:
    r"""`text` with nothing changed but lone surrogates, which no encoding can carry: visible escapes (`\xff`)."""
    return _SURROGATE.sub(lambda match: _escape(match[0]), text)


def ascii_only(text: str) -> str:
    """`text` for a terminal that draws ASCII alone: our own punctuation by look, all else by code point."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def columns(text: str) -> int:
    """How many terminal columns `text` takes at most; a combining mark counts as a column of its own."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def shortened(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """`text` in at most `width` columns; what does not fit is cut from the middle."""
    if columns(text) <= width:
        return text
    room = max(width - columns(ellipsis), 0)
    start = _fitting(text, room // 2)
    end = _fitting(text[::-1], room - columns(start))[::-1]
    return (start + ellipsis + end) if columns(ellipsis) <= width else _fitting(text, width)


def cut(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """`text` in at most `width` columns; what does not fit is cut from the end."""
    if columns(text) <= width:
        return text
    return _fitting(text, width - columns(ellipsis)).rstrip() + ellipsis


def wrapped(text: str, width: int) -> list[str]:
    """Plain `text` in lines of at most `width` columns (five or more), broken at spaces where there are any.

    No line begins with `::`, which a CI log could take for a command.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and columns(line) + 1 + columns(word) <= width:
            line += " " + word
            continue
        if line:
            lines.append(line)
        line = _line_start(word)
        while columns(line) > width:
            head = _fitting(line, width)
            lines.append(head)
            line = _line_start(line.removeprefix(head))
    return [*lines, line]


def _line_start(word: str) -> str:
    return r"\x3a" + word[1:] if word.startswith("::") else word


def _is_visible(character: str) -> bool:
    return character.isprintable() and not _INVISIBLE.match(character)


def _escape(character: str) -> str:
    code = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the surrogateescape handler kept
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns_of(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" or _WIDE.match(character) else 1


def _fitting(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += _columns_of(character)
        if taken > width:
            return text[:index]
    return text
