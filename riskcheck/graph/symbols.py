"""The definitions that a change touches, and the places elsewhere that use them.

One search finds every line with one of the names; the graph of files tells which of those mean what was touched. What
is short, private or defined in many places says little by its name: damping that is the idea of aider's repository map.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Final, Protocol

from riskcheck.apart import begun
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.symbol import Symbol, SymbolUse
from riskcheck.errors import RepositoryError
from riskcheck.expressions import expression
from riskcheck.graph import mentions
from riskcheck.graph.forms import suffixes
from riskcheck.graph.graph import Graph
from riskcheck.graph.languages import language_of
from riskcheck.graph.meaning import HEADERS, Line, Meaning, Mentions, including
from riskcheck.graph.touched import Sides, Touched, touched
from riskcheck.interfaces.reliance import is_distinctive
from riskcheck.kinds import kind_of
from riskcheck.records import Use

MAX_WORDS: Final = 40
_SHORTEST: Final = 4
_CHANGES: Final = {"changed": 0, "removed": 1, "added": 2}
_KINDS: Final = {"function": 0, "class": 0, "method": 1, "property": 1, "constant": 1}
_READ: Final = ("code", "migration")
_SETTINGS: Final = ("config", "data", "ci")
# From a file to another that passes the name on, and to the definition.
_STEPS: Final = 2
_WORD: Final = expression(r"\w+")
_Named = defaultdict[tuple[str, str], defaultdict[str, list[Line]]]
# What every object has.
_EVERYWHERE: Final = frozenset({"toString", "hashCode", "compareTo", "ToString", "GetHashCode", "CompareTo"})


class Contents(Sides, Protocol):
    """Both sides of a change, and the lines of the head side that hold a word."""

    @property
    def is_known(self) -> bool:
        """Whether there is a repository to read from."""

    def uses(self, words: Sequence[str], suffixes: Sequence[str] = ()) -> Iterator[Use]:
        """Lines that hold one of these as a whole word, in the order of paths; OverdueError where time is up."""


class Search:
    """A search for what a change touches by name, which begins at once and ends while something else is done."""

    def __init__(self, changeset: Changeset, contents: Contents, graph: Callable[[], Graph]) -> None:
        self._found, self._skipped = touched(changeset, contents) if contents.is_known else ([], [])
        # Only which of many names matter most needs the graph, which is measured while git searches.
        self._words, left_out = _words(self._found, graph)
        self._undeclared = tuple(_undeclared(changeset, self._found))
        if left_out:
            self._skipped.append(Skipped(f"uses of {left_out} names", f"{MAX_WORDS} names are searched for at most"))
        search = partial(contents.uses, self._words, _suffixes(self._found))
        self._lines = begun(search) if self._words else None
        self._graph = graph()

    def finish(self) -> tuple[tuple[Symbol, ...], tuple[Skipped, ...]]:
        """What is touched, in the order of paths and lines, with its uses as the graph of the change tells."""
        reason = "not every file was read before the deadline" if self._words and not self._graph.is_whole else ""
        lines: list[Use] = []
        try:
            lines = list(self._lines()) if self._lines and not reason else []
        except RepositoryError as problem:
            reason = str(problem)
        words = frozenset(() if reason else self._words)
        skipped = [*self._skipped, *([Skipped("uses of what the change touches", reason)] if reason else [])]
        files = {path: list(uses) for path, uses in groupby(lines, attrgetter("path"))}
        named = _named(self._found, words, files, self._graph)
        for path, word in self._undeclared:
            named["c", word][path].append(Line(0, mentions.Mention(word, "prototype", None, False)))
        return tuple(_used(self._found, words, files, named, self._graph)), tuple(skipped)


def _suffixes(found: Iterable[Touched]) -> tuple[str, ...]:
    """The suffixes of the files that can use what is touched; none where any file can."""
    families = {one.family for one in found if _tells(one)}
    return () if "" in families else suffixes(families)


def _words(found: Iterable[Touched], graph: Callable[[], Graph]) -> tuple[list[str], int]:
    """The names to search for, the most important first, and how many more there are."""

    def rank(one: Touched) -> tuple[int, int, int, int, str]:
        symbol, word = one.symbol, one.words[0]
        dependents = len(graph().dependents.get(symbol.path, ())) if is_many else 0
        return _CHANGES[symbol.change], -dependents, _KINDS.get(symbol.kind, 2), -len(word), word

    telling = [one for one in found if _tells(one)]
    # Of what is new, others know nothing yet.
    is_many = len({word for one in telling if one.symbol.change != "added" for word in one.words}) > MAX_WORDS
    words = list(dict.fromkeys(word for one in sorted(telling, key=rank) for word in one.words))
    return words[:MAX_WORDS], max(len(words) - MAX_WORDS, 0)


def _tells(one: Touched) -> bool:
    """Whether a name says enough to be searched for; a member has to do so alone."""
    word = one.words[0] if one.words else ""
    if len(word) < _SHORTEST or word.startswith("__"):
        return False
    return not one.owner or (is_distinctive(word) and word not in _EVERYWHERE)


def _undeclared(changeset: Changeset, found: Iterable[Touched]) -> Iterator[tuple[str, str]]:
    """The headers of C that no longer declare what the change removes, each with its name."""
    gone = {word for one in found if one.family == "c" and one.symbol.change == "removed" for word in one.words}
    for patch in changeset.patches:
        path = patch.source_path or patch.path
        if gone and path.endswith(HEADERS):
            for _, text in patch.deleted():
                yield from ((path, word) for word in sorted(gone.intersection(_WORD.findall(text))))


def _used(
    found: Sequence[Touched], words: frozenset[str], files: Mapping[str, Sequence[Use]], named: _Named, graph: Graph
) -> Iterator[Symbol]:
    for one in found:
        if not _tells(one) or words.isdisjoint(one.words):
            yield replace(one.symbol, searched=False)
        elif one.family:
            yield _meant(one, named[one.family, one.words[0]], graph)
        elif _is_set_once(one, files):
            yield _counted(one.symbol, _written(one, files), 0)
        else:
            yield replace(one.symbol, searched=False)


def _named(found: Iterable[Touched], words: frozenset[str], files: Mapping[str, Sequence[Use]], graph: Graph) -> _Named:
    """The mentions of each name, by the family of languages, by file."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    defining: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.family and not words.isdisjoint(one.words):
            wanted[one.family].update(words.intersection(one.words))
            defining[one.family].add(one.symbol.path)
    near = set().union(*(_near(paths, family, graph) for family, paths in defining.items()))
    names = {family: mentions.Names(some, family) for family, some in wanted.items()}
    named: _Named = defaultdict(lambda: defaultdict(list))
    for path, uses in files.items():
        family = mentions.family_of(path)
        if family in names:
            matters = path in near or path not in graph.languages or path in graph.dynamic
            read = mentions.mentions if matters else mentions.definitions
            for use in uses:
                for mention in read(use, names[family]):
                    named[family, mention.word][path].append(Line(use.line, mention))
    return named


