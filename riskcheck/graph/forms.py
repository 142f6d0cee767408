"""How definitions begin, by language: one table of forms, for code in which comments and strings are blank."""

import re
from collections.abc import Collection
from functools import cache
from typing import Final, Literal, NamedTuple

from riskcheck.core.symbol import SymbolKind

# "impl" adds members to something that stands elsewhere; a "space" is as if it were not there.
FormKind = SymbolKind | Literal["impl", "space"]


class Form(NamedTuple):
    """A line that defines something, and where such a line counts.

    The source of the pattern names its groups: `name`; `owner` where a member stands outside of its class; `words`
    among which "private" can be; `hides` for what makes it private; `shows` for what makes it usable elsewhere,
    without which it is private where `shown` is set.
    """

    kind: FormKind
    inside: Literal["top", "class", "any"]
    source: str
    shown: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the line feed in front of such a line, compiled when first looked for: a change has few languages."""
        return _compiled(self.source)


class Grammar(NamedTuple):
    """The forms of one language, with the family that its comments, strings and uses are read as.

    `decorator` begins lines in front of a definition that belong to it, `end` is the word that ends one; `joins` says
    that a form can go on in the next line.
    """

    family: str
    forms: tuple[Form, ...]
    comment: tuple[str, ...] = ("//", "/*", "*")
    decorator: str = "@"
    end: str = "}"
    joins: bool = False


def _form(kind: FormKind, inside: Literal["top", "class", "any"], pattern: str, shown: str = "") -> Form:
    return Form(kind, inside, pattern, bool(shown))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    # To search for line feeds takes less than half of the time.
    return re.compile(r"\n" + source.removeprefix("^"), re.MULTILINE)


_IN: Final = r"^[ \t]*+"
_DEEP: Final = r"^[ \t]++"
_NO_TYPE: Final = r"(?!(?:return|new|throw|else|await|yield|case|assert|goto|delete|typedef|using|package|import|if)\b)"
_NO_NAME: Final = r"(?!(?:if|for|while|switch|catch|return|throw|new|else|do|try|super|this|function|await|with)\b)"
_TYPE: Final = r"[\w.:]++(?:<[^\n;=(){}]{0,200}>)?+[\[\]?*&]*+"
_WORDS: Final = "public|protected|internal|static|final|abstract|synchronized|default|native|sealed|partial|readonly"
_MODIFIER: Final = rf"(?:(?:private|{_WORDS}|virtual|override|async|extern|unsafe|new|required)[ \t]++)"
# What a group inside of a possessive repetition holds is wrong in Python 3.11, so groups stand around those.
_MODIFIERS: Final = rf"(?P<words>{_MODIFIER}*+)"
_JVM_CLASS: Final = (
    rf"{_IN}(?:@\w++[ \t]++)*+{_MODIFIERS}(?:data[ \t]++|open[ \t]++|inner[ \t]++)*+"
    r"(?:class|interface|enum(?: class)?|record(?: (?:class|struct))?|struct|@interface)[ \t]++(?P<name>\w++)"
)
_TYPED_METHOD: Final = (
    rf"{_DEEP}{_NO_TYPE}(?:@\w++[ \t]++)*+(?:(?P<words>{_MODIFIER}++)(?:<[^\n;=()]{{1,100}}>[ \t]++)?"
    rf"(?:{_TYPE}[ \t]++)?|{_NO_NAME}{_TYPE}[ \t]++)(?P<name>{_NO_NAME}\w++)[ \t]*+(?:<[^\n<>()]{{1,80}}>)?\("
)
_KOTLIN_WORDS: Final = (
    r"(?P<words>(?:(?:private|public|internal|protected|open|override|abstract|suspend|inline|tailrec|operator|infix"
    r"|actual|expect|final|const|lateinit)[ \t]++)*+)"
)
_JS_EXPORT: Final = r"^(?P<shows>export[ \t]++(?:default[ \t]++)?)?(?:declare[ \t]++)?"
_JS_COMMON: Final = r"^(?P<shows>(?:module\.)?exports\.)(?P<name>[\w$]++)[ \t]*+=(?!=)[ \t]*+"
_JS_WORDS: Final = (
    r"(?P<words>(?:(?:private|public|protected|static|async|override|readonly|abstract|get|set)[ \t]++)*+)"
)
_RUST_SHOWN: Final = r"(?P<shows>pub(?:\([^()\n]*\))?[ \t]++)?"
_RUST_FN: Final = rf"{_RUST_SHOWN}(?:(?:const|async|unsafe|extern(?: \"[^\"\n]*\")?)[ \t]++)*+fn[ \t]++(?P<name>\w++)"
_RUST_TYPE: Final = r"(?:<[^\n{]{0,100}?>)?[ \t]++(?:[^\n{]{0,200}?[ \t]for[ \t]++)?(?:\w+::)*(?P<name>\w+)"

_C: Final = Grammar("c", (
    _form("constant", "top", r"^#[ \t]*+define[ \t]++(?P<name>\w++)"),
    _form("space", "any", rf"{_IN}(?:inline )?(?:namespace\b|extern \"[ C]*\")[^\n;]*$"),
    _form("class", "any", rf"{_IN}(?:typedef )?(?:struct|class|enum(?: class)?|union)[ \t]++(?P<name>\w++)"
          r"[^;()=\n]*+$"),
    _form("function", "top", rf"{_IN}{_NO_TYPE}(?P<hides>static[ \t]++)?(?:[A-Za-z_][\w:<>,&*]*+[ \t]++)"
          rf"(?:[\w:<>,&*]++[ \t]++)*+[&*]*+(?:(?P<owner>\w++)::)?(?P<name>{_NO_NAME}~?[A-Za-z_]\w*+)[ \t]*+\("),
    _form("method", "class", rf"{_DEEP}{_NO_TYPE}(?:[A-Za-z_][\w:<>,&*]*+[ \t]++)++[&*]*+"
          rf"(?P<name>{_NO_NAME}[A-Za-z_]\w*+)\("),
))  # fmt: skip
_PYTHON: Final = Grammar("python", (
    _form("class", "any", rf"{_IN}class[ \t]++(?P<name>\w++)"),
    _form("function", "any", rf"{_IN}(?:async[ \t]++)?def[ \t]++(?P<name>\w++)"),
    _form("constant", "top", r"^(?P<name>[A-Za-z_]\w*+)[ \t]*+(?::[^=\n]++)?=(?!=)"),
), ("#",), end="")  # fmt: skip
_JAVASCRIPT: Final = Grammar("javascript", (
    _form("class", "any", rf"{_JS_EXPORT}(?:abstract[ \t]++)?(?:class|interface|enum|const enum|type)[ \t]++"
          r"(?P<name>\w++)", "shown"),
    _form("space", "any", rf"{_JS_EXPORT}(?:namespace|module)\b[^\n;=(]*\{{$"),
    _form("function", "top", rf"{_JS_EXPORT}(?:async[ \t]++)?function\b[ \t]*+\*?[ \t]*+(?P<name>[\w$]++)", "shown"),
    _form("function", "top", rf"{_JS_EXPORT}(?:const|let|var)[ \t]++(?P<name>[\w$]++)[^=\n]*+=[ \t]*+"
          r"(?:async\b[ \t]*+)?(?:function\b|\((?=$|[^\n]*(?:=>|[(,{]$))|<|\w++[ \t]*+=>)", "shown"),
    _form("constant", "top", rf"{_JS_EXPORT}(?:const|let|var)[ \t]++(?P<name>[\w$]++)", "shown"),
    _form("function", "top", rf"{_JS_COMMON}(?:async\b[ \t]*+)?"
          r"(?:function\b|\((?=$|[^\n]*(?:=>|[(,{]$))|\w++[ \t]*+=>)", "shown"),
    _form("constant", "top", _JS_COMMON, "shown"),
    _form("method", "class", rf"{_DEEP}{_JS_WORDS}\*?(?P<name>{_NO_NAME}#?[\w$]++)\??(?:<[^\n()]{{1,80}}>)?\("),
    _form("method", "class", rf"{_DEEP}{_JS_WORDS}(?P<name>#?[\w$]++)[^=\n(]{{0,80}}=[ \t]*+"
          r"(?:async\b[ \t]*+)?(?:\(|\w++[ \t]*+=>)"),
))  # fmt: skip
_GO: Final = Grammar("go", (
    _form("function", "top", r"^func[ \t]++(?:\((?:\w++[ \t]++)?\*?(?P<owner>\w++)[^()\n]*\)[ \t]*+)?(?P<name>\w++)"),
    _form("class", "top", r"^type[ \t]++(?P<name>\w++)"),
    _form("space", "top", r"^(?:var|const|type)[ \t]*+\("),
    _form("constant", "top", r"^(?:var|const)[ \t]++(?P<name>\w++)"),
    _form("class", "top", r"^\t(?P<name>[A-Z]\w*+)[ \t]++(?:struct|interface)\b"),
    _form("constant", "top", r"^\t(?P<name>[A-Za-z]\w*+)(?:[ \t]++[\w.*\[\]]++)?[ \t]*+(?:=|$)"),
), decorator="//go:")  # fmt: skip
_RUST: Final = Grammar("rust", (
    _form("space", "any", rf"{_IN}{_RUST_SHOWN}mod[ \t]++\w++[^;\n]*$"),
    _form("impl", "any", rf"{_IN}(?:unsafe )?impl\b{_RUST_TYPE}"),
    _form("class", "any", rf"{_IN}{_RUST_SHOWN}(?:struct|enum|trait|union|type)[ \t]++(?P<name>\w++)", "shown"),
    _form("function", "any", rf"{_IN}{_RUST_FN}", "shown"),
    _form("constant", "any", rf"{_IN}{_RUST_SHOWN}(?:const|static)[ \t]++(?P<name>[A-Z]\w*+)", "shown"),
), decorator="#[")  # fmt: skip
_JAVA: Final = Grammar("java", (
    _form("class", "any", _JVM_CLASS),
    _form("method", "class", _TYPED_METHOD),
    _form("constant", "class", rf"{_DEEP}(?P<words>{_MODIFIER}*+)(?<=static final[ \t]){_TYPE}[ \t]++"
          r"(?P<name>\w++)[ \t]*+="),
))  # fmt: skip
_KOTLIN: Final = Grammar("java", (
    _form("class", "any", rf"{_IN}(?:@\w++[ \t]++)*+{_KOTLIN_WORDS}"
          r"(?:(?:data|sealed|inner|value|annotation|enum)[ \t]++)*+(?:class|interface|object)[ \t]++(?P<name>\w++)"),
    _form("space", "class", rf"{_IN}{_KOTLIN_WORDS}companion object\b"),
    _form("function", "any", rf"{_IN}(?:@\w++[ \t]++)*+{_KOTLIN_WORDS}fun[ \t]++(?:<[^\n>]*>[ \t]*+)?"
          r"(?:[\w<>?]++\.)*+(?P<name>\w++)"),
    _form("constant", "any", rf"{_IN}{_KOTLIN_WORDS}va[lr][ \t]++(?P<name>\w++)"),
))  # fmt: skip
_CSHARP: Final = Grammar("csharp", (
    _form("space", "any", rf"{_IN}namespace\b"),
    _form("class", "any", _JVM_CLASS),
    _form("method", "class", _TYPED_METHOD),
    _form("property", "class", rf"{_DEEP}(?P<words>{_MODIFIER}++){_TYPE}[ \t]++(?P<name>[A-Z]\w*+)[ \t]*+(?:\{{|=>|$)"),
    _form("constant", "class", rf"{_DEEP}{_MODIFIERS}const[ \t]++{_TYPE}[ \t]++(?P<name>\w++)"),
), decorator="[")  # fmt: skip
_RUBY: Final = Grammar("ruby", (
    _form("class", "any", rf"{_IN}class[ \t]++(?:\w++::)*+(?P<name>[A-Z]\w*+)"),
    _form("class", "any", rf"{_IN}module[ \t]++(?:\w++::)*+(?P<name>[A-Z]\w*+)"),
    _form("function", "any", rf"{_IN}(?P<words>private[ \t]++)?def[ \t]++(?:self\.)?(?P<name>\w++[?!]?)"),
    _form("constant", "any", rf"{_IN}(?P<name>[A-Z][A-Z0-9_]++)[ \t]*+=(?![=~>])"),
), ("#",), decorator="\0", end="end")  # fmt: skip
_PHP: Final = Grammar("php", (
    _form("class", "any", rf"{_IN}(?:(?:abstract|final|readonly)[ \t]++)*+(?:class|interface|trait|enum)[ \t]++"
          r"(?P<name>\w++)"),
    _form("function", "any", rf"{_IN}{_MODIFIERS}function[ \t]++&?(?P<name>\w++)"),
    _form("constant", "class", rf"{_IN}{_MODIFIERS}const[ \t]++(?:\??\w++[ \t]++)?(?P<name>[A-Z]\w*+)[ \t]*+="),
), ("//", "/*", "*", "#"), decorator="#[")  # fmt: skip
_PROTOBUF: Final = Grammar("c", (
    _form("message", "any", rf"{_IN}(?:message|enum|service)[ \t]++(?P<name>\w++)"),
    _form("field", "class", rf"{_DEEP}(?:(?:repeated|optional|required)[ \t]++)?(?:map[ \t]*+<[^<>\n]*>|[\w.]++)"
          r"[ \t]++(?P<name>\w++)[ \t]*+="),
    _form("method", "class", rf"{_DEEP}rpc[ \t]++(?P<name>\w++)"),
))  # fmt: skip
_GRAPHQL: Final = Grammar("python", (
    _form("message", "top", r"^(?:extend[ \t]++)?(?:type|input|interface|enum|union|scalar)[ \t]++(?P<name>\w++)"),
    _form("field", "class", rf"{_DEEP}(?P<name>\w++)[ \t]*+(?:\([^()]*\))?[ \t]*+:"),
), ("#",), joins=True)  # fmt: skip
_GRAMMARS: Final = {
    **dict.fromkeys(("py", "pyi"), _PYTHON),
    **dict.fromkeys(("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "astro"), _JAVASCRIPT),
    "go": _GO, "rs": _RUST, "java": _JAVA, "kt": _KOTLIN, "kts": _KOTLIN, "cs": _CSHARP, "php": _PHP,
    **dict.fromkeys(("rb", "rake"), _RUBY),
    **dict.fromkeys(("c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "m", "mm"), _C),
    "proto": _PROTOBUF, **dict.fromkeys(("graphql", "gql"), _GRAPHQL),
}  # fmt: skip


def suffixes(families: Collection[str]) -> tuple[str, ...]:
    """The suffixes of the files in these families of languages, with their dots."""
    return tuple(sorted(f".{suffix}" for suffix, grammar in _GRAMMARS.items() if grammar.family in families))


@cache
def grammar_of(path: str) -> Grammar | None:
    """The grammar that a path's suffix names; None where definitions of that language are not read."""
    return _GRAMMARS.get(path.rpartition(".")[2]) if "." in path.rpartition("/")[2] else None
