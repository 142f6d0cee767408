"""Path aliases: `baseUrl` and `paths` of the tsconfig.json or jsconfig.json around a file, with what it extends."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskcheck.expressions import expression
from riskcheck.graph.languages.javascript.files import Files, joined, starred
from riskcheck.graph.languages.javascript.packages import Packages

# Texts are kept, comments and commas before a closing bracket go.
_JSONC = expression(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=\s*[}\]])')
_DEEPEST = 8
_NAMES = ("tsconfig.json", "jsconfig.json")


@dataclass(frozen=True, slots=True)
class _Table:
    """Patterns with their targets, the longest prefix first, as paths from the root; `base` for bare names."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    base: str | None = None


_NONE = _Table()


class Aliases:
    """The aliases that hold in each folder."""

    def __init__(self, configuration: Mapping[str, bytes], packages: Packages, files: Files) -> None:
        self._contents = configuration
        self._packages = packages
        self._files = files
        self._tables: dict[str, _Table] = {}

    def file(self, folder: str, name: str) -> str | None:
        """The file that a specifier means through an alias."""
        table = self._around(folder)
        for pattern, targets in table.patterns:
            middle = starred(pattern, name)
            for target in targets if middle is not None else ():
                found = self._files.at(target.replace("*", middle or ""))
                if found:
                    return found
        return None if table.base is None else self._files.at(joined(table.base, name) or "\0")

    def _around(self, folder: str) -> _Table:
        if folder not in self._tables:
            parent = folder.rpartition("/")[0]
            own = next((found for name in _NAMES if (found := self._read(folder, name)) is not None), None)
            inherited = self._around(parent) if folder and own is None else _NONE
            self._tables[folder] = inherited if own is None else own
        return self._tables[folder]

    def _read(self, folder: str, name: str) -> _Table | None:
        path = f"{folder}/{name}" if folder else name
        if path not in self._contents:
            return None
        tables = [self._table(options, base) for options, base in self._chain(path, 0)]
        patterns = next((table.patterns for table in tables if table.patterns), ())
        return _Table(patterns, next((table.base for table in tables if table.base is not None), None))

    def _chain(self, path: str, depth: int) -> Iterator[tuple[Mapping[str, object], str]]:
        """The compiler options of a file and of those that it extends or refers to, each with its folder."""
        document = _document(self._contents.get(path, b""))
        if document is None or depth > _DEEPEST:
            return
        folder = path.rpartition("/")[0]
        options = document.get("compilerOptions")
        if isinstance(options, dict):
            yield options, folder
        for other in _named(document):
            yield from self._chain(self._other(folder, other), depth + 1)

    def _other(self, folder: str, name: str) -> str:
        """The path of a configuration file that another one names, relative or in a package of the workspace."""
        place = (folder, name) if name.startswith(".") else self._packages.folder(name)
        path = (joined(*place) if place else None) or "\0"
        candidates = (path, f"{path}.json", f"{path}/tsconfig.json")
        return next((found for found in candidates if found in self._contents), path)

    def _table(self, options: Mapping[str, object], folder: str) -> _Table:
        base_url, paths = options.get("baseUrl"), options.get("paths")
        base = joined(folder, base_url) if isinstance(base_url, str) else None
        patterns = []
        for pattern, targets in paths.items() if isinstance(paths, dict) else ():
            places = (joined(folder if base is None else base, target) for target in _texts(targets))
            patterns.append((pattern, tuple(place for place in places if place is not None)))
        patterns.sort(key=lambda row: (-len(row[0].partition("*")[0]), row))
        return _Table(tuple(patterns), base)


def _named(document: Mapping[str, object]) -> Iterator[str]:
    extends = document.get("extends")
    yield from _texts(extends if isinstance(extends, list) else [extends])
    references = document.get("references")
    for reference in references if isinstance(references, list) else ():
        if isinstance(reference, dict):
            yield from _texts([reference.get("path")])


def _texts(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _document(content: bytes) -> Mapping[str, object] | None:
    text = content.decode("utf-8-sig", "replace")
    try:
        document = json.loads(_JSONC.sub(lambda match: match[1] or "", text))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
