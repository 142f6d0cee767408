"""The tree of modules, as the `mod` declarations make it, and which files a path in it means."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from riskcheck.graph.facts import Edge, Facts, Surroundings
from riskcheck.graph.languages.rust.crates import Crates

_INDEXES: Final = ("mod.rs", "lib.rs", "main.rs")
# A chain of re-exports that is longer or wider than this leads nowhere that a person would follow.
_LONGEST_CHAIN: Final = 6
_MOST_MODULES: Final = 30
# Definitions come after all other names of a file, and are most of them.
_NO_DEFINITIONS: Final = ("mod ", "use ", "!")
_NO_CHILDREN: Final[Mapping[str, list[str]]] = {}


def resolver(surroundings: Surroundings) -> "Modules":
    """The modules of a tree."""
    return Modules(surroundings)


class Modules:
    """Which files a path means, seen from a file: the one that defines it, and those that pass it on."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._paths = frozenset(path for path in surroundings.paths if path.endswith(".rs"))
        self._crates = Crates(self._paths, surroundings.configuration)
        self._declared = surroundings.names
        self._modules: dict[str, list[str]] = {}
        self._passed_on: dict[str, dict[str, list[str]]] = {}
        self._aliases: list[tuple[str, tuple[str, ...]]] = []
        self._macros: defaultdict[str, list[str]] = defaultdict(list)
        ordered = sorted(self._paths)
        for path in ordered:
            names = surroundings.names.get(path)
            if names and names[0].startswith(_NO_DEFINITIONS):
                self._add_names(path, names)
        self._children: dict[str, dict[str, list[str]]] = {}
        self._parents: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        self._grow(ordered)
        self._declarations: defaultdict[str, set[str]] = defaultdict(set)
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._seen: set[tuple[str, str]] = set()

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files whose modules, definitions and macros a file uses."""
        aliases = {}
        globs = []
        for name, line in facts.references.items():
            if name[:1] in "~!?" or name.startswith("mod "):
                continue
            alias, _, meant = name.rpartition("=")
            aliases[alias or meant.rpartition("::")[2]] = meant
            if name.endswith("::*"):
                globs.append(name[:-3])
            yield from (Edge(target, line) for target in self._meant(path, meant) if target != path)
        for name, line in facts.references.items():
            if name[:1] in "~!?" or name.startswith("mod "):
                found = self._targets(path, name, aliases, globs)
                yield from (Edge(target, line, exact) for target, exact in found if target != path)

    def words(self, path: str, names: Collection[str]) -> Collection[str] | None:
        """What a file declares, and by what other names that is passed on.

        Which module is inside of which decides what `super` means; what is passed on as a whole has any name.
        """
        if self._crates.begins(path) or any(name.startswith("mod ") for name in names):
            return None
        found = {name[4:].partition("=")[0] if name.startswith("use ") else name.lstrip("!") for name in names}
        alone = {name.lstrip("!") for name in names if name.startswith("!")}
        # All that it declares: the file is new, or was.
        if path not in self._paths or set(self._declared.get(path, ())) <= set(names):
            modules = self._module_names(path)
            alone.update(modules, (path.rpartition("/")[2],))
            # To what is no module nothing leads but its macros, and what names the file.
            if not modules:
                return alone
        found |= alone
        known = 0
        while len(found) > known:
            known = len(found)
            found.update(alias for alias, parts in self._aliases if not found.isdisjoint(parts))
        # What is no module and no macro stands behind a path, or is a type that is named where all is imported.
        words = {name if name in alone or name[:1].isupper() else f"::{name}" for name in found}
        return None if "*" in found else words

    def _module_names(self, path: str) -> set[str]:
        """The names of all declarations that could be of a file, wherever they are."""
        if not self._declarations:
            for declaration in (one for some in self._modules.values() for one in some):
                name, _, file = declaration.partition("=")
                last = name.rpartition("/")[2]
                self._declarations[_joined("", file).rpartition("/")[2] or last].add(last)
        folder, _, base = path.rpartition("/")
        usual = folder.rpartition("/")[2] if base == "mod.rs" else base[:-3]
        return self._declarations.get(usual, set()) | self._declarations.get(base, set())

    def _targets(
        self, path: str, name: str, aliases: Mapping[str, str], globs: list[str]
    ) -> Iterator[tuple[str, bool]]:
        kind = name[:1]
        if name.startswith("mod "):
            for target in self._files_in(self._inner(path), path, name[4:]):
                yield target, True
        elif kind == "~":
            for target in self._expression(path, name[1:], aliases, globs):
                yield target, True
        elif kind == "!":
            yield from self._macro(path, name) if name[1:] not in aliases else ()
        else:
            for target in self._through_globs(path, name[1:].split(" "), globs):
                yield target, True

    def _add_names(self, path: str, names: tuple[str, ...]) -> None:
        modules: list[str] = []
        passed_on: dict[str, list[str]] = {}
        for name in names:
            if not name.startswith(_NO_DEFINITIONS):
                break
            if name[0] == "!":
                self._macros[name].append(path)
            elif name[0] == "m":
                modules.append(name[4:])
            else:
                alias, _, target = name[4:].partition("=")
                passed_on.setdefault(alias, []).append(target)
                self._aliases.append((alias, tuple(target.split("::"))))
        if modules:
            self._modules[path] = modules
        if passed_on:
            self._passed_on[path] = passed_on

    def _grow(self, ordered: list[str]) -> None:
        """Follow the declarations from the first file of each crate, then from files that no declaration leads to."""
        for root in (*self._crates.roots, *ordered):
            if root in self._roots:
                continue
            self._roots[root] = root
            waiting = deque([root])
            while waiting:
                path = waiting.popleft()
                if path not in self._modules:
                    continue
                children = self._children[path] = {}
                inner = self._inner(path)
                for declaration in self._modules[path]:
                    files = children.setdefault(declaration.partition("=")[0], [])
                    files += self._files_in(inner, path, declaration)
                for child in [file for files in children.values() for file in files]:
                    if child not in self._roots:
                        self._roots[child], self._parents[child] = self._roots[root], path
                        waiting.append(child)

    def _inner(self, path: str) -> str:
        """The folder that the modules of a file are in."""
        folder, _, base = path.rpartition("/")
        return folder if base in _INDEXES or self._roots.get(path) == path else _joined(folder, base[:-3])

    def _files_in(self, inner: str, path: str, declaration: str) -> list[str]:
        """The files of `name` or `inline/name`, with `=file` where an attribute gives one."""
        name, _, file = declaration.partition("=")
        if file:
            inline = name.rpartition("/")[0]
            targets = [_joined(_joined(inner, inline) if inline else path.rpartition("/")[0], file)]
        else:
            stem = f"{inner}/{name}" if inner else name
            targets = [f"{stem}.rs", f"{stem}/mod.rs"]
        return [target for target in targets if target in self._paths]

    def _expression(self, path: str, name: str, aliases: Mapping[str, str], globs: list[str]) -> tuple[str, ...]:
        head, _, rest = name.partition("::")
        alias = aliases.get(head)
        if alias:
            return self._meant(path, f"{alias}::{rest}")
        found = self._meant(path, name)
        for target in globs if not found else ():
            for module in self._meant(path, target):
                if head in self._children.get(module, ()):
                    found += self._meant(module, name)
        return found

    def _macro(self, path: str, name: str) -> Iterator[tuple[str, bool]]:
        package = self._crates.package(path)
        files = self._macros.get(name, ())
        near = [file for file in files if file != path and self._crates.package(file) == package] if files else []
        if path not in files:
            yield from ((file, len(near) == 1) for file in near[:3])

    def _through_globs(self, path: str, types: list[str], globs: list[str]) -> Iterator[str]:
        """What the modules of which everything is imported pass on, by the types that the file names."""
        for target in globs:
            for module in self._meant(path, target):
                passed_on = self._passed_on.get(module, {})
                for name in types if passed_on else ():
                    if name in passed_on or "*" in passed_on:
                        yield from self._meant(module, f"self::{name}")

    def _meant(self, path: str, name: str) -> tuple[str, ...]:
        """The files that a path means: the last one defines it."""
        module, parts = self._begun(path, name.split("::"))
        if module is None:
            return ()
        # Many files import the same from one place.
        key = (module, *parts)
        if key not in self._known:
            self._seen.clear()
            self._known[key] = self._walked(module, parts, 0)
        return self._known[key]

    def _begun(self, path: str, parts: list[str]) -> tuple[str | None, list[str]]:
        """The module that a path in a file goes down from, and what is left of it."""
        head = parts[0]
        if head == "crate":
            return self._roots.get(path, path), parts[1:]
        if head in ("self", "super"):
            module: str | None = path
            while module and parts and parts[0] in ("self", "super"):
                module = self._parents.get(module) if parts[0] == "super" else module
                parts = parts[1:]
            return module, parts
        if head and (self._children.get(path, {}).get(head) or head in self._passed_on.get(path, {})):
            return path, parts
        parts = parts if head else parts[1:]
        return self._crates.library(parts[0], path) if parts else None, parts[1:]

    def _walked(self, module: str, parts: list[str], chain: int) -> tuple[str, ...]:
        """The files of a path that goes down from a module."""
        for at, part in enumerate(parts):
            children = self._children.get(module, _NO_CHILDREN)
            files = children.get(part)
            if files and len(files) == 1:
                module = files[0]
                continue
            step = 1 if files else 2
            files = files or children.get("/".join(parts[at : at + step]))
            if not files:
                parts = parts[at:]
                break
            rest = parts[at + step :]
            return tuple(file for one in files for file in self._walked(one, rest, chain))
        else:
            return (module,)
        if parts[0] == "*" or chain >= _LONGEST_CHAIN or len(self._seen) >= _MOST_MODULES:
            return (module,)
        if (module, parts[0]) in self._seen:
            return (module,)
        self._seen.add((module, parts[0]))
        return (module, *self._elsewhere(module, parts[0], parts[1:], chain + 1))

    def _elsewhere(self, module: str, name: str, rest: list[str], chain: int) -> Iterator[str]:
        """The files from which a module passes a name on."""
        passed_on = self._passed_on.get(module, {})
        if name in passed_on:
            for target in passed_on[name]:
                yield from self._continued(module, name, target.split("::") + rest, chain)
        elif name not in self._declared.get(module, ()):
            for target in passed_on.get("*", ()):
                for file in self._continued(module, name, target.split("::")[:-1], chain):
                    if name in self._declared.get(file, ()) or name in self._passed_on.get(file, ()):
                        yield from self._walked(file, [name, *rest], chain)
            if self._roots.get(module) == module:
                yield from (file for file in self._macros.get(f"!!{name}", ()) if self._roots.get(file) == module)

    def _continued(self, module: str, name: str, target: list[str], chain: int) -> tuple[str, ...]:
        """The files of a path that is passed on; `pub use x as x` of a package is not passed on by itself."""
        own = target[:1] == [name] and not self._children.get(module, {}).get(name)
        library = self._crates.library(name, module) if own else None
        if own:
            return self._walked(library, target[1:], chain) if library else ()
        begun, parts = self._begun(module, target) if target else (None, target)
        return self._walked(begun, parts, chain) if begun else ()


def _joined(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
