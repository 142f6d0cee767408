"""The graph of a tree: read from git objects, with what earlier runs have read, and only what changed anew.

A tree differs from one that was seen before in a few files, and only their references are read and resolved anew.
Where paths come or go, where a file declares other names, or where one that configures paths changes, every file of
that language is resolved anew, from facts that were kept: a warm graph equals a cold one.
"""

import fnmatch
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from riskcheck.graph import languages
from riskcheck.graph.blobs import LARGEST
from riskcheck.graph.facts import Edge, Facts, Resolver, Surroundings, Word
from riskcheck.graph.graph import Graph
from riskcheck.graph.reading import read
from riskcheck.graph.store import Store
from riskcheck.kinds import is_test
from riskcheck.repository import Repository

# How often the deadline is looked at.
_BATCH = 500
# How many runs without any time come to a whole graph, once every file is read.
_RUNS = 8
# Beyond so many words, a search for them takes longer than to resolve everything.
_MOST_WORDS = 100
_UNREAD = Facts(dynamic=True)
NOTHING = Graph({}, {})

# Blob ids by path; a change pairs the blob before with the one after, None where there is no file.
Entries = Mapping[str, str]
Changes = Mapping[str, tuple[str | None, str | None]]


class Builder(NamedTuple):
    """Builds graphs for the trees of one repository until `limit` on the monotonic clock."""

    repository: Repository
    store: Store
    limit: float

    def graph(self, tree: str, listed: Callable[[], Entries]) -> Graph:
        """The graph of a commit or tree with the entries that are listed; a finished one is kept for the next run."""
        kept = self.store.latest(tree)
        if kept and kept[0] == tree and kept[1].is_whole:
            return kept[1]
        entries = listed()
        changes = self.repository.changed_entries(kept[0], tree) if kept else None
        if kept and changes is not None:
            graph = self.updated(kept[1], changes, entries)
        else:
            graph = self.updated(NOTHING, {path: (None, blob) for path, blob in entries.items()}, entries)
        if not graph.unread:
            self.store.keep(tree, graph)
        return graph

    def updated(self, graph: Graph, changes: Changes, entries: Entries) -> Graph:
        """The graph of the tree with `entries`, which differs by `changes` from the one that `graph` is of."""
        if graph.pending:  # followed now, as what has changed is
            again = {path: (entries[path], entries[path]) for path in graph.pending if path in entries}
            changes = {**again, **changes}
        changed: defaultdict[str, list[str]] = defaultdict(list)
        for path in changes:
            language = languages.language_of(path)
            if language:
                changed[language].append(path)
        known = {**graph.languages, **{path: name for name, paths in changed.items() for path in paths}}
        known = {path: name for path, name in known.items() if path in entries}
        unread = self._unread({name: _listed(paths, entries) for name, paths in changed.items()})
        if unread:
            return Graph(known, {}, unread=unread)
        paths = frozenset(entries)
        parts = _Parts(graph, known)
        for name in sorted({*changed, *graph.languages.values()}):
            unread += self._update(name, parts, changed.get(name, []), changes, entries, paths)
        return Graph(known, {}, unread=unread) if unread else parts.graph()

    def _update(
        self, name: str, parts: "_Parts", changed: list[str], changes: Changes, entries: Entries, paths: frozenset[str]
    ) -> int:
        """Read and resolve what changed of one language, and what else can mean other files now.

        Gives the number of files that were not read in time: with such gaps nothing is known for sure.
        """
        language = languages.load(name)
        configures = _matching(language.CONFIGURATION)
        configured = any(map(configures, changes))
        if not changed and not configured:
            return 0
        facts = self._facts(name, _listed(changed, entries))
        names = parts.redeclare(changed, facts)
        moved = {path for path in changed if None in changes[path]}
        surroundings = Surroundings(paths, parts.names, self._configuration(configures, entries))
        resolver = language.resolver(surroundings)
        own = {path: entries[path] for path, other in parts.languages.items() if other == name}
        affected = own if configured else self._affected(name, parts, moved, names, own, resolver)
        more = self._facts(name, {path: blob for path, blob in affected.items() if path not in facts})
        wanted = affected.keys() | {path for path in changed if path in entries}
        if unread := len(wanted) - len(facts) - len(more):
            return unread
        if parts.redeclare(more, more):
            resolver = language.resolver(replace(surroundings, names=parts.names))
        parts.resolve(resolver, facts | more, self.limit)
        return 0

    def _affected(
        self,
        name: str,
        parts: "_Parts",
        moved: Collection[str],
        names: Mapping[str, Collection[str]],
        own: Entries,
        resolver: Resolver,
    ) -> Entries:
        """The files whose references can mean other files, now that paths came or went or other names are declared."""
        words: set[Word] = set()
        # Those of one folder are often of one package, and name each other without more.
        folders = {path.rpartition("/")[0] for path in (*moved, *names)}
        for path in sorted({*moved, *names}):
            some = resolver.words(path, names.get(path, ()))
            if some is None or len(words) > _MOST_WORDS:
                return own
            words.update(some)
        holding = self.store.holding(name, words)
        if holding is None:
            return own
        return {
            path: blob
            for path, blob in own.items()
            if blob in holding
            or path.rpartition("/")[0] in folders
            or not parts.dependencies.get(path, {}).keys().isdisjoint(moved)
        }

    def _unread(self, wanted: Mapping[str, Entries]) -> int:
        """Read what no run has read, as far as there is time; how many files that leaves.

        What is known already is not looked at: a run with little time would do nothing else.
        """
        if sum(map(len, wanted.values())) <= _BATCH:
            return 0  # they are read when they are asked for
        missing = {name: self.store.missing(name, entries.values()) for name, entries in wanted.items()}
        left = {name: set(blobs) for name, blobs in missing.items()}
        for name, found in self._read(missing):
            left[name] -= found.keys()
        return sum(blob in left[name] for name, entries in wanted.items() for blob in entries.values())

    def _facts(self, name: str, wanted: Entries) -> dict[str, Facts]:
        """The facts of files, read anew where they are not kept, as far as there is time."""
        known = self.store.facts(name, wanted.values())
        missing = list(dict.fromkeys(blob for blob in wanted.values() if blob not in known))
        for _, found in self._read({name: missing}):
            known |= found
        return {path: known[blob] for path, blob in wanted.items() if blob in known}

    def _read(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, dict[str, Facts]]]:
        """Read blobs, given by language, batch by batch while there is time, and keep their facts."""
        with self.store.keeping() as keep:
            for batch, facts, texts in read(self.repository, wanted, self.limit):
                keep(batch.language, facts, texts)
                # What this clone lacks or what is too large has no edges that we know of.
                yield batch.language, {blob: facts.get(blob, _UNREAD) for blob in batch.blobs}

    def _configuration(self, configures: Callable[[str], object], entries: Entries) -> dict[str, bytes]:
        wanted = {path: blob for path, blob in entries.items() if configures(path)}
        found = self.store.contents(wanted.values())
        read = self.repository.blobs([blob for blob in wanted.values() if blob not in found], limit=LARGEST)
        self.store.keep_contents(read)
        found |= read
        return {path: found[blob] for path, blob in sorted(wanted.items()) if blob in found}


