"""The packages of a workspace: which file the name of a package, or a path within it, means.

What a package exports is often built and not in the repository: then the source of the same name is taken.
"""

import json
import re
from collections.abc import Iterator, Mapping

from riskcheck.expressions import expression
from riskcheck.graph.languages.javascript.files import Files, joined, starred

_CONDITIONS = ("source", "development", "types", "import", "module", "node", "browser", "require", "default")
_FIELDS = ("source", "types", "typings", "module", "main")
_BUILT = expression(r"^(?:\./)?(?:dist|build|lib|out|es|esm|cjs|types)/")
_DEEPEST = 8
Found = tuple[str, bool]


class Packages:
    """The package.json files of a tree, by folder and by the name that others import."""

    def __init__(self, configuration: Mapping[str, bytes], files: Files) -> None:
        self._files = files
        self._by_folder: dict[str, Mapping[str, object]] = {}
        self._by_name: dict[str, str] = {}
        self._text = b"\n".join(configuration.values())
        for path in sorted(configuration, key=lambda path: (path.count("/"), path)):
            folder, _, name = path.rpartition("/")
            document = _document(configuration[path]) if name == "package.json" else None
            if document is not None:
                self._by_folder[folder] = document
                own = document.get("name")
                if isinstance(own, str):
                    self._by_name.setdefault(own, folder)

    def mention(self, stem: str) -> bool:
        """Whether any configuration names a file so, which gives it other names."""
        return stem.encode("utf-8", "surrogateescape") in self._text

    def folder(self, name: str) -> tuple[str, str] | None:
        """The folder of the package that a specifier names, and the path within it ("" for the package itself)."""
        parts = name.split("/")
        length = 2 if name.startswith("@") else 1
        package = "/".join(parts[:length])
        if package not in self._by_name:
            return None
        return self._by_name[package], "/".join(parts[length:])

    def file(self, name: str) -> Found | None:
        """The file that a specifier means in a package of this repository."""
        place = self.folder(name)
        if place is None:
            return None
        folder, rest = place
        document = self._by_folder[folder]
        targets = [*_exported(document.get("exports"), f"./{rest}" if rest else "."), *self._main(document, rest)]
        for target in targets:
            found = self._files.near(folder, target)
            if found:
                return found, True
        for target in targets:
            found = self._source_of(folder, target)
            if found:
                return found, True
        return self._plain(folder, rest)

    def internal(self, folder: str, name: str) -> str | None:
        """The file that a `#name` means in the package around a folder."""
        if not name.startswith("#"):
            return None
        while folder not in self._by_folder and folder:
            folder = folder.rpartition("/")[0]
        document = self._by_folder.get(folder, {})
        targets = _exported(document.get("imports"), name)
        return next((found for target in targets if (found := self._files.near(folder, target))), None)

    def _main(self, document: Mapping[str, object], rest: str) -> list[str]:
        return [] if rest else [value for field in _FIELDS if isinstance(value := document.get(field), str)]

    def _source_of(self, folder: str, target: str) -> str | None:
        for source in ("src/", ""):
            guess = _BUILT.sub(source, target)
            path = joined(folder, re.sub(r"(?:\.d)?\.[cm]?[jt]sx?$", "", guess)) if guess != target else None
            found = self._files.at(path) if path else None
            if found:
                return found
        return None

    def _plain(self, folder: str, rest: str) -> Found | None:
        for exact, source in ((True, ""), (False, "src")):
            path = "/".join(part for part in (folder, source, rest) if part)
            found = self._files.at(path, folder=not rest)
            if found:
                return found, exact and bool(rest)
        return None


def _exported(table: object, name: str) -> list[str]:
    """The targets for a name in the `exports` or `imports` of a package, in the order of preference."""
    if isinstance(table, str):
        return [table] if name == "." else []
    if not isinstance(table, dict):
        return []
    if not any(str(key).startswith((".", "#")) for key in table):
        return list(_targets(table, 0)) if name == "." else []
    # A whole name, then the longest prefix before a star.
    for key in sorted(map(str, table), key=lambda key: (key != name, -len(key.partition("*")[0]))):
        middle = starred(key, name)
        if middle is not None:
            return [target.replace("*", middle) for target in _targets(table[key], 0)]
    return []


def _targets(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _targets(part, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for condition in sorted(value, key=lambda key: _CONDITIONS.index(key) if key in _CONDITIONS else 99):
            yield from _targets(value[condition], depth + 1)


def _document(content: bytes) -> Mapping[str, object] | None:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
