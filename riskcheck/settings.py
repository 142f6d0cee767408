"""Configuration: `[tool.riskcheck]` in pyproject.toml, or riskcheck.toml, then RISKCHECK_* variables, then options."""

import difflib
import re
import reprlib
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from riskcheck import presets
from riskcheck.errors import SettingsError
from riskcheck.expressions import expression

Scope = Literal["all", "ai"]
FILES = ("riskcheck.toml", "pyproject.toml")
MAX_BYTES = 256_000
# The fields of `Settings` that have another name in a file.
FIELDS: Mapping[str, str] = {"mark": "marks"}
_MAX_WARNINGS = 10
_SECTION = expression(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*riskcheck\b", re.MULTILINE)
# tomllib keeps every beginning of a dotted key: its memory grows with the square of the parts.
_ENDLESS_KEY = expression(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){64}""")


class Settings(NamedTuple):
    """What a team can choose; `warnings` are about the configuration itself.

    `deadline` is in seconds. `critical_paths` are globs of files whose change always counts
    as far-reaching, in which `*` crosses `/`, or names such as "preset:payments"; `marks` are
    rows of a team's own for the table of marks.
    """

    deadline: float = 10.0
    scope: Scope = "all"
    critical_paths: tuple[str, ...] = ()
    marks: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()


class Origin(NamedTuple):
    """Where a value comes from: nowhere but here, or the file, variable or option of that name."""

    kind: Literal["default", "file", "variable", "option"] = "default"
    name: str = ""


class Configured(NamedTuple):
    """The settings in force, and the origin of each by its key in a file."""

    settings: Settings
    origins: Mapping[str, Origin]


def load(read: Callable[[str], bytes | None], environ: Mapping[str, str]) -> Settings:
    """The settings in the files that `read` gives by name, overruled by the environment."""
    return configured(read, environ).settings


def configured(
    read: Callable[[str], bytes | None], environ: Mapping[str, str], options: Mapping[str, object] | None = None
) -> Configured:
    """The settings with their origins; `options` are what the command line chose, None where it chose nothing.

    Raises SettingsError, naming file or variable and key, for what cannot be read or is of the wrong type.
    """
    chosen = _in_files(read)
    for key, reader in _TEXTS.items():
        variable = f"RISKCHECK_{key.upper()}"
        if environ.get(variable):
            chosen = _chosen(chosen, key, reader(environ[variable], variable), Origin("variable", variable))
    for key, value in (options or {}).items():
        if value is not None:
            option = f"--{key.replace('_', '-')}"
            chosen = _chosen(chosen, key, _READERS[key](value, option), Origin("option", option))
    return chosen


def table(name: str, content: bytes) -> Mapping[str, Any] | None:
    """What the file of that name says about riskcheck; None for a pyproject.toml that says nothing.

    Raises SettingsError for what is not TOML, too long or too deep.
    """
    if name == "pyproject.toml" and b"riskcheck" not in content:
        return None
    whole = document(name, content)
    if name != "pyproject.toml":
        return whole
    tool = whole.get("tool")
    found = tool.get("riskcheck") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(f"{name}: tool.riskcheck is {reprlib.repr(found)}", "write it as a table, [tool.riskcheck]")
    return found


def document(name: str, content: bytes) -> Mapping[str, Any]:
    """A whole file of TOML. Raises SettingsError as `table` does."""
    if len(content) > MAX_BYTES:
        raise SettingsError(f"{name} has more than {MAX_BYTES // 1000} kB", "keep the configuration short")
    try:
        text = content.decode("utf-8")
        if _ENDLESS_KEY.search(text):
            raise SettingsError(f"{name} has a key of more than 64 parts", f"correct {name}")
        return tomllib.loads(text)
    except RecursionError:
        raise SettingsError(f"{name} is nested too deeply", f"correct {name}") from None
    except ValueError as problem:  # also of bytes that are no text, and numbers that are too long
        raise SettingsError(f"{name} is not valid TOML: {problem}", f"correct {name}") from None


def _in_files(read: Callable[[str], bytes | None]) -> Configured:
    """What the first file that speaks of riskcheck says; another one that does is a warning."""
    chosen = Configured(Settings(), dict.fromkeys(_READERS, Origin()))
    used = None
    for name in FILES:
        content = read(name)
        if content is None:
            continue
        if used is not None and _SECTION.search(content):
            return _warned(chosen, f"{name}: [tool.riskcheck] is not read where there is a {used}")
        found = table(name, content) if used is None else None
        if found is not None:
            chosen, used = _applied(chosen, found, name), name
    return chosen


def _applied(chosen: Configured, found: Mapping[str, Any], name: str) -> Configured:
    unknown = [key for key in found if key not in _READERS]
    for key in found:
        if key in _READERS:
            chosen = _chosen(chosen, key, _READERS[key](found[key], f"{name}: {key}"), Origin("file", name))
    for entry, nearest in presets.unknown(chosen.settings.critical_paths)[:_MAX_WARNINGS]:
        hint = f"; did you mean {nearest!r}?" if nearest else f"; there are {', '.join(presets.presets())}"
        chosen = _warned(chosen, f"{name}: critical_paths: unknown preset {reprlib.repr(entry)}{hint}")
    for key in unknown[:_MAX_WARNINGS]:
        near = difflib.get_close_matches(key, _READERS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        chosen = _warned(chosen, f"{name}: unknown key {reprlib.repr(key)}{hint}")
    if len(unknown) > _MAX_WARNINGS:
        chosen = _warned(chosen, f"{name}: {len(unknown) - _MAX_WARNINGS} more unknown keys")
    return chosen


def _chosen(configured: Configured, key: str, value: object, origin: Origin) -> Configured:
    field = FIELDS.get(key, key)
    changed: dict[str, Any] = {field: value}
    return Configured(configured.settings._replace(**changed), {**configured.origins, key: origin})


def _warned(configured: Configured, warning: str) -> Configured:
    warnings = (*configured.settings.warnings, warning)
    return configured._replace(settings=configured.settings._replace(warnings=warnings))


def _number(value: object, where: str) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # Compared before it is converted: an integer can be too long for a float.
    if not is_number or not 0 < value < 86400:  # type: ignore[operator]  # is a number
        raise SettingsError(f"{where} is {reprlib.repr(value)}", "give a number of seconds, for example 10")
    return float(value)  # type: ignore[arg-type]  # is a number


def _number_in(text: str, where: str) -> float:
    try:
        return _number(float(text), where)
    except ValueError:
        return _number(text, where)


def _scope(value: object, where: str) -> Scope:
    if value in ("all", "ai"):
        return "ai" if value == "ai" else "all"
    raise SettingsError(f"{where} is {reprlib.repr(value)}", "use all or ai")


def _globs(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(glob, str) for glob in value):
        return tuple(value)
    raise SettingsError(f"{where} is {reprlib.repr(value)}", 'give a list of globs, for example ["billing/**"]')


def _rows(value: object, where: str) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        remedy = "write each mark as a table, [[mark]] or [[tool.riskcheck.mark]]"
        raise SettingsError(f"{where} is {reprlib.repr(value)}", remedy)
    return tuple(value)


_READERS: Mapping[str, Callable[[object, str], object]] = {
    "deadline": _number,
    "scope": _scope,
    "critical_paths": _globs,
    "mark": _rows,
}
_TEXTS: Mapping[str, Callable[[str, str], object]] = {"deadline": _number_in, "scope": _scope}
