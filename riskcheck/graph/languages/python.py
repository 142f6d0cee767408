"""Python: absolute, relative and lazy imports, `src` layouts, namespace packages, several roots in one repository.

`from a import b` means the file a/b.py where there is one, else a. A root is a folder that holds a package or module
that can be imported by its bare name: the repository, `src`, the folder around an outermost package, and a folder with
a project file.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Edge, Facts, Surroundings

CONFIGURATION: Final = ("pyproject.toml", "setup.py", "setup.cfg")

_STATEMENT = expression(
    rb"^[ \t]*(?:from[ \t]+(?P<module>\.*[ \t]*[\w.]*)(?:[ \t]|\\\r?\n)+import[ \t]*"
    rb"(?P<names>\([^)]*\)|(?:[^\n;#\\]|\\\r?\n)+)|import[ \t]+(?P<modules>(?:[^\n;#\\]|\\\r?\n)+))",
    re.MULTILINE,
)
# Only a docstring or another text in three quotes can hold lines that look like statements.
_TEXT = expression(rb'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'', re.DOTALL)
_MASKED_LINE = expression(rb"[^\n]+")
_LOOKS_LIKE = expression(rb"^[ \t]*(?:from|import)[ \t]", re.MULTILINE)
_COMMENT = expression(rb"#[^\n]*")
_NAME = expression(rb"[A-Za-z_]\w*|\*")
_DOTTED = expression(rb"[A-Za-z_][\w.]*")
_BY_NAME = expression(rb"\b(?:import_module|__import__)\(\s*(?:(?P<quote>[\"'])(?P<module>[\w.]{1,200})(?P=quote))?")


def extract(content: bytes) -> Facts:
    """The modules that a file imports, each name of a `from` as `module:name`."""
    text, statements = content, list(_STATEMENT.finditer(content))
    if any(_is_within_text(content, statements, quotes) for quotes in (b'"""', b"'''")):
        text = _masked(content)
        statements = list(_STATEMENT.finditer(text))
    found: dict[str, int] = {}
    place, line = 0, 1
    for match in statements:
        line += text.count(b"\n", place, match.start())
        place = match.start()
        for name in _imported(match) if match["modules"] else _from(match):
            found.setdefault(name, line)
    dynamic = False
    for match in _BY_NAME.finditer(text) if b"import_module" in text or b"__import__" in text else ():
        if match["module"]:
            name, line = match["module"].decode(), text.count(b"\n", 0, match.start()) + 1
            found[name] = min(found.get(name, line), line)
        else:
            dynamic = True
    return Facts(found, (), dynamic)


def _is_within_text(content: bytes, statements: Iterable[re.Match[bytes]], quotes: bytes) -> bool:
    """Whether what looks like a statement may stand in a text that was opened and not closed before it."""
    if quotes not in content:
        return False
    count = place = 0
    for match in statements:
        count += content.count(quotes, place, match.start())
        place = match.start()
        if count % 2:
            return True
    return False


def _imported(match: re.Match[bytes]) -> Iterator[str]:
    for part in match["modules"].replace(b"\\", b" ").split(b","):
        name = _DOTTED.match(part.split(b" as ")[0].strip())
        if name:
            yield name[0].decode()


def _from(match: re.Match[bytes]) -> Iterator[str]:
    module = match["module"].replace(b" ", b"").replace(b"\t", b"").decode("utf-8", "replace")
    names = _COMMENT.sub(b"", match["names"]).strip(b"()").replace(b"\\", b" ").split(b",")
    for part in names:
        name = _NAME.match(part.strip())
        if name:
            yield f"{module}:{name[0].decode()}"


def _masked(content: bytes) -> bytes:
    """The content with the lines of long texts blanked where they look like imports."""

    def blank(match: re.Match[bytes]) -> bytes:
        text = match[0]
        return _MASKED_LINE.sub(b"''", text) if text[:1] != b"#" and _LOOKS_LIKE.search(text) else text

    return _TEXT.sub(blank, content)


