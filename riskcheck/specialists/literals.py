"""SQL in string literals of programs, found by how literals are written: no parser, and only what stands whole.

A literal with a value put into its text, or that is put together with others, is passed over:
what is missing may be its WHERE.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.specialists.statements import Statement

_TRIPLE: Final = r'"""(?s:.*?)(?:"""|\Z)' + r"|'''(?s:.*?)(?:'''|\Z)"
_LINE: Final = r'"(?:[^"\\\n]|\\.)*+"|' + r"'(?:[^'\\\n]|\\.)*+'"
_TICKED: Final = r"`(?:[^`\\]|\\(?s:.))*+(?:`|\Z)"
_SLASHES: Final = r"//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)"


def _pattern(comment: str, *literals: str) -> re.Pattern[str]:
    return re.compile(f"(?P<comment>{comment})|(?P<literal>{'|'.join(literals)})")


_PYTHON: Final = _pattern(r"#[^\n]*", _TRIPLE, _LINE)
_SCRIPT: Final = _pattern(_SLASHES, _LINE, _TICKED)
_JAVA: Final = _pattern(_SLASHES, _TRIPLE, _LINE)
_GO: Final = _pattern(_SLASHES, r"`[^`]*+(?:`|\Z)", _LINE)
_RUBY: Final = _pattern(r"(?<![\w\"'])#[^\n{][^\n]*", _LINE)
_LANGUAGES: Final = {
    ".py": _PYTHON, ".js": _SCRIPT, ".jsx": _SCRIPT, ".mjs": _SCRIPT, ".cjs": _SCRIPT, ".ts": _SCRIPT, ".tsx": _SCRIPT,
    ".java": _JAVA, ".kt": _JAVA, ".go": _GO, ".rb": _RUBY,
}  # fmt: skip
_SQL: Final = expression(
    r"\s*(?:select\s+[^;]{1,2000}?\sfrom\s|delete\s+from\s+[\w.\"`\[]|update\s+[\w.\"`\[\]]+\s+set\s"
    r"|truncate\s+(?:table\s+)?[\w.\"`]+\s*;?\s*$|drop\s+(?:table|schema|database)\s+[\w.\"`\[]"
    r"|alter\s+table\s+[\w.\"`\[]+|grant\s+[\w ,]+?\s+on\s)",
    re.IGNORECASE,
)
# Most programs have none, and are not taken apart.
_BEGUN: Final = expression(
    r"[\"'`]\s*(?:select\s|delete\s+from\s|update\s|truncate\s|drop\s|alter\s+table\s|grant\s)", re.IGNORECASE
)
SUFFIXES: Final = frozenset(_LANGUAGES)
# A value in the text: of f-strings, templates, Ruby, and of format methods.
_HOLE: Final = expression(r"\$\{|#\{|\{[\w.!:\[\]'\"() ]*\}")
_CALL: Final = expression(
    r"(?:^|\W)\w*(?:execut|query|exec|prepare|raw|sql|text)\w*\s*(?:<[\w\[\], ]*>)?\((?:\s*[\w.()]+\s*,)?\s*"
    r"(?:text\(\s*)?[rRbB]?$",
    re.IGNORECASE,
)
_JOINED_BEFORE: Final = expression(r"(?:[+%.\"'`\\]|<<)\s*[rRbBfFuU]*$")
_JOINED_BEHIND: Final = expression(r"\s*(?:[+%.\"'`\\]|<<|\|\||f[\"'])")
_SEEN: Final = 120
_DEFINED: Final = expression(r"(?:\b(?:def|function|func|fun|async|void) |\bexports\.)(?:self\.)?(?!function\b)(\w+)")
# What undoes a migration, or a test, destroys by design.
_UNDO: Final = expression(r"(?:down|rollback|roll_back|revert|reverse|backward|tear_?down)", re.IGNORECASE)


def sql_in(text: str, suffix: str) -> list[tuple[Statement, bool]]:
    """SQL that stands whole in one literal, and whether it is handed to a call that runs it as it is."""
    language = _LANGUAGES.get(suffix)
    return list(_found(text, language)) if language and _BEGUN.search(text) else []


def _found(text: str, language: re.Pattern[str]) -> Iterator[tuple[Statement, bool]]:
    newlines = [found.start() for found in re.finditer(r"\n", text)]
    defined = [(-1, ""), *((found.start(), found[1]) for found in _DEFINED.finditer(text))]
    for found in language.finditer(text):
        literal = found["literal"]
        if literal is None or not _SQL.match(content := _content(literal)):
            continue
        before, behind = text[max(found.start() - _SEEN, 0) : found.start()], text[found.end() : found.end() + _SEEN]
        if _UNDO.match(defined[bisect_right(defined, (found.start(), "")) - 1][1]):
            continue
        if _HOLE.search(content) or _JOINED_BEFORE.search(before) or _JOINED_BEHIND.match(behind):
            continue
        first = bisect_right(newlines, found.start()) + 1
        statement = Statement(content, " ".join(content.split()), first, bisect_right(newlines, found.end() - 1) + 1)
        is_run = _CALL.search(before) is not None and behind.lstrip()[:1] in (",", ")")
        yield statement, is_run


def _content(literal: str) -> str:
    quotes = 3 if literal[:3] in ('"""', "'''") and len(literal) >= 6 else 1
    return literal[quotes:-quotes]
