"""The impact set of a change: who depends on each of its files, how that compares, and what ways in are reached.

Transitive counts saturate: in many repositories most files reach most others. They are told and never scored; what
is compared is the number of direct dependents, with that of the other files here.
"""

import hashlib
import os
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from riskcheck import kinds
from riskcheck.apart import begun
from riskcheck.core.change import SUBMODULE, SYMLINK, Changeset, Patch, Skipped
from riskcheck.core.reach import Dependent, Entry, Impact, Package, Reach
from riskcheck.graph import entries, facts, languages, store
from riskcheck.graph.build import NOTHING, Builder, Changes, Entries
from riskcheck.graph.entries import Entrances
from riskcheck.graph.graph import Graph, united
from riskcheck.interfaces import routes
from riskcheck.repository import Repository

_NEAR = 2
# Reached files that are read for entries, nearest first.
_READ = 200
# Of the code that tests reach where they reach most of it.
_USUAL_SHARE = 0.6
_KINDS = ("code", "test", "migration")
_NO_FILES = (0, SYMLINK, SUBMODULE)
# Markup, styles and queries: nothing refers to them by an import.
_NO_PROGRAMS = (
    *(
        ".html",
        ".htm",
        ".css",
        ".scss",
        ".less",
        ".sql",
        ".graphql",
        ".gql",
        ".proto",
        ".erb",
        ".jinja",
        ".jinja2",
        ".j2",
    ),
    *(".twig", ".ejs", ".hbs", ".tmpl", ".in", ".am", ".ac", ".cmake", ".mk", ".bzl", ".s", ".asm"),
)


class Tree(NamedTuple):
    """The graph of a change, and the blob ids of the head by path."""

    graph: Graph
    entries: Entries


class Measured(NamedTuple):
    """A reach, what could not be measured of it, and the graph of the change that it rests on."""

    reach: Reach
    skipped: tuple[Skipped, ...] = ()
    graph: Graph = NOTHING


Listed = Callable[[], Entries]


def listing(changeset: Changeset, repository: Repository | None) -> Listed:
    """What gives the files of the base by blob id, which git lists meanwhile."""
    if repository is None or not changeset.base:
        return dict
    return begun(partial(repository.entries_at, changeset.base))


def measure(
    changeset: Changeset, repository: Repository | None, folder: str | None, limit: float, listed: Listed | None = None
) -> Measured:
    """How far a mistake in a change would spread, as far as there is time until `limit` on the monotonic clock.

    `folder` keeps what was read for the next run, unless it is None. `listed` is what `listing` gave, if it was begun
    before.
    """
    code = [patch for patch in changeset.patches if patch.kind in _KINDS]
    paths = tuple(sorted({patch.path for patch in code}))
    if repository is None:
        skipped = Skipped("dependents", "a bare diff does not say who uses what it changes")
        return Measured(Reach(unknown=paths), (skipped,))
    kept = store.Store(folder and os.path.join(folder, "graph.sqlite3"), _version())
    tree = _tree(changeset, Builder(repository, kept, limit), listed or listing(changeset, repository))
    if not tree.graph.is_whole:
        return Measured(Reach(unknown=paths), (Skipped("dependents", _overdue(tree.graph)),), tree.graph)
    found = reach(code, tree, Entrances(repository, kept))
    return Measured(found, tuple(_unknown(found.unknown)), tree.graph)


def _tree(changeset: Changeset, builder: Builder, listed: Listed) -> Tree:
    # The graph that was kept is read while git lists.
    base = builder.graph(changeset.base, listed) if changeset.base else NOTHING
    entries = listed()
    changes = _changes(changeset.patches)
    head = {path: blob for path, blob in entries.items() if path not in changes}
    head.update((path, blob) for path, (_, blob) in changes.items() if blob)
    if not base.is_whole:
        return Tree(base, head)
    now = {path: path if blob else None for path, (_, blob) in changes.items()}
    now |= {patch.source_path or "": patch.path for patch in changeset.patches if patch.change_type == "R"}
    return Tree(united(base, builder.updated(base, changes, head), now), head)


def _overdue(graph: Graph) -> str:
    left, done = (graph.unread, "read") if graph.unread else (len(graph.pending), "followed to what they use")
    total = len(graph.languages)
    return f"{left} of {total} files were not {done} before the deadline; the next run goes on from there"


def _changes(patches: Sequence[Patch]) -> Changes:
    """The blobs before and after by path; a rename is a file that goes and one that comes."""
    changes: dict[str, tuple[str | None, str | None]] = {}
    for patch in patches:
        source = None if patch.source_mode in _NO_FILES else patch.source_id
        if patch.source_path and patch.source_path != patch.path:
            if patch.change_type == "R":
                changes[patch.source_path] = (source, None)
            source = None
        changes[patch.path] = (source, None if patch.target_mode in _NO_FILES else patch.target_id)
    return changes


def _unknown(paths: Sequence[str]) -> Iterator[Skipped]:
    programs = [path for path in paths if not path.lower().endswith(_NO_PROGRAMS)]
    if programs:
        more = f" and {len(programs) - 1} more" if len(programs) > 1 else ""
        yield Skipped(
            "dependents", f"references are not read in the language of {programs[0]}{more}: unknown, not none"
        )


