"""Which file refers to which: edges within one tree, read in both directions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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


def united(base: Graph, head: Graph, changed: Mapping[str, str | None]) -> Graph:
    """The graph of a change: that of the head, with who still refers to what the change took away.

    In many languages a reference leads to a file by a name that it declares, and in all by its path: in the head alone,
    nobody refers to what is gone. `changed` has the path of each changed file now; None where there is none any more.
    """
    taken = {
        path
        for path, now in changed.items()
        if now != path or not {*base.names.get(path, ())} <= {*head.names.get(path, ())}
    }
    dependencies = dict(head.dependencies)
    for path, before in base.dependencies.items():
        after = head.dependencies.get(path, {})
        if before is after or path not in head.languages:
            continue
        targets = taken if path in changed else changed
        lost = {
            target: code
            for target, code in before.items()
            if target in targets and (target not in after or _is_exact(code) > _is_exact(after[target]))
        }
        if path in changed:
            # The change may have led its references elsewhere: that they still lead here is a guess from names.
            lost = {target: code if changed[target] == target else _guessed(code) for target, code in lost.items()}
        if lost:
            moved = {now: code for target, code in lost.items() if (now := changed[target]) and now != path}
            dependencies[path] = {**moved, **after, **lost}
    languages = {**base.languages, **head.languages}
    return replace(head, languages=languages, dependencies=dependencies, tests=base.tests | head.tests)


def _guessed(code: int) -> int:
    return Edge.coded("", code)._replace(exact=False).code


def _is_exact(code: int) -> bool:
    return Edge.coded("", code).exact


def _closure(paths: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    border = set(paths)
    while border:
        border = set().union(*(edges.get(path, ()) for path in border)) - found
        found |= border
    return found
