"""Configuration: `[tool.riskcheck]` in pyproject.toml, or riskcheck.toml, then RISKCHECK_* variables."""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from riskcheck.errors import SettingsError

Scope = Literal["all", "ai"]
FILES = ("riskcheck.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team can choose; `warnings` are about the configuration itself.

    `deadline` is in seconds. `critical_paths` are globs of files whose change always counts
    as far-reaching, `marks` rows of a team's own for the table of marks.
    """

    deadline: float = 10.0
    scope: Scope = "all"
    critical_paths: tuple[str, ...] = ()
    marks: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()


def load(read: Callable[[str], bytes | None], environ: Mapping[str, str]) -> Settings:
    """The settings in the files that `read` gives by name, overruled by the environment."""
    settings = Settings()
    for name in FILES:
        content = read(name)
        table = _table(name, content) if content is not None else None
        if table is not None:
            settings = _applied(settings, table, name)
            break
    variables = {
        key: environ[f"RISKCHECK_{key.upper()}"]
        for key in ("deadline", "scope")
        if f"RISKCHECK_{key.upper()}" in environ
    }
    if "deadline" in variables:
        settings = replace(settings, deadline=_number(variables["deadline"], "RISKCHECK_DEADLINE"))
    if "scope" in variables:
        settings = replace(settings, scope=_scope(variables["scope"], "RISKCHECK_SCOPE"))
    return settings


def _table(name: str, content: bytes) -> Mapping[str, Any] | None:
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{name} is not valid TOML: {problem}", f"correct {name}") from None
    if name != "pyproject.toml":
        return document
    tool = document.get("tool")
    table = tool.get("riskcheck") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _applied(settings: Settings, table: Mapping[str, Any], name: str) -> Settings:
    readers: Mapping[str, tuple[str, Callable[[Any, str], Any]]] = {
        "deadline": ("deadline", _number),
        "scope": ("scope", _scope),
        "critical_paths": ("critical_paths", _globs),
        "mark": ("marks", _rows),
    }
    warnings = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in readers:
            field, reader = readers[key]
            values[field] = reader(value, f"{name}: {key}")
            continue
        near = difflib.get_close_matches(key, readers, 1)
        warnings.append(f"{name}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return replace(settings, **values, warnings=tuple(warnings))


def _number(value: Any, where: str) -> float:
    try:
        number = float(value) if not isinstance(value, bool) else 0.0
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number < 86400:
        raise SettingsError(f"{where} is {value!r}", "give a number of seconds, for example 10")
    return number


def _scope(value: Any, where: str) -> Scope:
    if value in ("all", "ai"):
        return "ai" if value == "ai" else "all"
    raise SettingsError(f"{where} is {value!r}", "use all or ai")


def _globs(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(glob, str) for glob in value):
        return tuple(value)
    raise SettingsError(f"{where} is {value!r}", 'give a list of globs, for example ["billing/**"]')


def _rows(value: Any, where: str) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise SettingsError(f"{where} is {value!r}", "write each mark as a table, [[mark]] or [[tool.riskcheck.mark]]")
    return tuple(value)
