"""Both sides of the manifests and lock files of a change, as values."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from riskcheck import manifests
from riskcheck.core.change import SUBMODULE, SYMLINK, Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence
from riskcheck.expressions import expression
from riskcheck.manifests import Manifest, Package
from riskcheck.signals.context import Context

# Manifests of samples and of what a program under test reads; nothing is installed from them.
_SAMPLES = expression(
    r"(?i)(^|/)(fixtures?|__fixtures__|test[_-]?data|test cases|templates?|samples?|golden|vendor|third[_-]party"
    r"|node_modules|tests?/[^/]+(?=/)(?!.*requirements))/"
)
# Other manifests of the same ecosystem are read as far as this.
_MOST_READ = 300


@dataclass(frozen=True, slots=True)
class Declared:
    """What one manifest or lock file declared before and after the change."""

    patch: Patch
    source: Manifest
    target: Manifest

    @property
    def ecosystem(self) -> str:
        """The ecosystem that the file is of."""
        return self.target.ecosystem

    def shared(self) -> Iterator[tuple[str, list[Package], list[Package]]]:
        """Names that both sides declare, with what each says of them, where that is not the same."""
        before, after = _by_name(self.source), _by_name(self.target)
        for name in sorted(before.keys() & after.keys()):
            if set(before[name]) != set(after[name]):
                yield name, before[name], after[name]

    def added(self) -> Iterator[Package]:
        """Packages whose name the source side does not hold."""
        before = _by_name(self.source)
        for name, packages in sorted(_by_name(self.target).items()):
            if name not in before:
                yield packages[0]


def is_sample(path: str) -> bool:
    """Whether a path lies where samples do."""
    return _SAMPLES.search(path) is not None


def compared(
    changeset: Changeset, context: Context, wanted: Callable[[str], bool]
) -> tuple[list[Declared], list[Skipped]]:
    """The files of the change whose paths are wanted, as far as they could be read, and those that could not."""
    found: list[Declared] = []
    skipped: list[Skipped] = []
    for patch in sorted(changeset.patches, key=lambda patch: patch.path):
        if not wanted(patch.path) or is_sample(patch.path):
            continue
        if {patch.source_mode, patch.target_mode} & {SYMLINK, SUBMODULE}:
            continue
        try:
            source = _side(patch.source_path or patch.path, patch.change_type != "A", context.contents.source(patch))
            target = _side(patch.path, patch.change_type != "D", context.contents.target(patch))
        except manifests.UnreadableError as problem:
            skipped.append(Skipped(f"dependencies in {patch.path}", str(problem)))
        else:
            found.append(Declared(patch, source, target))
    return found, skipped


def _side(path: str, exists: bool, content: bytes | None) -> Manifest:
    if not exists:
        return Manifest(manifests.ecosystem_of(path), ())
    if content is None:
        raise manifests.UnreadableError("the whole file is not known, or larger than 2 MB")
    return manifests.read(path, content)


def unchanged(ecosystem: str, changeset: Changeset, context: Context) -> list[Manifest]:
    """The manifests of an ecosystem that the change leaves as they are, those near the root first."""
    changed = {patch.path for patch in changeset.patches}
    paths = [
        path
        for path in context.contents.paths
        if path not in changed
        and manifests.is_manifest(path)
        and manifests.ecosystem_of(path) == ecosystem
        and not is_sample(path)
    ]
    nearest = sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_READ]
    found = []
    for path, content in context.contents.files(nearest).items():
        try:
            found.append(manifests.read(path, content))
        except manifests.UnreadableError:
            continue  # it is no part of the change, and names nothing that could be compared
    return found


def place(patch: Patch, message: str, name: str, version: str = "") -> Evidence:
    """Evidence at the first added line that holds the name, best together with the version."""
    words = [_word(name.rpartition(":")[2])] + ([re.compile(re.escape(_spelt(version)))] if version else [])
    lines = [(number, _spelt(text[:1000])) for number, text in patch.added()]
    for wanted in (words, words[:1], words[1:]):
        for number, text in lines:
            if wanted and all(word.search(text) for word in wanted):
                return Evidence(message, patch.path, number, number)
    return Evidence(message, patch.path)


def _spelt(text: str) -> str:
    return text.lower().replace("_", "-").replace(".", "-")


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/@-]){re.escape(_spelt(name))}(?![\w/-])")


def _by_name(manifest: Manifest) -> dict[str, list[Package]]:
    found: defaultdict[str, list[Package]] = defaultdict(list)
    for package in manifest.packages:
        found[package.name].append(package)
    return found


def names(sides: Sequence[Manifest]) -> frozenset[str]:
    """Every package and project that these manifests name."""
    return frozenset(name for side in sides for name in (*side.names, *(package.name for package in side.packages)))
