"""Go: packages by module, `replace` and workspace, and the files of a package that declare the names a file uses.

A package is a folder, and its files see each other's names without an import. So an import alone says little: what
counts are the names used with it, `pkg.Name`, and where they are declared. A method that is not exported is found by
its name alone, where one other file of the package has it: that edge is not exact. Others would be wrong too often.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts, Surroundings
from riskcheck.graph.languages.go.packages import Packages

CONFIGURATION: Final = ("go.mod", "go.work")

_WORD: Final = rb"[\w\x80-\xff]++"
_LIST: Final = _WORD + rb"(?:,[ \t]*+" + _WORD + rb"){0,50}+"
_COMMENT: Final = rb"\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?"
# Before the first declaration every text in quotes is the path of an import.
_HEAD = expression(
    rb"//[^\n]*+|/" + _COMMENT + rb"|^package[ \t]++(?P<package>" + _WORD + rb")|^(?P<end>func|type|var|const)\b"
    rb"|(?:(?<![\w.\x80-\xff])(?P<alias>[\w.\x80-\xff]++)[ \t]*+)?[\"`](?P<path>[^\"`\n]{0,300}+)[\"`]",
    re.MULTILINE,
)
# Where all alternatives begin with one class of characters, the search is several times as fast.
_HIDDEN = expression(
    rb"[/\"'`](?:(?<=/)/[^\n]*+|(?<=\")(?:[^\"\\\n]++|\\.)*+\"?|(?<=')(?:[^'\\\n]++|\\.)*+'?"
    rb"|((?<=`)[^`]*+`?|(?<=/)" + _COMMENT + rb"))"
)
# The texts between declarations, each with what is declared: a receiver, a function, a group, or names.
_DECLARED = expression(
    rb"\n(?:func[ \t]*+(\([^)\n]*+\))?+[ \t]*+(" + _WORD + rb")"
    rb"|(?:type|var|const)[ \t]*+(?:\(([^\n]*+(?:(?<!\))(?:\n(?!\))[^\n]*+)++)?+)|(" + _LIST + rb")))"
)
_PARTS: Final = 5
_MEMBER = expression(rb"^([ \t]++)(" + _LIST + rb")", re.MULTILINE)
# The name of a field or parameter on a line of its own is no use of it, nor is a key.
_FIELD = expression(rb"\n[ \t]++" + _LIST + rb"[ \t]++(?=[\w*\[\x80-\xff])")
_CONTINUED = expression(rb"\.(\s++)(?=[\w\x80-\xff])")
_WORDS = expression(_WORD)
_SIGNATURE = expression(rb"func\b[^\n{]*+")
_VARIABLE = expression(rb"var(?<!\wvar)[ \t]++" + _LIST)
_RECEIVER = expression(rb"\((?:" + _WORD + rb"[ \t]++)?\*?(" + _WORD + rb")")
_TYPED = expression(rb"[(,][ \t]*+(" + _LIST + rb")[ \t]++(?=[\w*\[.(<\x80-\xff])")
# No code of Go has these bytes.
_LINE: Final = b"\0"
_KEY: Final = b"\1"
_KEPT: Final = bytes(
    byte if byte > 127 or bytes([byte]).isalnum() or byte in b"_." + _LINE + _KEY else ord(" ") for byte in range(256)
)
# What begins so is a line or a number.
_OTHER: Final = _LINE + _KEY + b"0123456789"
_RESERVED: Final = frozenset(
    b"break case chan const continue default defer else fallthrough for func go goto if import interface map package"
    b" range return select struct switch type var nil true false iota any bool byte comparable complex64 complex128"
    b" error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr append cap"
    b" clear close complex copy delete imag len make max min new panic print println real recover init main _".split()
)


def extract(content: bytes) -> Facts:
    """The imports of a file and the names it may have from others; its package and the names that it declares.

    A reference is `"path"alias` for an import, `x.Name`, `.name` after any other value, or `Name`.
    """
    package, start, imports = _head(content)
    text = b"\n" + _masked(content[start:])
    parts = _DECLARED.split(text)
    declared = dict.fromkeys(_declared(parts))
    hidden = _RESERVED | _bound(text, parts) | declared.keys()
    qualifiers = frozenset(_WORDS.findall(b" ".join(imports)))
    used = _uses(_words(parts), content.count(b"\n", 0, start), hidden, qualifiers)
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
            imports.setdefault(b'"%b"%b' % (match["path"], alias), line)
    return package, len(content), imports


def _texts(names: Collection[bytes]) -> tuple[str, ...]:
    return tuple(b"\n".join(names).decode("utf-8", "replace").split("\n")) if names else ()


def _masked(content: bytes) -> bytes:
    """The content without comments and texts, on the same lines."""
    parts = _HIDDEN.split(content)
    parts[1::2] = [b"\n" * part.count(b"\n") if part else b'""' for part in parts[1::2]]
    return b"".join(parts)


def _declared(parts: Sequence[bytes]) -> Iterator[bytes]:
    """The names that a package has from this file, methods as `.Name`."""
    for receiver, function, group, names in zip(*(parts[place::_PARTS] for place in range(1, _PARTS)), strict=True):
        if function:
            yield b"." + function if receiver else function
        elif names:
            yield from _WORDS.findall(names)
        elif group:
            members = _MEMBER.findall(group)
            yield from (name for indent, some in members if indent == members[0][0] for name in _WORDS.findall(some))


def _bound(text: bytes, parts: Sequence[bytes]) -> Set[bytes]:
    """Names of variables and parameters; one with a capital is more likely to be the package's."""
    found = [part.rpartition(b"\n")[2] for part in text.split(b":=")[:-1]]
    found += _VARIABLE.findall(text)
    found += _TYPED.findall(b"\n".join(_SIGNATURE.findall(text)))
    receivers = _RECEIVER.findall(b" ".join(filter(None, parts[1::_PARTS])))
    names = set(b" ".join(found).replace(b".", b" ").translate(_KEPT).split()).difference(receivers)
    return {name for name in names if not name[:1].isupper()}


