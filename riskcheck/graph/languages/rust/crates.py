"""The packages of a tree, and the files that their crates begin with.

Source: https://doc.rust-lang.org/cargo/reference/cargo-targets.html
"""

import contextlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from riskcheck.expressions import expression

_TARGETS: Final = expression(r"(?:src/(?:lib|main)|(?:src/bin|tests|examples|benches)/[^/]+(?:/main)?|build)\.rs")
_SECTIONS: Final = ("bin", "test", "example", "bench")
_TABLES: Final = frozenset({"package", "lib", *_SECTIONS})
_HEAD: Final = expression(r"^([ \t]*\[{1,2}[ \t]*[\"']?([\w-]*)[^\]\n]*\]{1,2}[ \t\r]*(?:#.*)?)$", re.MULTILINE)


class Crates:
    """Which files begin a crate, and which library a name means."""

    def __init__(self, paths: frozenset[str], manifests: Mapping[str, bytes]) -> None:
        self.folders: frozenset[str] = frozenset(path.rpartition("/")[0] for path in manifests)
        self._libraries: defaultdict[str, list[str]] = defaultdict(list)
        self._renamed: dict[str, str] = {}
        self._library_files: set[str] = set()
        found: dict[str, None] = {}
        for path, content in sorted(manifests.items()):
            folder, manifest = path.rpartition("/")[0], _manifest(content)
            self._add_library(folder, manifest, paths)
            found |= dict.fromkeys(_declared(folder, manifest))
            self._renamed.update(_renames(manifest))
        self._named = frozenset((*self._library_files, *found))
        self._packages: dict[str, str] = {}
        custom = sorted(path for path in paths if _TARGETS.fullmatch(self._inside(path)))
        libraries = [path for files in self._libraries.values() for path in files]
        self.roots = [path for path in dict.fromkeys((*libraries, *found, *custom)) if path in paths]

    def begins(self, path: str) -> bool:
        """Whether a crate begins with a file, or would if there were one."""
        return path in self._named or _TARGETS.fullmatch(self._inside(path)) is not None

    def package(self, path: str) -> str:
        """The folder of the package that a file is in."""
        own = path.rpartition("/")[0]
        folder = self._packages.get(own)
        if folder is None:
            folder = own
            while folder and folder not in self.folders:
                folder = folder.rpartition("/")[0]
            self._packages[own] = folder
        return folder

    def library(self, name: str, path: str) -> str | None:
        """The first file of the library that a name means in a file; the nearest where packages share it."""
        files = self._libraries.get(name) or self._libraries.get(self._renamed.get(name, ""))
        if not files or len(files) == 1:
            return files[0] if files else None
        return max(files, key=lambda file: (_shared(file, path), -len(file), file))

    def _inside(self, path: str) -> str:
        folder = self.package(path)
        return path[len(folder) + 1 :] if folder else path

    def _add_library(self, folder: str, manifest: Mapping[str, Any], paths: frozenset[str]) -> None:
        library, package = _table(manifest, "lib"), _table(manifest, "package")
        name = library.get("name") or package.get("name")
        file = _at(folder, library.get("path") or "src/lib.rs")
        self._library_files.add(file)
        if isinstance(name, str) and file in paths:
            self._libraries[name.replace("-", "_")].append(file)


def _manifest(content: bytes) -> dict[str, Any]:
    text = content.decode("utf-8", "replace")
    # What looks like the head of a table may be inside of a text or an array, and cut it in two.
    for part in (_needed(text), text):
        with contextlib.suppress(tomllib.TOMLDecodeError, RecursionError):
            return tomllib.loads(part)
    return {}


def _needed(text: str) -> str:
    """The tables that are looked at: to parse the others takes most of the time."""
    parts = _HEAD.split(text)
    tables = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    wanted = (head + rest for head, name, rest in tables if name in _TABLES or "package" in head + rest)
    return "".join((parts[0], *wanted))


def _table(manifest: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = manifest.get(key)
    return value if isinstance(value, dict) else {}


def _declared(folder: str, manifest: Mapping[str, Any]) -> Iterator[str]:
    """The files that targets name."""
    for section in _SECTIONS:
        targets = manifest.get(section)
        for target in targets if isinstance(targets, list) else ():
            if isinstance(target, dict) and target.get("path"):
                yield _at(folder, target["path"])


def _renames(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The dependencies that go by another name than their package."""
    for table in (manifest, _table(manifest, "workspace")):
        for section in ("dependencies", "dev-dependencies", "build-dependencies"):
            for name, dependency in _table(table, section).items():
                package = dependency.get("package") if isinstance(dependency, dict) else None
                if isinstance(package, str):
                    yield name.replace("-", "_"), package.replace("-", "_")


def _at(folder: str, path: object) -> str:
    parts = folder.split("/") if folder else []
    for part in str(path).split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _shared(one: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count
