"""What a line says about a name that stands in it: that it uses, imports or defines it, and through what.

Told by the line alone; comments and texts that are closed in it do not count, nor does prose.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import count
from typing import Final, Literal, NamedTuple

from riskcheck.expressions import expression
from riskcheck.graph.forms import grammar_of
from riskcheck.interfaces import declarations
from riskcheck.interfaces.masking import masked
from riskcheck.records import Use

# Lines of more characters were written by programs.
_WIDTH: Final = 600
_NEAR: Final = 80
_CALLED: Final = expression(r"\s*(?:::|!)?(?:<[^<>()]{0,100}(?:<[^<>()]{0,100}>[^<>()]{0,100})?>)?\s*\(")
_THROUGH: Final = expression(r"(?:([\w$]+)|[)\]}?!])?\s*(?:\?\.|!!\.|&\.|\.|::|->)\s*$")
_IMPORTS: Final = {
    "python": r"\s*(?:from\s[\w.\s]+\simport\b|import\s)",
    "javascript": r"\s*(?:import|export)\b[^=(]*$|.*\brequire\(|.*\bfrom\s*[\"']",
    "java": r"\s*import\b",
    "csharp": r"\s*(?:global )?using\b[^(]*$",
    "php": r"\s*use\s[\w\\]",
    "rust": r"\s*(?:pub(?:\([^)]*\))? )?use\b",
    "c": r"(?!)",
    "go": r"(?!)",
    "ruby": r"\s*(?:require|autoload)\b",
}  # fmt: skip
# In an import, what is behind a part of the path rather than behind a name.
_IS_MODULE: Final = expression(r"\s*(?:\.|::|import\b)")
_LISTED: Final = expression(r"\s+(?:type )?[\w$:{}]+(?: as [\w$]+)?(?:,\s*[\w$]+(?: as [\w$]+)?)*,?\s*[)}]?;?$")
_AFTER: Final = expression(
    r"(?:in|and|or|not|is|if|else|for|as|import|from|instanceof|extends|implements|unless|while|until|do|then|where|of"
    r"|throws|satisfies|with|rescue)$"
)
_BEFORE: Final = expression(
    r"(?:return|in|and|or|not|is|if|elif|else|await|yield|raise|assert|lambda|del|case|new|throw|typeof|void|instanceof"
    r"|unless|while|until|when|go|defer|ref|dyn|impl|for|as|where|extends|implements|throws|print|echo|static|const"
    r"|final|public|protected|private|fun|func|function|struct|enum|var|let|val|do|then|async|default|export|override"
    r"|match|with|virtual|abstract|inline|extern|unsafe|unsigned|use|using|except|catch|rescue|ensure)$"
)
_COMMENT: Final = expression(r"\s*(?:#|//|/\*|\*|<!--|--\s|;|\"\"\"|:\w+[^:]*:\s)")

# What is listed is imported where an import began not far above, and used elsewhere.
_PYTHON: Final = r"\b(?:def|class)\s+NAME\b|^NAME\s*(?::[^=]+)?=(?!=)"
_OPENS: Final = expression(r"\S|\s*(?:async\s|def\s|class\s)")
_SIGNS: Final = frozenset("\"'`#/*")
_WORD_BEHIND: Final = expression(r"[ \t]+([A-Za-z]{2,})\b(?!\s*[=:,(.;)])")
_WORD_BEFORE: Final = expression(r"(?:^|[\s(])([A-Za-z]+)[ \t]+$")
_REQUIRED: Final = expression(r"=\s*require\(")
_FULL_STOP: Final = expression(r"[A-Za-z)`]\.$")
_ASSIGNED: Final = expression(r"=(?![=>~])")
_KEYED: Final = expression(r"=(?![=>~])|:(?!:)")
_GIVEN: Final = {"python": _ASSIGNED, "javascript": _KEYED, "ruby": _KEYED}

Role = Literal["use", "import", "listed", "definition", "prototype"]


class Mention(NamedTuple):
    """A name in a line; `through` is what it is reached through: None for nothing, empty for an expression."""

    word: str
    role: Role
    through: str | None
    called: bool


def family_of(path: str) -> str:
    """The family of languages that a file belongs to; empty where definitions of it are not read."""
    grammar = grammar_of(path)
    return grammar.family if grammar and not path.endswith((".proto", ".graphql", ".gql")) else ""


class Names:
    """Names that lines of one family of languages are searched for."""

    def __init__(self, words: Iterable[str], family: str) -> None:
        self.family = family
        self._any = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        self._whole = re.compile(rf"(?<![\w$])(?:{self._any})(?![\w$])")

    def within(self, line: str) -> Iterator[re.Match[str]]:
        """Where one of the names stands that is not a part of another."""
        return self._whole.finditer(line)

    def defines(self, line: str, name: str) -> bool:
        """Whether a line defines one of the names."""
        found = self._defining.search(line)
        # A line that defines two of them is rare.
        return found is not None and (
            found[found.lastgroup or 0] == name or _definition(name, self.family).search(line) is not None
        )

    @cached_property
    def _defining(self) -> re.Pattern[str]:
        """Finds a definition of any of them: each way to define one is compiled once for all names."""
        ways = count()
        return re.compile(re.sub("NAME", lambda _: f"(?P<way{next(ways)}>{self._any})", _definitions()[self.family]))


def mentions(use: Use, names: Names) -> Iterator[Mention]:
    """What a line says about each of the names in it."""
    is_code = not _COMMENT.match(use.text) or use.text.lstrip().startswith(("#define", "*("))
    if len(use.text) > _WIDTH or not is_code:
        return
    code = use.text if _SIGNS.isdisjoint(use.text) else masked(use.text, names.family)
    for match in names.within(code):
        role = _role(code, match, names)
        if role is not None:
            through = _THROUGH.search(code, max(match.start() - _NEAR, 0), match.start())
            called = _CALLED.match(code, match.end()) is not None
            yield Mention(match[0], role, (through[1] or "") if through else None, called)


def definitions(use: Use, names: Names) -> Iterator[Mention]:
    """The same as far as a line defines them, in a file of which nothing else matters."""
    if len(use.text) > _WIDTH or (names.family == "python" and not _OPENS.match(use.text)):
        return
    for match in names.within(use.text):
        if names.defines(use.text, match[0]):
            yield Mention(match[0], "definition", None, False)


def is_written(use: Use, word: str) -> bool:
    """Whether a line holds a name as a text of its own, as a member or in SQL, rather than in a comment."""
    if len(use.text) > _WIDTH or _COMMENT.match(use.text):
        return False
    name = re.escape(word)
    if word.startswith("/"):
        return re.search(rf"[\"'`}}]{name}(?!\w)", use.text) is not None
    if word.isupper() or use.path.endswith(".sql"):
        return re.search(rf"(?<!\w){name}(?!\w)", use.text) is not None
    code = masked(use.text, family_of(use.path) or "javascript")
    return re.search(rf"[\"'`]{name}[\"'`]", use.text) is not None or re.search(rf"[.>]{name}(?!\w)", code) is not None


def is_set(use: Use, word: str) -> bool:
    """Whether a line gives a value to a key of configuration."""
    return re.match(rf"\s*(?:-\s+)?[\"']?{re.escape(word)}[\"']?\s*[:=]", use.text[:_WIDTH]) is not None


def _role(code: str, match: re.Match[str], names: Names) -> Role | None:
    family = names.family
    if names.defines(code, match[0]) and not (family == "javascript" and _REQUIRED.search(code)):
        is_declared_only = family == "c" and code.rstrip().endswith((";", ",")) and not code.lstrip().startswith("#")
        return "prototype" if is_declared_only else "definition"
    if _import(family).match(code):
        return None if _IS_MODULE.match(code, match.end()) else "import"
    if _LISTED.match(code):
        return "listed"
    is_sentence = family == "python" and _FULL_STOP.search(code) is not None
    return None if is_sentence or _is_prose(code, match) or _is_key(code, match, family) else "use"


@cache
def _import(family: str) -> re.Pattern[str]:
    return re.compile(_IMPORTS[family])


@lru_cache(maxsize=1024)
def _definition(word: str, family: str) -> re.Pattern[str]:
    return re.compile(_definitions()[family].replace("NAME", re.escape(word)))


@cache
def _definitions() -> dict[str, str]:
    """How any name is defined, by family, with NAME for it."""
    paths = ("a.js", "a.go", "a.java", "a.cs", "a.rb", "a.php", "a.rs", "a.c")
    found = [language for path in paths if (language := declarations.language_of(path)) is not None]
    return {"python": _PYTHON, **{language.family: language.again for language in found}}


def _is_prose(code: str, match: re.Match[str]) -> bool:
    """Whether words stand on both sides, or on one where the line is nothing else, as in sentences."""
    before, after = code[: match.start()], code[match.end() :]
    if before.endswith("`") or after.startswith("`"):
        return True
    follows = _WORD_BEHIND.match(after)
    precedes = _WORD_BEFORE.search(before[-_NEAR:]) if follows else None
    if follows and not _AFTER.match(follows[1]):
        return not (precedes and _BEFORE.match(precedes[1])) or after.count(" ") > 3
    return False


def _is_key(code: str, match: re.Match[str], family: str) -> bool:
    """Whether it names an argument or an entry, or is given a value."""
    after = code[match.end() : match.end() + _NEAR].lstrip()
    if family in _GIVEN and code[: match.start()].rstrip()[-1:] not in (".", "?"):
        return _GIVEN[family].match(after) is not None
    return False
