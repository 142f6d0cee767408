"""Manifests of Node, Rust, Go, Ruby, PHP, the JVM, .NET and Dart."""

import json
import re
import tomllib
from collections.abc import Iterator

from riskcheck.expressions import expression
from riskcheck.manifests.package import Manifest, Package, rows, table, text_of

_NODE_GROUPS = {
    "dependencies": "", "devDependencies": "dev", "peerDependencies": "peer", "optionalDependencies": "optional",
    "overrides": "override", "resolutions": "override",
}  # fmt: skip
_ELSEWHERE = expression(r"(?:git|github|gitlab|bitbucket|https?|file|link|portal|npm)\b[+:]|[\w.-]+/[\w.-]+(?:#|$)")
_AT_INSTALL = ("preinstall", "install", "postinstall")
_CARGO_GROUPS = {"dependencies": "", "dev-dependencies": "dev", "build-dependencies": "build"}
_GO = expression(r"\s*(?:require\s+)?([\w.~/-]+\.[\w.~/-]+)\s+(v\S+)(\s*//\s*indirect)?")
_GO_REPLACE = expression(r"\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+(\S+(?:\s+v\S+)?)")
_GEM = expression(r"""\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+["']([\w.-]+)["'](.*)""")
_GEM_ORIGIN = expression(r"""\b(git|github|path|source|branch)(?::|\s*=>)\s*(["'][^"']*["'])""")
_GEM_VERSION = expression(r"""\s*,\s*\[?\s*["']([^"']*)["']""")
_RUBY_INDEX = expression(r"""\s*source[\s(]+["']([^"']+)["']""")
_GRADLE = expression(r"""\s*(\w+)[\s(]+(?:(?:enforcedP|p)latform\()?["']([\w.-]+:[\w.-]+)(?::([^"'@:]+))?[^"']*["']""")
_GRADLE_PLUGIN = expression(r"""\s*id[\s(]+["']([\w.-]+)["']\)?\s+version\s*\(?["']([^"']+)["']""")
_GRADLE_INDEX = expression(r"""\burl\s*(?:=\s*)?(?:uri)?\(?\s*["'](https?://[^"']+)["']""")
_ATTRIBUTE = expression(r"""\b(Include|Version)\s*=\s*"([^"]*)\"""")
_NESTED = expression(r"<(?:exclusions|executions|configuration|dependencies)>")
_ELEMENT = expression(r"<([\w.-]+)>\s*([^<]*?)\s*</")
_PUB_SECTIONS = {"dependencies": "", "dev_dependencies": "dev", "dependency_overrides": "override"}
_ENTRY = expression(r"( *)([\w.-]+):\s*(.*)")


def package_json(text: str) -> Manifest:
    """package.json with all its groups."""
    content = table(json.loads(text))
    packages = [
        _node_package(name, value, group)
        for section, group in _NODE_GROUPS.items()
        for name, value in table(content.get(section)).items()
        if isinstance(value, str)
    ]
    node = text_of(table(content.get("engines")).get("node"))
    runtime = [Package("node", node, runtime=True)] if node else []
    commands = table(content.get("scripts"))
    scripts = {name: text_of(commands.get(name)) for name in _AT_INSTALL if commands.get(name)}
    names = frozenset({text_of(content.get("name"))} - {""})
    return Manifest("npm", (*packages, *runtime), names, scripts=scripts)


def _node_package(name: str, version: str, group: str) -> Package:
    elsewhere = _ELSEWHERE.match(version)
    return Package(name, "" if elsewhere else version, version if elsewhere else "", group)


def registries(text: str) -> Manifest:
    """.npmrc, .yarnrc and pip.conf: the registries that they name."""
    lines = [line.strip()[:500] for line in text.splitlines() if not line.lstrip().startswith(("#", ";"))]
    setting = re.compile(r"(?i)[\w@:/.\"-]*(?:registry|registryServer|index-url|trusted-host|find-links)\"?\s*[:= ]")
    return Manifest("", (), indexes=tuple(line for line in lines if setting.match(line)))


def cargo(text: str) -> Manifest:
    """Cargo.toml of a crate or a workspace."""
    content = tomllib.loads(text)
    owner = table(content.get("package"))
    places = [content, table(content.get("workspace")), *map(table, table(content.get("target")).values())]
    packages = [
        _crate(name, value, group)
        for place in places
        for section, group in _CARGO_GROUPS.items()
        for name, value in table(place.get(section)).items()
    ]
    packages += [
        _crate(name, value, "patch")
        for crates in table(content.get("patch")).values()
        for name, value in table(crates).items()
    ]
    rust = text_of(owner.get("rust-version"))
    runtime = [Package("rust", rust, runtime=True)] if rust else []
    return Manifest("cargo", (*packages, *runtime), frozenset({text_of(owner.get("name"))} - {""}))


def _crate(name: str, value: object, group: str) -> Package:
    given = table(value)
    origin = next((f"{key}: {text}" for key in ("git", "path", "registry") if (text := text_of(given.get(key)))), "")
    real = text_of(given.get("package")) or name
    version = text_of(value) or text_of(given.get("version")) or ("workspace" if given.get("workspace") else "")
    return Package(real.replace("_", "-"), version, origin, group)


