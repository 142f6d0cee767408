"""What a change does to the packages that a project depends on, from its manifests as a whole.

Names that imitate popular ones: Vu et al. 2020, "Typosquatting and Combosquatting Attacks on the Python Ecosystem";
names that models make up: Spracklen et al. 2024, "We Have a Package for You!", https://arxiv.org/abs/2406.10279.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from riskcheck import manifests
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.manifests import Package, versions
from riskcheck.signals import declared, popular
from riskcheck.signals.context import Context
from riskcheck.signals.declared import Declared

NEW = Rule(
    "dependencies.new", "New dependency", "impact", "packages", "dependencies",
    "Code that nobody here reviewed runs with the rights of the program, from now on in every release of it.",
    "Check that it is needed, maintained, licensed for this use, and spelt as its makers spell it.", grade=2,
    reference="https://arxiv.org/abs/2601.00205",
)  # fmt: skip
UNKNOWN = Rule(
    "dependencies.unfamiliar", "New dependency, none of the widely used ones", "impact", "packages", "dependencies",
    "Assistants name packages that do not exist, and such names are registered by others to be installed.",
    "Look it up before anybody installs it: that it exists, who makes it, since when, and that it is the one meant.",
    grade=3, ai_typical=True, reference="https://arxiv.org/abs/2406.10279",
)  # fmt: skip
MAJOR = Rule(
    "dependencies.major", "Major version of a dependency", "likelihood", "packages", "dependencies",
    "A major version is where a package may break those who use it.",
    "Read its notes on breaking changes against the calls made here, and run the whole test suite.", grade=3,
    ai_typical=True, reference="https://semver.org/#spec-item-8",
)  # fmt: skip
CORE = Rule(
    "dependencies.core", "Major version of a framework, driver or runtime", "likelihood", "packages", "dependencies",
    "All of the program runs on it, so a break shows anywhere, and often first under load.",
    "Release it on its own, to a small share first, and read its upgrade guide step by step.", grade=4,
)  # fmt: skip
LOOSE = Rule(
    "dependencies.loosened", "Version pin loosened", "likelihood", "packages", "dependencies",
    "The next installation may take a version that nobody here has tried, or that somebody else has taken over.",
    "Keep the pin and raise it on purpose, or say why a range is needed.", grade=3, ai_typical=True,
)  # fmt: skip
SOURCE = Rule(
    "dependencies.source", "Dependency from another source", "impact", "packages", "dependencies",
    "What is installed is now decided by another server, branch or folder than the registry that guards names.",
    "Take it from the registry, or pin the exact commit and say who owns the source.", grade=4,
    reference="https://slsa.dev/spec/v1.0/threats",
)  # fmt: skip
SCRIPT = Rule(
    "dependencies.install-script", "Command that runs at installation", "impact", "commands", "dependencies",
    "It runs on the machine of everybody who installs, with all of their rights, before anything is tested.",
    "Do it in an explicit build step; if it must stay, read it as you would read a program.", grade=4,
    reference="https://cwe.mitre.org/data/definitions/829.html",
)  # fmt: skip
LOOKALIKE = Rule(
    "dependencies.lookalike", "Dependency that resembles a popular one", "impact", "packages", "dependencies",
    "Such names are registered by others to be installed by mistake, and run their code at once.",
    "Compare the name letter by letter with the one in the documentation before anybody installs it.", grade=5,
    ai_typical=True, reference="https://arxiv.org/abs/2406.10279",
)  # fmt: skip
RULES: Final = (NEW, UNKNOWN, MAJOR, CORE, LOOSE, SOURCE, SCRIPT, LOOKALIKE)

_OFFICIAL = expression(
    r"https?://(?:[\w-]+\.)*(?:pypi\.org|pythonhosted\.org|npmjs\.org|npmjs\.com|yarnpkg\.com|rubygems\.org|crates\.io"
    r"|maven\.org|maven\.apache\.org|maven\.google\.com|plugins\.gradle\.org|packagist\.org|pub\.dev|nuget\.org)(?=[/:?#]|$)"
    r"|https://github\.com/rust-lang/crates\.io-index(?=[/?#]|$)",
    re.IGNORECASE,
)
# Where a requirement without a version takes any; elsewhere another file gives it.
_RANGED = frozenset({"pypi", "npm", "gems", "cargo", "pub", "composer"})
_FOLDER = expression(r"(?:path|file|link|portal|workspace)\b|\.{0,2}/|\.$")
_INHERITED = frozenset({"workspace", "indirect", "override", "patch"})
# Modules that count releases in the minor number and keep their promises all the same.
_NEVER_STABLE = "golang.org/x/"
_PLACES = 5
_Found = Iterator[tuple[Rule, str, Evidence]]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """New, changed and suspicious dependencies of all manifests, each package once."""
    sides, skipped = declared.compared(changeset, context, manifests.is_manifest)
    yield from skipped
    places: dict[str, dict[str, Evidence]] = {rule.id: {} for rule in RULES}
    for one in sides:
        for look in _LOOKS:
            for rule, key, evidence in look(one):
                places[rule.id].setdefault(f"{one.ecosystem}:{key}", evidence)
    for rule, key, evidence in _arrivals(sides, context):
        places[rule.id].setdefault(key, evidence)
    for rule in RULES:
        if places[rule.id]:
            yield Signal(rule, len(places[rule.id]), tuple(places[rule.id].values())[:_PLACES])


def _arrivals(sides: list[Declared], context: Context) -> _Found:
    """Packages that no manifest of the repository named before."""
    by_ecosystem: defaultdict[str, list[Declared]] = defaultdict(list)
    for one in sides:
        by_ecosystem[one.ecosystem].append(one)
    for ecosystem, changed in sorted(by_ecosystem.items()):
        before = declared.names([one.source for one in changed])
        own = frozenset(name for one in changed for name in one.target.names)
        new = [
            (one, package)
            for one in changed
            for package in one.added()
            if package.name not in before | own and not package.runtime and package.group not in _INHERITED
        ]
        if new:
            known = declared.names(declared.unchanged(ecosystem, context.contents.changeset, context))
            owners = {_owner(name) for name in before | known} - {""}
            for one, package in new:
                is_own = _FOLDER.match(package.origin or package.version) or "${project" in package.version
                if package.name not in known and not is_own:
                    is_familiar = popular.is_popular(package.name, ecosystem) or _owner(package.name) in owners
                    yield from _arrival(one, package, ecosystem, NEW if is_familiar else UNKNOWN)


def _owner(name: str) -> str:
    """Who publishes a package, in ecosystems whose names say it: `@scope`, a vendor, a group, a server and account."""
    return name.rpartition(":")[0] or name.rpartition("/")[0]


def _arrival(one: Declared, package: Package, ecosystem: str, rule: Rule) -> _Found:
    key = f"{ecosystem}:{package.name}"
    told = f"{package.name} {package.version}".strip() + (f" ({package.group})" if package.group else "")
    yield rule, key, declared.place(one.patch, f"new: {told}"[:120], package.name, package.version)
    popular_name = popular.imitated(package.name, ecosystem)
    if popular_name:
        told = f"{package.name}, not {popular_name}"
        yield LOOKALIKE, key, declared.place(one.patch, told, package.name)
    if source_of(package.origin):
        told = f"{package.name} from {package.origin}"[:120]
        yield SOURCE, key, declared.place(one.patch, told, package.name)


def _bumps(one: Declared) -> _Found:
    for name, before, after in one.shared():
        source, target = _highest(before), _highest(after)
        if after[0].group == "indirect" or name.startswith(_NEVER_STABLE):
            continue
        wanted = versions.floor(target)
        if versions.is_major(versions.floor(source), wanted) and not versions.is_capped_above(source, wanted):
            is_core = after[0].runtime or popular.is_core(name, one.ecosystem)
            told = f"{name} {source} -> {target}"[:120]
            yield CORE if is_core else MAJOR, name, declared.place(one.patch, told, name, target)


def _highest(packages: list[Package]) -> str:
    return max((package.version for package in packages), key=lambda version: (versions.floor(version), version))


def _loosened(one: Declared) -> _Found:
    if one.patch.path.endswith(".in"):
        return  # the file that is compiled from it holds the pins
    for name, before, after in one.shared():
        source, target = _highest(before), _highest(after)
        told = ""
        if not (after[0].runtime or after[0].origin or after[0].group in _INHERITED):
            levels = tuple(versions.openness(version, one.ecosystem) for version in (source, target))
            if _is_looser(*levels) and (target or one.ecosystem in _RANGED):
                told = f"{name} {source} -> {target or 'any version'}"
        if any(package.hashed for package in before) and not any(package.hashed for package in after):
            told = f"{name} without its hash"
        if told:
            yield LOOSE, name, declared.place(one.patch, told[:120], name, target)


def _is_looser(source: int, target: int) -> bool:
    was_pinned = source == versions.PINNED and target >= versions.MINORS
    return was_pinned or (source <= versions.MINORS and target >= versions.OPEN)


def _sources(one: Declared) -> _Found:
    for name, before, after in one.shared():
        source, target = before[0].origin, after[0].origin
        is_inherited = after[0].group in _INHERITED and _FOLDER.match(target)
        if target and not is_inherited and source_of(source) != source_of(target):
            yield SOURCE, name, declared.place(one.patch, f"{name} from {target}"[:120], name)
    is_settings = not one.target.packages
    for index in sorted(set(one.target.indexes) - set(one.source.indexes)):
        address = re.search(r"https?://\S+", index)
        is_official = address is not None and not source_of(address[0])
        if not is_official and (one.source.packages or one.source.indexes or is_settings):
            yield SOURCE, index, declared.place(one.patch, index[:120], index.split()[-1])


def source_of(origin: str) -> str:
    """The server and path of an origin, without the commit or the checksum; empty for a registry of the ecosystem."""
    if _OFFICIAL.match(origin):
        return ""
    return re.split(r"[?#]|@(?=[^/@]*$)|\s+v", origin.removesuffix(".git"))[0]


def _scripts(one: Declared) -> _Found:
    for name, command in sorted(one.target.scripts.items()):
        if command != one.source.scripts.get(name):
            told = f"{name}: {command}"[:120]
            yield SCRIPT, f"{one.patch.path}:{name}", declared.place(one.patch, told, name)


_LOOKS: Final[tuple[Callable[[Declared], _Found], ...]] = (_bumps, _loosened, _sources, _scripts)