def resolver(surroundings: Surroundings) -> "Modules":
    """The modules of a tree by name."""
    return Modules(surroundings)


class Modules:
    """Which file a dotted name means, seen from another file."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._paths = {path for path in surroundings.paths if path.endswith((".py", ".pyi"))}
        self._packages = {path.rpartition("/")[0] for path in self._paths if path.rpartition("/")[2] in _INITS}
        self._roots = self._found_roots(surroundings)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            for name in self._names_of(path):
                self._by_name[name].append(path)
        self._known: dict[tuple[str, str], str | None] = {}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that a file imports."""
        folder = path.rpartition("/")[0]
        for reference, line in facts.references.items():
            module, _, name = reference.partition(":")
            target = self._relative(folder, module, name) if module[:1] == "." else self._absolute(folder, module, name)
            if target and target != path:
                yield Edge(target, line)

    def words(self, path: str, names: Collection[str]) -> frozenset[str] | None:
        """The name of a module; a package decides what is a root, and so what any name means."""
        name = path.rpartition("/")[2]
        return None if name in _INITS else frozenset({name.partition(".")[0]})

    def _found_roots(self, surroundings: Surroundings) -> frozenset[str]:
        around = {self._outermost(package).rpartition("/")[0] for package in self._packages if package}
        # A package may well have a module of that name.
        projects = {path.rpartition("/")[0] for path in surroundings.configuration} - self._packages
        sources = {f"{project}/src".lstrip("/") for project in projects}
        return frozenset({"", "src"} | around | projects | sources)

    def _outermost(self, package: str) -> str:
        while (parent := package.rpartition("/")[0]) in self._packages and parent:
            package = parent
        return package

    def _names_of(self, path: str) -> Iterator[str]:
        stem = path.removesuffix(".pyi").removesuffix(".py").removesuffix("/__init__")
        folder = stem
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in self._roots:
                name = stem[len(folder) + 1 if folder else 0 :]
                if name and "." not in name:
                    yield name.replace("/", ".")

    def _relative(self, folder: str, module: str, name: str) -> str | None:
        rest = module.lstrip(".")
        for _ in range(len(module) - len(rest) - 1):
            folder = folder.rpartition("/")[0]
        base = "/".join(part for part in (folder, rest.replace(".", "/")) if part)
        # A dot alone is the package, though a module of its name may stand beside it.
        around = self._file(base if rest else f"{base}/__init__")
        return self._file(f"{base}/{name}" if base else name) or around

    def _absolute(self, folder: str, module: str, name: str) -> str | None:
        if name:
            return self._module(folder, f"{module}.{name}") or self._module(folder, module)
        # `import a.b.c` may name what a package holds otherwise.
        while module:
            target = self._module(folder, module)
            if target:
                return target
            module = module.rpartition(".")[0]
        return None

    def _module(self, folder: str, name: str) -> str | None:
        key = (folder, name)
        if key not in self._known:
            self._known[key] = self._nearest(folder, self._by_name.get(name, ())) or self._around(folder, name)
        return self._known[key]

    def _around(self, folder: str, name: str) -> str | None:
        """A script finds what lies beside it, and parts of a namespace find each other, wherever its root is."""
        path = name.replace(".", "/")
        while folder:
            if folder not in self._packages:
                found = self._file(f"{folder}/{path}")
                if found:
                    return found
            folder = folder.rpartition("/")[0]
        return None

    def _nearest(self, folder: str, candidates: "list[str] | tuple[str, ...]") -> str | None:
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return max(candidates, key=lambda path: (_shared(folder, path), path.endswith(".py"), -len(path), path))

    def _file(self, stem: str) -> str | None:
        for suffix in _ENDINGS:
            if stem + suffix in self._paths:
                return stem + suffix
        return None


_INITS: Final = ("__init__.py", "__init__.pyi")
_ENDINGS: Final = (".py", "/__init__.py", ".pyi", "/__init__.pyi")


def _shared(folder: str, path: str) -> int:
    """How many folders two places have in common."""
    count = 0
    for one, other in zip(folder.split("/"), path.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count
