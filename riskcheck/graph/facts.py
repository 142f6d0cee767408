"""What one file says about others: the references in it and the names it declares, by its content alone."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

_NONE: Final[Mapping[str, int]] = MappingProxyType({})


class Facts(NamedTuple):
    """What is in a file, whatever its path: two files with one content share it.

    `references` are what it refers to, as its language writes it, with the first 1-based line of each. `names` are
    what others can name it by where a path does not say that (a package with its types). `dynamic` says that it also
    loads by a name that is only known when it runs.
    """

    references: Mapping[str, int] = _NONE
    names: tuple[str, ...] = ()
    dynamic: bool = False

    def as_text(self) -> str:
        """All of it in one line of JSON."""
        return json.dumps([dict(self.references), self.names, self.dynamic], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Facts":
        """The facts of which that is the text; ValueError where it is none."""
        references, names, dynamic = json.loads(text)
        if not isinstance(references, dict):
            raise ValueError("references of another shape")
        return cls(references, tuple(names), bool(dynamic))


class Edge(NamedTuple):
    """A reference that was resolved: `path` is the dependency. An edge that is not exact is a match of names."""

    path: str
    line: int
    exact: bool = True

    @property
    def code(self) -> int:
        """The line and whether it is exact in one number: a graph has tens of thousands of edges."""
        return 2 * self.line + self.exact

    @classmethod
    def coded(cls, path: str, code: int) -> "Edge":
        """The edge to a path with that code."""
        return cls(path, code >> 1, bool(code & 1))


@dataclass(frozen=True)
class Surroundings:
    """What resolving has to know of a tree: paths, the names that files declare, and what configures paths."""

    paths: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    configuration: Mapping[str, bytes]


# A part of a reference or name, or several parts that a file holds all of.
Word = str | tuple[str, ...]


class Resolver(Protocol):
    """Finds the files of one language, and of one tree, that references are to."""

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The dependencies of a file inside the repository; the same path may come more than once."""

    def words(self, path: str, names: Collection[str]) -> Collection[Word] | None:
        """Words one of which a file holds if its references can mean something else now; None where any file can.

        The file at `path` came, went, or declares other `names`, which are those of before and after.
        """


class Language(Protocol):
    """A module of `graph.languages`."""

    # Patterns for the names of files that configure how paths are resolved; a change to one resolves everything anew.
    CONFIGURATION: tuple[str, ...]

    def extract(self, content: bytes) -> Facts:
        """The facts of one file."""

    def resolver(self, surroundings: Surroundings) -> Resolver:
        """A resolver for one tree."""
