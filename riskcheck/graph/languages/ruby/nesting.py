"""Which modules and classes are around a place of a Ruby file."""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from riskcheck.expressions import expression

# Forms that begin with plain letters are searched for many times faster.
_OPENED: Final = tuple(
    expression(word + rb"[ \t]++(?P<name>(?:::)?[A-Z]\w*+(?:::[A-Z]\w*+)*+)(?P<rest>[^\n]*+)")
    for word in (b"class", b"module")
)
_CLOSED_AT_ONCE = expression(rb"\bend[ \t]*\Z")
_OPENS_ANOTHER = expression(rb"\s*+(?:class|module)[ \t]+[A-Z:]")
# More than any file has that a person wrote.
_MOST: Final = 2_000
_DEEPEST: Final = 12
_LONGEST: Final = 300


class _Scope(NamedTuple):
    begin: int
    end: int
    name: str
    around: "_Scope | None"
    chain: str
    depth: int


class Nesting:
    """The definitions of a text; each ends at an `end` with the indentation it began at.

    `names` are what they define, save for modules that only hold others; `places` is where the names stand.
    """

    def __init__(self, text: bytes) -> None:
        self.names: list[str] = []
        self.places: set[int] = set()
        self._scopes: list[_Scope] = []
        closing: dict[bytes, int] = {}
        for match in sorted((found for form in _OPENED for found in form.finditer(text)), key=re.Match.start)[:_MOST]:
            indent = text[max(0, match.start() - 200) : match.start()].rpartition(b"\n")[2]
            if not indent.strip(b" \t"):
                self._open(text, match, indent, closing)
        self._begins = [scope.begin for scope in self._scopes]

    def around(self, place: int) -> str:
        """The names of the definitions around a place, each after a bar, from the innermost."""
        scope = self._at(place)
        return scope.chain if scope else ""

    def within(self, place: int, name: str) -> str:
        """The whole name of a constant that is defined at a place."""
        scope = self._at(place)
        return f"{scope.name}::{name}" if scope else name

    def _at(self, place: int) -> _Scope | None:
        at = bisect_right(self._begins, place) - 1
        scope: _Scope | None = self._scopes[at] if at >= 0 else None
        while scope and scope.end <= place:
            scope = scope.around
        return scope

    def _open(self, text: bytes, match: re.Match[bytes], indent: bytes, closing: dict[bytes, int]) -> None:
        start, begin = match.start("name"), match.end()
        around = self._enclosing(start)
        name = match["name"].decode()
        whole = name[2:] if name.startswith("::") else f"{around.name}::{name}" if around else name
        self.places.add(start + (2 if name.startswith("::") else 0))
        depth = around.depth + 1 if around else 1
        if len(whole) > _LONGEST or depth > _DEEPEST:
            return
        if _CLOSED_AT_ONCE.search(match["rest"]):
            self.names.append(whole)
            return
        end = closing.get(indent, -1)
        if end < begin:
            found = text.find(b"\n" + indent + b"end", begin)
            end = closing[indent] = found if found >= 0 else len(text)
        if match[0].startswith(b"class") or not _OPENS_ANOTHER.match(text, begin):
            self.names.append(whole)
        chain = f"|{whole}{around.chain}" if around else f"|{whole}"
        self._scopes.append(_Scope(begin, end, whole, around, chain, depth))

    def _enclosing(self, place: int) -> _Scope | None:
        scope: _Scope | None = self._scopes[-1] if self._scopes else None
        while scope and scope.end <= place:
            scope = scope.around
        return scope
