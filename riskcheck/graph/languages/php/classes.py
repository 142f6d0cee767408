"""Which file a class, a function or an included path means in a tree of PHP files."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from riskcheck.graph.facts import Edge, Facts, Surroundings

_SUFFIXES: Final = (".php", ".phtml")
# A function that more files declare than these is one that each of them brings for itself.
_MOST: Final = 3
_TESTS: Final = frozenset({"test", "tests"})
_Found = tuple[tuple[str, bool], ...]


def resolver(surroundings: Surroundings) -> "Classes":
    """The classes and functions of a tree."""
    return Classes(surroundings)


class Classes:
    """Which files a reference means, seen from a file."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._paths = {path for path in surroundings.paths if path.endswith(_SUFFIXES)}
        self._names = surroundings.names
        self._declared: defaultdict[str, list[str]] = defaultdict(list)
        for path, names in sorted(surroundings.names.items()):
            for name in names:
                self._declared[name].append(path)
        self._own = {files[0] for files in self._declared.values() if len(files) == 1}
        self._prefixes: defaultdict[str, list[str]] = defaultdict(list)
        for path, content in sorted(surroundings.configuration.items()):
            for prefix, folder in _mapped(path.rpartition("/")[0], content):
                self._prefixes[prefix].append(folder)
        self._by_base: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._by_base[path.rpartition("/")[2]].append(path)
        self._known: dict[tuple[str, str], _Found] = {}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files whose classes and functions a file uses, and those that it includes."""
        folder = path.rpartition("/")[0]
        for name, line in facts.references.items():
            key = (folder, name)
            if key not in self._known:
                self._known[key] = self._resolved(folder, name)
            for target, exact in self._known[key]:
                if target != path:
                    yield Edge(target, line, exact)

    def words(self, path: str, names: Collection[str]) -> Collection[str]:
        """What a file declares, what its path can stand for, and functions of which another is meant now."""
        base = path.rpartition("/")[2]
        stem = base.removesuffix(".php")
        # Whether a file declares anything that no other does decides which of several functions is meant.
        others = {path, *(other for name in names for other in self._declared.get(name, ()))}
        shared = {
            name
            for other in others
            for name in self._names.get(other, ())
            if name.startswith("f:") and len(self._declared[name]) > 1
        }
        functions = {name[2:] for name in (*names, *shared) if name.startswith("f:")}
        classes = {name for name in names if not name.startswith("f:")}
        return {
            base,
            *(f"{before}{stem}" for before in ":\\"),
            *(f":{name}" for name in classes),
            *(f"{before}{name}" for before in (":", "|") for name in functions),
        }

    def _resolved(self, folder: str, reference: str) -> _Found:
        kind, _, name = reference.partition(":")
        if kind == "c":
            return self._class(folder, name)
        if kind == "t":
            return tuple((path, False) for path, _ in self._class(folder, name))
        if kind == "f":
            return self._function(folder, name)
        if kind == "end":
            return self._ending(folder, name)
        beside = _joined(folder, name)
        if beside in self._paths:
            return ((beside, True),)
        return self._ending(folder, name) if kind == "path" else ()

    def _class(self, folder: str, name: str) -> _Found:
        files = self._declared.get(name, ())
        if len(files) == 1:
            return ((files[0], True),)
        mapped = [path for path in self._mapped_to(name) if path in self._paths and (path in files or not files)]
        if mapped:
            return ((_nearest(folder, mapped), len(mapped) == 1),)
        return ((_nearest(folder, files), False),) if files else ()

    def _mapped_to(self, name: str) -> Iterator[str]:
        """The paths of a class by PSR-4, https://www.php-fig.org/psr/psr-4/, from the longest prefix on."""
        prefix = name
        while prefix:
            prefix = prefix.rpartition("\\")[0]
            rest = name[len(prefix) + 1 if prefix else 0 :].replace("\\", "/")
            for folder in self._prefixes.get(prefix, ()):
                yield _joined(folder, f"{rest}.php")

    def _function(self, folder: str, names: str) -> _Found:
        """The files that declare a function; stubs and polyfills are passed over, which declare nothing else."""
        for name in names.split("|"):
            files = self._declared.get(f"f:{name}", ())
            if len(files) > 1:
                files = [path for path in files if path in self._own] or files
                files = [path for path in files if _visible(path, folder)] or files
                return tuple((path, False) for path in files) if len(files) <= _MOST else ()
            if files:
                return ((files[0], True),)
        return ()

    def _ending(self, folder: str, name: str) -> _Found:
        name = _joined("", name)
        if name in self._paths:
            return ((name, True),)
        files = [path for path in self._by_base.get(name.rpartition("/")[2], ()) if path.endswith(f"/{name}")]
        return ((_nearest(folder, files), False),) if files else ()


def _mapped(folder: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The prefixes of namespaces and the folders of their classes, as a composer.json maps them."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return
    for section in ("autoload", "autoload-dev"):
        for prefix, folders in _table(_table(document, section), "psr-4").items():
            for one in folders if isinstance(folders, list) else (folders,):
                if isinstance(one, str):
                    yield prefix.strip("\\"), _joined(folder, one)


def _table(value: object, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _visible(path: str, folder: str) -> bool:
    """Whether what is at a path is for files of a folder: what is among tests is for tests."""
    return _TESTS.isdisjoint(path.lower().split("/")) or not _TESTS.isdisjoint(folder.lower().split("/"))


def _joined(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _nearest(folder: str, candidates: Sequence[str]) -> str:
    here = folder.split("/")

    def distance(path: str) -> tuple[int, int, str]:
        shared = 0
        for one, other in zip(here, path.split("/"), strict=False):
            if one != other:
                break
            shared += 1
        return -shared, len(path), path

    return min(candidates, key=distance) if len(candidates) > 1 else candidates[0]
