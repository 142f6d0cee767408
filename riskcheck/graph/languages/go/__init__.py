"""Go: packages by module, `replace` and workspace, and the files of a package that declare the names a file uses.

A package is a folder, and its files see each other's names without an import. So an import alone says little: what
counts are the names used with it, `pkg.Name`, and where they are declared. A method that is not exported is found by
its name alone, where one other file of the package has it: that edge is not exact. Others would be wrong too often.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Final

from riskcheck.graph.facts import Facts, Surroundings
from riskcheck.graph.languages.go.packages import Packages

CONFIGURATION: Final = ("go.mod", "go.work")

_WORD: Final = rb"[\w\x80-\xff]++"
_LIST: Final = _WORD + rb"(?:,[ \t]*+" + _WORD + rb"){0,50}+"
_COMMENT: Final = rb"\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?"
# Before the first declaration every text in quotes is the path of an import.
_HEAD = re.compile(
    rb"//[^\n]*+|/" + _COMMENT + rb"|^package[ \t]++(?P<package>" + _WORD + rb")|^(?P<end>func|type|var|const)\b"
    rb"|(?:(?<![\w.\x80-\xff])(?P<alias>[\w.\x80-\xff]++)[ \t]*+)?[\"`](?P<path>[^\"`\n]{0,300}+)[\"`]",
    re.MULTILINE,
)
# Where all alternatives begin with one class of characters, the search is several times as fast.
_HIDDEN = re.compile(
    rb"[/\"'`](?:(?<=/)/[^\n]*+|(?<=\")(?:[^\"\\\n]++|\\.)*+\"?|(?<=')(?:[^'\\\n]++|\\.)*+'?"
    rb"|((?<=`)[^`]*+`?|(?<=/)" + _COMMENT + rb"))"
)
_DECLARED = re.compile(
    rb"\n(?:func[ \t]*+(\([^)\n]*+\))?+[ \t]*+(" + _WORD + rb")"
    rb"|(?:type|var|const)[ \t]*+(?:\(([^\n]*+(?:\n(?!\))[^\n]*+)*+)|(" + _LIST + rb")))"
)
_MEMBER = re.compile(rb"^([ \t]++)(" + _LIST + rb")", re.MULTILINE)
# The name of a field or parameter on a line of its own is no use of it, nor is that of a method, nor a key.
_TOKEN = re.compile(
    rb"[\w\x80-\xff\n).](?:(?<=[^\n).])[\w\x80-\xff]*+(?:\." + _WORD + rb"|:(?=[ \t]))?+"
    rb"|(?<=\n)(?:[ \t]++" + _LIST + rb"[ \t]++(?=[\w*\[\x80-\xff]))?+"
    rb"|(?<=\)) " + _WORD + rb"(?=[(\[])|(?<=\.)(?<!\.\.\.)\s*+" + _WORD + rb"(?:\." + _WORD + rb")?+)"
)
_WORDS = re.compile(_WORD)
_SIGNATURE = re.compile(rb"func\b[^\n{]*+")
_VARIABLE = re.compile(rb"var(?<!\wvar)[ \t]++" + _LIST)
_RECEIVER = re.compile(rb"\nfunc[ \t]*+\((?:" + _WORD + rb"[ \t]++)?\*?(" + _WORD + rb")")
_TYPED = re.compile(rb"[(,][ \t]*+(" + _LIST + rb")[ \t]++(?=[\w*\[.(<\x80-\xff])")
_COLON = ord(":")
# What begins so is a field, a number, or a method after its receiver.
_OTHER: Final = b"\n0123456789)"
_RESERVED: Final = frozenset(
    b"break case chan const continue default defer else fallthrough for func go goto if import interface map package"
    b" range return select struct switch type var nil true false iota any bool byte comparable complex64 complex128"
    b" error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr append cap"
    b" clear close complex copy delete imag len make max min new panic print println real recover init main _".split()
)


def extract(content: bytes) -> Facts:
    """The imports of a file and the names it may have from others; its package and the names that it declares.

    A reference is `"path alias` for an import, `x.Name`, `.name` after any other value, or `Name`.
    """
    package, start, imports = _head(content)
    text = b"\n" + _masked(content[start:])
    declared = dict.fromkeys(_declared(text))
    hidden = _RESERVED | _bound(text) | declared.keys()
    qualifiers = frozenset(_WORDS.findall(b" ".join(imports)))
    used = _uses(_TOKEN.findall(text), content.count(b"\n", 0, start), hidden, qualifiers)
    names = (package, *declared) if package else ()
    references = zip(_texts([*imports, *used]), (*imports.values(), *used.values()), strict=True)
    return Facts(dict(references), _texts(names))


def resolver(surroundings: Surroundings) -> Packages:
    """The packages of a tree by import path."""
    return Packages(surroundings)


def _head(content: bytes) -> tuple[bytes, int, Mapping[bytes, int]]:
    """The package, where the first declaration is, and the lines of the imports before it."""
    package, place, line = b"", 0, 1
    imports: dict[bytes, int] = {}
    for match in _HEAD.finditer(content):
        line += content.count(b"\n", place, match.start())
        place = match.start()
        if match["end"]:
            return package, place, imports
        package = package or match["package"] or b""
        if match["path"]:
            alias = match["alias"] if match["alias"] and match["alias"] != b"import" else b""
            imports.setdefault(b'"%b %b' % (match["path"], alias) if alias else b'"' + match["path"], line)
    return package, len(content), imports


def _texts(names: Collection[bytes]) -> tuple[str, ...]:
    return tuple(b"\n".join(names).decode("utf-8", "replace").split("\n")) if names else ()


def _masked(content: bytes) -> bytes:
    """The content without comments and texts, on the same lines."""
    parts = _HIDDEN.split(content)
    parts[1::2] = [b"\n" * part.count(b"\n") if part else b'""' for part in parts[1::2]]
    return b"".join(parts)


def _declared(text: bytes) -> Iterator[bytes]:
    """The names that a package has from this file, methods as `.Name`."""
    for receiver, function, group, names in _DECLARED.findall(text):
        if function:
            yield b"." + function if receiver else function
        elif names:
            yield from _WORDS.findall(names)
        elif group:
            members = _MEMBER.findall(group)
            yield from (name for indent, some in members if indent == members[0][0] for name in _WORDS.findall(some))


def _bound(text: bytes) -> Set[bytes]:
    """Names of variables and parameters; one with a capital is more likely to be the package's."""
    parts = [part.rpartition(b"\n")[2] for part in text.split(b":=")[:-1]]
    parts += _VARIABLE.findall(text)
    parts += _TYPED.findall(b"\n".join(_SIGNATURE.findall(text)))
    found = set(_WORDS.findall(b" ".join(parts))).difference(_RECEIVER.findall(text))
    return {name for name in found if not name[:1].isupper()}


def _uses(tokens: Sequence[bytes], line: int, hidden: Set[bytes], qualifiers: Set[bytes]) -> Mapping[bytes, int]:
    """What of words with their first selector may be declared in another file, with the first line of each."""
    found: dict[bytes, int] = {}
    place = 0
    for token in dict.fromkeys(tokens):
        if token in hidden or token[0] in _OTHER:
            continue
        before, place = place, tokens.index(token, place)
        line += b"".join(tokens[before:place]).count(b"\n")
        first, dot, second = token.partition(b".")
        if not dot:
            if first[-1] != _COLON:
                found.setdefault(first, line)
        elif first and (first not in hidden or first in qualifiers):
            found.setdefault(token.rstrip(b":"), line)
        else:
            for name in second.rstrip(b":").split(b"."):
                if not (name := name.strip())[:1].isupper():
                    found.setdefault(b"." + name, line)
    return found
