"""Lines that make a program do nothing: blanks, braces, comments and imports, told by the family of a suffix."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat


@dataclass(frozen=True, slots=True)
class _Family:
    comments: tuple[str, ...] = ()
    block: tuple[str, str] | None = None
    imports: re.Pattern[str] = re.compile(r"(?!)")


_SLASHES, _STARS = ("//",), ("/*", "*/")
_FAMILIES: dict[str, _Family] = {
    "c cc cpp cxx h hh hpp hxx m mm s asm dts dtsi": _Family(
        _SLASHES, _STARS, re.compile(r"# ?(?:include|import)\b|using [\w:]+;|@import ")
    ),
    "java kt kts scala groovy dart swift d vala proto": _Family(
        _SLASHES, _STARS, re.compile(r"(?:import|package|part|export) ")
    ),
    "js jsx mjs cjs ts tsx mts cts": _Family(
        _SLASHES,
        _STARS,
        re.compile(r"import\b|export \*|(?:const|let|var) [\w{}, $]{1,200}= ?require\(|\} from ['\"]"),
    ),
    "go": _Family(_SLASHES, _STARS, re.compile(r"import\b|package |(?:[\w.]+ )?\"[\w./-]+\"$")),
    "rs": _Family(_SLASHES, _STARS, re.compile(r"(?:pub(?:\(\w+\))? )?(?:use|extern crate|mod) [^{]*[;{]$")),
    "cs": _Family(_SLASHES, _STARS, re.compile(r"(?:global )?using (?:static )?[\w.=<, >]+;$")),
    "php": _Family(("//", "#"), _STARS, re.compile(r"use [\w\\, {}]+;$|(?:require|include)(?:_once)?\b")),
    "css scss less zig sol v sv": _Family(_SLASHES, _STARS),
    "py pyi pyx": _Family(("#",), None, re.compile(r"import [\w., ]+$|from [\w.]+ import\b")),
    "rb cr": _Family(("#",), ("=begin", "=end"), re.compile(r"(?:require|require_relative|load|autoload)\b")),
    "pl pm": _Family(("#",), None, re.compile(r"(?:use|require|no) [\w:]+")),
    "ex exs": _Family(("#",), None, re.compile(r"(?:alias|import|require|use) [A-Z]")),
    "sh bash zsh fish r jl nim tcl mk am ac cmake yaml yml toml cfg conf bzl tf hcl ps1 in": _Family(("#",)),
    "sql hs elm": _Family(("--",), _STARS, re.compile(r"import\b")),
    "lua": _Family(("--",), ("--[[", "]]"), re.compile(r"local \w+ ?= ?require\b")),
    "el lisp scm clj cljs ini": _Family((";",)),
    "erl hrl tex": _Family(("%",)),
    "vb bas": _Family(("'",), None, re.compile(r"Imports ")),
    "f90 f95": _Family(("!",), None, re.compile(r"use \w+")),
    "ml mli pas": _Family(_SLASHES, ("(*", "*)"), re.compile(r"open [A-Z]|uses\b")),
    "fs fsx": _Family(_SLASHES, ("(*", "*)"), re.compile(r"open [A-Z]")),
    "html htm xml vue svelte md": _Family((), ("<!--", "-->")),
}
_FAMILY_OF = {suffix: family for suffixes, family in _FAMILIES.items() for suffix in suffixes.split()}
_NO_FAMILY = _Family()
# Blank, or one word that only opens or closes a block.
_FRAME = re.compile(r"\W*(?:(?:else|end|begin|fi|done|then|do|esac|try|finally|pass|endif)\b\W*)?\Z", re.IGNORECASE)


def trivial(path: str, texts: Sequence[str]) -> tuple[bool, ...]:
    """Which of some lines of a file, one after the other, are blank, a brace, a comment or an import."""
    family = _FAMILY_OF.get(path.rpartition(".")[2].lower(), _NO_FAMILY)
    inside = _in_comment(family, texts)
    return tuple(within or _is_trivial(family, text.strip()) for within, text in zip(inside, texts, strict=True))


def _is_trivial(family: _Family, line: str) -> bool:
    return bool(line.startswith(family.comments) or _FRAME.match(line[:40]) or family.imports.match(line[:400]))


def _in_comment(family: _Family, texts: Sequence[str]) -> Iterable[bool]:
    if family.block is None:
        return repeat(False, len(texts))
    shown = "\n".join(texts)
    opening, closing = family.block
    signs = (opening, closing, "*") if closing == "*/" else family.block
    return _in_block(opening, closing, texts) if any(sign in shown for sign in signs) else repeat(False, len(texts))


def _in_block(opening: str, closing: str, texts: Sequence[str]) -> Iterator[bool]:
    inside = _starts_inside(opening, closing, texts)
    for text in texts:
        line = text.strip()
        starts = line.startswith(opening)
        # A line of a C comment whose opening the hunk does not show; `*p = 0` has no space behind the star.
        bare = closing == "*/" and (line == "*" or line.startswith("* "))
        ends = line.rfind(closing)
        yield (
            (inside and (ends < 0 or line.endswith(closing)))
            or (starts and (ends < 0 or line.endswith(closing)))
            or bare
        )
        inside = ends < line.rfind(opening) if closing in line or opening in line else inside


def _starts_inside(opening: str, closing: str, texts: Sequence[str]) -> bool:
    shown = "\n".join(texts)
    first = shown.find(closing)
    return first >= 0 and shown.rfind(opening, 0, first) < 0
