"""Names that a change declares outside of definitions: routes, tables and columns, keys of configuration.

Other files write them in texts, in whatever language; so what is found of them is a match of names.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from riskcheck.core.change import Patch
from riskcheck.core.symbol import SymbolChange, SymbolKind
from riskcheck.expressions import expression
from riskcheck.interfaces.reliance import is_distinctive
from riskcheck.interfaces.routes import Route, routes
from riskcheck.syntax.entries import entries

_SHORTEST_PATH: Final = 8
_LARGEST: Final = 200_000
_WIDTH: Final = 1000
# What sets more at once is data, such as a translation.
_MOST_KEYS: Final = 50
_KEY: Final = expression(r"\s*(?:-\s+)?[\"']?([\w@$*./-]+)[\"']?\s*(?:[:=]|$)")
_QUOTED: Final = r"[\"'`\[:]?(?:\w+[\"'`\]]?\.[\"'`\[]?)?(?P<{}>\w{{1,64}})[\"'`\]]?"
_TABLE: Final = _QUOTED.format("table")
_COLUMN: Final = _QUOTED.format("column")
_ALTER: Final = rf"(?i)\balter\s+table\s+(?:only\s+)?{_TABLE}\s+"
# Statements of migrations, with what each does to what it names.
_FORMS: Final[tuple[tuple[SymbolChange, str], ...]] = (
    ("added", rf"(?i)\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?{_TABLE}\s*(?:\(|$)"),
    ("removed", rf"(?i)\bdrop\s+table\s+(?:if\s+exists\s+)?{_TABLE}\s*(?:;|,|$|cascade)"),
    ("added", rf"{_ALTER}add\s+column\s+(?:if\s+not\s+exists\s+)?{_COLUMN}"),
    ("removed", rf"{_ALTER}(?:drop|rename)\s+column\s+(?:if\s+exists\s+)?{_COLUMN}"),
    ("changed", rf"{_ALTER}(?:alter|modify)\s+column\s+{_COLUMN}"),
    ("added", rf"^\s*(?:op\.)?create_table[\s(]+{_TABLE}"),
    ("removed", rf"^\s*(?:op\.)?drop_table[\s(]+{_TABLE}"),
    ("added", rf"^\s*(?:op\.)?add_column[\s(]+{_TABLE}\s*,\s*(?:(?:sa\.)?Column\(\s*)?{_COLUMN}"),
    ("removed", rf"^\s*(?:op\.)?(?:drop|remove|rename)_column[\s(]+{_TABLE}\s*,\s*{_COLUMN}"),
    ("changed", rf"^\s*(?:op\.)?(?:alter_column|change_column\w*)[\s(]+{_TABLE}\s*,\s*{_COLUMN}"),
)
_KEYED: Final = (".yml", ".yaml", ".toml", ".ini", ".json", ".env", ".properties", ".cfg", ".conf")
_CONSTANT: Final = expression(r"[A-Z][A-Z0-9]*_[A-Z0-9_]{3,}$")


class Name(NamedTuple):
    """A name that a change declares, with the 1-based line, and what others write for it."""

    name: str
    kind: SymbolKind
    line: int
    change: SymbolChange
    words: tuple[str, ...]


def changed(patch: Patch, source: str, target: str) -> Iterator[Name]:
    """The names on lines that a patch touches, each once."""
    if patch.kind == "config":
        yield from _keys(patch, source, target)
        return
    yield from _routes(patch)
    if patch.kind == "migration" or patch.path.endswith(".sql"):
        yield from {found.name: found for found in reversed(list(_columns(patch)))}.values()


def spellings(word: str) -> tuple[str, ...]:
    """How programs write a field of a schema, where that says enough: as it is, and in camel case."""
    first, *rest = word.split("_")
    camel = first + "".join(part[:1].upper() + part[1:] for part in rest)
    return tuple(dict.fromkeys((word, camel))) if is_distinctive(word) else ()


def _routes(patch: Patch) -> Iterator[Name]:
    before = dict(routes(patch.path, patch.deleted()))
    after = dict(routes(patch.path, patch.added()))
    for route, line in (*after.items(), *((route, line) for route, line in before.items() if route not in after)):
        change: SymbolChange = "changed" if route in before and route in after else "added"
        yield _route(route, line, change if route in after else "removed")


def _route(route: Route, line: int, change: SymbolChange) -> Name:
    fixed = route.path.partition("{}")[0].rstrip("/")
    is_telling = len(fixed) >= _SHORTEST_PATH and fixed.count("/") > 1
    return Name(f"{route.verb} {route.path}".strip(), "route", line, change, (fixed,) if is_telling else ())


@cache
def _statements() -> tuple[tuple[SymbolChange, re.Pattern[str]], ...]:
    # Few changes have any.
    return tuple((change, re.compile(pattern)) for change, pattern in _FORMS)


def _columns(patch: Patch) -> Iterator[Name]:
    for number, text in patch.added():
        for change, pattern in _statements():
            match = pattern.search(text[:_WIDTH])
            if match:
                table, column = match["table"], match.groupdict().get("column")
                word = column or table
                kind: SymbolKind = "column" if column else "table"
                name = f"{table}.{column}" if column else table
                yield Name(name, kind, number, change, (word,) if is_distinctive(word) else ())


def _keys(patch: Patch, source: str, target: str) -> Iterator[Name]:
    """The keys whose own values differ."""
    if not patch.path.endswith(_KEYED) or max(len(source), len(target)) > _LARGEST:
        return
    before, after = entries(source.split("\n")), entries(target.split("\n"))
    differing = [path for path in dict.fromkeys((*after, *before)) if path and before.get(path) != after.get(path)]
    if len(differing) > _MOST_KEYS:
        return
    added, deleted = _set_at(patch.added()), _set_at(patch.deleted())
    for path in differing:
        word = path[-1]
        line = (added if path in after else deleted).get(word)
        if line:
            change: SymbolChange = "removed" if path not in after else "changed" if path in before else "added"
            tells = is_distinctive(word) or _CONSTANT.match(word) is not None
            yield Name(".".join(path), "key", line, change, (word,) if tells else ())


def _set_at(lines: Iterator[tuple[int, str]]) -> dict[str, int]:
    """The first of some numbered lines that sets each key."""
    found: dict[str, int] = {}
    for number, text in lines:
        match = _KEY.match(text[:_WIDTH])
        if match:
            found.setdefault(match[1], number)
    return found
