"""The hooks of riskcheck in a .pre-commit-config.yaml, and how to append them there.

The text stays as it is. That an insertion adds the entry and changes nothing else is told by the events of a YAML
parser, which unlike the parsed values do not grow with what aliases repeat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from riskcheck.setup.installation import Address

FILE = ".pre-commit-config.yaml"
INSTALL = "pre-commit install --hook-type commit-msg --hook-type pre-push"
_MAX_BYTES = 100_000
_DEPTH = 20
_COMMENT = "# pre-commit hides what a passing hook prints: without `verbose` nobody sees the advice."
_FIRST = 3  # after the starts of stream, document and mapping


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook by its id, and whether what it prints is shown."""

    id: str
    is_verbose: bool


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the dashes of repositories and hooks stand, and how far behind a dash its text begins."""

    dash: int = 0
    gap: int = 2
    hook: int = 4


@dataclass(frozen=True, slots=True)
class _List:
    """The list of repositories: where it begins and ends among the events."""

    start: int
    end: int


def with_hooks(content: bytes, address: Address | None) -> bytes | None:
    """The configuration with the hooks appended to its repositories; None where that is not safe to do."""
    text = _text(content)
    before = _events(text) if text is not None else None
    found = _repositories(before) if before is not None else None
    if text is None or before is None or found is None:
        return None
    lines = text.split("\n")
    columns = _columns(before, found)
    at = _end(lines, before[found.start : found.end], columns)
    after = "\n".join([*lines[:at], *_entry(address, columns), *(lines[at:] or [""])])
    if not _is_only_longer(before, _events(after), found, _entry(address, _Columns())):
        return None
    return (after.replace("\n", "\r\n") if b"\r\n" in content else after).encode()


def entry(address: Address | None) -> tuple[str, ...]:
    """The lines of an entry for the list of repositories; without an address it runs what is on the PATH."""
    return tuple(_entry(address, _Columns()))


def hooks(content: bytes) -> tuple[Hook, ...]:
    """The hooks of riskcheck in a configuration, as far as it can be read."""
    text = _text(content)
    found: list[Hook] = []
    open_: list[_Pairs] = []
    for event in (_events(text) if text is not None else None) or ():
        if isinstance(event, CollectionEndEvent):
            known = open_.pop().known
            if "riskcheck" in known.get("id", ""):
                found.append(Hook(known["id"], known.get("verbose", "").lower() == "true"))
        elif isinstance(event, NodeEvent):
            if open_:
                open_[-1].take(getattr(event, "value", ""))
            if isinstance(event, CollectionStartEvent):
                open_.append(_Pairs(isinstance(event, MappingStartEvent)))
    return tuple(found)


class _Pairs:
    """The scalars of a mapping that is being read."""

    def __init__(self, is_mapping: bool) -> None:
        self.known: dict[str, str] = {}
        self._key: str | None = None
        self._is_mapping = is_mapping

    def take(self, value: str) -> None:
        if self._is_mapping and self._key is not None:
            self.known[self._key] = value
            self._key = None
        elif self._is_mapping:
            self._key = value


def _entry(address: Address | None, columns: _Columns) -> Iterator[str]:
    key = " " * (columns.dash + columns.gap)
    dash = "-".ljust(columns.gap)
    head, *pairs = _repository(address)
    yield " " * columns.dash + dash + head
    yield from (key + pair for pair in (*pairs, "hooks:"))
    yield " " * columns.hook + _COMMENT
    for first, *others in _hooks(address):
        yield " " * columns.hook + dash + first
        yield from (" " * (columns.hook + columns.gap) + other for other in others)


def _repository(address: Address | None) -> tuple[str, ...]:
    return ("repo: local",) if address is None else (f"repo: {address.url}", f"rev: {address.commit}")


def _hooks(address: Address | None) -> tuple[tuple[str, ...], ...]:
    if address is not None:
        return ("id: riskcheck-commit-msg", "verbose: true"), ("id: riskcheck-pre-push", "verbose: true")
    # A hook that is not found would fail the commit.
    command = "entry: sh -c '{} || echo \"riskcheck is not installed\"' --"
    return (
        (
            "id: riskcheck-commit-msg", "name: riskcheck (advice, with the marks in the message)",
            command.format('riskcheck hook commit-msg "$1"'), "language: system", "stages: [commit-msg]",
            "always_run: true", "verbose: true",
        ),
        (
            "id: riskcheck-pre-push", "name: riskcheck (advice on what is pushed)",
            command.format("riskcheck hook pre-push"), "language: system", "stages: [pre-push]",
            "pass_filenames: false", "always_run: true", "verbose: true",
        ),
    )  # fmt: skip


def _text(content: bytes) -> str | None:
    """The text with line feeds; None where it is none, or mixes the ends of its lines."""
    try:
        text = content.decode("utf-8") if len(content) <= _MAX_BYTES else "\ufeff"
    except UnicodeDecodeError:
        return None
    plain_ends = text.replace("\r\n", "\n")
    is_mixed = "\r" in plain_ends or text.count("\r\n") not in (0, plain_ends.count("\n"))
    return None if is_mixed or text.startswith("\ufeff") else plain_ends


def _events(text: str) -> list[Event] | None:
    """What a parser sees; None where it sees no YAML, or more depth than anybody writes."""
    events: list[Event] = []
    depth = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > _DEPTH:
                return None
            events.append(event)
    except (YAMLError, ValueError, RecursionError):
        return None
    return events


def _repositories(events: Sequence[Event]) -> _List | None:
    """The value of `repos` in the one mapping, if it is a list in block style that has entries."""
    documents = sum(isinstance(event, DocumentStartEvent) for event in events)
    if documents != 1 or len(events) <= _FIRST or not _is_block(events[_FIRST - 1], MappingStartEvent):
        return None
    starts = [at + 1 for at in _keys(events) if getattr(events[at], "value", None) == "repos"]
    is_list = (
        len(starts) == 1
        and _is_block(events[starts[0]], SequenceStartEvent)
        and _is_block(events[starts[0] + 1], MappingStartEvent)
    )
    return _List(starts[0], _closing(events, starts[0])) if is_list else None


def _keys(events: Sequence[Event]) -> Iterator[int]:
    """Where the keys of the one mapping stand."""
    depth, is_key = 0, True
    for at in range(_FIRST, len(events)):
        event = events[at]
        if depth == 0 and is_key:
            yield at
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        is_key ^= depth == 0 and isinstance(event, NodeEvent | CollectionEndEvent)


def _is_block(event: Event, kind: type[CollectionStartEvent]) -> bool:
    return isinstance(event, kind) and not event.flow_style


def _closing(events: Sequence[Event], start: int) -> int:
    depth = 0
    for at in range(start, len(events)):
        depth += isinstance(events[at], CollectionStartEvent) - isinstance(events[at], CollectionEndEvent)
        if depth == 0:
            return at
    return len(events) - 1


def _columns(events: Sequence[Event], found: _List) -> _Columns:
    """The columns that the first entry uses."""
    dash = events[found.start].start_mark.column
    gap = max(events[found.start + 1].start_mark.column - dash, 2)
    for at in range(found.start, found.end - 1):
        event, following = events[at], events[at + 1]
        if isinstance(event, ScalarEvent) and event.value == "hooks" and _is_block(following, SequenceStartEvent):
            return _Columns(dash, gap, following.start_mark.column)
    return _Columns(dash, gap, dash + gap + 2)


def _end(lines: Sequence[str], events: Sequence[Event], columns: _Columns) -> int:
    """The line after the last entry and the comments that belong to it."""
    marks = (event.end_mark for event in events if event.end_mark.index > event.start_mark.index)
    end = max((mark.line + (mark.column > 0) for mark in marks), default=0)
    for at in range(end, len(lines)):
        text = lines[at].strip()
        is_inside = text.startswith("#") and len(lines[at]) - len(lines[at].lstrip()) > columns.dash
        if text and not is_inside:
            break
        end = at + 1 if text else end
    return end


def _is_only_longer(before: Sequence[Event], after: Sequence[Event] | None, found: _List, lines: Iterator[str]) -> bool:
    """Whether the entry is what came in at the end of the list, and nothing else is different."""
    alone = _events("\n".join(lines))
    if after is None or alone is None:
        return False
    added = alone[_FIRST:-3]
    expected = [*before[: found.end], *added, *before[found.end :]]
    return list(map(_meaning, after)) == list(map(_meaning, expected))


def _meaning(event: Event) -> tuple[object, ...]:
    names = ("anchor", "tag", "value", "implicit", "flow_style")
    return type(event), *(getattr(event, name, None) for name in names)
