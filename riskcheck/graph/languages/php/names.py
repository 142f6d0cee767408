"""What names mean in a PHP file: by its namespaces and its imports."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

_NAMESPACE = expression(rb"namespace(?<![\w$>\\]namespace)[ \t]++(?P<name>\w[\w\\]*+)?+[ \t\r\n]*+(?=[;{])")
_USE = expression(rb"use(?<![\w$>\\]use)[ \t\r\n]++(?![\s(])(?P<tree>[^;({]*+(?:(?<=\\)\{[^};]*+\}?)?)")
_BLANK: Final = bytes(10 if code == 10 else 32 for code in range(256))
_LONGEST: Final = 20_000
_KINDS: Final = ("function ", "const ")


class Names:
    """The namespaces and imports of a text whose first class begins at `first`.

    `imported` is every name that is imported, with its place; `rest` the text without these declarations; `single` says
    that a name means the same all over the file.
    """

    def __init__(self, text: bytes, first: int) -> None:
        self.imported: list[tuple[int, str]] = []
        self._aliases: dict[str, str] = {}
        self._functions: dict[str, str] = {}
        spaces = list(_NAMESPACE.finditer(text))
        self._begins = [match.start() for match in spaces]
        self._spaces = [(match["name"] or b"").decode("utf-8", "replace").strip("\\") for match in spaces]
        self.single = len(spaces) < 2
        kept, place = [], 0
        for match in sorted((*spaces, *_USE.finditer(text)), key=re.Match.start):
            start, tree = match.start(), match.groupdict().get("tree")
            if tree is not None and start > first and text[max(0, start - 1) : start] != b"\n":
                # Within a class it means traits, by names as anywhere else.
                continue
            if tree is not None:
                self._add(start, tree[:_LONGEST].decode("utf-8", "replace"))
            kept += [text[place:start], match[0].translate(_BLANK)]
            place = match.end()
        self.rest = b"".join((*kept, text[place:]))

    def within(self, place: int, name: str) -> str:
        """The full name of what is declared at a place."""
        at = bisect_right(self._begins, place) - 1
        return f"{self._spaces[at]}\\{name}" if at >= 0 and self._spaces[at] else name

    def whole(self, place: int, name: str) -> str:
        """The full name of the class that a name means at a place."""
        if name.startswith("\\"):
            return name[1:]
        head, slash, rest = name.partition("\\")
        known = self._aliases.get(head.lower())
        return f"{known}{slash}{rest}" if known else self.within(place, name)

    def function(self, place: int, name: str) -> str:
        """The full names that a function can have, each with a bar after it but the last."""
        if "\\" in name:
            return self.whole(place, name)
        known = self._functions.get(name.lower())
        inside = self.within(place, name)
        return known or (name if inside == name else f"{inside}|{name}")

    def _add(self, start: int, tree: str) -> None:
        kind = next((kind for kind in _KINDS if tree.startswith(kind)), "")
        for kind_of_one, path, alias in _expanded(tree[len(kind) :], kind):
            if kind_of_one == "function ":
                self._functions[alias.lower()] = path
            elif not kind_of_one:
                self._aliases[alias.lower()] = path
                self.imported.append((start, path))


def _expanded(tree: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """The kind, the full name and the alias of each import in a declaration, which may hold a group."""
    before, brace, group = tree.partition("{")
    prefix = before.strip().lstrip("\\") if brace else ""
    for part in (group.rstrip("}") if brace else before).split(","):
        own = next((own for own in _KINDS if part.strip().startswith(own)), "")
        words = part.strip()[len(own) :].split()
        if words:
            path = f"{prefix}{words[0]}".lstrip("\\")
            yield own or kind, path, words[2] if len(words) > 2 else path.rpartition("\\")[2]
