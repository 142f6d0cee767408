"""Which file of Java or Kotlin declares a name, seen from a file that uses it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from riskcheck.graph.facts import Edge, Facts, Surroundings, Word

# Where more files declare one name, it says nothing about most of them.
_MANY: Final = 20
# What a script declares is its own.
_SUFFIXES: Final = (".java", ".kt")


class Packages:
    """The types, functions and properties of one tree, by package."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._declared = surroundings.names
        self._declaring: defaultdict[str, list[str]] = defaultdict(list)
        self._packages: set[str] = set()
        self._names: set[str] = set()
        for path in sorted(surroundings.paths):
            names = surroundings.names.get(path) if path.endswith(_SUFFIXES) else None
            if names:
                self._add(path, names)
        self._known: dict[str, Sequence[str]] = {}

    def _add(self, path: str, names: Sequence[str]) -> None:
        self._packages.add(names[0])
        self._names.update(names[1:])
        for name in names[1:]:
            self._declaring[f"{names[0]}:{name}"].append(path)
        if path.endswith(".kt") and any(not name[:1].isupper() for name in names[1:]):
            # Java sees what stands outside of types under the name of the file.
            stem = path.rpartition("/")[2].removesuffix(".kt")
            name = f"{stem[:1].upper()}{stem[1:]}Kt"
            self._names.add(name)
            self._declaring[f"{names[0]}:{name}"].append(path)

    def words(self, path: str, names: Collection[str]) -> Collection[Word]:
        """What a file declares, and the name under which Java sees the functions of one in Kotlin.

        Whether a simple name means it is said by the package, which is that of the other file or in an import.
        """
        stem = path.rpartition("/")[2].partition(".")[0]
        words = {f"{stem[:1].upper()}{stem[1:]}Kt", *(name.lstrip(".") for name in names)}
        package = self._package(path, names)
        return {(package, word) for word in words if word != package} if package else words

    def _package(self, path: str, names: Collection[str]) -> str:
        """The package that a file is or was in; empty where it has none, another now, or who knows which."""
        now = self._declared.get(path)
        if now:
            return now[0] if now[0] not in names or set(now) >= set(names) else ""
        # Of what a file that is gone has declared, only a package has dots inside.
        dotted = [name for name in names if "." in name[1:]]
        return dotted[0] if len(dotted) == 1 else ""

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that declare what a file uses."""
        package = facts.names[0] if facts.names else ""
        imports = {name: line for name, line in facts.references.items() if name[0] == "="}
        scope = _Scope(self, path, [package, *self._whole(imports)])
        for name, line in imports.items():
            dotted, _, alias = name[1:].partition(" ")
            scope.hidden.add(alias or dotted.rpartition(".")[2])
            found = self._qualified(dotted.removesuffix(".*"))
            yield from scope.edges(found, line) if found else ()
        for name, line in facts.references.items():
            if name in self._names:
                yield from scope.named(name, line)
            elif "." in name[1:] and name[0] != "=":
                yield from scope.edges(self._qualified(name), line)

    def _whole(self, imports: Iterable[str]) -> list[str]:
        """The packages of this tree of which a file imports all."""
        names = [name[1:-2] for name in imports if name.endswith(".*")]
        return [name for name in names if name in self._packages]

    def declaring(self, package: str, name: str) -> Sequence[str]:
        """The files that declare a name outside of types."""
        return self._declaring.get(f"{package}:{name}", ())

    def _qualified(self, name: str) -> Sequence[str]:
        """The files that declare what a name with its package means, or the type that it is in."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Sequence[str]:
        package, _, last = name.rpartition(".")
        paths = (*self.declaring(package, last), *self.declaring(package, "." + last))
        while package and not paths:
            package, _, last = package.rpartition(".")
            paths = (*self.declaring(package, last),) if last[:1].isupper() else ()
        return tuple(dict.fromkeys(paths))


class _Scope:
    """What simple names mean in one file: its package comes first, then those of which it imports all."""

    def __init__(self, packages: Packages, path: str, visible: Sequence[str]) -> None:
        self._packages = packages
        self._path = path
        self._visible = visible
        self.hidden: set[str] = set()

    def edges(self, paths: Sequence[str], line: int) -> Iterator[Edge]:
        """Edges to the nearest of several files that declare the same: modules and source sets repeat packages."""
        if len(paths) > 1:
            near = [_shared(self._path, path) for path in paths]
            paths = [path for path, shared in zip(paths, near, strict=True) if shared == max(near)]
        yield from (Edge(path, line, len(paths) == 1) for path in paths[:_MANY])

    def named(self, name: str, line: int) -> Iterator[Edge]:
        """Edges for a simple name; that of a function or property may as well be one of a type."""
        if name in self.hidden:
            return
        own, *others = self._visible
        found = [paths for package in (own,) if (paths := self._packages.declaring(package, name))]
        found = found or [paths for package in others if (paths := self._packages.declaring(package, name))]
        sure = len(found) == 1 and name[:1].isupper()
        for paths in found:
            yield from (edge if sure else edge._replace(exact=False) for edge in self.edges(paths, line))


def _shared(path: str, other: str) -> int:
    """How many folders two files have in common."""
    count = 0
    for one, two in zip(path.split("/")[:-1], other.split("/")[:-1], strict=False):
        if one != two:
            break
        count += 1
    return count
