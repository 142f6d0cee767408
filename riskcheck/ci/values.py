"""What a value from outside may be: each function gives it as its type, or None where it does not fit.

Names of branches follow `git check-ref-format`; whatever git would read as more than a name, or a command as an
option, is none.
"""

import re
from collections.abc import Mapping

from riskcheck.expressions import expression

_COMMIT = expression(r"[0-9a-f]{7,64}")
_BRANCH = expression(
    # Surrogates that stand for no byte cannot be handed to git.
    r"(?![-/.])(?!.*(?:\.\.|//|/\.|@\{|\.lock(?:/|\Z)))"
    r"[^\x00-\x20\x7f~^:?*\[\\\ud800-\udc7f\udd00-\udfff]{1,500}(?<![./])"
)
_HALF = expression("[\ud800-\udc7f\udd00-\udfff]")
_NUMBER = expression(r"[0-9]{1,10}")
_PROJECT = expression(r"[\w.~-]{1,100}(?:/[\w.~-]{1,100}){1,20}", re.ASCII)
_ADDRESS = expression(r"https?://[\w.-]+(?::(?P<port>[0-9]{1,5}))?(?:/[\w.~/-]*)?", re.ASCII | re.IGNORECASE)
_OFF = frozenset({"", "null", "false", "0"})


def text(value: object) -> str | None:
    """Any text but the empty one and `null`."""
    stripped = value.strip() if isinstance(value, str) else ""
    return None if stripped in ("", "null") else stripped


def prose(value: object) -> str | None:
    """Text that people wrote; half a character, which no encoding can carry, becomes the sign for one that is lost."""
    found = text(value)
    return _HALF.sub("\ufffd", found) if found else None


def switch(value: object) -> bool | None:
    """Whether something is on."""
    if isinstance(value, bool):
        return value
    return value.strip().lower() not in _OFF if isinstance(value, str) else None


def commit(value: object) -> str | None:
    """The id of a commit or its first characters; that of no commit, all zeros, is none."""
    found = (text(value) or "").lower()
    return found if _COMMIT.fullmatch(found) and found.strip("0") else None


def branch(value: object) -> str | None:
    """The name of a branch, without the folder of branches."""
    found = (text(value) or "").removeprefix("refs/heads/")
    return found if _BRANCH.fullmatch(found) and found != "@" and not found.startswith("refs/") else None


def branch_in(value: object) -> str | None:
    """The name of a branch that is written as a ref: a tag or a pull request is none."""
    return branch(value) if (text(value) or "").startswith("refs/heads/") else None


def number(value: object) -> int | None:
    """The number of a pull request."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 < value < 10**10 else None
    found = text(value) or ""
    return (int(found) or None) if _NUMBER.fullmatch(found) else None


def project(value: object) -> str | None:
    """The owner and name of a repository, or its longer path."""
    found = text(value) or ""
    if not _PROJECT.fullmatch(found) or len(found) > 500:
        return None
    return found if all(part.strip(".") for part in found.split("/")) else None


def address(value: object) -> str | None:
    """An http(s) address without a slash at its end, a login or a query."""
    found = text(value) or ""
    match = _ADDRESS.fullmatch(found)
    if not match or int(match["port"] or 0) > 65535 or "/../" in f"{found}/":
        return None
    return found.rstrip("/")


def labels(value: object) -> tuple[str, ...] | None:
    """Labels, from a list of them or a text that commas part, each once."""
    named = value.split(",") if isinstance(value, str) else value
    if not isinstance(named, list):
        return None
    found = (prose(label.get("name") if isinstance(label, Mapping) else label) for label in named)
    return tuple(dict.fromkeys(label for label in found if label))