def _version() -> str:
    """What the extractors and the store are made of: with another one, everything is read anew."""
    digest = hashlib.sha256(sys.byteorder.encode())
    others = [Path(str(module.__file__)) for module in (entries, facts, kinds, routes, store)]
    for path in [*sorted(Path(languages.__file__).parent.rglob("*.py")), *others]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def reach(patches: Sequence[Patch], tree: Tree, entrances: Entrances) -> Reach:
    """How far a mistake in each of these files would spread."""
    graph = tree.graph
    code = {patch.path: patch.kind for patch in patches if patch.kind in _KINDS}
    known = sorted(path for path in code if path in graph.languages)
    scale = _Scale(graph)
    ways = {path: graph.within(path, _NEAR) for path in known}
    found, unread = _entries(ways, tree, entrances)
    totals = _totals(known, graph)
    return Reach(
        tuple(_impact(path, graph, ways[path], totals[path], scale, found) for path in known),
        tuple(path for path in sorted(code) if code[path] == "code" and languages.language_of(path) is None),
        unread,
    )


class _Total(NamedTuple):
    """How many files reach one at any distance."""

    others: int
    tests: int


def _totals(paths: Sequence[str], graph: Graph) -> dict[str, _Total]:
    found: dict[str, _Total] = {}
    for path in paths:
        if path in found:
            continue
        reaching = graph.reaching(path)
        tests = len(reaching & graph.tests)
        found[path] = _Total(len(reaching) - tests, tests)
        # Files that reach each other, as most do in many repositories, are reached by the same, and by each other.
        others = reaching.intersection(paths) - found.keys()
        for other in others & graph.reached_by([path]) if others else ():
            more = (path in graph.tests) - (other in graph.tests)
            found[other] = _Total(len(reaching) - tests - more, tests + more)
    return found


def _impact(
    path: str,
    graph: Graph,
    ways: Mapping[str, str],
    total: _Total,
    scale: "_Scale",
    entries: Mapping[str, Sequence[Entry]],
) -> Impact:
    direct = graph.dependents.get(path, ())
    reached = sorted(other for other in ways if other not in graph.tests)
    return Impact(
        path,
        tuple(
            Dependent(other, edge.line, edge.exact)
            for other in direct
            if other not in graph.tests
            for edge in (graph.edge(other, path),)
        ),
        len(reached),
        total.others,
        scale.percentile(len(direct)),
        total.tests or (0 if scale.is_tested(graph.languages[path]) else None),
        tuple(_packages(path, reached, ways)),
        tuple(entry for other in (path, *reached) for entry in entries.get(other, ())),
    )


class _Scale:
    """What the rest of the repository is like: the counts of dependents of those that have any, and its tests."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._tested: dict[str, bool] = {}
        self._counts = sorted(map(len, graph.dependents.values()))

    def percentile(self, count: int) -> float | None:
        return round(bisect_left(self._counts, count) / len(self._counts), 4) if count and self._counts else None

    def is_tested(self, language: str) -> bool:
        """Whether most of the code in a language is reached by tests, so that it tells something when a file is not."""
        if language not in self._tested:
            edges = self._graph.dependencies.keys() | self._graph.dependents.keys()
            # A file that nothing refers to and that refers to nothing is often empty.
            code = {path for path, other in self._graph.languages.items() if other == language and path in edges}
            code -= self._graph.tests
            reached = code & self._graph.reached_by(self._graph.tests)
            self._tested[language] = len(reached) >= _USUAL_SHARE * len(code) > 0
        return self._tested[language]


def _packages(path: str, reached: Sequence[str], ways: Mapping[str, str]) -> Iterator[Package]:
    """The packages that are reached, the largest first."""
    shared = os.path.commonpath([other.rpartition("/")[0] for other in (path, *reached)]) if reached else ""
    package_of = {other: _package(other, shared) for other in reached}
    nearest: dict[str, str] = {}
    for other in sorted(reached, key=lambda other: (len(_chain(path, other, ways)), other)):
        nearest.setdefault(package_of[other], other)
    for package, files in sorted(Counter(package_of.values()).items(), key=lambda row: (-row[1], row[0])):
        yield Package(package, files, _chain(path, nearest[package], ways))


def _package(path: str, shared: str) -> str:
    """The folder below what all have in common that a file is in; "." for a file that is in none."""
    folder = path.rpartition("/")[0]
    rest = folder.removeprefix(shared).strip("/")
    first = rest.partition("/")[0]
    return "/".join(part for part in (shared, first) if part) or "."


def _chain(path: str, other: str, ways: Mapping[str, str]) -> tuple[str, ...]:
    chain = [other]
    while chain[-1] != path:
        chain.append(ways[chain[-1]])
    return tuple(reversed(chain))


def _entries(
    ways: Mapping[str, Mapping[str, str]], tree: Tree, entrances: Entrances
) -> tuple[dict[str, tuple[Entry, ...]], int]:
    """The entries that reached files declare, and how many files were too many to read."""
    near = dict.fromkeys(ways)
    near.update(dict.fromkeys(other for way in ways.values() for other, via in way.items() if via in ways))
    near.update(dict.fromkeys(other for way in ways.values() for other in way))
    wanted = [path for path in near if path in tree.entries and path not in tree.graph.tests]
    found = entrances.entries({path: tree.entries[path] for path in wanted[:_READ]})
    return {path: some for path, some in found.items() if some}, max(len(wanted) - _READ, 0)
