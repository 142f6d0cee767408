"""The languages whose files refer to each other: one module each, loaded when a tree has such files."""

import importlib
from collections.abc import Mapping
from typing import cast

from riskcheck.graph.facts import Language

# Suffix -> module. A file of any other suffix has unknown dependents, not none.
SUFFIXES: Mapping[str, str] = {
    ".py": "python",
    ".pyi": "python",
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"), "javascript"),
    **dict.fromkeys((".vue", ".svelte", ".astro"), "javascript"),
    ".go": "go",
    **dict.fromkeys((".java", ".kt", ".kts"), "java"),
    ".cs": "csharp",
    ".rs": "rust",
    **dict.fromkeys((".c", ".h", ".m", ".mm", ".cu", ".cuh", ".inc", ".def"), "c"),
    **dict.fromkeys((".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".h++"), "c"),
    **dict.fromkeys((".inl", ".ipp", ".tcc", ".tpp", ".ixx"), "c"),
    **dict.fromkeys((".rb", ".rake", ".gemspec", ".ru"), "ruby"),
    **dict.fromkeys((".php", ".phtml"), "php"),
}


def language_of(path: str) -> str | None:
    """The name of the language of a file, or None where we do not know it."""
    dot = path.rfind(".")
    return SUFFIXES.get(path[dot:]) if dot > path.rfind("/") + 1 else None


def load(name: str) -> Language:
    """The module of a language."""
    return cast(Language, importlib.import_module(f"riskcheck.graph.languages.{name}"))
