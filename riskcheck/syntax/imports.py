"""What a source file imports, and under which names registries hold it; for Python, JavaScript, TypeScript and Go.

The file is read and never run. That a language brings a module along is no import of a package.
"""

import ast
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from riskcheck.expressions import expression
from riskcheck.manifests.python import normalised


class Import(NamedTuple):
    """One imported module as written, and the 1-based line of it."""

    line: int
    module: str


class UnparsableError(ValueError):
    """The file cannot be parsed as the language that its name says."""


# Distributions of Python by the module that they bring, where it is not the name itself or a prefix of it.
@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("imports.toml").read_text("utf-8"))


@cache
def _brought(name: str) -> frozenset[str]:
    """Modules that need no package, by the row of the table."""
    return frozenset(_table()[name].split())


_JS = expression(
    r"""^\s*(?:import|export)\b[^'"`;]{0,300}?\bfrom\s*['"]([^'"]{1,200})['"]|^\s*import\s*['"]([^'"]{1,200})['"]"""
    r"""|^\s*\}\s*from\s*['"]([^'"]{1,200})['"]"""
    r"""|^[^'"`/*]{0,200}\b(?:require|import)\(\s*['"]([^'"]{1,200})['"]\s*\)"""
)
_MISSING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
# Where statements hold statements; an import stands nowhere else.
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
_NAME = expression(r"@[a-z0-9][\w.-]*/[a-z0-9][\w.-]*|[a-z0-9][\w.-]*")
_GO = expression(r'^(?:import)?\s+(?:[\w.]+\s+)?"([^"\s]{1,200})"\s*(?://.*)?$')


def imported(path: str, text: str) -> list[Import]:
    """The packages' modules that a file imports at all events; UnparsableError where it has no such syntax."""
    reader = next((reader for suffixes, reader in _READERS if path.endswith(suffixes)), None)
    return list(reader(text)) if reader else []


def is_read(path: str) -> bool:
    """Whether a file of this name is in a language whose imports are read."""
    return any(path.endswith(suffixes) for suffixes, _ in _READERS)


def ecosystem_of(path: str) -> str:
    """The ecosystem that the imports of a file are looked up in."""
    return "pypi" if path.endswith(".py") else "go" if path.endswith(".go") else "npm"


def package_of(module: str, ecosystem: str) -> str:
    """The part of a module's name that stands for its package."""
    if ecosystem == "pypi":
        return module.partition(".")[0]
    return "/".join(module.split("/")[: 2 if module.startswith("@") else 1]) if ecosystem == "npm" else module


def distributions(module: str) -> frozenset[str]:
    """The names that a distribution with this Python module may have."""
    parts = module.split(".")
    prefixes = {"-".join(parts[: at + 1]) for at in range(min(len(parts), 4))}
    top = parts[0]
    spelt = {*prefixes, f"python-{top}", f"py{top}", f"{top}-python", f"{top}-py", f"django-{top}"}
    return frozenset(map(normalised, spelt)) | frozenset(_table()["distributions"].get(top, "").split())


def _python(text: str) -> Iterator[Import]:
    if "# /// script" in text:
        return  # such a script declares what it needs by itself
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            waiting: list[ast.AST] = [ast.parse(text)]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise UnparsableError(type(problem).__name__) from None
    while waiting:
        node = waiting.pop()
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            modules = [node.module]
        for module in modules:
            if module.partition(".")[0] not in sys.stdlib_module_names | _brought("hosted") and not module.startswith(
                "_"
            ):
                yield Import(getattr(node, "lineno", 1), module)
        if not _is_optional(node):
            waiting += [child for name in _BODIES for child in getattr(node, name, ())]


def _is_optional(node: ast.AST) -> bool:
    """Whether the program goes on without what is imported inside."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(node.test)}
    return isinstance(node, ast.Try) and any(
        handler.type is None
        or {getattr(part, "id", "") for part in ast.walk(handler.type)}
        & {"ImportError", "ModuleNotFoundError", "Exception"}
        for handler in node.handlers
    )


def _javascript(text: str) -> Iterator[Import]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _JS.match(line[:1000]) if "'" in line or '"' in line else None
        module = next(filter(None, found.groups()), "") if found else ""
        package = package_of(module, "npm")
        if _NAME.fullmatch(package) and ":" not in module and package.split("/")[0] not in _brought("node"):
            yield Import(number, module)


def _go(text: str) -> Iterator[Import]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("func ", "type ", "var ", "const ")):
            return
        found = _GO.match(line[:500])
        if found and "." in found[1].split("/")[0]:
            yield Import(number, found[1])


_READERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Import]]], ...] = (
    ((".py",), _python),
    ((".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"), _javascript),
    ((".go",), _go),
)
