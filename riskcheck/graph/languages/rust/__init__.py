"""Rust: modules, paths through `crate`, `self`, `super` and the packages of a workspace, re-exports, macros.

Source: https://doc.rust-lang.org/reference/items/use-declarations.html and paths.html beside it.

References are `path` or `name=path` from a `use`, `~path` from an expression, `!name` for a macro, `mod name[=file]`,
and `?A B`: the types that a file names, where it imports everything of some module. Names are `mod name[=file]`,
`use name=path` for what is re-exported, `!name` for macros, and the public definitions.
"""

from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts
from riskcheck.graph.languages.rust.modules import Modules as Modules
from riskcheck.graph.languages.rust.modules import resolver as resolver
from riskcheck.graph.languages.rust.scopes import Scopes
from riskcheck.graph.languages.rust.uses import expanded

CONFIGURATION: Final = ("Cargo.toml",)

# Each form begins with plain letters, which makes searching for it many times faster; what stands before is looked at
# afterwards. None can fail late: what follows the first characters always matches.
_LINE_COMMENT = expression(rb"//[^\n]*+")
_COMMENT = expression(rb'/\*(?<![\w"/*.]/\*)(?:[^*]++|\*(?!/))*+(?:\*/)?')
_RAW_TEXT = expression(rb'r#(?<!\wr#)#{0,3}"(?:[^"]++|"(?!#))*+')
_USE = expression(rb"use(?<!\wuse)\s[^;]*+")
_EXTERN = expression(rb"extern crate (\w+)(?: as (\w+))?")
_BEFORE_USE = expression(rb"(?:^|[\n;{}\]])[ \t]*(?P<pub>pub(?:\([^()\n]*\))?[ \t]+)?\Z")
_MODULE = expression(rb"mod(?<!\wmod)[ \t]+(?:r#)?(\w+)\s*+([;{])")
_PATH = expression(
    rb'#\[path\s{0,9}=\s{0,9}"(?P<file>[^"\n]{1,300})"\]\s{0,99}'
    rb"(?:#\[[^\]\n]{0,200}\]\s{0,99}){0,8}+(?:pub(?:\([^()\n]{0,99}\))?\s{1,99})?(?P<mod>mod)\s"
)
_PUBLIC = expression(
    rb'pub(?<!\wpub)(?:\([^)\n]*\))?\s(?:(?:async|unsafe|const|default|extern "[^"\n]*")\s){0,4}'
    rb"(?:fn|struct|enum|trait|type|const|static|union|mod)\s{1,9}(?:r#)?(\w+)"
)
_MACRO = expression(rb"macro_rules!\s*+(\w+)")
_CALL = expression(rb"!\s?[({\[]")
_CHAIN = expression(rb"::\w++(?:::\w++)*+")
_HEAD = expression(rb"(?<![\w:])[a-z_]\w*\Z")
_ATTRIBUTE = expression(rb'\s*[a-z_]+ = "')
_INCLUDED = expression(rb'include!(?<!\winclude!)\(\s{0,20}"([^"\n]{1,300})"')
_TYPE = expression(rb"\b[A-Z]\w*")
_BLANK: Final = bytes(10 if code == 10 else 32 for code in range(256))
_LONGEST_NAME: Final = 48
_MARGIN: Final = 80
_LONGEST_PATH: Final = 500
_ATTRIBUTES: Final = 200
_STANDARD: Final = frozenset(
    b"std core alloc clippy bool char str f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split()
)
_STANDARD_MACROS: Final = frozenset(
    b"assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert debug_assert_eq debug_assert_ne env "
    b"eprint eprintln file format format_args include include_bytes include_str line matches module_path option_env "
    b"panic print println stringify thread_local todo unimplemented unreachable vec write writeln macro_rules".split()
)


def extract(content: bytes) -> Facts:
    """What a file uses and defines, with the inline modules around a `use` already applied."""
    return _Reading(_code(content)).facts()


def _code(content: bytes) -> bytes:
    """The content without comments and raw strings, each line at its place."""
    text = _LINE_COMMENT.sub(b"", content)
    for mark, form in ((b"/*", _COMMENT), (b'r#"', _RAW_TEXT), (b'r##"', _RAW_TEXT)):
        if mark in text:
            text = form.sub(lambda match: match[0].translate(_BLANK), text)
    return text


