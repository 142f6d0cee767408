"""The rules that are shipped: one JSON file, compiled from `rules/` by the package build."""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PACK = Path(__file__).parent / "rules.json"
# Which files a language's rules can read; regular expressions read all of them.
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "python": (".py", ".pyi"),
    "javascript": (".js", ".jsx", ".mjs", ".cjs"),
    "typescript": (".ts", ".tsx", ".mts", ".cts"),
    "go": (".go",),
    "java": (".java",),
    "ruby": (".rb",),
    "regex": (".sql",),
}


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
    suffix = os.path.splitext(path)[1].lower()
    return suffix if suffix in _kinds_by_suffix() else None


def kinds_of(suffix: str) -> frozenset[str]:
    """The kinds of files with that suffix that any rule is for."""
    return _kinds_by_suffix().get(suffix, frozenset())


@cache
def _kinds_by_suffix() -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for rule in rules():
        for language in rule["languages"]:
            for suffix in _SUFFIXES.get(language, ()):
                kinds.setdefault(suffix, set()).update(rule["metadata"]["riskcheck"]["kinds"])
    return {suffix: frozenset(names) for suffix, names in kinds.items()}
