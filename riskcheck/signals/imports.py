"""Imports of packages that nothing declares: forgotten in the manifest, or made up.

Models name packages that do not exist in 5 to 22 % of their samples, and somebody may register such a name:
Spracklen et al. 2024, "We Have a Package for You!", https://arxiv.org/abs/2406.10279.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from riskcheck import manifests
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.manifests import Manifest
from riskcheck.manifests.python import normalised
from riskcheck.signals import declared
from riskcheck.signals.context import Context
from riskcheck.syntax import imports
from riskcheck.syntax.imports import Import

UNDECLARED = Rule(
    "imports.undeclared", "Import that no manifest declares", "likelihood", "packages", "dependencies",
    "It works only where the package happens to be installed, and a made-up name can be taken by a stranger.",
    "Check that the package exists and is the one that is meant, then declare it.", grade=4, ai_typical=True,
    reference="https://arxiv.org/abs/2406.10279",
)  # fmt: skip
RULES: Final = (UNDECLARED,)
_PYTHON_IMPORT = expression(r"^\s*(?:from|import)\s+(\w+)")
_QUOTED_IMPORT = expression(r"""(?:\bfrom|\bimport|\brequire\(|\bimport\(|^\s*[\w.]*)\s*['"]([@\w][^'"/]*)""")
# Where a project gives its own folders names that look like packages.
_ALIASES = expression(
    r"(^|/)([jt]sconfig[^/]*\.json|(vite|vitest|webpack|rollup|next|nuxt|babel|jest)\.config\.[cm]?[jt]s|deno\.jsonc?|import_?map\.json)$"
)
_ALIAS = expression(r"""['"]?([@~\w][\w./@-]{0,100}?)/?\*?['"]?\s*:""")
_MOST_READ = 400
_MOST_SEARCHED = 10
_PLACES = 5
# Where else an installation may be written down.
_INSTALLS = expression(
    r"(^|/)(tox\.ini|noxfile\.py|[^/]*Dockerfile[^/]*|environment[^/]*\.ya?ml|Makefile|[^/]+\.(toml|cfg|ini|ya?ml|json5?))$"
)


class _Asked(NamedTuple):
    patch: Patch
    wanted: Import
    package: str


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Packages that added lines import and that neither the language, the repository nor a manifest brings."""
    read = [
        patch for patch in changeset.patches if patch.kind == "code" and imports.is_read(patch.path) and patch.hunks
    ]
    if not context.contents.is_known:
        if read:
            yield Skipped(f"imports of {len(read)} files", "a bare diff does not hold the manifests")
        return
    asked: defaultdict[str, list[_Asked]] = defaultdict(list)
    for patch in sorted(read, key=lambda patch: patch.path):
        try:
            for one in _asked(patch, context):
                asked[imports.ecosystem_of(patch.path)].append(one)
        except imports.UnparsableError as problem:
            yield Skipped(f"imports of {patch.path}", str(problem))
    found: list[Evidence] = []
    for ecosystem, listed in sorted(asked.items()):
        try:
            found += _evidence(_unresolved(ecosystem, listed, context))
        except manifests.UnreadableError as problem:
            yield Skipped(f"imports of {len(listed)} packages", str(problem))
    if found:
        yield Signal(UNDECLARED, len(found), tuple(found)[:_PLACES])


def _evidence(asked: list[_Asked]) -> list[Evidence]:
    """Each package once, where it is imported first."""
    first: dict[str, Evidence] = {}
    for patch, wanted, package in asked:
        first.setdefault(package, Evidence(f"{package} is declared nowhere", patch.path, wanted.line, wanted.line))
    return list(first.values())


def _asked(patch: Patch, context: Context) -> Iterator[_Asked]:
    """What the added lines of a file import and its source side did not."""
    own = _own(context.contents.paths)
    wording = _PYTHON_IMPORT if patch.path.endswith(".py") else _QUOTED_IMPORT
    first = [found[1] for _, text in patch.added() if (found := wording.search(text[:1000]))]
    # Whole files are read only where a line seems to import what is not of the repository.
    target = context.contents.target(patch) if set(first) - own - sys.stdlib_module_names else None
    if target is None:
        return
    ecosystem = imports.ecosystem_of(patch.path)
    added = {number for number, _ in patch.added()}
    wanted = [one for one in imports.imported(patch.path, _text(target)) if one.line in added]
    if not wanted:
        return
    try:
        source = imports.imported(patch.path, _text(context.contents.source(patch) or b""))
    except imports.UnparsableError:
        source = []
    before = {imports.package_of(one.module, ecosystem) for one in source}
    for one in wanted:
        package = imports.package_of(one.module, ecosystem)
        if package not in before:
            yield _Asked(patch, one, package)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")


def _unresolved(ecosystem: str, asked: list[_Asked], context: Context) -> list[_Asked]:
    own = _own(context.contents.paths) if ecosystem != "go" else frozenset[str]()
    left = [one for one in asked if one.package.split("/")[0].strip("@~") not in own]
    known = _declared(ecosystem, context) if left else frozenset()
    if not known:
        return []
    if left and ecosystem == "npm":
        aliases = _aliases(context)
        left = [one for one in left if not any(f"{one.wanted.module}/".startswith(f"{alias}/") for alias in aliases)]
    left = [one for one in left if not _is_known(one.wanted.module, one.package, ecosystem, known)]
    left = left[:_MOST_SEARCHED]
    used = _used({one.package for one in left}, ecosystem, context) if left else frozenset()
    return [one for one in left if one.package not in used]


@lru_cache(maxsize=1)
def _own(paths: frozenset[str]) -> frozenset[str]:
    """The names of all folders and modules of the repository: what an alias or an import may mean."""
    return frozenset(part.split(".")[0] for path in paths for part in path.split("/"))


def _declared(ecosystem: str, context: Context) -> frozenset[str]:
    """What the manifests and lock files of the head side name; nothing where there is no manifest that says it all."""
    paths = [
        path
        for path in context.contents.paths
        if manifests.ecosystem_of(path) == ecosystem and not path.startswith(".") and not declared.is_sample(path)
    ]
    nearest = sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_READ]
    found: list[Manifest] = []
    for path, content in context.contents.files(nearest).items():
        try:
            found.append(manifests.read(path, content))
        except manifests.UnreadableError:
            if manifests.is_manifest(path):
                raise
            # Of a lock file the manifest beside it says the same.
    writes_out = any("requirements" in path for path in nearest)
    if not any(one.packages for one in found) or not (writes_out or all(one.complete for one in found)):
        return frozenset()
    return declared.names(found)


def _aliases(context: Context) -> frozenset[str]:
    """Names that the configuration of compilers and bundlers gives to folders, with all else that has a colon there."""
    paths = sorted(path for path in context.contents.paths if _ALIASES.search(path))[:_MOST_READ]
    lines = (line for content in context.contents.files(paths).values() for line in _text(content).splitlines())
    return frozenset(name for line in lines for name in _ALIAS.findall(line[:1000]) if name.strip("./@"))


def _is_known(module: str, package: str, ecosystem: str, known: frozenset[str]) -> bool:
    if ecosystem == "go":
        return any(module == name or module.startswith(f"{name}/") for name in known)
    if ecosystem == "npm":
        plain = package.lstrip("@").replace("/", "__")
        return package in known or f"@types/{plain}" in known
    names = imports.distributions(module)
    top = normalised(package)
    return any(
        name in names
        or name.startswith(f"{top}-")
        or name.endswith(f"-{top}")
        or top.startswith(f"{name}-")
        or name.replace("-", "") == top.replace("-", "")
        for name in known
    )


def _used(packages: set[str], ecosystem: str, context: Context) -> frozenset[str]:
    """Packages that lines outside of this change import, or that other files install."""
    changed = {patch.path for patch in context.contents.changeset.patches}
    spelt = {package: {package} for package in packages}
    if ecosystem == "pypi":
        spelt = {package: {package, *imports.distributions(package)} for package in packages}
    found = set()
    for use in context.contents.uses(sorted({name for names in spelt.values() for name in names})):
        if use.path in changed or kind_of(use.path) == "docs":
            continue
        line = use.text[:1000]
        if re.search(r"\b(import|from|require|using|use)\b", line) or _INSTALLS.search(use.path):
            found |= {package for package, names in spelt.items() if any(name in line for name in names)}
    return frozenset(found)
