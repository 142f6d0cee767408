"""The tree of a `use` declaration as single paths."""

from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

_PLAIN = expression(rb"\s++\w++(?:::\w++)*+")
_TOKEN = expression(rb"(?:r#)?(\w+)|(::)|([{},*])")
_DEEPEST: Final = 30
_LONGEST: Final = 20_000


def expanded(tree: bytes) -> Iterator[tuple[str, list[str]]]:
    """Each path of a tree with the name that it gets; `*` for all of a module, an empty first part for `::name`."""
    if _PLAIN.fullmatch(tree):
        yield from _named(tree.decode("ascii").strip().split("::"), "")
        return
    base: list[str] = []
    path: list[str] = []
    alias = ""
    depths: list[int] = []
    renamed = False
    for match in _TOKEN.finditer(tree[:_LONGEST]):
        token = match[0].decode("utf-8", "replace").removeprefix("r#")
        if token == "{":
            depths.append(len(base))
            base, path = base + path, []
            if len(base) > _DEEPEST:
                return
        elif token in (",", "}"):
            yield from _named(base + path, alias) if path else ()
            path, alias = [], ""
            base = base[: depths.pop()] if token == "}" and depths else base
        elif token == "::":
            path = path or ([] if base else [""])
        elif token == "as":
            renamed = True
        elif renamed:
            alias, renamed = token, False
        else:
            path.append(token)
    yield from _named(base + path, alias) if path else ()


def _named(parts: list[str], alias: str) -> Iterator[tuple[str, list[str]]]:
    if len(parts) > 1 and parts[-1] == "self":
        parts = parts[:-1]
    if parts[-1] and len(parts) <= _DEEPEST:
        yield alias or parts[-1], parts