def _words(parts: Sequence[bytes]) -> Sequence[bytes]:
    """The words of a text with their selectors, without those that are declared, and where lines end."""
    texts = list(parts)
    texts[1::_PARTS] = [b"\n" + (receiver or b"") for receiver in parts[1::_PARTS]]
    texts[2::_PARTS] = texts[4::_PARTS] = [b""] * (len(parts) // _PARTS)
    texts[3::_PARTS] = [group or b"" for group in parts[3::_PARTS]]
    text = _FIELD.sub(b"\n", b"".join(texts))
    if b".\n" in text:
        text = _CONTINUED.sub(rb"\1.", text)
    text = text.replace(b"...", b" ").replace(b": ", _KEY + b" ").replace(b"\n", b" " + _LINE + b" ")
    return text.translate(_KEPT).split()


def _uses(words: Sequence[bytes], line: int, hidden: Set[bytes], qualifiers: Set[bytes]) -> Mapping[bytes, int]:
    """What of words may be declared in another file, with the first line of each."""
    found: dict[bytes, int] = {}
    place = 0
    for word in dict.fromkeys(words):
        if word in hidden:
            continue
        first, dot, rest = word.partition(b".")
        if dot:
            names = _selected(first, rest.rstrip(_KEY), first in hidden and first not in qualifiers)
            new = [name for name in names if name not in found and name not in hidden]
        else:
            new = [] if word[-1:] == _KEY else [word]
        if new and word[0] not in _OTHER:
            before, place = place, words.index(word, place)
            line += words[before:place].count(_LINE)
            for name in new:
                found[name] = line
    return found


def _selected(first: bytes, rest: bytes, local: bool) -> list[bytes]:
    """The names of other files that may stand in a word with its selectors, of which the first may be local."""
    found = []
    if first and not local:
        second, _, rest = rest.partition(b".")
        found.append(first + b"." + second if second else first)
    return [*found, *(b"." + name for name in rest.split(b".") if name and not name[:1].isupper())]
