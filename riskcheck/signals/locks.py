"""Lock files that do not go with their manifest, and what moved in them that nobody would expect.

A lock file is long and seldom read, which makes it a place to hide another source of a package in:
https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from riskcheck import manifests
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.manifests import Manifest, Package, versions
from riskcheck.signals import declared
from riskcheck.signals.context import Context
from riskcheck.signals.declared import Declared
from riskcheck.signals.dependencies import source_of

ALONE = Rule(
    "locks.alone", "Lock file changed without its manifest", "likelihood", "files", "dependencies",
    "Versions move beside other work although nothing that a person wrote asks for it.",
    "Put the file back, or update the versions in a change of their own.", grade=2, ai_typical=True,
)  # fmt: skip
STALE = Rule(
    "locks.stale", "Manifest changed without its lock file", "likelihood", "packages", "dependencies",
    "Installations that follow the lock file miss the change or fail, and others get versions that nobody tried.",
    "Make the lock file anew with the project's own tool, in the same change.", grade=3, ai_typical=True,
)  # fmt: skip
DOWN = Rule(
    "locks.downgraded", "Locked version moved down", "likelihood", "packages", "dependencies",
    "Corrections, some of them for security, go away again, mostly unnoticed.",
    "Say why each of them has to go back, and hold it there in the manifest.", grade=3,
)  # fmt: skip
SOURCE = Rule(
    "locks.source", "Lock file takes packages from another server", "impact", "packages", "dependencies",
    "The name is the same, but the code comes from whoever runs that server.",
    "Compare the address with that of the other packages, and make the lock file anew from the registry.", grade=4,
    reference="https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/",
)  # fmt: skip
RULES: Final = (ALONE, STALE, DOWN, SOURCE)
_MANIFEST_OF = {lock: name for name, listed in manifests.LOCKS_OF.items() for lock in listed}
_NOT_LOCKED = frozenset({"override", "patch", "workspace", "peer"})
_PLACES = 5
_Found = Iterator[tuple[Rule, Evidence]]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Lock files against their manifests, and each of their packages against what it was."""
    locked, unread = declared.compared(changeset, context, manifests.is_lock)
    written, _ = declared.compared(changeset, context, manifests.is_manifest)
    yield from unread
    found = [*_alone(changeset, context), *_stale(written, changeset, context)]
    found += [hit for lock in locked for hit in (*_down(lock), *_moved(lock))]
    for rule in RULES:
        places = tuple(dict.fromkeys(evidence for one, evidence in found if one is rule))
        if places:
            yield Signal(rule, len(places), places[:_PLACES])


def _alone(changeset: Changeset, context: Context) -> _Found:
    """Lock files that changed beside code while no manifest of their ecosystem did."""
    if not any(patch.kind in ("code", "test") for patch in changeset.patches):
        return  # an update of locked versions and nothing else is how they are kept fresh
    touched = {manifests.ecosystem_of(patch.path) for patch in changeset.patches if manifests.is_manifest(patch.path)}
    for patch in sorted(changeset.patches, key=lambda patch: patch.path):
        folder, _, name = patch.path.rpartition("/")
        if patch.change_type != "M" or not manifests.is_lock(patch.path) or declared.is_sample(patch.path):
            continue
        manifest = f"{folder}/{_MANIFEST_OF[name]}".lstrip("/") if name in _MANIFEST_OF else ""
        if manifest in context.contents.paths and manifests.ecosystem_of(patch.path) not in touched:
            yield ALONE, Evidence(f"{_MANIFEST_OF[name]} is as it was", patch.path)


def _stale(written: list[Declared], changeset: Changeset, context: Context) -> _Found:
    """Packages that a manifest asks for and its unchanged lock file does not hold."""
    changed = {patch.path for patch in changeset.patches}
    for one in written:
        locks = _locks_of(one, context)
        if not locks or changed & set(locks) or one.patch.change_type == "D":
            continue
        held = _read(locks, context)
        known = {name for name, _ in held}
        asked = [*one.added(), *(after[0] for _, _, after in one.shared())]
        if not known & {package.name for package in one.source.packages}:
            continue  # the lock file is of something else
        for package in asked:
            if not (package.runtime or package.origin or package.group in _NOT_LOCKED) and _misses(package, held):
                told = f"{package.name} {package.version}".strip() + f" is not in {locks[0].rpartition('/')[2]}"
                yield STALE, declared.place(one.patch, told[:120], package.name, package.version)


def _locks_of(one: Declared, context: Context) -> list[str]:
    """The lock files of a manifest, in its folder or in the nearest one above."""
    folder, _, name = one.patch.path.rpartition("/")
    while True:
        paths = [f"{folder}/{lock}".lstrip("/") for lock in manifests.LOCKS_OF.get(name, ())]
        found = [path for path in paths if path in context.contents.paths]
        if found or not folder:
            return found
        folder = folder.rpartition("/")[0]


def _read(paths: list[str], context: Context) -> list[tuple[str, tuple[int, ...]]]:
    held: list[tuple[str, tuple[int, ...]]] = []
    for path, content in context.contents.files(paths).items():
        try:
            lock = manifests.read(path, content)
        except manifests.UnreadableError:
            continue  # an unchanged file that says nothing
        held += [(package.name, versions.numbers(package.version)) for package in lock.packages]
    return held


def _misses(package: Package, held: list[tuple[str, tuple[int, ...]]]) -> bool:
    """Whether no locked version of the package can be what is asked for."""
    found = [version for name, version in held if name == package.name]
    wanted = versions.floor(package.version)
    if not found:
        return versions.openness(package.version, "") < versions.ANYTHING
    return bool(wanted) and all(versions.is_lower(wanted, version) for version in found)


def _down(lock: Declared) -> _Found:
    if lock.ecosystem == "go":
        return  # go.sum keeps every version that was ever looked at
    for name, before, after in lock.shared():
        source, target = _newest(before), _newest(after)
        if len(before) == len(after) and versions.is_lower(versions.numbers(source), versions.numbers(target)):
            yield DOWN, declared.place(lock.patch, f"{name} {source} -> {target}"[:120], name, target)


def _newest(packages: list[Package]) -> str:
    return max((package.version for package in packages), key=versions.numbers)


def _moved(lock: Declared) -> _Found:
    """Packages of a server that the lock file did not use before."""
    before = _servers(lock.source)
    if not lock.source.packages:
        return
    for package in lock.target.packages:
        server = _server(package)
        if server and server not in before:
            yield SOURCE, declared.place(lock.patch, f"{package.name} from {server}"[:120], package.name, server)


def _servers(lock: Manifest) -> frozenset[str]:
    return frozenset(_server(package) for package in lock.packages)


def _server(package: Package) -> str:
    """The host, of a forge also the owner, that a package is taken from; empty for its registry or a folder."""
    origin = source_of(package.origin)
    try:
        parts = urlsplit(origin.removeprefix("git+"))
    except ValueError:
        return origin[:100]
    return f"{parts.netloc}/{parts.path.split('/')[1]}" if parts.netloc and "/" in parts.path else parts.netloc
