"""JavaScript and TypeScript: relative paths, path aliases of tsconfig, packages of the same workspace, `#imports`.

Sources: https://nodejs.org/api/packages.html for package names, https://www.typescriptlang.org/tsconfig for `paths`.
"""

from collections.abc import Collection, Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Edge, Facts, Surroundings
from riskcheck.graph.languages.javascript.aliases import Aliases
from riskcheck.graph.languages.javascript.files import Files
from riskcheck.graph.languages.javascript.packages import Packages

CONFIGURATION: Final = ("package.json", "tsconfig*.json", "jsconfig*.json")

_SPECIFIER = expression(
    rb"(?:\bfrom[ \t]*|\bimport[ \t\r\n]*\(?[ \t\r\n]*(?:/\*[^*\n]{0,80}\*/[ \t\r\n]*)?"
    rb"|\brequire(?:\.resolve|\.context|Actual)?[ \t]*\([ \t\r\n]*|<reference[ \t]+path=)"
    rb"(?P<quote>[\"'`])(?P<name>[^\"'`\s]{1,300})(?P=quote)"
)
_COMPUTED = expression(rb"\b(?:import|require)\((?![ \t\r\n]*(?:[\"'`]|/\*))")
# What stands before a specifier in its line where that line is a comment.
_COMMENT = expression(rb"^\s*\*|(?<![:/])//(?!/ *$)|/\*(?!.*\*/)")


def extract(content: bytes) -> Facts:
    """The specifiers that a file imports, requires or exports from."""
    found: dict[str, int] = {}
    place, line, dynamic = 0, 1, False
    for match in _SPECIFIER.finditer(content):
        start = content.rfind(b"\n", 0, match.start()) + 1
        if _COMMENT.search(content[max(start, match.start() - 300) : match.start()]):
            continue
        name = match["name"].decode("utf-8", "replace")
        if "${" in name:
            dynamic = True
            continue
        line += content.count(b"\n", place, match.start())
        place = match.start()
        found.setdefault(name, line)
    return Facts(found, (), dynamic or bool(_COMPUTED.search(content)))


def resolver(surroundings: Surroundings) -> "Modules":
    """The modules of a tree by specifier."""
    return Modules(surroundings)


class Modules:
    """Which file a specifier means, seen from another file."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._files = Files(surroundings.paths)
        self._packages = Packages(surroundings.configuration, self._files)
        self._aliases = Aliases(surroundings.configuration, self._packages, self._files)
        self._known: dict[tuple[str, str], tuple[str, bool] | None] = {}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that a file imports."""
        folder = path.rpartition("/")[0]
        for reference, line in facts.references.items():
            # Loaders and queries of bundlers: `!!raw-loader!./x`, `./x.svg?url`.
            name = reference.rpartition("!")[2].partition("?")[0]
            key = (folder, name)
            if key not in self._known:
                self._known[key] = self._resolved(folder, name)
            found = self._known[key]
            if found and found[0] != path:
                yield Edge(found[0], line, found[1])

    def words(self, path: str, names: Collection[str]) -> frozenset[str] | None:
        """The name of a module; an index, or what a package exports under another name, can be meant by any."""
        stem = path.rpartition("/")[2].partition(".")[0]
        return None if stem == "index" or self._packages.mention(stem) else frozenset({stem})

    def _resolved(self, folder: str, name: str) -> tuple[str, bool] | None:
        if name.startswith("."):
            exact = self._files.near(folder, name)
            return (exact, True) if exact else None
        if name.startswith("/"):
            return None
        exact = self._aliases.file(folder, name) or self._packages.internal(folder, name)
        if exact:
            return exact, True
        return self._packages.file(name) or self._guessed(folder, name)

    def _guessed(self, folder: str, name: str) -> tuple[str, bool] | None:
        """An alias that a bundler's own configuration defines: by custom, `@/` and `~/` are the nearest sources."""
        prefix, slash, rest = name.partition("/")
        if not slash or prefix not in ("@", "~"):
            return None
        while True:
            for root in ("src", "app", ""):
                found = self._files.at("/".join(part for part in (folder, root, rest) if part))
                if found:
                    return found, False
            if not folder:
                return None
            folder = folder.rpartition("/")[0]
