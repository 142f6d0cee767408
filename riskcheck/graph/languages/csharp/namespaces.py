"""Which files of C# declare what a name means in a file."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from riskcheck.graph.facts import Edge, Facts, Surroundings
from riskcheck.graph.languages.csharp.projects import Projects

# Where more files have an extension method of one name, it says too little.
_FEW: Final = 2
# No type that people write has so many parts.
_MANY: Final = 50
_NOWHERE: Final[Mapping[str, list[str]]] = {}
_Splits = tuple[tuple[str, Mapping[str, list[str]]], ...]


class _Scope(NamedTuple):
    """What a file sees: namespaces around it, from within outwards, those that it uses, and other names for some."""

    path: str
    around: Sequence[str]
    used: Set[str]
    aliases: Mapping[str, str]


class Namespaces:
    """The types of one tree: by simple name, then by namespace, the files that declare them."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._projects = Projects(surroundings)
        self._declaring: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._spaces: set[str] = set()
        for path in sorted(surroundings.paths):
            for name in surroundings.names.get(path, ()) if path.endswith(".cs") else ():
                space, colon, simple = name.partition(":")
                if colon:
                    self._declaring[simple][space].append(path)
                    self._spaces.update(_outwards(space))
        # Most names that a file uses are declared in no file.
        self._written = {*self._declaring, *(name.removesuffix("Attribute") for name in self._declaring)}
        self._known: dict[str, _Splits] = {}
        self._meant: dict[tuple[str, str], tuple[str, ...]] = {}

    def words(self, path: str, names: Collection[str]) -> Collection[str] | None:
        """What a file declares, attributes by their short name; a global using is for all."""
        if any(name.startswith("+") for name in names):
            return None
        return {name.rpartition(":")[2].lstrip(".").removesuffix("Attribute") or "Attribute" for name in names}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that declare what a file uses."""
        scope = self._scope(path, facts)
        for name, line in facts.references.items():
            if name[0] == ".":
                yield from self._extension(name, scope, line) if name in self._declaring else ()
            elif name[0] == "=":
                found = self._qualified(name.rpartition(" ")[2].lstrip("="), scope)
                yield from self._near(found, path, line) if found else ()
            elif name in self._written or name in scope.aliases or "." in name:
                yield from self._named(name, scope, line) if name[0] != "@" else ()

    def _scope(self, path: str, facts: Facts) -> _Scope:
        names = [name for name in facts.references if name[0] in "@="]
        spaces = [name[1:] for name in names if name[0] == "@"] or [""]
        around = list(dict.fromkeys(place for space in spaces for place in _outwards(space)))
        usings = [*(name[1:] for name in names if name[0] == "="), *self._projects.usings(path)]
        plain = [using for using in usings if " " not in using]
        used = {found for space in spaces for using in plain for found in self._used(space, using)}
        pairs = (using.split(" ", 1) for using in usings if " " in using)
        return _Scope(path, around, used, {alias: name for alias, name in pairs if alias != "."})

    def _used(self, space: str, using: str) -> tuple[str, ...]:
        """The namespaces that a using can mean inside of one; most files of a project have the same."""
        key = (space, using)
        if key not in self._meant:
            names = (_joined(place, using) for place in _outwards(space))
            self._meant[key] = tuple(name for name in names if name in self._spaces)
        return self._meant[key]

    def _named(self, chain: str, scope: _Scope, line: int) -> Iterator[Edge]:
        """Edges for a simple name, or for one with names before or after it."""
        first, dot, rest = chain.partition(".")
        known = first in self._written
        found = known and (self._simple(first, scope) or self._simple(f"{first}Attribute", scope))
        if found:
            for paths in found:
                edges = self._near(paths, scope.path, line)
                yield from edges if len(found) == 1 else (edge._replace(exact=False) for edge in edges)
        elif first in scope.aliases:
            yield from self._near(self._qualified(scope.aliases[first] + dot + rest, scope), scope.path, line)
        elif dot:
            meant = self._qualified(chain, scope)
            yield from self._near(meant, scope.path, line) if meant else ()

    def _simple(self, name: str, scope: _Scope) -> list[list[str]]:
        """The files that declare a type, for each namespace that it can be of."""
        declaring = self._declaring.get(name)
        if not declaring:
            return []
        for space in scope.around:
            if space in declaring:
                return [declaring[space]]
        return [paths for space, paths in declaring.items() if space in scope.used]

    def _qualified(self, chain: str, scope: _Scope) -> Sequence[str]:
        """The files that declare the type in a name with its namespace, which may start from one around the file."""
        if chain not in self._known:
            self._known[chain] = tuple(self._splits(chain))
        for namespace, declaring in self._known[chain]:
            for place in scope.around:
                space = _joined(place, namespace)
                if space in declaring:
                    return declaring[space]
        return ()

    def _splits(self, chain: str) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
        """Each namespace that a name can begin with, and where the type behind it is declared."""
        end = chain.find(".")
        while end >= 0:
            declaring = self._declaring.get(chain[end + 1 :].partition(".")[0])
            if declaring:
                yield chain[:end], declaring
            end = chain.find(".", end + 1)

    def _extension(self, name: str, scope: _Scope, line: int) -> Iterator[Edge]:
        paths = [path for found in self._visible(name, scope) for path in found]
        if len(paths) <= _FEW:
            yield from (Edge(path, line, False) for path in paths)

    def _visible(self, name: str, scope: _Scope) -> list[list[str]]:
        declaring = self._declaring.get(name, _NOWHERE)
        return [paths for space, paths in declaring.items() if space in scope.used or space in scope.around]

    def _near(self, paths: Sequence[str], importer: str, line: int) -> Iterator[Edge]:
        """Edges to the parts of a type, which are all in one project: the importer's own, or that nearest to it."""
        if len(paths) > 1:
            own = self._projects.of(importer)
            projects = [self._projects.of(path) for path in paths]
            best = max(projects, key=lambda project: (project == own, _shared(project, importer), project))
            paths = [path for path, project in zip(paths, projects, strict=True) if project == best]
        yield from (Edge(path, line) for path in paths[:_MANY])


def _outwards(space: str) -> Iterator[str]:
    """A namespace and those around it, the nameless one last."""
    while space:
        yield space
        space = space.rpartition(".")[0]
    yield ""


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _shared(project: str, path: str) -> int:
    """How many folders a project and a file have in common."""
    count = 0
    for one, other in zip(project.split("/"), path.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count
