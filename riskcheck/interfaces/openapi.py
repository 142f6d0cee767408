"""What a change does to an OpenAPI description, for clients that call what they called before.

Only mappings and lists in block style are read, one key a line, as YAML and printed JSON have them.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

METHODS: Final = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})
_ROOT: Final = expression(r"^[ \t]*[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
_KEY: Final = expression(r"(?:\"([^\"]*)\"|'([^']*)'|([^\s#:\"'{\[&*!|>%@,-][^#:]*|/[^#:]*))[ \t]*:(?:[ \t]+(.*)|$)")
_MAX_LINE: Final = 1000
_Places = dict[tuple[str, ...], tuple[str, int]]


def is_description(text: str) -> bool:
    """Whether a YAML or JSON file says that it describes an interface."""
    return _ROOT.search(text[:20_000]) is not None


def breaks(before: str, after: str, elsewhere: str = "") -> Iterator[tuple[str, int, bool]]:
    """What clients can no longer call or send: what, the line, and whether that is on the base side."""
    old, new = dict(_places(before)), dict(_places(after))
    if not new or not old:
        return
    yield from _gone(old, new)
    yield from _required(old, new)


def _gone(old: _Places, new: _Places) -> Iterator[tuple[str, int, bool]]:
    left = {_plain(place) for place in {place[:3] for place in new if place[0] == "paths"}}
    for place, (_, line) in old.items():
        # A description has thousands of places, and few are calls.
        if place[0] != "paths" or len(place) > 3 or _plain(place) in left:
            continue
        if len(place) == 2:
            yield f"{place[1]} removed", line, True
        elif len(place) == 3 and place[2] in METHODS and _plain(place[:2]) in left:
            yield f"{place[2].upper()} {place[1]} removed", line, True
    for place, (_, line) in old.items():
        if len(place) > 3 and place[-2] == "properties" and _schema(place) and place not in new and place[:-1] in new:
            yield f"{place[-3]}.{place[-1]} removed", line, True


def _required(old: _Places, new: _Places) -> Iterator[tuple[str, int, bool]]:
    had = {(place[:-1], value) for place, (value, _) in old.items() if place[-1].startswith("- ")}
    for place, (value, line) in new.items():
        listed = place[-1].startswith("- ") and len(place) > 2 and place[-2] == "required" and _schema(place)
        if listed and place[:-2] in old and (place[:-1], value) not in had and (*place[:-2], "properties") in old:
            yield f"{place[-3]}.{value} is required", line, False


def _schema(place: tuple[str, ...]) -> bool:
    return place[:2] == ("components", "schemas") or place[0] == "definitions"


def _plain(place: tuple[str, ...]) -> tuple[str, ...]:
    """A place whose parameters have no names: they are not sent."""
    return tuple(re.sub(r"\{[^{}]*\}", "{}", part) for part in place)


def _places(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, int]]]:
    """Every key and every element of a list by its place, with its value and line."""
    indents: list[int] = []
    keys: list[str] = []
    block = -1
    for number, whole in enumerate(text.split("\n"), start=1):
        line = whole[:_MAX_LINE].rstrip().rstrip(",")
        indent = len(line) - len(line.lstrip())
        content = line.lstrip()
        if not content or content[0] in "#{}[]" or 0 <= block < indent:
            continue
        block = -1
        listed = content.startswith("- ")
        while indents and indents[-1] >= indent + (listed and not keys[-1].startswith("- ")):
            indents.pop()
            keys.pop()
        if listed:
            indents.append(indent)
            keys.append(f"- {number}")
            indent, content = indent + 2, content[2:].lstrip()
        match = _KEY.match(content)
        if match:
            double, single, plain, value = match.groups("")
            value = value.strip()
            indents.append(indent)
            keys.append((double or single or plain).strip())
            block = indent if value[:1] in ("|", ">") else -1
            yield tuple(keys), (value, number)
        elif keys and (keys[-1].startswith("- ") or content.startswith(('"', "'"))):
            place = keys if keys[-1].startswith("- ") else [*keys, f"- {number}"]
            yield tuple(place), (content.strip("\"'"), number)
