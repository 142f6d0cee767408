"""The settings in force as TOML that can be saved as riskcheck.toml."""

import datetime
from collections.abc import Iterator, Mapping

from riskcheck.expressions import expression
from riskcheck.reports.text import plain
from riskcheck.settings import FIELDS, Configured, Origin, Settings

# In the order of the file: tables come last.
_KEYS = ("deadline", "scope", "critical_paths", "mark")
_MEANINGS: Mapping[str, str] = {
    "deadline": "seconds to wait for semgrep",
    "scope": 'or "ai": only what is marked',
    "critical_paths": 'globs such as "billing/**": files whose change always counts as far-reaching',
}
_BARE = expression(r"[A-Za-z0-9_-]+")


def render(configured: Configured) -> str:
    """Every value that there is."""
    return "".join(f"{line}\n" for key in _KEYS for line in _lines(key, configured.settings))


def render_with_origins(configured: Configured, revision: str | None) -> str:
    """The same, each value below a comment that says where it is from; files were read at `revision`."""
    return "".join(
        f"# {_told(configured.origins[key], revision)}\n" + "".join(f"{line}\n" for line in lines)
        for key in _KEYS
        if (lines := list(_lines(key, configured.settings)))
    )


def defaults() -> tuple[str, ...]:
    """Lines of comments that show each key with the value that holds where nothing is set."""
    return tuple(f"# {key} = {_spelled(getattr(Settings(), key))}  # {told}" for key, told in _MEANINGS.items())


def _told(origin: Origin, revision: str | None) -> str:
    if origin.kind == "file":
        return plain(f"{origin.name} at {revision}" if revision else origin.name)
    return "default" if origin.kind == "default" else plain(f"{origin.kind} {origin.name}")


def _lines(key: str, settings: Settings) -> Iterator[str]:
    value = getattr(settings, FIELDS.get(key, key))
    if key != "mark":
        yield f"{key} = {_spelled(value)}"
        return
    for row in value:
        yield from ("", "[[mark]]")
        yield from (f"{_key(name)} = {_spelled(entry)}" for name, entry in row.items())


def _spelled(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _quoted(value)
        case int() | float():
            return repr(value)
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{_key(name)} = {_spelled(entry)}" for name, entry in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_spelled, value)) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A basic string in which every character that could act, on a terminal or in a log, is an escape of TOML."""
    return '"' + "".join(map(_escaped, text)).replace("##", r"#\u0023") + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if plain(character) == character:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
