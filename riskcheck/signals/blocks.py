"""Blocks of YAML by their indentation: what stands beside a line, and around it."""

from collections.abc import Iterator, Sequence

from riskcheck.expressions import expression

_WIDTH = 500
_ITEM = expression(r"( *)(?:(- +)(?=\S))?")
_EMPTY = expression(r"\s*(?:#|$)")
_OFF = expression(
    r"[\s-]*(if:\s*[\"']?(?:\$\{\{\s*)?false\b|when:\s*never\b|enabled:\s*false\b|condition:\s*(?:false|never)\b"
    r"|skip:\s*true\b|stages:\s*\[\s*[\"']?manual[\"']?\s*\])"
)
# How many lines away, and how many blocks out, what encloses a line is looked for.
_FAR = 200
_DEEP = 12


def switch(line: str) -> str | None:
    """What switches off the block that a line stands in."""
    found = _OFF.match(line[:_WIDTH])
    return found[1] if found else None


def is_switched_off(lines: Sequence[str], at: int) -> bool:
    """Whether a line, or a block around it, never takes effect."""
    return any(switch(lines[number]) for number in _around(lines, at))


def _around(lines: Sequence[str], at: int) -> Iterator[int]:
    """The lines of the mapping that a line stands in, then those of the one around it, up to the whole file."""
    line: int | None = at
    for _ in range(_DEEP):
        if line is None:
            return
        level = _level(lines[line])
        first = _first(lines, line, level)
        yield first
        for number in range(first + 1, min(len(lines), first + _FAR)):
            if not _EMPTY.match(lines[number]):
                if _indentation(lines[number]) < level:
                    break
                if _level(lines[number]) == level:
                    yield number
        line = _enclosing(lines, first, level)


def _first(lines: Sequence[str], at: int, level: int) -> int:
    """The line that begins the mapping whose keys stand at a level."""
    first = at
    for number in range(at, max(at - _FAR, -1), -1):
        if _EMPTY.match(lines[number]):
            continue
        begins = _is_item(lines[number]) and _level(lines[number]) == level
        if not begins and _indentation(lines[number]) < level:
            break
        first = number
        if begins:
            break
    return first


def _enclosing(lines: Sequence[str], first: int, level: int) -> int | None:
    """The line whose value the mapping, or the list of such mappings, is."""
    dash = _indentation(lines[first]) if _is_item(lines[first]) else level
    for number in range(first - 1, max(first - _FAR, -1), -1):
        if not _EMPTY.match(lines[number]):
            indentation = _indentation(lines[number])
            # A list may stand at the level of its own key.
            if indentation < dash or (indentation == dash < level and not _is_item(lines[number])):
                return number
    return None


def _is_item(line: str) -> bool:
    found = _ITEM.match(line[:_WIDTH])
    return bool(found and found[2])


def _indentation(line: str) -> int:
    found = _ITEM.match(line[:_WIDTH])
    return len(found[1]) if found else 0


def _level(line: str) -> int:
    found = _ITEM.match(line[:_WIDTH])
    return found.end() if found else 0
