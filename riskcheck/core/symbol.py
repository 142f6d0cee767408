"""The definitions that a change touches, and where else their names are used."""

from dataclasses import dataclass
from typing import Literal

SymbolKind = Literal[
    "function", "class", "method", "property", "constant", "route", "table", "column", "key", "message", "field"
]
SymbolChange = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class SymbolUse:
    """A line of another file that names a symbol.

    An exact one is in a file that depends on the one with the definition; any other is a match of names.
    """

    path: str
    line: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something with a name that a change touches, and its uses, tests apart.

    `name` is dotted inside the file. `line` is on the head side, or on the base side of what was removed. `body` says
    that more than its header changed. `uses_here` counts lines of the same file, `uses_in_tests` lines of tests. What
    is private, short or defined in many places is not `searched`: its uses elsewhere are unknown, not none.
    """

    name: str
    kind: SymbolKind
    path: str
    line: int
    change: SymbolChange
    body: bool = True
    searched: bool = True
    uses: tuple[SymbolUse, ...] = ()
    uses_here: int = 0
    uses_in_tests: int = 0

    @property
    def exact_uses(self) -> tuple[SymbolUse, ...]:
        """The uses that are more than a match of names."""
        return tuple(use for use in self.uses if use.exact)
