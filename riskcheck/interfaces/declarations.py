"""Public declarations in languages other than Python, as lines of a change show them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from riskcheck.interfaces.masking import closing, masked
from riskcheck.interfaces.values import Definition, DefinitionKind

_MAX_LINE: Final = 1000
_NO_TYPES: Final = (
    r"(?!\s*(?:return|new|throw|else|await|yield|case|goto|delete|typedef|using|if|while|for|do|package)\b)"
)


class Pattern(NamedTuple):
    """A line that declares something public, named by its group `name`, and what kind of thing that is."""

    kind: DefinitionKind
    regex: str


class Language(NamedTuple):
    """A family of languages that can call each other; `again` finds any declaration of NAME, public or not.

    Declarations are looked for in files that end with one of `offering`; references in `suffixes`.
    """

    family: str
    suffixes: tuple[str, ...]
    offering: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    again: str


def _language(
    family: str, suffixes: str, again: str, *patterns: tuple[DefinitionKind, str], offering: str = ""
) -> Language:
    compiled = tuple(Pattern(kind, pattern) for kind, pattern in patterns)
    return Language(family, tuple(suffixes.split()), tuple((offering or suffixes).split()), compiled, again)


_LANGUAGES: Final = (
    _language(
        "javascript", ".js .jsx .ts .tsx .mjs .cjs .mts .cts .vue .svelte",
        r"\b(?:function\*?|class|const|let|var|interface|type|enum)\s+NAME\b|exports\.NAME\s*=",
        ("function", r"\s*export\s+(?:default\s+)?(?:declare\s+)?(?:async\s+)?function\*?\s+(?P<name>[A-Za-z$][\w$]*)"),
        ("class", r"\s*export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?"
            r"(?:class|interface|type|enum)\s+(?P<name>\w+)"),
        ("constant", r"\s*export\s+(?:declare\s+)?(?:const|let|var)\s+(?P<name>[A-Za-z$][\w$]*)"),
        ("constant", r"(?:module\.)?exports\.(?P<name>[A-Za-z$][\w$]*)\s*="),
    ),
    _language(
        "go", ".go",
        r"^func\s+(?:\([^()]*\)\s*)?NAME\b|^\s*(?:type|var|const)\s+NAME\b|^\s+NAME\([^()]*\)\s+[\w(*\[]"
        r"|^\s+NAME(?:,\s*\w+)*\s+[\[\]*\w.]|^\s+NAME\s*=|^\s*NAME\s*:?=",
        ("function", r"func\s+(?P<name>[A-Z]\w*)\s*[\[(]"),
        ("method", r"func\s+\([^()]*\)\s*(?P<name>[A-Z]\w*)\s*\("),
        ("class", r"type\s+(?P<name>[A-Z]\w*)\s"),
        ("constant", r"(?:var|const)\s+(?P<name>[A-Z]\w*)\s"),
    ),
    _language(
        "java", ".java .kt .kts .scala .groovy",
        r"\b(?:class|interface|enum|record|object|fun|def|val|var)\s+(?:<[^<>]*>\s*)?(?:\w+\.)?NAME\b"
        rf"|^{_NO_TYPES}\s*(?:[\w<>\[\],.?@]+\s+)+NAME\s*[(=;]",
        ("class", r"\s*public\s+(?:(?:static|final|abstract|sealed)\s+)*"
            r"(?:class|interface|enum|record|@interface)\s+(?P<name>\w+)"),
        ("method", r"\s*public\s+(?:(?:static|final|abstract|synchronized|default)\s+)*(?:<[^<>]*>\s*)?"
            r"[\w.]+(?:<[^()]*>)?(?:\[\])*\s+(?P<name>[a-z]\w*)\s*\("),
        ("constant", r"\s*public\s+static\s+final\s+[\w.<>\[\], ]+\s(?P<name>[A-Z]\w*)\s*="),
        ("function", r"(?:(?:public|suspend|inline|tailrec|infix|operator)\s+)*"
            r"fun\s+(?:<[^<>]*>\s*)?(?:[\w<>?]+\.)?(?P<name>\w+)\s*\("),
        ("method", r"\s+(?:(?:public|open|suspend|inline|tailrec|infix|operator)\s+)*"
            r"fun\s+(?:<[^<>]*>\s*)?(?P<name>\w+)\s*\("),
    ),
    _language(
        "csharp", ".cs",
        rf"\b(?:class|interface|enum|record|struct|delegate)\s+NAME\b|^{_NO_TYPES}\s*(?:[\w<>\[\],.?]+\s+)+NAME\s*[(={{;<]",
        ("class", r"\s*public\s+(?:(?:static|sealed|abstract|partial|readonly)\s+)*"
            r"(?:class|interface|enum|record|struct)\s+(?P<name>\w+)"),
        ("method", r"\s*public\s+(?:(?:static|virtual|abstract|async|sealed)\s+)*"
            r"[\w.]+(?:<[^()]*>)?[\[\]?]*\s+(?P<name>[A-Z]\w*)\s*(?:<[^<>]*>)?\("),
    ),
    _language(
        "ruby", ".rb .rake .erb",
        r"\bdef\s+(?:self\.)?NAME(?!\w)|\b(?:class|module)\s+(?:\w+::)*NAME(?!\w)|:NAME(?!\w)|[\"']NAME[\"']|\bNAME\s*=(?!=)",
        ("class", r"\s*(?:class|module)\s+(?:\w+::)*(?P<name>[A-Z]\w*)"),
        ("method", r"\s*def\s+(?:self\.)?(?P<name>[a-z]\w*[?!]?)(?!\w)(?!\s*=)"),
        offering=".rb",
    ),
    _language(
        "php", ".php",
        r"\bfunction\s+&?NAME\b|\b(?:class|interface|trait|enum)\s+NAME\b|[\"']NAME[\"']",
        ("class", r"\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum)\s+(?P<name>[A-Z]\w*)"),
        ("method", r"\s+(?:(?:public|static|final|abstract)\s+)*function\s+&?(?P<name>[a-z]\w*)\s*\("),
        ("function", r"function\s+&?(?P<name>[a-z]\w*)\s*\("),
    ),
    _language(
        "rust", ".rs",
        r"\b(?:fn|struct|enum|union|trait|type|mod|static|const|let|macro_rules!)\s+(?:mut\s+)?NAME\b|^\s*(?:pub\s+)?NAME\s*[:,{]",
        ("function", r"pub\s+(?:(?:async|unsafe|const)\s+)*fn\s+(?P<name>\w+)"),
        ("method", r"\s+pub\s+(?:(?:async|unsafe|const)\s+)*fn\s+(?P<name>\w+)"),
        ("class", r"\s*pub\s+(?:struct|enum|trait|type|union)\s+(?P<name>\w+)"),
        ("constant", r"\s*pub\s+(?:static|const)\s+(?P<name>[A-Z]\w*)\s*:"),
    ),
    _language(
        "c", ".c .cc .cpp .cxx .h .hh .hpp .hxx .m .mm",
        r"^\w[^;]*\bNAME\b|#\s*define\s+NAME\b|\(\s*\*\s*NAME\s*\)|\b(?!(?:return|else|case|throw|new|delete)\b)\w+\s+\*?NAME\s*\([^()]*\)\s*(?:const\s*)?(?:override\s*)?[;{]",
        ("function", rf"{_NO_TYPES}(?:extern\s+)?(?:[\w:]+[\s*&]+)+(?P<name>[a-z]\w*)\s*\("),
        offering=".h .hh .hpp .hxx",
    ),
)  # fmt: skip


def language_of(path: str) -> Language | None:
    """The family that a file belongs to; None for Python, which has readers of its own, and for what is no code."""
    return next((each for each in _LANGUAGES if path.endswith(each.suffixes)), None)


def declared(line: str, language: Language) -> tuple[str, DefinitionKind] | None:
    """What a line declares for others, and what kind of thing it is."""
    for kind, pattern in _compiled(language):
        match = pattern.match(line[:_MAX_LINE])
        if match:
            return match["name"], kind
    return None


@cache
def _compiled(language: Language) -> tuple[tuple[DefinitionKind, re.Pattern[str]], ...]:
    return tuple((pattern.kind, re.compile(pattern.regex)) for pattern in language.patterns)


def is_declared_again(line: str, word: str, language: Language) -> bool:
    """Whether a line declares `word` in whatever way, so that a reference may mean that."""
    return re.search(language.again.replace("NAME", re.escape(word)), line[:_MAX_LINE]) is not None


def declarations(lines: Iterator[tuple[int, str]], language: Language) -> Iterator[Definition]:
    """What numbered lines declare for others."""
    for number, line in lines:
        found = declared(line, language)
        if found:
            yield Definition(found[0], found[1], number)


def parameters_at(text: str, line: int, word: str, family: str) -> str | None:
    """The parameter list of what the 1-based `line` declares, without comments and what strings say."""
    near = "\n".join(text.split("\n")[line - 1 : line + 30])
    code = masked(near[:6000], family)
    match = re.search(rf"\b{re.escape(word)}\s*(?:<[^<>]*>\s*|\[[^\[\]]*\]\s*)?\(", code)
    if match is None or "\n" in code[: match.start()]:
        return None
    end = closing(code, match.end() - 1)
    return None if end is None else code[match.end() : end]
