"""Which definition a line of a file belongs to: by layout and by how definitions begin, without a parser.

Enough to tell whether what a guard stood in is still there, in any language and in broken files.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from riskcheck.expressions import expression

# What stands further right says nothing about how a line begins.
_WIDTH = 300
_KEYWORDS = frozenset(
    {"if", "for", "while", "switch", "catch", "with", "return", "else", "elif", "do", "when", "using"}
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, or a class, block or key that holds others."""

    name: str
    is_function: bool


@dataclass(frozen=True, slots=True)
class _Language:
    """How functions and containers begin; the name is the first group that took part."""

    function: re.Pattern[str]
    container: re.Pattern[str]
    # What may stand between a mark in front of a definition and the definition.
    prefix: tuple[str, ...] = ("@", "//", "/*", "*")
    # Whether a line that defines something belongs to what is around it, as a key does.
    is_nested: bool = False


_NONE = expression(r"(?!)")
_MODIFIERS = (
    r"(?:(?:public|private|protected|internal|static|final|abstract|override|virtual|sealed|async|default|synchronized"
    r"|open|suspend|inline|partial|readonly|export|unsafe|extern) )"
)
_TYPES = expression(rf"{_MODIFIERS}*(?:data )?(?:class|interface|enum|record|struct|object|namespace|trait) (\w+)")
_PYTHON = _Language(expression(r"(?:async )?def (\w+)"), expression(r"class (\w+)"), ("@", "#"))
_SCRIPT = _Language(
    expression(
        r"(?:export )?(?:default )?(?:async )?function\*? ?(\w+)"
        r"|(?:export )?(?:const|let|var) (\w+)(?:: [^=]{1,100})? = (?:async )?(?:\(|function|\w+ =>)"
        r"|(?:it|test|describe)(?:\.\w+)?\([\"'`]([^\"'`]+)"
        rf"|{_MODIFIERS}*(?:get |set )?#?(\w+)\([^;]*\{{$"
        r"|(\w+): (?:async )?(?:\([^;]*=> ?\{$|function)"
    ),
    _TYPES,
)
_JAVA = _Language(expression(r"(?!return |throw |new |else )[A-Za-z][\w<>\[\],.? ]* (\w+) ?\([^;]*$"), _TYPES)
_CSHARP = _Language(_JAVA.function, _TYPES, ("[", "//", "/*", "*"))
_KOTLIN = _Language(expression(rf"{_MODIFIERS}*fun (?:<[^>]*> )?(?:\w+\.)?(\w+)"), _TYPES)
_C = _Language(
    expression(r"(?!else|return|typedef|using|delete|throw)[A-Za-z_][\w:<>,*&~ ]* [*&]*([\w:~]+) ?\([^;]*$"),
    expression(r"(?:class|struct|namespace|enum|union) (\w+)[^;]*$"),
)
_YAML = _Language(_NONE, expression(r"- (\S.*)|([\w.\-/\"']+):(?: |$)"), ("#",), is_nested=True)
_LANGUAGES = {
    ".py": _PYTHON,
    ".pyi": _PYTHON,
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"), _SCRIPT),
    ".go": _Language(expression(r"func (?:\([^)]*\) ?)?(\w+)"), expression(r"type (\w+)")),
    ".java": _JAVA,
    ".cs": _CSHARP,
    ".kt": _KOTLIN,
    ".kts": _KOTLIN,
    ".php": _Language(expression(rf"{_MODIFIERS}*function (\w+)"), _TYPES, ("#[", "//", "/*", "*", "@")),
    ".rb": _Language(expression(r"def ((?:self\.)?\w+[?!=]?)"), expression(r"(?:class|module) ([\w:]+)"), ("#",)),
    ".rs": _Language(
        expression(r"(?:pub(?:\([^)]*\))? )?(?:(?:async|unsafe|const|extern(?: \"\w+\")?) )*fn (\w+)"),
        expression(r"(?:pub(?:\([^)]*\))? )?(?:impl(?:<[^>]*>)? ([^{]+)|(?:mod|trait|struct|enum) (\w+))"),
        ("#[", "//"),
    ),
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp"), _C),
    ".tf": _Language(
        _NONE, expression(r"((?:resource|data|module|variable|provider|locals|output|terraform)\b[^{]*)\{")
    ),
    **dict.fromkeys((".yml", ".yaml"), _YAML),
}


@dataclass(frozen=True)
class Definitions:
    """The definitions of one file; `suffix` tells the language, of which none may be known."""

    lines: Sequence[str]
    suffix: str

    def around(self, line: int) -> Definition | None:
        """The innermost definition that a 1-based line stands in or in front of; None at the top of the file."""
        if self._language is None or not 0 < line <= len(self.lines):
            return None
        own = None if self._language.is_nested else self._below(line - 1)
        return own or self._above(line - 1)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of everything that the file defines."""
        return frozenset(found.name for found in map(self._definition, range(len(self.lines))) if found)

    @property
    def _language(self) -> _Language | None:
        return _LANGUAGES.get(self.suffix)

    def _below(self, position: int) -> Definition | None:
        """The definition that a decorator, annotation or attribute at this line stands in front of."""
        assert self._language is not None
        depth = self._indent(position)
        inside = 0
        for number in range(position, min(position + 50, len(self.lines))):
            text = self.lines[number].strip()[:_WIDTH]
            if number > position and inside <= 0 and self._indent(number) == depth:
                found = self._definition(number)
                if found:
                    return found
            if inside <= 0 and not text.startswith(self._language.prefix):
                return self._definition(number) if number == position else None
            inside += sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))
        return None

    def _above(self, position: int) -> Definition | None:
        depth = self._indent(position)
        for number in range(position - 1, -1, -1):
            if self.lines[number].strip() and self._indent(number) < depth:
                found = self._definition(number)
                if found:
                    return found
                # A closing parenthesis ends parameters that began further up, at the same depth.
                depth = self._indent(number) + (self.lines[number].strip()[:1] in (")", "]", "{"))
        return None

    def _indent(self, position: int) -> int:
        line = self.lines[position]
        return len(line) - len(line.lstrip())

    def _definition(self, position: int) -> Definition | None:
        language = self._language
        if language is None:
            return None
        text = " ".join(self.lines[position][:_WIDTH].split())
        for pattern, is_function in ((language.container, False), (language.function, True)):
            match = pattern.match(text)
            name = next((group for group in match.groups() if group), "") if match else ""
            if name and name not in _KEYWORDS:
                return Definition(name.strip(), is_function)
        return None
