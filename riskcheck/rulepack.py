"""The rules that are shipped: one JSON file, compiled from `rules/` by the package build."""

import hashlib
import itertools
import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from riskcheck.core.change import Kind
from riskcheck.expressions import expression

PACK = Path(__file__).parent / "rules.json"
# Which files a language's rules can read; rules for any file name their suffixes themselves.
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "c": (".c", ".h"),
    "cpp": (".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"),
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
_DOCKERFILE = expression(r"(^|/)(Dockerfile|Containerfile)(\.[\w-]+)?$")


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
    return suffix if suffix in _suffixes() else None


def kinds_of(suffix: str) -> frozenset[str]:
    """The kinds of files with that suffix that any rule is for."""
    return frozenset(kind for kind, other in _rules_by_file() if other == suffix)


def needed(kind: Kind, suffix: str, words: str) -> tuple[str, ...]:
    """The ids of the rules that can match in a file of this kind where these words, one a line, are near the change."""
    found = _rules_by_file().get((kind, suffix), ())
    return tuple(rule["id"] for rule in found if _needs(rule["id"]).search(words))


def grade(rule: str) -> int:
    """The grade of a rule, 1 to 5."""
    return int(_by_id()[rule]["metadata"]["riskcheck"]["grade"])


def pack(files_by_rule: Mapping[str, Sequence[str]]) -> bytes:
    """The rules named, each limited to files by name, as semgrep reads them."""
    limited = [{**_by_id()[rule], "paths": {"include": list(files)}} for rule, files in sorted(files_by_rule.items())]
    return json.dumps({"rules": limited}).encode()


@cache
def _by_id() -> Mapping[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in rules()}


@cache
def _needs(rule: str) -> re.Pattern[str]:
    return re.compile(_by_id()[rule]["metadata"]["riskcheck"]["needs"], re.MULTILINE)


@cache
def _rules_by_file() -> Mapping[tuple[str, str], Sequence[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for rule in rules():
        own = rule["metadata"]["riskcheck"]
        suffixes = {suffix for name in rule["languages"] for suffix in _SUFFIXES.get(name, own.get("suffixes", ()))}
        for key in itertools.product(own["kinds"], sorted(suffixes)):
            found.setdefault(key, []).append(rule)
    return found


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(suffix for _, suffix in _rules_by_file())
