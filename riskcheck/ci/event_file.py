"""The file in which a runner keeps the event that it runs for: JSON of whatever shape."""

import json
import os
from collections.abc import Mapping

from riskcheck.ci.outside import Outside
from riskcheck.core.change import Skipped

# What GitHub sends is at most 25 MB; with white space it can be more.
_BYTES = 32 * 1024 * 1024


class _Unfit:
    """A value that is of no type, for a place that cannot be there."""


def read(path: str) -> tuple[Outside, tuple[Skipped, ...]]:
    """The event, its values named like `pull_request.head.sha` or `pull_requests.0.number`; and why it is empty."""
    content, problem = _content(path)
    skipped = (Skipped("the event", f"GITHUB_EVENT_PATH {problem}: only the variables were read"),) if problem else ()
    return Outside(lambda name: _value(content, name)), skipped


def misfits(event: Outside) -> tuple[Skipped, ...]:
    """That values of the event were left out, if any were."""
    names = ", ".join(event.misfits)
    return (Skipped("the event", f"not of the type that is documented, and left out: {names}"),) if names else ()


def _content(path: str) -> tuple[object, str]:
    if not path:
        return {}, "is not set"
    try:
        if not os.path.isfile(path):
            return {}, "is not a file"
        with open(path, "rb") as file:
            text = file.read(_BYTES + 1)
    except (OSError, ValueError):
        return {}, "cannot be read"
    if len(text) > _BYTES:
        return {}, f"is larger than {_BYTES // 1024 // 1024} MB"
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}, "is not JSON"
    return (content, "") if isinstance(content, dict) else ({}, "is not a JSON object")


def _value(content: object, name: str) -> object:
    for part in name.split("."):
        if content is None:
            return None
        if isinstance(content, list) and part.isdecimal():
            content = content[int(part)] if int(part) < len(content) else None
        else:
            content = content.get(part) if isinstance(content, Mapping) else _Unfit()
    return content
