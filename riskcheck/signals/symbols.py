"""Functions that a change alters and that many places elsewhere use: each of them gets the new behaviour.

For names that are gone and calls that no longer fit, `api` speaks.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.core.symbol import Symbol
from riskcheck.signals.context import Context

USED = Rule(
    "symbols.used", "Widely used function changed", "impact", "uses", "reach",
    "Each place that uses it gets the new behaviour, whether or not anybody looked at it.",
    "Look at the uses that are named, and make sure that each still gets what it relies on.",
)  # fmt: skip
RULES: Final = (USED,)

_KINDS: Final = ("function", "method", "property")
_USES: Final = 12
_FILES: Final = 6
_FOLDERS: Final = 3
_PLACES: Final = 5
_SHOWN: Final = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Functions whose body changed and that many places in several files and folders use, the most used first."""
    symbols, skipped = context.symbols()
    yield from skipped
    found = sorted(filter(_is_wide, symbols), key=lambda symbol: (-len(symbol.exact_uses), symbol.path, symbol.line))
    if found:
        places = tuple(Evidence(_told(symbol), symbol.path, symbol.line, symbol.line) for symbol in found[:_PLACES])
        yield Signal(USED, len(found[0].exact_uses), places)


def _is_wide(symbol: Symbol) -> bool:
    if symbol.kind not in _KINDS or symbol.change != "changed" or not symbol.body:
        return False
    files = {use.path for use in symbol.exact_uses}
    folders = {path.rpartition("/")[0] for path in files}
    return len(symbol.exact_uses) >= _USES and len(files) >= _FILES and len(folders) >= _FOLDERS


def _told(symbol: Symbol) -> str:
    first = {use.path: use.line for use in reversed(symbol.exact_uses)}
    shown = [f"{path}:{first[path]}" for path in _spread(sorted(first))]
    called = "" if symbol.kind == "property" else "()"
    more = ", …" if len(first) > len(shown) else ""
    uses, files = len(symbol.exact_uses), len(first)
    return f"`{symbol.name}{called}` is used {uses} times in {files} files: {', '.join(shown)}{more}"


def _spread(paths: Sequence[str]) -> list[str]:
    """Some of these, as many folders as there can be among them."""
    folders: dict[str, str] = {}
    for path in paths:
        folders.setdefault(path.rpartition("/")[0], path)
    chosen = [*folders.values(), *(path for path in paths if path not in folders.values())][:_SHOWN]
    return sorted(chosen)