def _listed(paths: Iterable[str], entries: Entries) -> dict[str, str]:
    # In the order of paths: git unpacks files that lie side by side, and stand on each other, faster.
    return {path: entries[path] for path in sorted(paths) if path in entries}


def _matching(patterns: Iterable[str]) -> Callable[[str], object]:
    """Whether the last part of a path matches one of these patterns."""
    return re.compile("|".join(f"(?:.*/)?(?:{fnmatch.translate(pattern)})" for pattern in patterns) or r"(?!)").match


class _Parts:
    """A graph that is being updated."""

    def __init__(self, graph: Graph, known: Mapping[str, str]) -> None:
        self.languages = known
        self._graph = graph
        self.dependencies = {path: edges for path, edges in graph.dependencies.items() if path in known}
        self.names = {path: names for path, names in graph.names.items() if path in known}
        self.dynamic = {path for path in graph.dynamic if path in known}
        self.pending: set[str] = set()

    def redeclare(self, paths: Iterable[str], facts: Mapping[str, Facts]) -> dict[str, Collection[str]]:
        """Take over what files declare now; by path the names of before and after, where they are not the same.

        Where the first name differs, which may be that of a package, all of them count.
        """
        changed: dict[str, Collection[str]] = {}
        for path in paths:
            before = self.names.get(path, self._graph.names.get(path, ()))
            after = facts[path].names if path in facts else ()
            self.names[path] = after
            self.dynamic.discard(path)
            if path in facts and facts[path].dynamic:
                self.dynamic.add(path)
            if path not in facts:
                self.dependencies.pop(path, None)
            if before != after:
                same = before[:1] == after[:1]
                changed[path] = {*before} ^ {*after} if same else {*before, *after}
        return changed

    def resolve(self, resolver: Resolver, facts: Mapping[str, Facts], limit: float) -> None:
        """Find what files depend on, as far as there is time but for some at least; the others are pending."""
        # To come so far may have taken all the time: fewer would cost many runs without an answer.
        least = max(_BATCH, len(self.languages) // _RUNS)
        overdue = False
        for number, (path, found) in enumerate(facts.items()):
            if number >= least and number % _BATCH == 0:
                overdue = overdue or time.monotonic() >= limit
            if overdue:
                self.pending.add(path)
                self.dependencies.pop(path, None)
                continue
            self.dependencies.pop(path, None)
            codes = _codes(resolver.edges(path, found), self.languages)
            codes.pop(path, None)
            if codes:
                self.dependencies[path] = codes

    def graph(self) -> Graph:
        names = {path: some for path, some in self.names.items() if some}
        dynamic, pending = frozenset(self.dynamic), frozenset(self.pending)
        return Graph(self.languages, self.dependencies, names, self._tests(), dynamic, pending)

    def _tests(self) -> frozenset[str]:
        # What kind of file a path names is asked once for each path: it takes a while for all of them.
        new = (path for path in self.languages if path not in self._graph.languages and is_test(path))
        return frozenset((*new, *(path for path in self._graph.tests if path in self.languages)))


def _codes(edges: Iterable[Edge], known: Container[str]) -> dict[str, int]:
    """The code of one edge for each dependency that is known: an exact one, and the first."""
    found: dict[str, int] = {}
    for edge in edges:
        path, code = edge.path, edge.code
        other = found.get(path)
        if other is None:
            if path in known:
                found[path] = code
        elif (code & 1, -code) > (other & 1, -other):
            found[path] = code
    return found
