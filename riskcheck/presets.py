"""Ready-made sets of critical paths, by what they are about."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

PREFIX = "preset:"
_TABLE = Path(__file__).parent / "presets.toml"


@cache
def presets() -> Mapping[str, tuple[str, ...]]:
    """The globs of each preset, by its name; read when the first is asked for."""
    return {name: tuple(globs) for name, globs in tomllib.loads(_TABLE.read_text("utf-8")).items()}


def globs(entries: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Globs with the entry that each is from: itself, or a preset; a preset that does not exist has none."""
    return tuple((glob, entry) for entry in entries for glob in _globs(entry))


def unknown(entries: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The entries that name no preset though they begin like one, each with the nearest one that does or ""."""
    found = []
    for entry in entries:
        name = entry.removeprefix(PREFIX)
        if name != entry and name not in presets():
            near = difflib.get_close_matches(name, presets(), 1)
            found.append((entry, f"{PREFIX}{near[0]}" if near else ""))
    return tuple(found)


def _globs(entry: str) -> tuple[str, ...]:
    if not entry.startswith(PREFIX):
        return (entry,)
    return presets().get(entry.removeprefix(PREFIX), ())
