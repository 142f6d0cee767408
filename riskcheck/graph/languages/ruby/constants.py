"""Which file a constant, or a path on the load path, means in a tree of Ruby files."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from riskcheck.graph.facts import Edge, Facts, Surroundings

_SUFFIXES: Final = (".rb", ".rake", ".gemspec", ".ru")
# Folders on the load path, by custom: of a library, and of its tests.
_LOADED: Final = frozenset({"lib", "test", "spec", "features", "ext"})
_TESTS: Final = frozenset({"test", "tests", "spec", "features"})
# Files add to these, https://docs.ruby-lang.org/en/master/table_of_contents.html, but nobody means such a file by them.
_NAMES: Final = (
    "ARGV ArgumentError Array BasicObject Benchmark BigDecimal Binding CGI CSV Class Comparable Complex "
    "ConditionVariable Data Date DateTime Delegator Digest Dir ENV EOFError ERB Encoding EncodingError Enumerable "
    "Enumerator Errno Etc Exception FalseClass Fiber File FileUtils Float FloatDomainError Forwardable "
    "FrozenError GC Hash IO IOError IPAddr IndexError Integer Interrupt JSON Kernel KeyError LoadError "
    "LocalJumpError Logger Marshal MatchData Math Method Module Monitor Mutex NameError NilClass NoMethodError "
    "NotImplementedError Numeric Object ObjectSpace Observable Open3 OpenStruct OptionParser Pathname Proc "
    "Process Psych Queue Ractor Random Range RangeError Rational RbConfig Regexp RuntimeError SecureRandom "
    "SecurityError Set Shellwords Signal SimpleDelegator Singleton SizedQueue StandardError StopIteration String "
    "StringIO StringScanner Struct Symbol SyntaxError SystemCallError SystemExit Tempfile Thread ThreadError Time "
    "Timeout TrueClass TypeError URI UnboundMethod WeakRef YAML ZeroDivisionError Zlib"
)
_BUILT_IN: Final = frozenset(_NAMES.split())
# A constant that more files open than these is a namespace.
_MOST: Final = 3


def resolver(surroundings: Surroundings) -> "Constants":
    """The constants and the load path of a tree."""
    return Constants(surroundings)


class Constants:
    """Which files a reference means, seen from a file."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._paths = {path for path in surroundings.paths if path.endswith(_SUFFIXES)}
        self._autoloaded: defaultdict[str, list[str]] = defaultdict(list)
        self._on_load_path: defaultdict[str, list[str]] = defaultdict(list)
        self._declared: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._place(path)
        for path, names in sorted(surroundings.names.items()):
            for name in names:
                self._declared[name].append(path)
        self._keys: dict[str, str] = {}
        self._known: dict[tuple[str, str], tuple[tuple[str, bool], ...]] = {}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that a file loads, and those whose constants it names."""
        folder = path.rpartition("/")[0]
        for reference, line in facts.references.items():
            kind, _, name = reference.partition(":")
            if kind == "beside":
                found = self._relative(path, name)
            elif kind == "relative":
                found = self._relative(folder, name)
            else:
                key = (folder, reference)
                if key not in self._known:
                    self._known[key] = tuple(self._resolved(folder, kind, name, reference))
                found = self._known[key]
            for target, exact in found:
                if target != path:
                    yield Edge(target, line, exact)

    def words(self, path: str, names: Collection[str]) -> None:
        """A file can define what is named in any scope."""
        return None

    def _place(self, path: str) -> None:
        parts = path.split("/")
        stem = path.rpartition(".")[0] if path.endswith(".rb") else path
        for at, part in enumerate(parts[:-1]):
            begin = len("/".join(parts[: at + 1])) + 1
            if part in _LOADED:
                self._on_load_path[stem[begin:]].append(path)
            if part == "lib":
                self._autoloaded[_key(stem[begin:])].append(path)
            if part == "app" and at + 2 < len(parts):
                deep = at + 2 + (parts[at + 2] == "concerns" and at + 3 < len(parts))
                inside = stem[len("/".join(parts[:deep])) + 1 :]
                self._autoloaded[_key(inside)].append(path)
                self._on_load_path[inside].append(path)

    def _resolved(self, folder: str, kind: str, name: str, whole: str) -> Iterator[tuple[str, bool]]:
        if kind == "require":
            yield from self._required(folder, name)
        elif kind == "model":
            # Rails looks in every namespace around the model, however it was opened.
            model, _, scope = name.partition("|")
            around = "|".join(_outward(scope.partition("|")[0]))
            yield from ((path, False) for path, _ in self._constant(folder, f"{model}|{around}" if around else model))
        else:
            yield from self._constant(folder, whole)

    def _relative(self, folder: str, name: str) -> tuple[tuple[str, bool], ...]:
        target = _joined(folder, name)
        for path in (f"{target}.rb", target):
            if path in self._paths:
                return ((path, True),)
        return ()

    def _required(self, folder: str, name: str) -> tuple[tuple[str, bool], ...]:
        if name.startswith("."):
            return self._relative("", name)
        stem = name.removesuffix(".rb")
        files = self._on_load_path.get(stem, ()) or self._relative_to_root(stem)
        if not files:
            return ()
        nearest = _nearest(folder, files)
        return ((nearest, len(files) == 1 or _around(nearest, stem, folder)),)

    def _relative_to_root(self, stem: str) -> tuple[str, ...]:
        return (f"{stem}.rb",) if f"{stem}.rb" in self._paths and "/" in stem else ()

    def _constant(self, folder: str, whole: str) -> tuple[tuple[str, bool], ...]:
        """The files of the constant that Ruby finds: the first name from the inside out, then the rest in there."""
        name, *scopes = whole.split("|")
        head = name.partition("::")[0]
        for scope in (*scopes, ""):
            if not scope and head in _BUILT_IN:
                break
            full = f"{scope}::{name}" if scope else name
            if self._begins(full, len(full) - len(name) + len(head)):
                return self._defined(folder, full)
        return ()

    def _begins(self, name: str, first: int) -> bool:
        """Whether a name, or one around it of `first` letters or more, exists: a namespace needs no file of its own."""
        while name and len(name) >= first:
            if name in self._declared or self._key_of(name) in self._autoloaded:
                return True
            name = name.rpartition("::")[0]
        return False

    def _defined(self, folder: str, name: str) -> tuple[tuple[str, bool], ...]:
        """The files that define a constant, or else the class around one that is written in capitals."""
        while name:
            found = self._files(folder, name)
            if found or not name.rpartition("::")[2].isupper():
                return found
            name = name.rpartition("::")[0]
        return ()

    def _files(self, folder: str, name: str) -> tuple[tuple[str, bool], ...]:
        key = self._key_of(name)
        declared = [path for path in self._declared.get(name, ()) if _visible(path, folder)]
        by_path = [path for path in self._autoloaded.get(key, ()) if _visible(path, folder)]
        both = [path for path in by_path if path in declared]
        if both or (by_path and not declared):
            files = both or by_path
            nearest = _nearest(folder, files)
            return ((nearest, len(files) == 1),)
        usual = [path for path in declared if _key(path.rpartition(".")[0]).endswith(f"/{key}")] or declared
        return tuple((path, len(usual) == 1) for path in usual) if len(usual) <= _MOST else ()

    def _key_of(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = name.replace("::", "/").replace("_", "").lower()
        return self._keys[name]


def _outward(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition("::")[0]


def _key(path: str) -> str:
    """What a path and the constant in it have in common, however acronyms are spelled."""
    return path.replace("_", "").lower()


def _joined(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _visible(path: str, folder: str) -> bool:
    """Whether a folder can see a file: what is among the tests of a gem is for that gem's tests."""
    parts = path.split("/")
    for at, part in enumerate(parts[:-1]):
        if part in _TESTS:
            gem = "/".join(parts[:at])
            return (not gem or f"{folder}/".startswith(f"{gem}/")) and not _TESTS.isdisjoint(folder.split("/"))
    return True


def _around(path: str, stem: str, folder: str) -> bool:
    """Whether the gem whose load path has a file is also around the folder."""
    gem = path.removesuffix(".rb").removesuffix(stem).rstrip("/").rpartition("/")[0]
    return f"{folder}/".startswith(f"{gem}/") if gem else True


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
