"""JSON that other tools wrote: any shape is read, none raises."""

import json
from collections.abc import Mapping, Sequence

_MAX_TEXT = 200


def load(content: bytes) -> object:
    """The value that the content spells, or None; bytes that are not UTF-8 stay, as in git's paths."""
    try:
        return json.loads(content.decode("utf-8", "surrogateescape"))
    # ValueError is also said of numbers of thousands of digits.
    except (ValueError, RecursionError):
        return None


def members(value: object) -> Mapping[str, object]:
    """The members of an object; anything else has none."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[object]:
    """The items of a list; anything else has none."""
    return value if isinstance(value, list) else ()


def text(value: object) -> str:
    """A string on one line, cut to a length that can be shown; anything else is empty."""
    return " ".join(value[: 2 * _MAX_TEXT].split())[:_MAX_TEXT] if isinstance(value, str) else ""


def path(value: object) -> str | None:
    """A path as git may have it, or None where no file can be called so."""
    if not isinstance(value, str) or not value or "\0" in value:
        return None
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    return value


def line_number(value: object) -> int | None:
    """A 1-based line number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
