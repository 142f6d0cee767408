"""The part of a file that a change touches, at the line numbers of the whole file.

Rules take time in proportion to the text they read, and changes are small beside the files
they are in. Functions and methods that no hunk touches are left out; imports, constants,
class headers and whatever is not plainly a function stay. A file whose layout leaves any
doubt is kept whole.
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from riskcheck.expressions import expression

# Below this a file is scanned in less time than it takes to cut it.
MIN_LINES = 150


class _Language(NamedTuple):
    """How functions and their containers begin, how they end, and what must come in pairs inside them."""

    function: re.Pattern[bytes]
    container: re.Pattern[bytes]
    end: re.Pattern[bytes] | None
    comment: bytes
    pairs: tuple[bytes, ...] = ()
    decorator: bytes = b"@"
    stand_in: bytes = b""


_NONE = expression(rb"(?!)")
_BRACE = expression(rb"\}")
_SCRIPT = _Language(
    function=expression(
        rb"(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b"
        rb"|(?:export\s+)?const\s+\w+\s*=\s*(?:async\s*)?(?:\(.*|function\b.*)\{$"
        rb"|(?:it|test)(?:\.\w+)?\(.*\{$"
        rb"|(?!(?:if|for|while|switch|catch|with|return)\b)(?:(?:public|private|protected|static|async|override|get|set)\s+)*"
        rb"#?\w+\s*(?:<.*>)?\(.*\{$"
        rb"|(?:(?:public|private|protected|static|async|override)\s+)+#?\w+\s*(?:<.*>)?\($"
    ),
    container=expression(rb"(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\b|describe(?:\.\w+)?\(.*\{$"),
    end=_BRACE,
    comment=b"//",
    pairs=(b"`",),
)
_LANGUAGES = {
    "py": _Language(
        function=expression(rb"(?:async\s+)?def\s"),
        container=expression(rb"class\s"),
        end=None,
        comment=b"#",
        pairs=(b'"""', b"'''"),
        stand_in=b"pass",
    ),
    "go": _Language(expression(rb"func\b"), _NONE, _BRACE, b"//", (b"`",)),
    "js": _SCRIPT,
    "ts": _SCRIPT,
    "java": _Language(
        function=expression(rb"(?:(?:public|private|protected|static|final|synchronized|abstract|default)\s+)[^=;]*\("),
        container=expression(rb"(?:\w+\s+)*(?:class|interface|enum|record)\s"),
        end=_BRACE,
        comment=b"//",
        pairs=(b'"""',),
    ),
    "kt": _Language(
        function=expression(rb"(?:(?:public|private|protected|internal|override|open|suspend|inline)\s+)*fun\b[^=]*$"),
        container=expression(rb"(?:\w+\s+)*(?:class|object|interface)\b"),
        end=_BRACE,
        comment=b"//",
        pairs=(b'"""',),
    ),
    "cs": _Language(
        function=expression(
            rb"(?:(?:public|private|protected|internal|static|async|override|virtual|sealed|abstract)\s+)+[^=;]*\("
        ),
        container=expression(rb"namespace\b|(?:\w+\s+)*(?:class|interface|struct|record)\s"),
        end=_BRACE,
        comment=b"//",
        pairs=(b'"""',),
        decorator=b"[",
    ),
    "php": _Language(
        function=expression(rb"(?:(?:public|private|protected|static|abstract|final)\s+)*function\s+\w"),
        container=expression(rb"(?:\w+\s+)*(?:class|trait|interface)\s"),
        end=_BRACE,
        comment=b"//",
        decorator=b"#[",
    ),
    "rs": _Language(
        function=expression(rb"(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern(?:\s+\"\w+\")?)\s+)*fn\s"),
        container=expression(rb"(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:impl|mod|trait)\b.*\{$"),
        end=_BRACE,
        comment=b"//",
        decorator=b"#[",
    ),
    "rb": _Language(expression(rb"def\s"), expression(rb"(?:class|module)\s"), expression(rb"end\b"), b"#"),
}
_SUFFIXES = {
    ".kts": "kt", ".pyi": "py", ".jsx": "js", ".mjs": "js", ".cjs": "js", ".tsx": "ts", ".mts": "ts", ".cts": "ts",
}  # fmt: skip
_CLOSERS = (b")", b"]", b"}")
# How a function on one line ends: a declaration, a body, or Ruby's word.
_WHOLE = (b";", b"}", b"end")


class _Doubtful(Exception):
    """The layout is not the usual one; nothing may be cut."""


class _Text(NamedTuple):
    lines: Sequence[bytes]
    # Width of the white space at the start, None for a line without any text.
    indents: Sequence[int | None]
    language: _Language
    touched: Sequence[tuple[int, int]]
    # The lines with a mark that begins or ends a string or comment of several lines.
    marked: Set[int]

    def is_touched(self, start: int, end: int) -> bool:
        return any(first <= end and start <= last for first, last in self.touched)


