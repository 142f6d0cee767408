"""JSON that a forge answered with, narrowed to what is needed; any other shape is a CommentError."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskcheck.errors import CommentError


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of an answer; `following` is the query of the next page, `total` how many rows all pages have."""

    content: object
    following: Mapping[str, str] | None = None
    total: int | None = None


def at(content: object, *names: str) -> object:
    """The member under these names, one within the other; None where one is missing."""
    for name in names:
        content = content.get(name) if isinstance(content, dict) else None
    return content


def rows(content: object) -> Sequence[object]:
    """A list of the answer."""
    if not isinstance(content, list):
        raise unexpected("a list")
    return content


def number(content: object, *names: str) -> int:
    """A whole number of the answer."""
    value = at(content, *names)
    if not isinstance(value, int) or isinstance(value, bool):
        raise unexpected(f"a number as {'.'.join(names)}")
    return value


def name(content: object, *names: str) -> str:
    """A name or an id of the answer as text; empty where there is none, as for an account that is gone."""
    value = at(content, *names)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def unexpected(wanted: str) -> CommentError:
    """What is said of an answer that lacks what the forge documents."""
    return CommentError(
        f"the forge's answer is not what its API documents: {wanted} was expected",
        "check that the address of the API is that of this kind of forge",
    )
