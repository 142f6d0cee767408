"""Manifests of Python: requirement files, pyproject.toml, Pipfile, setup.cfg and setup.py."""

import ast
import configparser
import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator

from riskcheck.expressions import expression
from riskcheck.manifests.package import Manifest, Package, rows, table, text_of, texts

_REQUIREMENT = expression(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]{0,200}\])?\s*(.*)", re.DOTALL)
_OPTION = expression(r"(--?[a-z][a-z-]*)[\s=]+(\S+)")
_INDEXES = frozenset({"-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--trusted-host"})
_EGG = expression(r"#(?:.{0,200}&)?egg=([\w.-]+)")
_ORIGINS = ("git", "url", "path", "file", "index", "source", "registry")
_SETUP = {"install_requires": "", "setup_requires": "build", "tests_require": "dev"}


def normalised(name: str) -> str:
    """The one spelling of a distribution's name, as PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(line: str, group: str = "") -> Package | None:
    """One requirement as PEP 508 has it, or the URL of one; None for neither."""
    line = line[:2000].partition(" #")[0].strip()
    hashed = "--hash" in line
    line = line.partition(" --")[0].partition(";")[0].strip()
    if re.match(r"(?:git|hg|svn|bzr)\+|https?://|file:|\.{0,2}/", line):
        egg = _EGG.search(line)
        name = egg[1] if egg else re.split(r"[@#?]", line.rstrip("/").rpartition("/")[2])[0].removesuffix(".git")
        return Package(normalised(name), "", line, group) if name else None
    found = _REQUIREMENT.fullmatch(line)
    if not found:
        return None
    name, rest = found.groups()
    if rest.startswith("@"):
        return Package(normalised(name), "", rest[1:].strip(), group)
    return Package(normalised(name), rest.strip("() \t"), "", group, hashed)


def requirements(text: str) -> Manifest:
    """requirements.txt and its like."""
    packages, indexes = [], []
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = line.strip()
        option = _OPTION.match(line[:2000])
        if option and option[1] in _INDEXES:
            indexes.append(f"{option[1]} {option[2]}")
        elif option and option[1] in ("-e", "--editable"):
            packages.append(requirement(option[2]))
        elif line and line[0] not in "#-":
            packages.append(requirement(line))
    return Manifest("pypi", tuple(package for package in packages if package), indexes=tuple(indexes))


def pyproject(text: str) -> Manifest:
    """pyproject.toml: the standard's tables, and those of poetry, uv and pdm."""
    content = tomllib.loads(text)
    project, tool = table(content.get("project")), table(content.get("tool"))
    poetry, uv = table(tool.get("poetry")), table(tool.get("uv"))
    origins = {normalised(name): _origin(value) for name, value in table(uv.get("sources")).items()}
    packages = [
        Package(package.name, package.version, package.origin or origins.get(package.name, ""), package.group)
        for package in (*_listed(content, project, tool), *_poetry(poetry))
    ]
    names = {normalised(text_of(owner.get("name"))) for owner in (project, poetry)} - {""}
    sources = [*rows(poetry.get("source")), *rows(uv.get("index"))]
    indexes = [text_of(table(source).get("url")) for source in sources]
    indexes += texts([uv.get("index-url"), *rows(uv.get("extra-index-url"))])
    python = text_of(project.get("requires-python")) or text_of(table(poetry.get("dependencies")).get("python"))
    runtime = [Package("python", python, runtime=True)] if python else []
    complete = "dependencies" not in rows(project.get("dynamic"))
    return Manifest("pypi", (*packages, *runtime), frozenset(names), tuple(filter(None, indexes)), {}, complete)


