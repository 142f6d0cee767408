"""Functions in source text, with their bodies, by their headers and indentation.

It reads a file, or the part of one that a hunk shows, and trusts the layout that formatters
give; where a function does not end in the text it is given, there is no function.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from riskcheck.expressions import expression

# What stands further right says nothing about how a line begins.
_WIDTH = 300
_HEADER_LINES = 12


class Function(NamedTuple):
    """A function by its name, its parameters as written, and indexes of lines; the body is `lines[body:end]`.

    `last` is the index of its last line. A body on the last line of the header is `inline`,
    and then the range of the body is empty.
    """

    name: str
    parameters: str
    start: int
    body: int
    end: int
    last: int
    inline: str = ""


class _Language(NamedTuple):
    """How functions begin, open and end, how a body on the line of the header looks, and what begins a comment."""

    header: re.Pattern[str]
    opener: str
    end: str
    inline: re.Pattern[str]
    comment: tuple[str, ...]


_SLASHES = ("//", "/*", "*")
_MODIFIERS = (
    r"(?:(?:public|private|protected|internal|static|final|abstract|override|virtual|sealed|async|synchronized|suspend"
    r"|open|inline|operator|readonly|export|default)\s{1,9})"
)
_BRACES = expression(r"\{([^{}]*)\}\s*$")
_ARROW = expression(r"\{([^{}]*)\}\s*$|=>\s*([^{(\s][^{]*)$")
_SCRIPT = _Language(
    expression(
        r"\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(\w+)\s*[(<]"
        r"|\s*(?:export\s+)?(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:function\s*\(|\((?=[^()]*\)[^()=]*=>))"
        rf"|\s+{_MODIFIERS}{{0,5}}(?!(?:if|for|while|switch|catch|with|return|function|constructor)\b)(\w+)\s*\("
        r"(?=[^;]*\{$|[^;]*\{.*\}$|$)"
    ),
    "{",
    "}",
    _ARROW,
    _SLASHES,
)


def _braces(header: str, inline: re.Pattern[str] = _BRACES, comment: tuple[str, ...] = _SLASHES) -> _Language:
    return _Language(re.compile(header), "{", "}", inline, comment)


_TYPED = _braces(rf"\s*{_MODIFIERS}{{1,6}}(?:<[^<>]{{0,80}}>\s*)?[\w.<>\[\]?, ]{{0,120}}?\b(\w+)\s*\(", _ARROW)
_LANGUAGES: Final = {
    "py": _Language(expression(r"\s*(?:async\s+)?def\s+(\w+)\s*\("), ":", "", expression(r"\):\s*(\S.*)$"), ("#",)),
    "rb": _Language(
        expression(r"\s*(?:private\s+)?def\s+(?:self\.)?(\w+[?!]?|==|<=>)"), "", "end", expression(r"(?!)"), ("#",)
    ),
    "js": _SCRIPT,
    "go": _braces(r"func\s+(?:\([^()]*\)\s*)?(\w+)\s*[(\[]"),
    "java": _TYPED,
    "cs": _TYPED,
    "kt": _braces(
        rf"\s*{_MODIFIERS}{{0,6}}fun\s+(?:<[^<>]*>\s*)?(?:\w+\.)?(\w+)\s*\(",
        expression(r"\{([^{}]*)\}\s*$|\)[^={}]{0,80}=\s*([^{\s][^{]*)$"),
    ),
    "php": _braces(rf"\s*{_MODIFIERS}{{0,6}}function\s+&?(\w+)\s*\(", comment=(*_SLASHES, "#")),
    "rs": _braces(r"\s*(?:pub(?:\([^()]*\))?\s+)?(?:(?:const|async|unsafe)\s+){0,3}fn\s+(\w+)\s*[(<]"),
}
_SUFFIXES: Final = {
    ".py": "py", ".rb": "rb", ".rake": "rb", ".go": "go", ".java": "java", ".cs": "cs", ".kt": "kt", ".kts": "kt",
    ".php": "php", ".rs": "rs", **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"), "js"),
}  # fmt: skip


def language_of(path: str) -> str | None:
    """The language that a path's suffix names, among those that are read here; JavaScript for TypeScript too."""
    return _SUFFIXES.get(path[path.rfind(".") :]) if "." in path else None


def is_comment(line: str, language: str) -> bool:
    """Whether a line begins as a comment does."""
    return line.lstrip().startswith(_LANGUAGES[language].comment)


def is_code(line: str, language: str) -> bool:
    """Whether a line holds more than space, a comment or brackets."""
    return bool(line.strip().strip("{}()[];,")) and not is_comment(line, language)


def indent(line: str) -> int:
    """How far to the right a line begins, with tabs of four."""
    expanded = line[:_WIDTH].expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def functions(lines: Sequence[str], language: str) -> Iterator[Function]:
    """The functions that begin and end in these lines, nested ones too."""
    rules = _LANGUAGES[language]
    for start, line in enumerate(lines):
        header = rules.header.match(line[:_WIDTH])
        if header is not None:
            found = _function(lines, start, next(group for group in header.groups() if group), rules)
            if found is not None:
                yield found


def _function(lines: Sequence[str], start: int, name: str, rules: _Language) -> Function | None:
    for at in range(start, min(start + _HEADER_LINES, len(lines))):
        line = lines[at][:_WIDTH].rstrip()
        text = " ".join(line[:_WIDTH].strip() for line in lines[start : at + 1])
        if text.count("(") > text.count(")"):
            continue
        inline = rules.inline.search(line)
        if inline is not None:
            body = next(group for group in inline.groups() if group is not None).strip()
            return Function(name, _parameters(text, name), start, at + 1, at + 1, at, body)
        if rules.opener in line:
            end = _end(lines, at + 1, indent(lines[start]), rules.end)
            if end is None:
                return None
            return Function(name, _parameters(text, name), start, at + 1, end, end if rules.end else _last(lines, end))
        if line.endswith(";"):
            return None
    return None


def _end(lines: Sequence[str], body: int, limit: int, end: str) -> int | None:
    for at in range(body, len(lines)):
        line = lines[at]
        if line.strip() and indent(line) <= limit:
            return at if line.strip().startswith(end) else None
    return None if end else len(lines)


def _last(lines: Sequence[str], end: int) -> int:
    return next(at for at in range(end - 1, -1, -1) if lines[at].strip())


def _parameters(text: str, name: str) -> str:
    opening = text.find("(", text.find(name))
    depth = 0
    for position in range(max(opening, 0), len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return " ".join(text[opening + 1 : position].split())
    return ""
