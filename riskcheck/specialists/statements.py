"""Statements of a file of SQL, cut out by their delimiters alone: fast, and in any dialect."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.expressions import expression

# What is not ended runs to the end of the file, so that no character is read twice.
_PIECES: Final = (
    r"(?P<comment>--[^\n]*|/\*(?s:.*?)(?:\*/|\Z))|(?P<end>;|^[ \t]*go[ \t]*$)|(?P<space>\s+)"
    r"|(?P<quoted>{string}|\"[^\"]*+(?:\"|\Z)|`[^`]*+(?:`|\Z)|(?P<tag>\$\w{{0,30}}\$)(?s:.*?)(?:(?P=tag)|\Z))"
    r"|(?P<words>[\w.,()=<>*+%?:@\[\]{{}}#&|!~]+|.)"
)
_STANDARD: Final = expression(_PIECES.format(string=r"'[^']*+(?:'|\Z)"), re.IGNORECASE | re.MULTILINE)
_ESCAPED: Final = expression(_PIECES.format(string=r"'(?:[^'\\]|\\(?s:.))*+(?:'|\Z)"), re.IGNORECASE | re.MULTILINE)
_NAME: Final = r"(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?([\w.\"`\[\]#]+)"
_CREATED: Final = expression(r"create\s+(?:or\s+replace\s+)?(?:\w+\s+)?table\s+" + _NAME, re.IGNORECASE)
_RENAMED: Final = expression(r"alter\s+table\s+" + _NAME + r"\s+rename\s+to\s+([\w.\"`\[\]]+)", re.IGNORECASE)
_COPIED: Final = expression(r"\bfrom\s+([\w.\"`\[\]]+)", re.IGNORECASE)
_WITHIN: Final = 2000
_MAX_COPY: Final = 20_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it is written; `text` is without comments and layout, by which it is known again."""

    source: str
    text: str
    start_line: int
    end_line: int

    @property
    def verb(self) -> str:
        """Its first word."""
        return self.text[:40].partition(" ")[0].lower()


def split(text: str, *, escapes: bool) -> list[Statement]:
    """The statements of a text; `escapes` tells whether a backslash hides the quote behind it."""
    starts = [found.start() for found in re.finditer(r"\n", text)]
    return list(_statements(text, starts, _ESCAPED if escapes else _STANDARD))


def _statements(text: str, newlines: list[int], pieces: re.Pattern[str]) -> Iterator[Statement]:
    words: list[str] = []
    first = last = 0
    for piece in (*pieces.finditer(text), None):
        if piece is None or piece.lastgroup == "end":
            if words:
                yield Statement(
                    text[first:last], "".join(words).strip(), bisect_right(newlines, first) + 1,
                    bisect_right(newlines, last - 1) + 1,
                )  # fmt: skip
            words = []
        elif piece["comment"] or piece["space"]:
            if words and words[-1] != " ":
                words.append(" ")
        else:
            first, last = (first if words else piece.start()), piece.end()
            words.append(piece[0])


def created(statements: Sequence[Statement]) -> dict[str, int]:
    """The tables that these statements create, with the line of each."""
    found = [(_CREATED.match(entry.text, 0, _WITHIN), entry) for entry in statements if entry.verb == "create"]
    return {bare(match[1]): entry.start_line for match, entry in reversed(found) if match}


def rebuilt(statements: Sequence[Statement]) -> frozenset[str]:
    """The tables that are dropped after their rows were copied and come back under their names, and the copies."""
    found = (_RENAMED.match(entry.text, 0, _WITHIN) for entry in statements if entry.verb == "alter")
    names = [(bare(match[1]), bare(match[2])) for match in found if match]
    made = created(statements)
    dropped = {bare(word) for entry in statements if entry.verb == "drop" for word in _words(entry)}
    copied = {
        bare(name[1])
        for entry in statements
        if entry.verb in ("insert", "create")
        for name in _COPIED.finditer(entry.text[:_MAX_COPY])
    }
    renamed = {name for old, new in names if old in made and new in dropped for name in (old, new)}
    return frozenset(renamed | (dropped & copied & made.keys()))


def bare(name: str) -> str:
    """A name of a table without quotes and without the schema around it."""
    return re.sub(r"[\"`\[\]]", "", name).lower().rpartition(".")[2]


def _words(statement: Statement) -> list[str]:
    return statement.text[:_WITHIN].replace(",", " ").split()
