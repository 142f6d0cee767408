"""Promises to programs elsewhere that a change breaks: schemas, descriptions, routes, options and variables."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from riskcheck.core.change import Patch
from riskcheck.interfaces import graphql, openapi, protobuf, routes, surface

_Breaks = Callable[[str, str, str], Iterator[tuple[str, int, bool]]]
_SCHEMAS: Final[Mapping[str, _Breaks]] = {
    ".proto": protobuf.breaks,
    ".graphql": graphql.breaks,
    ".graphqls": graphql.breaks,
    ".gql": graphql.breaks,
}
_DESCRIPTIONS: Final = (".yaml", ".yml", ".json")


class Sides(NamedTuple):
    """Both sides of one file as text; None for what does not exist or is not known."""

    patch: Patch
    before: str | None
    after: str | None


class Broken(NamedTuple):
    """A promise that is no longer kept: what, where, and whether that line is on the base side."""

    message: str
    path: str
    line: int
    removed: bool


def is_schema(path: str) -> bool:
    """Whether a file of this name describes messages or a schema."""
    return any(path.endswith(suffix) for suffix in _SCHEMAS)


def may_describe(path: str) -> bool:
    """Whether a file of this name may be an OpenAPI description."""
    return path.endswith(_DESCRIPTIONS)


def of_schema(sides: Sides, changed: Sequence[Sides]) -> Iterator[Broken]:
    """What a schema or description no longer promises, unless it moved to another of the changed files.

    Raises ValueError where it cannot be read.
    """
    find = _reader(sides)
    if find is None or sides.before is None:
        return
    suffix = sides.patch.path[sides.patch.path.rfind(".") :]
    elsewhere = "\n".join(
        each.after or "" for each in changed if each is not sides and each.patch.path.endswith(suffix)
    )
    path = sides.patch.source_path or sides.patch.path
    for message, line, removed in find(sides.before, sides.after or "", elsewhere):
        yield Broken(message, path if removed else sides.patch.path, line, removed)


def unanswered(changed: Sequence[Sides]) -> Iterator[Broken]:
    """Routes that were declared and that no changed file declares any more."""
    gone = [
        (sides, route, number)
        for sides in changed
        for route, number in routes.routes(sides.patch.path, sides.patch.deleted())
    ]
    if not gone:
        return
    left = frozenset(route for sides in changed for route, _ in routes.routes(sides.patch.path, _head(sides)))
    for sides, route, number in gone:
        if not routes.is_answered(route, left):
            told = f"{route.verb} {route.path}".strip()
            yield Broken(f"{told} is no longer answered", sides.patch.source_path or sides.patch.path, number, True)


def unread(changed: Sequence[Sides], what: str) -> Iterator[tuple[str, Broken]]:
    """Options or variables (`what`) that were read and that no changed file reads any more."""
    gone = [(sides, name, number) for sides in changed for name, number in _numbered(sides, what)]
    if not gone:
        return
    left = {name for sides in changed for name, _ in surface.names(sides.patch.path, _text(sides), what)}
    # What stands in quotes anywhere in the new lines may be read in a way that is not known here.
    added = "\n".join(text[:1000] for sides in changed for _, text in sides.patch.added())
    for sides, name, number in gone:
        if name not in left and not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", added):
            told = f"the option {name} is gone" if what == "option" else f"the variable {name} is no longer read"
            yield name, Broken(told, sides.patch.source_path or sides.patch.path, number, True)


def _reader(sides: Sides) -> _Breaks | None:
    path = sides.patch.path
    for suffix, find in _SCHEMAS.items():
        if path.endswith(suffix):
            return find
    both = may_describe(path) and sides.before is not None and sides.after is not None
    return openapi.breaks if both and openapi.is_description(sides.before or "") else None


def _numbered(sides: Sides, what: str) -> Iterator[tuple[str, int]]:
    for number, text in sides.patch.deleted():
        for name, _ in surface.names(sides.patch.path, text, what):
            yield name, number


def _text(sides: Sides) -> str:
    return sides.after if sides.after is not None else "\n".join(text for _, text in _kept(sides.patch))


def _head(sides: Sides) -> Iterator[tuple[int, str]]:
    if sides.after is not None:
        return iter(list(enumerate(sides.after.split("\n"), start=1)))
    return _kept(sides.patch)


def _kept(patch: Patch) -> Iterator[tuple[int, str]]:
    """The lines of the head side that the hunks hold."""
    for hunk in patch.hunks:
        yield from ((hunk.target_start, line[1:]) for line in hunk.lines if line[0] != "-")