def excerpt(content: bytes, touched: Sequence[tuple[int, int]], suffix: str) -> bytes:
    """The content with untouched functions left blank; `touched` are 1-based ranges of lines, both ends included."""
    language = _LANGUAGES.get(_SUFFIXES.get(suffix, suffix.removeprefix(".")))
    lines = content.split(b"\n")
    if language is None or len(lines) < MIN_LINES:
        return content
    spaces = [line[: len(line) - len(line.lstrip(b" \t"))] for line in lines]
    has_tabs = b"\t" in content and any(b"\t" in space for space in spaces)
    if has_tabs and any(b" " in space for space in spaces if len(space) > 1):
        return content
    indents = [len(space) if line.strip() else None for space, line in zip(spaces, lines, strict=True)]
    marks = (*language.pairs, *((b"/*", b"*/") if language.comment == b"//" else ()))
    text = _Text(lines, indents, language, touched, {line for mark in marks for line in _lines_with(mark, content)})
    kept = list(lines)
    try:
        for start, end in _untouched(text, 0, len(lines)):
            kept[start : end + 1] = [b""] * (end + 1 - start)
            kept[start] = spaces[start] + language.stand_in if language.stand_in else b""
    except _Doubtful:
        return content
    return b"\n".join(kept)


def _lines_with(mark: bytes, content: bytes) -> Iterator[int]:
    line, last, place = 0, 0, content.find(mark)
    while place >= 0:
        line += content.count(b"\n", last, place)
        yield line
        last, place = place, content.find(mark, place + len(mark))


def _untouched(text: _Text, start: int, stop: int, outside: int = -1) -> Iterator[tuple[int, int]]:
    """The first and last line, from 0, of functions between `start` and `stop` that no touched line is in.

    `outside` is the indent of what holds them: a body begins where the lines are indented further.
    """
    depth = next((indent for indent in text.indents[start:stop] if indent is not None and indent > outside), None)
    position = start
    while position < stop:
        head = _definition(text, position, stop) if depth is not None and text.indents[position] == depth else None
        if head is None:
            position += 1
            continue
        line = text.lines[head].strip()
        end = _end(text, position, head, stop)
        if text.language.container.match(line):
            yield from _untouched(text, head + 1, end + 1, text.indents[position] or 0)
        elif not text.is_touched(position + 1, end + 1):
            yield position, end
        position = end + 1


def _definition(text: _Text, position: int, stop: int) -> int | None:
    """The line that begins a function or container, behind its decorators; None if there is none here."""
    depth = text.indents[position] or 0
    decorated = False
    for number in range(position, stop):
        indent, line = text.indents[number], text.lines[number].strip()
        if indent == depth:
            if text.language.function.match(line) or text.language.container.match(line):
                return number
            decorated = decorated or line.startswith(text.language.decorator)
            if not decorated or not line.startswith((text.language.decorator, text.language.comment, *_CLOSERS)):
                return None
        elif indent is not None and indent < depth:
            return None
    return None


def _end(text: _Text, position: int, head: int, stop: int) -> int:
    """The last line of the function or container that begins at `position` and is named at `head`."""
    depth = text.indents[position] or 0
    inside = _Inside(text.language)
    for number in range(position, head + 1):
        inside.read(text.lines[number])
    last = head
    ends = text.language.end
    for number in range(head + 1, stop):
        indent = text.indents[number]
        if indent is not None and indent > depth and number not in text.marked:  # as most are
            last = number
            continue
        line = text.lines[number].strip()
        # Text at the margin of a string or comment ends nothing.
        if inside.read(text.lines[number]) or line.startswith(text.language.comment) or (indent or 0) > depth:
            last = number
        elif indent is None:
            continue
        elif indent == depth and ends and ends.match(line) and not line.endswith(b"{"):
            return number
        elif indent == depth and line.startswith((*_CLOSERS, b"{")):
            last = number  # the end of the parameters or the beginning of the body, not its end
        else:
            break
    if inside.is_open or (ends and (last > head or not text.lines[head].rstrip().endswith(_WHOLE))):
        raise _Doubtful
    return last


class _Inside:
    """Whether a string or comment of several lines is open, going by the marks that were read."""

    def __init__(self, language: _Language) -> None:
        self._language = language
        self._odd = dict.fromkeys(language.pairs, False)
        self._comments = 0

    @property
    def is_open(self) -> bool:
        """Whether what was read ends inside."""
        return self._comments > 0 or any(self._odd.values())

    def read(self, line: bytes) -> bool:
        """Take in one line; whether it began inside."""
        began = self.is_open
        for mark in self._odd:
            self._odd[mark] ^= line.count(mark) % 2 == 1
        if self._language.comment == b"//":
            self._comments += line.count(b"/*") - line.count(b"*/")
        return began
