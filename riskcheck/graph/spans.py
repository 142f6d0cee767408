"""Which lines belong to a definition: by layout, as formatters give it, without a parser."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.forms import Grammar

_MOST_DECORATORS: Final = 20
_CONTINUES: Final = expression(r"[)\]{]|->|where\b|throws\b|:")
_TEXT: Final = expression(r"\s*[rbfuRBFU]{0,2}[\"']+\s*[\"']*$")
_LABEL: Final = expression(r"\w+:")


class Spans:
    """The lines of a file, as they are and as code alone; all lines are indexes.

    What is known of lines that the file had `before` is not looked for again.
    """

    def __init__(self, text: str, masked: str, grammar: Grammar, before: "Spans | None" = None) -> None:
        self._grammar = grammar
        self._before = before
        self._lines = text.split("\n")
        self.code = masked.split("\n")

    @cached_property
    def kept(self) -> tuple[int, int]:
        """How many lines at the start and at the end are as before."""
        if self._before is None:
            return 0, 0
        head = _shared(self.code, self._before.code)
        return head, _shared(self.code[head:][::-1], self._before.code[head:][::-1])

    @cached_property
    def _indents(self) -> list[int]:
        """How far right each line begins; -1 where there is no code that says anything about the layout."""
        head, tail = self.kept
        before = self._before._indents if self._before and head + tail else []
        end = len(self.code) - tail
        return [*before[:head], *self._indents_of(self.code[head:end]), *before[len(before) - tail :]]

    def _indents_of(self, lines: Iterable[str]) -> list[int]:
        labels, directives = self._grammar.end == "}", self._grammar.family in ("c", "csharp")
        found = []
        for code in lines:
            stripped = code.strip()
            silent = (
                not stripped
                or (directives and stripped[0] == "#")
                or (labels and stripped[-1] == ":" and _LABEL.fullmatch(stripped))
            )
            found.append(-1 if silent else code.index(stripped[0]))
        return found

    def first(self, line: int) -> int:
        """The first line of the decorators, annotations or attributes in front of a definition."""
        first, margin, sign = line, self._indents[line], self._grammar.decorator
        for above in range(line - 1, max(line - _MOST_DECORATORS, -1), -1):
            code = self.code[above].strip()
            if not code or self._indents[above] < margin:
                break
            if self._indents[above] == margin:
                if code.startswith(sign):
                    first = above
                elif code[0] not in ")]}":
                    break
        return first

    def last(self, line: int) -> int:
        """The last line of a definition: before the next that begins no further right, or that which closes it."""
        margin, end = max(self._indents[line], 0), self._grammar.end
        last = line
        while self.code[last].rstrip().endswith("\\") and last + 1 < len(self.code):
            last += 1
        for below in range(last + 1, len(self.code)):
            depth = self._indents[below]
            if depth < 0:
                continue
            if depth <= margin:
                code = self.code[below].strip()
                closes = bool(end) and code.startswith(end)
                if depth < margin or not (closes or _CONTINUES.match(code) or code[0] == "}"):
                    return last
                if closes and not code.endswith(("{", "(", "[")):
                    return below
            last = below
        return last

    def header(self, start: int, last: int) -> int:
        """The last line of the header: where the brackets of its parameters are closed."""
        depth = 0
        for line in range(start, last + 1):
            code = self.code[line]
            depth += code.count("(") + code.count("[") - code.count(")") - code.count("]")
            if depth <= 0:
                return line
        return start

    def docstring(self, first: int, last: int) -> int:
        """The first line behind a docstring."""
        for line in range(first, last + 1):
            code = self.code[line]
            if code.strip() and not _TEXT.match(code):
                return line
        return last + 1

    def said(self, lines: Iterable[int]) -> Iterator[str]:
        """What lines say beside their comments and margins."""
        for line in lines:
            text, code = self._lines[line].strip(), self.code[line].strip()
            rest = text[len(code) :].lstrip()
            if code and rest.startswith(self._grammar.comment):
                text = code
            if text and (code or not text.startswith(self._grammar.comment)):
                yield text


def _shared(lines: Sequence[str], others: Sequence[str]) -> int:
    """How many lines at the start are the same."""
    pairs = zip(lines, others, strict=False)
    return next((at for at, (line, other) in enumerate(pairs) if line != other), min(len(lines), len(others)))