def _listed(content: dict[str, object], project: dict[str, object], tool: dict[str, object]) -> Iterator[Package]:
    groups: list[tuple[str, object]] = [("", project.get("dependencies"))]
    groups += [("build", table(content.get("build-system")).get("requires"))]
    groups += [(name, value) for name, value in table(project.get("optional-dependencies")).items()]
    groups += [(f"dev: {name}", value) for name, value in table(content.get("dependency-groups")).items()]
    groups += [("dev", value) for value in table(table(tool.get("pdm")).get("dev-dependencies")).values()]
    groups += [("dev", table(tool.get("uv")).get("dev-dependencies"))]
    yield from _requirements((group, line) for group, lines in groups for line in texts(rows(lines)))


def _requirements(lines: Iterable[tuple[str, str]]) -> Iterator[Package]:
    for group, line in lines:
        package = requirement(line, group)
        if package:
            yield package


def _poetry(poetry: dict[str, object]) -> Iterator[Package]:
    groups = [("", poetry.get("dependencies")), ("dev", poetry.get("dev-dependencies"))]
    groups += [("dev", table(value).get("dependencies")) for value in table(poetry.get("group")).values()]
    for group, packages in groups:
        for name, value in table(packages).items():
            if name != "python":
                version = text_of(value) or text_of(table(value).get("version"))
                yield Package(normalised(name), version, _origin(value), group)


def _origin(value: object) -> str:
    one = table((rows(value) or [value])[0])
    return next((f"{key}: {text}" for key in _ORIGINS if (text := text_of(one.get(key)))), "")


def pipfile(text: str) -> Manifest:
    """Pipfile."""
    content = tomllib.loads(text)
    packages = [
        Package(normalised(name), text_of(value) or text_of(table(value).get("version")), _origin(value), group)
        for section, group in (("packages", ""), ("dev-packages", "dev"))
        for name, value in table(content.get(section)).items()
    ]
    indexes = [text_of(table(source).get("url")) for source in rows(content.get("source"))]
    return Manifest("pypi", tuple(packages), indexes=tuple(filter(None, indexes)))


def setup_cfg(text: str) -> Manifest:
    """setup.cfg of setuptools."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(text)
    options = dict(parser["options"]) if parser.has_section("options") else {}
    lines = [(group, line) for key, group in _SETUP.items() for line in options.get(key, "").splitlines()]
    if parser.has_section("options.extras_require"):
        extras = parser["options.extras_require"].items()
        lines += [(name, line) for name, listed in extras for line in listed.splitlines()]
    name = parser.get("metadata", "name", fallback="")
    packages = _requirements((group, line) for group, line in lines if not line.strip().startswith("#"))
    complete = "file:" not in options.get("install_requires", "")
    return Manifest("pypi", tuple(packages), frozenset({normalised(name)} - {""}), complete=complete)


def setup_py(text: str) -> Manifest:
    """setup.py, as far as it writes its lists out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = ast.parse(text)
    lists = {
        target.id: _strings(node.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    keywords = _setup_keywords(module)
    found = {key: _known(keywords[key], lists) for key in _SETUP if key in keywords}
    extras = keywords.get("extras_require")
    values = extras.values if isinstance(extras, ast.Dict) else []
    lines = [(_SETUP[key], line) for key, listed in found.items() for line in listed or ()]
    lines += [("extra", line) for value in values for line in _known(value, lists) or ()]
    scripts = {"cmdclass": ast.unparse(keywords["cmdclass"])} if "cmdclass" in keywords else {}
    complete = None not in found.values() and (extras is None or isinstance(extras, ast.Dict))
    return Manifest("pypi", tuple(_requirements(lines)), scripts=scripts, complete=complete)


def _setup_keywords(module: ast.Module) -> dict[str, ast.expr]:
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    setups = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "setup")
    return {keyword.arg: keyword.value for call in setups for keyword in call.keywords if keyword.arg}


def _strings(node: ast.expr) -> list[str] | None:
    if not isinstance(node, ast.List | ast.Tuple):
        return None
    values = [part.value for part in node.elts if isinstance(part, ast.Constant)]
    return texts(values) if len(values) == len(node.elts) else None


def _known(node: ast.expr, lists: dict[str, list[str] | None]) -> list[str] | None:
    return lists.get(node.id) if isinstance(node, ast.Name) else _strings(node)