def go_mod(text: str) -> Manifest:
    """go.mod."""
    packages: list[Package] = []
    names: set[str] = set()
    replaced: dict[str, str] = {}
    for line in text.splitlines():
        line = line[:1000]
        if found := _GO_REPLACE.match(line):
            replaced[found[1]] = found[2]
        elif line.startswith("module "):
            names.add(line.split()[1].strip('"'))
        elif line.startswith("go "):
            packages.append(Package("go", line[3:].strip(), runtime=True))
        elif found := _GO.match(line):
            packages.append(Package(found[1], found[2], "", "indirect" if found[3] else ""))
    moved = [
        Package(one.name, one.version, replaced.get(one.name, ""), one.group, runtime=one.runtime) for one in packages
    ]
    return Manifest("go", tuple(moved), frozenset(names))


def gems(text: str) -> Manifest:
    """Gemfile and gemspec."""
    packages, indexes = [], []
    for line in text.splitlines():
        if found := _GEM.match(line[:1000]):
            origin = _GEM_ORIGIN.search(found[2])
            version = _GEM_VERSION.match(found[2])
            packages.append(Package(found[1], version[1] if version else "", origin[0] if origin else ""))
        elif found := _RUBY_INDEX.match(line[:1000]):
            indexes.append(found[1])
    return Manifest("gems", tuple(packages), indexes=tuple(indexes), complete="gemspec" not in text)


def composer(text: str) -> Manifest:
    """composer.json."""
    content = table(json.loads(text))
    packages = [
        Package(name.lower(), text_of(value), "", group, runtime="/" not in name)
        for section, group in (("require", ""), ("require-dev", "dev"))
        for name, value in table(content.get(section)).items()
    ]
    sources = content.get("repositories")
    listed = rows(sources) or list(table(sources).values())
    indexes = [url for source in listed if (url := text_of(table(source).get("url")))]
    return Manifest("composer", tuple(packages), frozenset({text_of(content.get("name"))} - {""}), tuple(indexes))


def pom(text: str) -> Manifest:
    """pom.xml: dependencies, plugins and the parent, with properties filled in."""
    text = _without_comments(text)
    properties: dict[str, str] = {
        name: value for block in _blocks(text, "properties") for name, value in _ELEMENT.findall(block)
    }
    packages = []
    for tag, group in (("dependency", ""), ("plugin", "build"), ("parent", "")):
        for block in _blocks(text, tag):
            own = _NESTED.split(block, maxsplit=1)[0]
            given: dict[str, str] = dict(reversed(_ELEMENT.findall(own)))
            if "artifactId" in given:
                version = given.get("version", "")
                version = properties.get(version.strip("${}"), version)
                packages.append(Package(f"{given.get('groupId', '')}:{given['artifactId']}", version, "", group))
    urls = [given["url"] for block in _blocks(text, "repository") if "url" in (given := dict(_ELEMENT.findall(block)))]
    return Manifest("maven", tuple(packages), indexes=tuple(urls))


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _blocks(text: str, tag: str) -> Iterator[str]:
    for part in text.split(f"<{tag}>")[1:]:
        yield part.partition(f"</{tag}>")[0]


def gradle(text: str) -> Manifest:
    """build.gradle and build.gradle.kts, as far as they write coordinates out."""
    packages, indexes = [], []
    for line in text.splitlines():
        if found := _GRADLE.match(line[:1000]):
            packages.append(Package(found[2], found[3] or "", "", "dev" if found[1].startswith("test") else ""))
        elif found := _GRADLE_PLUGIN.match(line[:1000]):
            packages.append(Package(found[1], found[2], "", "build"))
        elif found := _GRADLE_INDEX.search(line[:1000]):
            indexes.append(found[1])
    return Manifest("maven", tuple(packages), indexes=tuple(indexes), complete=False)


def csproj(text: str) -> Manifest:
    """A project file of .NET."""
    packages = []
    for part in _without_comments(text).split("<PackageReference ")[1:]:
        given: dict[str, str] = dict(_ATTRIBUTE.findall(part.partition(">")[0][:1000]))
        if "Include" in given:
            packages.append(Package(given["Include"].lower(), given.get("Version", "")))
    return Manifest("nuget", tuple(packages))


def pubspec(text: str) -> Manifest:
    """pubspec.yaml of Dart and Flutter."""
    packages: list[Package] = []
    names: set[str] = set()
    section = ""
    for line in text.splitlines():
        found = _ENTRY.fullmatch(line[:1000].partition(" #")[0].rstrip())
        if not found:
            continue
        indent, key, value = len(found[1]), found[2], found[3].strip("\"'")
        if indent == 0:
            section = key
            names |= {value} if key == "name" else set()
        elif section == "environment" and indent == 2:
            packages.append(Package(key, value, runtime=True))
        elif section in _PUB_SECTIONS and indent == 2:
            packages.append(Package(key, value, "", _PUB_SECTIONS[section]))
        elif section in _PUB_SECTIONS and packages and key in ("git", "path", "url", "hosted"):
            last = packages[-1]
            packages[-1] = Package(last.name, last.version, f"{key}: {value}", last.group)
    return Manifest("pub", tuple(packages), frozenset(names))
