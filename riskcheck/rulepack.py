"""The rules that are shipped: one JSON file, compiled from `rules/` by the package build."""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PACK = Path(__file__).parent / "rules.json"
# Which files a language's rules can read; rules for any file name their suffixes themselves.
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "c": (".c", ".h"),
    "cpp": (".cc", ".cpp", ".cxx", ".hh", ".hpp"),
    "csharp": (".cs",),
    "dockerfile": (".dockerfile",),
    "go": (".go",),
    "java": (".java",),
    "javascript": (".js", ".jsx", ".mjs", ".cjs"),
    "kotlin": (".kt", ".kts"),
    "php": (".php",),
    "python": (".py", ".pyi"),
    "ruby": (".rb",),
    "rust": (".rs",),
    "terraform": (".tf",),
    "typescript": (".ts", ".tsx", ".mts", ".cts"),
    "yaml": (".yml", ".yaml"),
}
_DOCKERFILE = re.compile(r"(^|/)(Dockerfile|Containerfile)(\.[\w-]+)?$")


@cache
def rules() -> tuple[dict[str, Any], ...]:
    """The rules that are shipped, as semgrep reads them."""
    found: list[dict[str, Any]] = json.loads(PACK.read_bytes())["rules"]
    return tuple(found)


@cache
def version() -> str:
    """A short digest of the shipped rules."""
    return hashlib.sha256(PACK.read_bytes()).hexdigest()[:12]


def suffix_of(path: str) -> str | None:
    """The suffix under which a file of this path is scanned, or None if no rule reads it."""
    suffix = ".dockerfile" if _DOCKERFILE.search(path) else os.path.splitext(path)[1].lower()
    return suffix if suffix in _kinds_by_suffix() else None


def kinds_of(suffix: str) -> frozenset[str]:
    """The kinds of files with that suffix that any rule is for."""
    return _kinds_by_suffix().get(suffix, frozenset())


@cache
def _kinds_by_suffix() -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for rule in rules():
        own = rule["metadata"]["riskcheck"]
        for language in rule["languages"]:
            for suffix in _SUFFIXES.get(language, own.get("suffixes", ())):
                kinds.setdefault(suffix, set()).update(own["kinds"])
    return {suffix: frozenset(names) for suffix, names in kinds.items()}
