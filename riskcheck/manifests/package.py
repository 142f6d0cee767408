"""What a manifest or lock file says: packages, where they come from, and what runs when they are installed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Package:
    """One package as a file names it.

    `version` is the requirement or the locked version as written. `origin` is the URL, path or registry that it
    comes from, empty for the ecosystem's own. A `runtime` is a language or platform, not a package.
    """

    name: str
    version: str = ""
    origin: str = ""
    group: str = ""
    hashed: bool = False
    runtime: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that one file declares.

    `names` are what it calls its own project, `indexes` the registries and the weakened checks that it asks for,
    `scripts` the commands that run at installation. Not `complete` is a file that computes a part of its packages.
    """

    ecosystem: str
    packages: tuple[Package, ...]
    names: frozenset[str] = frozenset()
    indexes: tuple[str, ...] = ()
    scripts: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True

    def by_name(self) -> dict[str, Package]:
        """Packages by name; of several the one with a version."""
        found: dict[str, Package] = {}
        for package in self.packages:
            if package.name not in found or (package.version and not found[package.name].version):
                found[package.name] = package
        return found


def table(value: object) -> dict[str, Any]:
    """A table of a parsed file; empty where something else stands in its place."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Any]:
    """A list of a parsed file; empty where something else stands in its place."""
    return value if isinstance(value, list) else []


def text_of(value: object) -> str:
    """A string of a parsed file; empty where something else stands in its place."""
    return value if isinstance(value, str) else ""


def texts(values: Iterable[object]) -> list[str]:
    """The strings among values of a parsed file."""
    return [value for value in values if isinstance(value, str)]