def _near(paths: Iterable[str], family: str, graph: Graph) -> set[str]:
    """The files that can mean what these define; all of a language that the graph does not know."""
    found = set(paths)
    if any(language_of(path) is None for path in found):
        found.update(other for other in graph.languages if mentions.family_of(other) == family)
    if family == "c":
        found |= graph.reached_by(found)
        found |= including(found, graph)
    border = found
    for _ in range(1 if family == "c" else _STEPS):
        border = {other for path in border for other in graph.dependents.get(path, ())} - found
        found |= border
    return found


def _meant(one: Touched, named: Mentions, graph: Graph) -> Symbol:
    meaning = Meaning(one, named, graph)
    uses = (
        SymbolUse(path, number, exact) for path, lines in named.items() for number, exact in meaning.uses(path, lines)
    )
    own = {line.number for line in named.get(one.symbol.path, ()) if line.mention.role in ("use", "listed")}
    symbol = _counted(one.symbol, uses, len(own))
    return replace(symbol, searched=not meaning.is_common or bool(symbol.uses))


def _is_set_once(one: Touched, files: Mapping[str, Sequence[Use]]) -> bool:
    """Whether a key is a setting: not a word that many entries have, and no constant of the code."""
    if one.symbol.kind != "key":
        return True
    word = one.words[0]
    kinds = (*_SETTINGS, *_READ) if word.isupper() else _SETTINGS
    return sum(mentions.is_set(use, word) for uses in files.values() for use in uses if kind_of(use.path) in kinds) <= 1


def _written(one: Touched, files: Mapping[str, Sequence[Use]]) -> Iterator[SymbolUse]:
    """Where a name that belongs to no language stands in code."""
    for path, uses in files.items():
        if path != one.symbol.path:
            for use in uses:
                if any(mentions.is_written(use, word) for word in one.words):
                    yield SymbolUse(path, use.line, exact=False)


def _counted(symbol: Symbol, uses: Iterable[SymbolUse], here: int) -> Symbol:
    by_line = {(use.path, use.line): use for use in uses}
    kinds = {path: kind_of(path) for path, _ in by_line}
    return replace(
        symbol,
        uses=tuple(by_line[place] for place in sorted(by_line) if kinds[place[0]] in _READ),
        uses_here=here,
        uses_in_tests=sum(kinds[path] == "test" for path, _ in by_line),
    )