class _Reading:
    """One file that is being read."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._scopes = Scopes(text, _MODULE)
        self._found: dict[str, int] = {}
        self._names: dict[str, None] = {}
        self._place, self._line = 0, 1

    def facts(self) -> Facts:
        """Everything that was found."""
        self._read_modules()
        self._read_uses()
        for read in (self._read_chains, self._read_macros, self._read_types):
            self._place, self._line = 0, 1
            read()
        self._names |= dict.fromkeys(self._macros())
        self._names |= dict.fromkeys(match[1].decode() for match in _PUBLIC.finditer(self._text))
        return Facts(self._found, tuple(self._names))

    def _line_of(self, place: int) -> int:
        self._line += self._text.count(b"\n", self._place, place)
        self._place = place
        return self._line

    def _read_modules(self) -> None:
        paths = {match.start("mod"): match["file"] for match in _PATH.finditer(self._text) if b"#[path" in self._text}
        for match in _MODULE.finditer(self._text):
            if match[2] == b";":
                inside = "/".join((*self._scopes.around(match.start()), match[1].decode()))
                file = paths.get(match.start(), b"").decode("utf-8", "replace")
                name = f"mod {inside}={file}" if file else f"mod {inside}"
                self._found.setdefault(name, self._line_of(match.start()))
                self._names[name] = None
        self._place, self._line = 0, 1

    def _read_uses(self) -> None:
        kept, place = [], 0
        for match in _USE.finditer(self._text):
            start = match.start()
            public = self._publishes(start)
            if public is not None:
                self._add_uses(match[0][3:], start, public)
                kept += [self._text[place:start], match[0].translate(_BLANK)]
                place = match.end()
        self._text = b"".join((*kept, self._text[place:]))
        for match in _EXTERN.finditer(self._text):
            name, alias = match[1].decode(), (match[2] or match[1]).decode()
            self._found.setdefault(f"{alias}=::{name}", self._text.count(b"\n", 0, match.start()) + 1)

    def _publishes(self, start: int) -> bool | None:
        """Whether a `use` is public; None where it is none."""
        first = max(0, start - _MARGIN)
        feed = self._text.rfind(b"\n", first, start)
        if feed >= 0 and not self._text[feed + 1 : start].strip(b" \t"):  # as most are
            return False
        before = _BEFORE_USE.search(self._text, first, start)
        return bool(before["pub"]) if before else None

    def _add_uses(self, tree: bytes, start: int, public: bool) -> None:
        line = self._line_of(start)
        around = self._scopes.around(start)
        for name, parts in expanded(tree):
            path = "::".join(_normal(parts, around))
            if path in ("self", "self::*"):
                continue
            self._found.setdefault(path if path.endswith(f":{name}") else f"{name}={path}", line)
            if public and not around:
                self._names[f"use {name}={path}"] = None

    def _read_chains(self) -> None:
        seen = set()
        for match in _CHAIN.finditer(self._text):
            start = match.start()
            before = self._text[max(0, start - _LONGEST_NAME) : start]
            key = (before[before.rfind(b" ") + 1 :], match[0])
            if key in seen or len(match[0]) > _LONGEST_PATH:
                continue
            seen.add(key)
            head = _HEAD.search(before)
            name = head[0] if head else b""
            if not head and (before[-1:].isalnum() or before[-1:] in (b"_", b">", b":")):
                continue
            first = name or match[0].split(b"::", 2)[1]
            if first not in _STANDARD and not self._is_text(start - len(name)):
                self._add_chain(name, match[0], start)

    def _is_text(self, place: int) -> bool:
        """Whether a place is inside of a string that is not the value of an attribute, where strings hold paths."""
        before = self._text[max(0, place - _ATTRIBUTES) : place].rpartition(b"\n")[2]
        return before.count(b'"') % 2 == 1 and b"#[" not in before and not _ATTRIBUTE.fullmatch(before)

    def _add_chain(self, head: bytes, chain: bytes, start: int) -> None:
        parts = [head.decode(), *chain.decode("utf-8", "replace").split("::")[1:]]
        around = self._scopes.around(start) if head in (b"self", b"super") else ()
        parts = list(_until_type(_normal(parts, around)))
        if len(parts) > 1 + (not head):
            self._found.setdefault("~" + "::".join(parts), self._line_of(start))

    def _read_macros(self) -> None:
        for match in _CALL.finditer(self._text):
            start = match.start()
            head = _HEAD.search(self._text, max(0, start - _LONGEST_NAME), start)
            if head and head[0] not in _STANDARD_MACROS:
                self._found.setdefault(f"!{head[0].decode()}", self._line_of(start))

    def _macros(self) -> Iterator[str]:
        """The macros of the file; one with `#[macro_export]` also belongs to the root of its crate."""
        for match in _MACRO.finditer(self._text):
            name = match[1].decode()
            yield f"!{name}"
            if b"#[macro_export" in self._text[max(0, match.start() - _ATTRIBUTES) : match.start()].rpartition(b"}")[2]:
                yield f"!!{name}"

    def _read_types(self) -> None:
        globs = [line for name, line in self._found.items() if name.endswith("::*")]
        if globs:
            types = sorted(set(_TYPE.findall(self._text)))
            self._found["?" + b" ".join(types).decode("utf-8", "replace")] = globs[0]
        for match in _INCLUDED.finditer(self._text):
            self._found.setdefault(f"mod ={match[1].decode('utf-8', 'replace')}", self._line_of(match.start()))


def _normal(parts: list[str], around: tuple[str, ...]) -> list[str]:
    """A path as it would be written at the top of its file: `super` leaves an inline module first."""
    if not around or parts[0] not in ("self", "super"):
        return parts
    left = list(around)
    rest = parts[1:] if parts[0] == "self" else parts
    while left and rest and rest[0] == "super":
        left.pop()
        rest = rest[1:]
    return rest if rest and rest[0] == "super" else ["self", *left, *rest]


def _until_type(parts: list[str]) -> Iterator[str]:
    """A path up to the first name that is no module by custom: what follows belongs to a type."""
    for part in parts:
        yield part
        if part[:1].isupper():
            return
