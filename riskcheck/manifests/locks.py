"""Lock files: the exact versions that an installation takes, and where from."""

import json
import re
from collections.abc import Iterator

from riskcheck.expressions import expression
from riskcheck.manifests.package import Manifest, Package, rows, table, text_of
from riskcheck.manifests.python import normalised

_TOML = expression(r"(name|version|source) = (.*)")
_URL = expression(r'(?:git\+|registry\+|sparse\+)?https?://[^"\s}]+')
_YARN_HEAD = expression(r'"?(@?[^@"\s,]+)@[^\n]*:\s*$')
_YARN_VERSION = expression(r'\s+version:?\s+"?([^"\s]+)')
_YARN_RESOLVED = expression(r'\s+resolved\s+"?([^"\s]+)')
_PNPM_HEAD = expression(r"  ['\"]?/?(@?[^@'\"\s(]+)[@/]([\d][^'\"(:\s]*)[^:]*:\s*$")
_PNPM_TARBALL = expression(r"tarball: ['\"]?([^,'\"}\s]+)")
_GEM = expression(r"    ([\w.-]+) \(([^)]+)\)$")


def package_lock(text: str) -> Manifest:
    """package-lock.json of any version."""
    content = table(json.loads(text))
    listed = table(content.get("packages")).items()
    entries = [(name.rpartition("node_modules/")[2], one) for name, one in listed if "node_modules/" in name]
    waiting = [] if entries else [table(content.get("dependencies"))]
    while waiting:
        for name, one in waiting.pop().items():
            entries.append((name, one))
            waiting.append(table(table(one).get("dependencies")))
    packages = [
        Package(name, text_of(one.get("version")), text_of(one.get("resolved")), hashed="integrity" in one)
        for name, one in entries
        if isinstance(one, dict) and not one.get("link")
    ]
    return Manifest("npm", tuple(packages))


def yarn_lock(text: str) -> Manifest:
    """yarn.lock of both generations."""
    packages, name, version, resolved = [], "", "", ""
    for line in [*text.splitlines(), "end@:"]:
        line = line[:2000]
        if found := _YARN_HEAD.match(line):
            if name and version:
                packages.append(Package(name, version, resolved))
            name, version, resolved = found[1], "", ""
        elif found := _YARN_VERSION.match(line):
            version = version or found[1]
        elif found := _YARN_RESOLVED.match(line):
            resolved = found[1]
    return Manifest("npm", tuple(package for package in packages if package.version != "0.0.0-use.local"))


def pnpm_lock(text: str) -> Manifest:
    """pnpm-lock.yaml."""
    packages: list[Package] = []
    section = ""
    for line in text.splitlines():
        line = line[:2000]
        if line and not line[0].isspace():
            section = line.partition(":")[0]
        elif section == "packages" and (found := _PNPM_HEAD.match(line)):
            packages.append(Package(found[1], found[2]))
        elif packages and section == "packages" and (found := _PNPM_TARBALL.search(line)):
            packages[-1] = Package(packages[-1].name, packages[-1].version, found[1])
    return Manifest("npm", tuple(packages))


def python_lock(text: str) -> Manifest:
    """poetry.lock and uv.lock."""
    found = (
        Package(normalised(one["name"]), one.get("version", ""), _url(one.get("source", ""))) for one in _packages(text)
    )
    return Manifest("pypi", tuple(found))


def cargo_lock(text: str) -> Manifest:
    """Cargo.lock."""
    found = (
        Package(one["name"].replace("_", "-"), one.get("version", ""), _url(one.get("source", "")))
        for one in _packages(text)
    )
    return Manifest("cargo", tuple(found))


def _packages(text: str) -> Iterator[dict[str, str]]:
    """The `[[package]]` tables, read by lines: a whole TOML parser takes seconds for such files."""
    for part in re.split(r"(?m)^\[\[package\]\][ \t]*\r?$", text)[1:]:
        one: dict[str, str] = {}
        for line in part.splitlines():
            found = _TOML.match(line[:2000])
            if line.startswith("["):
                break
            if found:
                one.setdefault(found[1], found[2].strip().strip('"'))
        if "name" in one:
            yield one


def _url(source: str) -> str:
    found = _URL.search(source)
    return found[0] if found else ""


def pipfile_lock(text: str) -> Manifest:
    """Pipfile.lock."""
    content = table(json.loads(text))
    packages = [
        Package(
            normalised(name), text_of(one.get("version")).lstrip("="), text_of(one.get("git")), hashed="hashes" in one
        )
        for section in ("default", "develop")
        for name, one in table(content.get(section)).items()
        if isinstance(one, dict)
    ]
    return Manifest("pypi", tuple(packages))


def go_sum(text: str) -> Manifest:
    """go.sum; a module stands in it with every version that was looked at."""
    words = (line.split() for line in text.splitlines())
    return Manifest("go", tuple(Package(one[0], one[1]) for one in words if len(one) == 3 and "/go.mod" not in one[1]))


def gemfile_lock(text: str) -> Manifest:
    """Gemfile.lock."""
    packages, remote = [], ""
    for line in text.splitlines():
        if line.startswith("  remote: "):
            remote = line[10:500].strip()
        elif found := _GEM.match(line[:500]):
            packages.append(Package(found[1], found[2], remote))
    return Manifest("gems", tuple(packages))


def composer_lock(text: str) -> Manifest:
    """composer.lock."""
    content = table(json.loads(text))
    packages = [
        Package(text_of(one.get("name")), text_of(one.get("version")), text_of(table(one.get("source")).get("url")))
        for section in ("packages", "packages-dev")
        for one in map(table, rows(content.get(section)))
    ]
    return Manifest("composer", tuple(package for package in packages if package.name))
