"""Java and Kotlin: packages and their types, imports of every form, names of the same package, Kotlin's functions.

What a simple name means is decided as the compilers do: an import of that name, then the same package, then packages
that are imported whole. So a package that is imported with `*` leads to the types that the file names, and no others.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts, Surroundings
from riskcheck.graph.languages.java.packages import Packages

# No file says what a package is: every file of it does.
CONFIGURATION: Final = ()

# Where all alternatives begin with one class of characters, the search is several times as fast.
_HIDDEN = expression(
    rb"[/\"'`](?:(?<=/)/[^\n]*+|(?<=\")(?!\"\")(?:[^\"\\\n]++|\\.)*+\"?|(?<=')(?:[^'\\\n]++|\\.)*+'?|(?<=`)[^`\n]*+`?"
    rb"|((?<=\")\"\"(?:[^\"\\]++|\\[\s\S]|\"(?!\"\"))*+(?:\"\"\")?|(?<=/)\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?))"
)
_HEAD = expression(
    rb"\n[ \t]*+(?:package[ \t]++(?P<package>[\w.$]{1,500}+)"
    rb"|import[ \t]++(?:static[ \t]++)?(?P<name>[\w.$]{1,500}+\*?)"
    rb"(?:[ \t]++as[ \t]++(?P<alias>[\w$]++))?)[ \t]*+(?P<end>;?)"
)
_KEYWORDS: Final = (b"class", b"interface", b"enum", b"record", b"object", b"typealias")
_KEYWORD: Final = rb"(?:enum[ \t]++class|" + b"|".join(_KEYWORDS) + rb")[ \t]++"
# A search for one word is several times as fast as one for any of them, and most are in few files.
_TYPES: Final = {word: expression(word + rb"(?<!\w" + word + rb")[ \t]++([\w$]++)") for word in _KEYWORDS}
# What begins a line is inside no type: everyone writes them so. In Kotlin, private is for the file.
_OPEN: Final = rb"\n(?!(?:@[\w.]++[ \t]++)*+private\b)"
_TOP_TYPE = expression(_OPEN + rb"(?:[\w@][^\n]*?)??(?<![\w:.$])" + _KEYWORD + rb"([\w$]++)")
_GENERIC: Final = rb"(?:<[^<>\n]*+(?:<[^<>\n]*+>[^<>\n]*+)*+>[ \t]*+)?+"
_TOP_VALUE = expression(
    _OPEN + rb"(?:(?:@[^\n]*?|[a-z][^\n({=]*?)[ \t])??"
    rb"(?:fun[ \t]++" + _GENERIC + rb"([^\n(]{0,300}+)\(|va[lr][ \t]++" + _GENERIC + rb"([^\n:={]*+))"
)
_NAME_OF_FILE = expression(rb"@file:\s*+(?:\[[^\]\n]{0,200}?)?JvmName\(\s*+(?:name\s*+=\s*+)?\"(\w++)\"")
# One letter is a parameter of a type.
_CAPITAL = expression(rb"[A-Z](?<![\w.$][A-Z])[\w$]++")
_WORD = expression(rb"\.[a-z_][\w$]*+|[A-Za-z_](?<![\w.$][A-Za-z_])[\w$]++")
_QUALIFIED = expression(rb"\.[a-z][\w$]*+\.[A-Z][\w$]*+")
_DOTTED: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$."
_VALUE = expression(rb"(?:va[lr]|fun)[ \t]++([a-z][\w$]*+)")
_PARAMETER = expression(rb"([a-z](?<![\w$][a-z])[\w$]*+)[ \t]*+:(?!:)")
# What a name goes on with behind it, and what it is a part of where this stands in front of it.
_BEHIND: Final = frozenset(_DOTTED) - {ord(".")}
_BEFORE: Final = frozenset(_DOTTED)
_RESERVED: Final = frozenset(
    b"abstract actual annotation as break by catch class companion const constructor continue crossinline data do"
    b" dynamic else enum expect external false field file final finally for fun get if import in infix init inline"
    b" inner interface internal is it lateinit noinline null object open operator out override package param private"
    b" property protected public receiver reified return sealed set super suspend tailrec this throw true try typealias"
    b" val value var vararg when where while Any Boolean Int List Long Map Object Override Set String Unit".split()
)


def extract(content: bytes) -> Facts:
    """The imports of a file and the names it may have from others; its package and what it declares outside of types.

    A reference is `=a.b.C`, or `=a.b.C alias`, for an import, `a.b.C` where that is written out, else `C`, `f` or `.f`.
    """
    text = b"\n" + _masked(content)
    package, imports, start, semicolons = _head(text)
    body = text[start:] + b"\n"
    kotlin = not semicolons and (b"fun " in body or b"val " in body)
    # A type may stand behind the last of the head in its line.
    types = dict.fromkeys(_TOP_TYPE.findall(text, max(text.rfind(b"\n", 0, start), 0)))
    values = dict.fromkeys(_values(body)) if kotlin else {}
    if values and b"JvmName" in content:
        types |= dict.fromkeys(_NAME_OF_FILE.findall(content))
    hidden = _RESERVED.union(_types(body), values, _bound(body) if kotlin else ())
    used = _uses(_WORD if kotlin else _CAPITAL, body, text.count(b"\n", 0, start), hidden)
    names = _texts((package, *types, *values)) if package or types or values else ()
    references = zip(_texts([*imports, *used]), (*imports.values(), *used.values()), strict=True)
    return Facts(dict(references), names)


def resolver(surroundings: Surroundings) -> Packages:
    """The types and functions of a tree by package."""
    return Packages(surroundings)


def _texts(names: Collection[bytes]) -> tuple[str, ...]:
    return tuple(b"\n".join(names).decode("utf-8", "replace").split("\n")) if names else ()


def _masked(content: bytes) -> bytes:
    """The content without comments and texts, on the same lines."""
    parts = _HIDDEN.split(content)
    parts[1::2] = [b"\n" * part.count(b"\n") if part else b"0" for part in parts[1::2]]
    return b"".join(parts)


def _head(text: bytes) -> tuple[bytes, Mapping[bytes, int], int, bool]:
    """The package, the imports with their lines, where they end, and whether semicolons do."""
    package, line, end, semicolons = b"", 0, 0, False
    imports: dict[bytes, int] = {}
    # Most of a file comes behind its head.
    last = text.find(b"\n", max(text.rfind(b"import"), text.rfind(b"package")))
    for match in _HEAD.finditer(text, 0, last + 1 or len(text)):
        line += text.count(b"\n", end, match.start() + 1)
        end = match.end()
        semicolons = semicolons or bool(match["end"])
        if match["name"]:
            imports.setdefault(b"=" + match["name"] + (b" " + match["alias"] if match["alias"] else b""), line)
        else:
            package = package or match["package"]
    return package, imports, end, semicolons


def _types(text: bytes) -> Iterator[bytes]:
    for word, pattern in _TYPES.items():
        if word in text:
            yield from pattern.findall(text)


def _values(text: bytes) -> Iterator[bytes]:
    """Functions and properties of Kotlin outside of types; those of another type as `.name`."""
    for function, value in _TOP_VALUE.findall(text):
        words = (function or value.partition(b" by ")[0]).split()
        _receiver, dot, name = words[-1].rpartition(b".") if words else (b"", b"", b"")
        if name.replace(b"_", b"a").isalnum():
            yield dot + name


def _bound(text: bytes) -> Set[bytes]:
    """Names of values, parameters and functions of Kotlin."""
    return {*_VALUE.findall(text), *_PARAMETER.findall(text)}


def _uses(pattern: re.Pattern[bytes], body: bytes, line: int, hidden: Set[bytes]) -> Mapping[bytes, int]:
    """The names that may be declared in another file, with the first line of each."""
    found: dict[bytes, int] = {}
    at, place = line, 0
    for match in _QUALIFIED.finditer(body):
        before = body[max(match.start() - 200, 0) : match.start()]
        name = before[len(before.rstrip(_DOTTED)) :] + match[0]
        if name[:1].islower() and name not in found:
            at += body.count(b"\n", place, match.start())
            place = match.start()
            found[name] = at
    at, place = line, 0
    for word in dict.fromkeys(pattern.findall(body)):
        if word not in found and word not in hidden:
            first = _place(word, body, place)
            at += body.count(b"\n", place, first)
            place = first
            found[word] = at
    return found


def _place(name: bytes, text: bytes, start: int) -> int:
    """Where a name that stands behind `start` comes first, rather than another that it is a part of."""
    place, is_member = text.find(name, start), name[:1] == b"."
    while text[place + len(name)] in _BEHIND or not (is_member or text[place - 1] not in _BEFORE):
        place = text.find(name, place + 1)
    return place
