"""Which of the files that write a name mean one definition of it, as the graph of files tells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from riskcheck.graph.facts import Edge
from riskcheck.graph.graph import Graph
from riskcheck.graph.languages import language_of
from riskcheck.graph.mentions import Mention, family_of
from riskcheck.graph.touched import Touched
from riskcheck.interfaces.reliance import is_distinctive

_MOST_DEFINERS: Final = 5
# An import of many names takes so many lines at most.
_IMPORT_LINES: Final = 60
_PASSING: Final = ("__init__", "index", "mod", "lib")
_SELVES: Final = frozenset({"self", "cls", "this", "super", "Self", "crate", "parent", "static"})
# Without an import of the name, or its module in front, it means something else.
_BOUND: Final = frozenset({"python", "javascript", "rust"})
HEADERS: Final = (".h", ".h++", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".ipp", ".tcc", ".tpp")
# Here a function is handed on by its name alone.
_VALUES: Final = frozenset({"python", "javascript", "go", "rust", "c"})


class Line(NamedTuple):
    """A mention and the 1-based line that it is in."""

    number: int
    mention: Mention


# The mentions of one name, by file.
Mentions = Mapping[str, Sequence[Line]]


class Meaning:
    """What the name of one definition means in other files."""

    def __init__(self, touched: Touched, mentions: Mentions, graph: Graph) -> None:
        self._touched = touched
        self._graph = graph
        self._path = touched.symbol.path
        self._language = graph.languages.get(self._path)
        self._definers = {
            path
            for path, lines in mentions.items()
            if path != self._path and any(line.mention.role == "definition" for line in lines)
        }
        self._tells = is_distinctive(touched.words[0])
        passing = {
            path
            for path, lines in mentions.items()
            if any(line.mention.role in ("import", "listed", "prototype") for line in lines)
        }
        self._homes = self._declaring(passing)
        self._direct = {path for home in self._homes for path in graph.dependents.get(home, ())}
        passed_on = {path for path in self._direct if path in passing or _stem(path) in _PASSING}
        self._through = including(self._homes, graph) if touched.family == "c" else passed_on
        self._reaching = self._direct | {path for middle in self._through for path in graph.dependents.get(middle, ())}
        self._modules = {self._as_compared(_module(path)) for path in (*self._homes, *passed_on)}

    @property
    def is_common(self) -> bool:
        """Whether so many files define the name that it says nothing alone."""
        return len(self._definers) > _MOST_DEFINERS

    def uses(self, path: str, lines: Sequence[Line]) -> list[tuple[int, bool]]:
        """The lines of a file that use the definition, each with whether that is more than a match of names."""
        owner = self._touched.owner
        if path == self._path:
            return []
        if any(line.mention.role == "definition" for line in lines) and not self._is_imported(path, lines):
            # It has one of that name itself, and means the other where it names its class.
            lines = [line for line in lines if owner and line.mention.through == owner]
        if path in self._reaching and self._graph.languages.get(path) == self._language:
            bound = self._is_bound(path, lines)
            found = [line for line in lines if self._is_use(path, line) and self._means(path, line.mention, bound)]
            exact = self._is_exact(path)
            return [(line.number, exact) for line in found] if exact or self._is_alone else []
        if not self._is_alone or not self._is_unknown(path):
            return []
        return [(line.number, False) for line in lines if self._is_use(path, line) and self._fits(line.mention)]

    def _declaring(self, passing: Set[str]) -> set[str]:
        """The file of the definition, and headers that declare it for others."""
        if self._touched.family != "c":
            return {self._path}
        return {self._path, *(passing & self._graph.reached_by([self._path]))}

    @property
    def _is_alone(self) -> bool:
        return self._tells and not self._definers

    def _is_unknown(self, path: str) -> bool:
        """Whether a file may use the definition though the graph does not say so."""
        # Objects of many kinds have an attribute of one name, and fewer a method.
        if family_of(path) != self._touched.family or self._touched.symbol.kind == "property":
            return False
        return path not in self._graph.languages or path in self._graph.dynamic or language_of(self._path) is None

    def _is_exact(self, path: str) -> bool:
        return any(edge.exact for edge in self._edges(path))

    def _is_imported(self, path: str, lines: Sequence[Line]) -> bool:
        return any(line.mention.role == "import" or self._is_listed(path, line) for line in lines)

    def _is_bound(self, path: str, lines: Sequence[Line]) -> bool:
        """Whether the name alone is the definition; that of a member where Java imports it by its class."""
        owner = self._touched.owner
        if not owner or self._touched.family != "java":
            return self._is_imported(path, lines)
        return any(each.role == "import" and each.through == owner for _, each in lines)

    def _is_listed(self, path: str, line: Line) -> bool:
        """Whether a name that stands alone on a line is a part of an import of the definition."""
        if line.mention.role != "listed":
            return False
        return any(abs(edge.line - line.number) <= _IMPORT_LINES for edge in self._edges(path))

    def _edges(self, path: str) -> Iterator[Edge]:
        """The edges by which a file gets the definition."""
        dependencies = self._graph.dependencies.get(path, {})
        return (self._graph.edge(path, home) for home in self._homes | self._through if home in dependencies)

    def _is_use(self, path: str, line: Line) -> bool:
        role = line.mention.role
        return role == "use" or (role == "listed" and not self._is_listed(path, line))

    def _fits(self, mention: Mention) -> bool:
        """Whether a name is written as a definition of its kind is used."""
        symbol = self._touched.symbol
        called = mention.called or symbol.kind not in ("function", "method") or self._touched.family == "ruby"
        if self._touched.owner:
            return mention.through is not None and called
        return called or (symbol.kind == "function" and self._touched.family in _VALUES)

    def _means(self, path: str, mention: Mention, bound: bool) -> bool:
        """Whether a name in a file that reaches the definition is that one."""
        owner, through = self._touched.owner, mention.through
        if owner and through is None and bound and self._touched.family == "java":
            return mention.called
        if not self._fits(mention):
            return False
        if owner:
            alone = self._tells and not self._touched.shared and self._as_compared(through) not in self._modules
            return through == owner or (alone and self._is_only_one(path))
        if through is None:
            return self._is_bare(path, bound)
        module = self._as_compared(through)
        if module in self._modules:
            return not any(self._as_compared(_module(other)) == module for other in self._others(path))
        return through not in _SELVES and self._is_alone and path in self._direct

    def _as_compared(self, module: str | None) -> str | None:
        """What a module is compared by: each file of JavaScript has a name of its own for another."""
        loose = module is not None and self._touched.family == "javascript"
        return re.sub(r"[-_]", "", module or "").lower() if loose else module

    def _is_bare(self, path: str, bound: bool) -> bool:
        family = self._touched.family
        if family == "go":
            return path.rpartition("/")[0] == self._path.rpartition("/")[0]
        if family in _BOUND:
            return bound or (self._is_alone and path in self._direct)
        return bound or (not self.is_common and self._is_only_one(path))

    def _is_only_one(self, path: str) -> bool:
        """Whether no other file that this one depends on defines the name."""
        return not self.is_common and not self._others(path)

    def _others(self, path: str) -> Set[str]:
        """The other files that a file depends on and that define the name."""
        return self._definers & self._graph.dependencies.get(path, {}).keys()


def including(homes: Iterable[str], graph: Graph) -> set[str]:
    """The headers that include one of these files, directly or by way of others: C passes on all they have."""
    found: set[str] = set()
    border = [*homes]
    while border:
        more = {path for home in border for path in graph.dependents.get(home, ()) if path.endswith(HEADERS)}
        border = [*(more - found)]
        found |= more
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _module(path: str) -> str:
    """The name that a module or package goes by."""
    folder, _, _ = path.rpartition("/")
    inside = _stem(path) in _PASSING or path.endswith(".go")
    return folder.rpartition("/")[2] if inside else _stem(path)
