"""JSON as every machine format writes it: ASCII, and harmless in the log of a CI."""

import json


def line(value: object) -> str:
    """`value` as JSON on one line."""
    return _harmless(json.dumps(value, allow_nan=False))


def lines(value: object) -> str:
    """`value` as JSON for people to look at, with a line feed at its end."""
    return _harmless(json.dumps(value, indent=1, allow_nan=False)) + "\n"


def _harmless(document: str) -> str:
    # The log of a CI obeys `##[command]` anywhere in a line; only strings can hold it.
    return document.replace("##", r"\u0023\u0023")
