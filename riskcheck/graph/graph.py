"""Which file refers to which: edges within one tree, read in both directions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from riskcheck.graph.facts import Edge


@dataclass(frozen=True)
class Graph:
    """The files of a tree whose language is known, and the edges between them.

    `languages` holds every such file, `dependencies` those with edges, as codes by path of the dependency, `names` what
    files declare. `tests` are those of the files that are tests, `dynamic` those that also load by a computed name.
    `unread` counts the files that were not read in time: no edge at all is known then. `pending` are those whose edges
    were not found in time. While there are any of either, a missing edge means nothing.
    """

    languages: Mapping[str, str]
    dependencies: Mapping[str, Mapping[str, int]]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tests: frozenset[str] = frozenset()
    dynamic: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    unread: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every edge is known."""
        return not self.unread and not self.pending

    @cached_property
    def dependents(self) -> Mapping[str, tuple[str, ...]]:
        """The files that refer to a file, by its path, in the order of their paths."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self.dependencies):
            for target in self.dependencies[path]:
                found[target].append(path)
        return {path: tuple(paths) for path, paths in found.items()}

    def edge(self, path: str, dependency: str) -> Edge:
        """The edge from a file to one of its dependencies."""
        return Edge.coded(dependency, self.dependencies[path][dependency])

    def within(self, path: str, depth: int) -> dict[str, str]:
        """The files that reach a file in at most so many steps, each with the next file on a shortest way to it."""
        found: dict[str, str] = {}
        border = [path]
        for _ in range(depth):
            border = [
                found.setdefault(dependent, near) and dependent
                for near in border
                for dependent in self.dependents.get(near, ())
                if dependent != path and dependent not in found
            ]
        return found

    def reaching(self, path: str) -> set[str]:
        """Every file that reaches a file, at any distance."""
        return _closure([path], self.dependents) - {path}

    def reached_by(self, paths: Iterable[str]) -> set[str]:
        """Every file that these depend on, at any distance."""
        return _closure(paths, self.dependencies)


def _closure(paths: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    border = set(paths)
    while border:
        border = set().union(*(edges.get(path, ()) for path in border)) - found
        found |= border
    return found
