"""Which folder an import path of Go means: the module around a file, its `replace` lines, a workspace."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from riskcheck.expressions import expression

_COMMENT = expression(rb"//[^\n]*")
_MODULE = expression(rb"^module[ \t]+[\"`]?([^\s\"`]+)", re.MULTILINE)
_LOCAL = rb"[\"`]?(\.\.?(?:/[^\s\"`]*)?)[\"`]?[ \t\r]*$"
_REPLACE = expression(
    rb"^[ \t]*(?:replace[ \t]+)?[\"`]?([^\s\"`()]+)[\"`]?(?:[ \t]+v\S+)?[ \t]+=>[ \t]+" + _LOCAL, re.MULTILINE
)
_USE = expression(rb"^[ \t]*(?:use[ \t]+)?" + _LOCAL, re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Modules:
    """The modules of a tree: the path of each by its folder, and where its own configuration sends import paths."""

    paths: Mapping[str, str]
    replaced: Mapping[str, Mapping[str, str]]
    workspaces: Mapping[str, frozenset[str]]
    _known: dict[tuple[str | None, str], tuple[str, bool] | None] = field(default_factory=dict)
    _around: dict[str, str | None] = field(default_factory=dict)

    def folder(self, importer: str, path: str) -> tuple[str, bool] | None:
        """The folder that `path` means in a file in the folder `importer`, and whether that is sure; None outside."""
        module = self.around(importer)
        key = (module, path)
        if key not in self._known:
            self._known[key] = self._found(module, path)
        return self._known[key]

    def imports(self, folder: str) -> list[str]:
        """Parts of quoted import paths of a folder: the end of one within a module, or all of each that means a module.

        A module inside of another is found by the path of that one too.
        """
        around = next((place for place in _above(folder) if self._names(place)), "")
        if around != folder:
            return [f'/{folder[len(around) :].lstrip("/")}"']
        rests = ((place, folder[len(place) :].strip("/")) for place in _above(folder))
        found = {posixpath.join(name, rest).rstrip("/") for place, rest in rests for name in self._names(place)}
        return [f'"{path}"' for path in sorted(found)]

    def _names(self, folder: str) -> set[str]:
        """The import paths of a folder itself."""
        own = {self.paths[folder]} if folder in self.paths else set()
        return own | {path for paths in self.replaced.values() for path, target in paths.items() if target == folder}

    def _found(self, module: str | None, path: str) -> tuple[str, bool] | None:
        for prefix, rest in _prefixes(path):
            folders = [(folder, True) for folder in self._linked(module, prefix)]
            # A module that is also here, but that the go command would download: most likely this one, some day.
            folders += [(folder, False) for folder, other in self.paths.items() if other == prefix]
            if folders:
                folder, sure = folders[0]
                return posixpath.join(folder, rest).strip("/"), sure
        return None

    def _linked(self, module: str | None, prefix: str) -> Iterator[str]:
        if module is None:
            return
        if self.paths.get(module) == prefix:
            yield module
        workspace = self.workspaces.get(module, frozenset())
        yield from (folder for folder in sorted(workspace) if self.paths.get(folder) == prefix)
        if prefix in self.replaced.get(module, ()):
            yield self.replaced[module][prefix]

    def around(self, folder: str) -> str | None:
        """The folder of the module that a folder is in."""
        if folder not in self._around:
            place = folder
            while place and place not in self.paths:
                place = place.rpartition("/")[0]
            self._around[folder] = place if place in self.paths else None
        return self._around[folder]


def modules(configuration: Mapping[str, bytes]) -> Modules:
    """The modules that the files go.mod and go.work describe."""
    contents = {path: _COMMENT.sub(b"", content) for path, content in configuration.items()}
    paths, workspaces = {}, {}
    replaced: dict[str, dict[str, str]] = {}
    for file, content in sorted(contents.items()):
        folder, _, name = file.rpartition("/")
        found = {_text(path): _place(folder, target) for path, target in _REPLACE.findall(content)}
        module = _MODULE.search(content)
        if name == "go.work":
            members = frozenset(_place(folder, target) for target in _USE.findall(content))
            workspaces.update(dict.fromkeys(members, members))
            for member in members:
                replaced[member] = {**replaced.get(member, {}), **found}
        elif module:
            paths[folder] = _text(module[1])
            replaced[folder] = {**found, **replaced.get(folder, {})}
    return Modules(paths, replaced, workspaces)


def _above(folder: str) -> Iterator[str]:
    """A folder and those around it, the root last."""
    place = folder
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield ""


def _prefixes(path: str) -> Iterator[tuple[str, str]]:
    """A path and what is left of it, from all to the first part."""
    end = len(path)
    while end > 0:
        yield path[:end], path[end + 1 :]
        end = path.rfind("/", 0, end)


def _place(folder: str, target: bytes) -> str:
    place = posixpath.normpath(posixpath.join(folder, _text(target)))
    return "" if place == "." else place


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
