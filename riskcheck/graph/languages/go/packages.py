"""Which file of which package of Go declares a name, seen from a file that uses it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from riskcheck.expressions import expression
from riskcheck.graph.facts import Edge, Facts, Surroundings
from riskcheck.graph.languages.go.modules import modules

_TEST: Final = "_test.go"
# A folder where more files declare one name holds many programs, and not one package for several systems.
_MANY: Final = 20
_VERSION = expression(r"/v\d+$|\.v\d+$")


@dataclass(frozen=True, slots=True)
class _Package:
    """The files of a package, and by each name those that declare it."""

    name: str = ""
    folder: str = ""
    files: list[str] = field(default_factory=list)
    declared: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: str, names: Iterable[str]) -> None:
        """Take in a file of the package, which declares these names."""
        if not path.endswith(_TEST):
            self.files.append(path)
        for name in names:
            self.declared.setdefault(name, []).append(path)


class _Import(NamedTuple):
    """A package of this repository under the name that a file gives it."""

    alias: str
    package: _Package
    sure: bool


_NONE: Final = _Package()


class Packages:
    """The packages of one tree."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._modules = modules(surroundings.configuration)
        self._names = surroundings.names
        self._files: defaultdict[str, list[str]] = defaultdict(list)
        for path in surroundings.paths:
            if path.endswith(".go"):
                self._files[path.rpartition("/")[0]].append(path)
        # After a small change few folders are asked for.
        self._packages: dict[str, Mapping[str, _Package]] = {}
        # By folder of a module: the files of one import the same packages.
        self._known: defaultdict[str | None, dict[str, _Import]] = defaultdict(dict)

    def _in(self, folder: str) -> Mapping[str, _Package]:
        """The packages of a folder by name: that of tests from outside stands beside another."""
        if folder not in self._packages:
            found: dict[str, _Package] = {}
            for path in sorted(self._files.get(folder, ())):
                name, *declared = self._names.get(path) or ("",)
                if name:
                    found.setdefault(name, _Package(name, folder)).add(path, declared)
            self._packages[folder] = found
        return self._packages[folder]

    def words(self, path: str, names: Collection[str]) -> Collection[str]:
        """What stands in an import of its package."""
        return self._modules.imports(path.rpartition("/")[0])

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that declare what a file uses."""
        folder = path.rpartition("/")[0]
        own = self._in(folder).get(facts.names[0] if facts.names else "", _NONE)
        scope = _Scope(path, own, self._imports(folder, facts.references))
        for name, line in facts.references.items():
            first, dot, second = name.partition(".")
            if dot and first in scope.imported:
                yield from scope.qualified(first, second, line)
                continue
            if dot and first in scope.outside:
                continue
            # Most names that a file uses are declared in no file of its package.
            if first in own.declared or (scope.dotted and first and name[0] != '"'):
                yield from scope.bare(first, line)
            if dot and f".{second}" in own.declared and not second[:1].isupper():
                yield from scope.method(second, line)
        yield from scope.unnamed()

    def _imports(self, importer: str, references: Mapping[str, int]) -> list[tuple[_Import, int]]:
        """What a file in the folder `importer` imports, each with its line."""
        known = self._known[self._modules.around(importer)]
        found = [(name, line) for name, line in references.items() if name[0] == '"']
        known.update((name, self._import(importer, name)) for name, _ in found if name not in known)
        return [(known[name], line) for name, line in found]

    def _import(self, importer: str, name: str) -> _Import:
        path, _, alias = name[1:].partition('"')
        place, sure = self._modules.folder(importer, path) or (None, True)
        package = _main_one(self._in(place).values()) if place is not None else _NONE
        return _Import(alias or package.name or _last(path), package, sure)


class _Scope:
    """The names that one file sees."""

    def __init__(self, path: str, own: _Package, imports: Sequence[tuple[_Import, int]]) -> None:
        self._path = path
        self._own = own
        self._imports = [pair for pair in imports if pair[0].package is not _NONE]
        self.imported = {found.alias: found for found, _ in self._imports if found.alias not in ("_", ".")}
        self.outside = {found.alias for found, _ in imports if found.package is _NONE}
        self.dotted = [found for found, _ in self._imports if found.alias == "."]
        self._named: set[str] = set()

    def qualified(self, alias: str, name: str, line: int) -> Iterator[Edge]:
        """The files that declare a name of a package that is imported."""
        found = self.imported[alias]
        for path in self._declaring(found.package, name):
            self._named.add(alias)
            yield Edge(path, line, found.sure)

    def method(self, name: str, line: int) -> Iterator[Edge]:
        """The file of the own package that declares a method of that name, where there is one alone."""
        methods = self._declaring(self._own, "." + name)
        if len(methods) == 1:
            yield Edge(methods[0], line, False)

    def unnamed(self) -> Iterator[Edge]:
        """The files of packages that are imported for what they do, or of which no name is known."""
        for found, line in self._imports:
            if found.alias == "_":
                starting = self._declaring(found.package, "init")
                for path in starting or found.package.files:
                    yield Edge(path, line, bool(starting) and found.sure)
            elif found.alias not in self._named:
                yield from (Edge(path, line, False) for path in found.package.files)

    def bare(self, name: str, line: int) -> Iterator[Edge]:
        """The files of the own package that declare a name, or else of one that is imported without a name."""
        paths = self._declaring(self._own, name)
        if paths:
            yield from (Edge(path, line) for path in paths)
            return
        for found in self.dotted:
            for path in self._declaring(found.package, name):
                self._named.add(".")
                yield Edge(path, line, found.sure)

    def _declaring(self, package: _Package, name: str) -> list[str]:
        """The files of a package that declare a name; tests only for the tests beside them."""
        paths = package.declared.get(name)
        if not paths:
            return []
        if not (package.folder == self._own.folder and self._path.endswith(_TEST)):
            paths = [path for path in paths if not path.endswith(_TEST)]
        return paths if len(paths) <= _MANY else []


def _main_one(packages: Iterable[_Package]) -> _Package:
    """The package of a folder that others import, if there is any."""
    return max(packages, key=lambda package: (package.name != "main", len(package.files), package.name), default=_NONE)


def _last(path: str) -> str:
    """The name that a package most likely has, by the end of its path."""
    return _VERSION.sub("", path).rpartition("/")[2].removeprefix("go-").removesuffix("-go")
