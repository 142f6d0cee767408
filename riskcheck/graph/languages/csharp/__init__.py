"""C#: namespaces and their types, `using` of every form, global ones of a project, partial types, extension methods.

What a simple name means is decided as the compiler does: a type of the namespace around it, then one of the namespaces
further out, then those that are used. An extension method is found by its name alone, and that edge is not exact.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from typing import Final, NamedTuple

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts, Surroundings
from riskcheck.graph.languages.csharp.namespaces import Namespaces

CONFIGURATION: Final = ("*.csproj", "Directory.Build.props")

_PLAIN: Final = rb"(?:[^\"\\\n]++|\\.)*+\"?"
_VERBATIM: Final = rb"(?:[^\"]++|\"\")*+\"?"
_RAW: Final = rb"(?:[^\"]++|\"(?!\"\"))*+\"*+"
# What may have several lines, then what may have expressions in it. Where all alternatives begin with one class of
# characters, the search is several times as fast.
_HIDDEN = expression(
    rb"[/#\"'@$](?:(?<=/)/[^\n]*+|(?<=#)[^\n]*+"
    rb"|((?<=\")\"\"" + _RAW + rb"|(?<=@)\"" + _VERBATIM + rb"|(?<=/)\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?)"
    rb"|((?<=\$)(?:\${0,9}+\"\"\""
    + _RAW
    + rb"|@\""
    + _VERBATIM
    + rb"|\""
    + _PLAIN
    + rb")|(?<=@)\$\""
    + _VERBATIM
    + rb")"
    rb"|(?<=\")" + _PLAIN + rb"|(?<=')(?:[^'\\\n]++|\\.)*+'?)"
)
_HOLE = expression(rb"\{([^{}\n\"]++)")
# To begin with plain letters makes a search several times as fast; what stands before is looked at afterwards.
_USING = expression(
    rb"using(?<!\wusing)[ \t]++(?P<static>static[ \t]++)?"
    rb"(?:(?P<alias>\w++)[ \t]*+=[ \t]*+)?(?:global::)?(?P<name>\w[\w.]{0,300}+)[^\n;=({]*+;"
)
_SCOPE = expression(
    rb"\n(?P<indent>[ \t]*+)(?:\[[^\]\n]*+\][ \t]*+)*+(?:namespace[ \t]++(?P<namespace>[\w.]{1,300}+)"
    rb"|(?:(?:public|internal|private|protected|static|sealed|abstract|readonly|ref|unsafe|file|new|(?P<partial>partial))"
    rb"[ \t]++)*+(?:(?:class|struct|interface|enum|record(?:[ \t]++(?:class|struct))?+)[ \t]++(?P<type>\w++)"
    rb"|delegate[ \t]++[^\n(]*?(?<!\w)(?P<delegate>\w++)[ \t]*+(?:<[^\n(]{0,300}+)?\())"
)
_EXTENDED = expression(rb"\(\s*+this[ \t]")
_EXTENSION = expression(rb"([A-Z](?<!\w[A-Z])\w*+)[ \t]*+(?:<[^<>\n]*+(?:<[^<>\n]*+>[^<>\n]*+)*+>)?+\(\s*+this[ \t]")
# A call of a method, a member that is assigned, and the name after a type are no types, nor is one letter.
_CHAIN: Final = rb"[A-Z]\w*+(?:\.[A-Z]\w*+){0,9}+"
_TOKEN = expression(
    rb"[.\[:>A-Z](?:(?<=\.)[A-Z]\w*+(?=[(<])|(?<=\[)"
    + _CHAIN
    + rb"|(?<=:)[ \t]++"
    + _CHAIN
    + rb"|(?<=>)(?<!=>)\??(?:\[\])?[ \t]++[A-Z]\w*+|(?<=[A-Z])(?<![\w.].)"
    rb"(?:(?:(?<=new[ \t].)|(?<=new[ \t]{2}.))\w*+(?:\.[A-Z]\w*+){0,9}+"
    rb"|(?:\w*+(?:\.[A-Z]\w*+){1,9}+|\w++(?!\(|[ \t]*+=[^=>]))(?:\??(?:\[\])?[ \t]++[A-Z]\w*+(?!\.))?))"
)
_DOT: Final = ord(".")
_MORE: Final = ord(">")
_DEEPEST: Final = 1_000_000
_LONGEST: Final = 300


class _Declaration(NamedTuple):
    """A namespace of a file, or a type in it; `outer` says that no other type is around it."""

    space: bytes
    name: bytes = b""
    partial: bool = False
    outer: bool = False


def extract(content: bytes) -> Facts:
    """What a file uses of others; the types, extension methods and global usings that it declares.

    A reference is `@N` for a namespace that it is in, `=N`, `=A N.T` or `=. N.T` for a using, its alias and its static
    form, else `T`, `N.T` or `.Extension`. A name is `N:T`, `N:.Extension`, or a using after `+`.
    """
    text = b"\n" + _masked(content)
    declared = list(_declarations(text))
    usings, everywhere = _usings(text)
    names = [b"%b:%b" % (found.space, found.name) for found in declared if found.outer]
    if _EXTENDED.search(text):
        space = declared[0].space if declared else b""
        names += [b"%b:.%b" % (space, name) for name in _EXTENSION.findall(text)]
    # Other parts of a partial type are dependencies, and are found by its name.
    hidden = {found.name for found in declared if not found.partial}
    spaces = {b"@" + found.space: 1 for found in declared if not found.name}
    references = {**spaces, **usings, **_uses(text, hidden)}
    lines = zip(_texts(references), references.values(), strict=True)
    return Facts(dict(lines), _texts(dict.fromkeys([*names, *everywhere])))


def resolver(surroundings: Surroundings) -> Namespaces:
    """The types of a tree by namespace."""
    return Namespaces(surroundings)


def _texts(names: Collection[bytes]) -> tuple[str, ...]:
    return tuple(b"\n".join(names).decode("utf-8", "replace").split("\n")) if names else ()


def _masked(content: bytes) -> bytes:
    """The content without comments and texts, on the same lines."""
    parts = _HIDDEN.split(content)
    parts[1::3] = map(_blank, parts[1::3], parts[2::3])
    del parts[2::3]
    return b"".join(parts)


def _blank(long: bytes | None, formatted: bytes | None) -> bytes:
    lines = b"\n" * (long or formatted or b"").count(b"\n")
    return b"0 %b%b" % (b" ".join(_HOLE.findall(formatted)), lines) if formatted else b"0" + lines


def _usings(text: bytes) -> tuple[Mapping[bytes, int], Collection[bytes]]:
    """The usings of a file with their lines, and those that it gives to its whole project."""
    found: dict[bytes, int] = {}
    everywhere: dict[bytes, int] = {}
    line, place = 0, 0
    for match in _USING.finditer(text):
        before = text[text.rfind(b"\n", place, match.start()) + 1 : match.start()].strip(b" \t")
        if before not in (b"", b"global"):
            continue
        line += text.count(b"\n", place, match.start())
        place = match.start()
        alias = match["alias"] or (b"." if match["static"] else b"")
        name = b"=%b %b" % (alias, match["name"]) if alias else b"=" + match["name"]
        if before:
            everywhere[b"+" + name[1:]] = line
        found.setdefault(name, line)
    return found, everywhere


def _declarations(text: bytes) -> Iterator[_Declaration]:
    """The namespaces and types of a file; of types that are nested their indent tells."""
    spaces: list[tuple[int, bytes]] = [(-1, b"")]
    outermost = _DEEPEST
    for match in _SCOPE.finditer(text):
        indent = len(match["indent"].expandtabs(4))
        if match["namespace"]:
            while spaces[-1][0] >= indent:
                spaces.pop()
            around = spaces[-1][1] + b"." if spaces[-1][1] else b""
            spaces.append((indent, (around + match["namespace"])[:_LONGEST]))
            outermost = _DEEPEST
            yield _Declaration(spaces[-1][1])
        else:
            outermost = min(indent, outermost)
            name = match["type"] or match["delegate"]
            yield _Declaration(spaces[-1][1], name, bool(match["partial"]), indent == outermost)


def _uses(text: bytes, hidden: Set[bytes]) -> Mapping[bytes, int]:
    """The names that may be declared in another file, with the first line of each."""
    found: dict[bytes, int] = {}
    seen: set[bytes] = set()
    line = place = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in seen:
            continue
        seen.add(token)
        if token[0] == _MORE:
            continue
        start = match.start()
        line += text.count(b"\n", place, start)
        place = start
        if token[0] == _DOT:
            found.setdefault(token, line)
        else:
            chain = token.lstrip(b" [:\t").split(None, 1)[0].rstrip(b"?[]")
            first, _, last = chain.partition(b".")
            if first not in hidden:
                found.setdefault(chain, line)
            if last:
                found.setdefault(b"." + last.rpartition(b".")[2], line)
    return found
