"""Manifests and lock files as values: text in, declared packages out; one row of a table for each format.

No file is ever run: of a setup.py, a Gemfile or a Gradle script only what is written out is read.
"""

import configparser
from collections.abc import Callable

from riskcheck.expressions import expression
from riskcheck.manifests import locks, others, python
from riskcheck.manifests.package import Manifest, Package

__all__ = ["LOCKS_OF", "Manifest", "Package", "UnreadableError", "ecosystem_of", "is_lock", "is_manifest", "read"]

Reader = Callable[[str], Manifest]


class UnreadableError(ValueError):
    """The file is not what its name says."""


_MANIFESTS: tuple[tuple[str, str, Reader], ...] = (
    (r"(?:[\w.-]*[_-])?requirements[^/]*\.(?:txt|in)|requirements/[^/]+\.(?:txt|in)", "pypi", python.requirements),
    (r"pyproject\.toml", "pypi", python.pyproject),
    (r"Pipfile", "pypi", python.pipfile),
    (r"setup\.cfg", "pypi", python.setup_cfg),
    (r"setup\.py", "pypi", python.setup_py),
    (r"package\.json", "npm", others.package_json),
    (r"\.npmrc|\.yarnrc(?:\.yml)?", "npm", others.registries),
    (r"pip\.(?:conf|ini)", "pypi", others.registries),
    (r"Cargo\.toml", "cargo", others.cargo),
    (r"go\.mod", "go", others.go_mod),
    (r"Gemfile|[^/]+\.gemspec", "gems", others.gems),
    (r"composer\.json", "composer", others.composer),
    (r"pom\.xml", "maven", others.pom),
    (r"build\.gradle(?:\.kts)?", "maven", others.gradle),
    (r"[^/]+\.csproj", "nuget", others.csproj),
    (r"pubspec\.yaml", "pub", others.pubspec),
)
_LOCKS: tuple[tuple[str, str, Reader], ...] = (
    (r"package-lock\.json|npm-shrinkwrap\.json", "npm", locks.package_lock),
    (r"yarn\.lock", "npm", locks.yarn_lock),
    (r"pnpm-lock\.yaml", "npm", locks.pnpm_lock),
    (r"poetry\.lock|uv\.lock", "pypi", locks.python_lock),
    (r"Pipfile\.lock", "pypi", locks.pipfile_lock),
    (r"Cargo\.lock", "cargo", locks.cargo_lock),
    (r"go\.sum", "go", locks.go_sum),
    (r"Gemfile\.lock", "gems", locks.gemfile_lock),
    (r"composer\.lock", "composer", locks.composer_lock),
)
# Which lock files are made from which manifest, by base name.
LOCKS_OF: dict[str, tuple[str, ...]] = {
    "package.json": ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"),
    "pyproject.toml": ("poetry.lock", "uv.lock"),
    "Pipfile": ("Pipfile.lock",),
    "Cargo.toml": ("Cargo.lock",),
    "go.mod": ("go.sum",),
    "Gemfile": ("Gemfile.lock",),
    "composer.json": ("composer.lock",),
}
_ROWS = tuple((expression(pattern), ecosystem, reader) for pattern, ecosystem, reader in _MANIFESTS + _LOCKS)
_ONLY_LOCKS = frozenset(reader for _, _, reader in _LOCKS)
_ANY = expression("|".join(pattern for pattern, _, _ in _MANIFESTS + _LOCKS))


def is_manifest(path: str) -> bool:
    """Whether a file of this name declares packages."""
    row = _row(path)
    return row is not None and row[1] not in _ONLY_LOCKS


def is_lock(path: str) -> bool:
    """Whether a file of this name locks versions."""
    row = _row(path)
    return row is not None and row[1] in _ONLY_LOCKS


def ecosystem_of(path: str) -> str:
    """The ecosystem of a manifest or lock file; empty for any other file."""
    row = _row(path)
    return row[0] if row else ""


def _row(path: str) -> tuple[str, Reader] | None:
    folder, _, name = path.rpartition("/")
    # A folder of that name holds requirement files of any name.
    name = f"requirements/{name}" if folder.endswith("requirements") and name.endswith((".txt", ".in")) else name
    if not _ANY.fullmatch(name):
        return None
    return next((ecosystem, reader) for pattern, ecosystem, reader in _ROWS if pattern.fullmatch(name))


def read(path: str, content: bytes) -> Manifest:
    """What a manifest or lock file declares; UnreadableError where it is no such file or broken."""
    row = _row(path)
    if row is None:
        raise UnreadableError("no known manifest")
    try:
        return row[1](content.decode("utf-8-sig"))
    except (ValueError, SyntaxError, configparser.Error, RecursionError, MemoryError) as problem:
        raise UnreadableError(f"{type(problem).__name__}") from None
