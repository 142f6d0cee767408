"""What a change touches by name: definitions whose own lines differ, and names that schemas and settings declare.

Both whole files are compared, so that what moved, was indented anew or got another comment is not touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.symbol import Symbol, SymbolChange
from riskcheck.graph import declared
from riskcheck.graph.forms import Grammar, grammar_of
from riskcheck.graph.mentions import family_of
from riskcheck.graph.outline import Definition, Outline

_KINDS: Final = ("code", "migration", "config")
_MOST_FILES: Final = 100


class Sides(Protocol):
    """Both sides of the files of a change."""

    def source(self, patch: Patch) -> bytes | None:
        """The whole file before the change, where it is known."""

    def target(self, patch: Patch) -> bytes | None:
        """The whole file after the change, where it is known."""


class Touched(NamedTuple):
    """A symbol whose uses were not looked for yet; `words` are those that others write for it.

    `family` is that of the language whose names it belongs to; none for a name that any file can hold. `owner` is the
    class that it is a member of; `shared` says that other classes of the file have such a member.
    """

    symbol: Symbol
    words: tuple[str, ...]
    family: str = ""
    owner: str = ""
    shared: bool = False


def touched(changeset: Changeset, sides: Sides) -> tuple[list[Touched], list[Skipped]]:
    """What the change touches in the order of paths and lines, and what could not be read."""
    read = sorted((patch for patch in changeset.patches if patch.kind in _KINDS), key=lambda patch: patch.path)
    found: list[Touched] = []
    came: list[tuple[Touched, Definition]] = []
    skipped: list[Skipped] = []
    for patch in read[:_MOST_FILES]:
        texts = _texts(patch, sides)
        if texts is None:
            skipped.append(Skipped(f"symbols of {patch.path}", "not stored here, a link, or too large"))
            continue
        found += [_named(patch, one) for one in declared.changed(patch, *texts)]
        grammar = grammar_of(patch.path)
        if grammar is not None:
            came += _compared(patch, grammar, *texts)
    if len(read) > _MOST_FILES:
        skipped.append(Skipped("symbols", f"{len(read) - _MOST_FILES} of {len(read)} files were too many to read"))
    found += _unmoved(came)
    return sorted(found, key=lambda one: (one.symbol.path, one.symbol.line, one.symbol.name)), skipped


def _texts(patch: Patch, sides: Sides) -> tuple[str, str] | None:
    """Both whole files, empty where that side has none."""
    source = b"" if patch.change_type in "AC" else sides.source(patch)
    target = b"" if patch.change_type == "D" else sides.target(patch)
    if source is None or target is None:
        return None
    return source.decode("utf-8", "surrogateescape"), target.decode("utf-8", "surrogateescape")


def _named(patch: Patch, name: declared.Name) -> Touched:
    path = patch.source_path or patch.path if name.change == "removed" else patch.path
    return Touched(Symbol(name.name, name.kind, path, name.line, name.change), name.words)


def _compared(patch: Patch, grammar: Grammar, source: str, target: str) -> Iterator[tuple[Touched, Definition]]:
    """The definitions around what was added and deleted that say something else than before."""
    before = Outline(source, grammar)
    after = Outline(target, grammar, before)
    names = before.names_at(number for number, _ in patch.deleted())
    names += after.names_at(number for number, _ in patch.added())
    for name in dict.fromkeys(names):
        pair = before.definitions(name), after.definitions(name)
        said = [{(one.header, one.body) for one in side} for side in pair]
        if said[0] != said[1]:
            there = pair[1] or pair[0]
            first = next((one for one in there if (one.header, one.body) not in said[not pair[1]]), there[0])
            symbol = _symbol(patch, first, *pair)
            yield _with_words(symbol, first, (after if pair[1] else before).is_shared(name)), first


def _symbol(patch: Patch, first: Definition, before: Sequence[Definition], after: Sequence[Definition]) -> Symbol:
    change: SymbolChange = "changed" if before and after else "added" if after else "removed"
    path = patch.source_path or patch.path if change == "removed" else patch.path
    body = change != "changed" or {one.body for one in before} != {one.body for one in after}
    return Symbol(first.name, first.kind, path, first.line, change, body)


def _with_words(symbol: Symbol, definition: Definition, is_shared: bool) -> Touched:
    family = family_of(symbol.path)
    if definition.private:
        return Touched(symbol, (), family, definition.owner)
    if not family:
        return Touched(symbol, declared.spellings(definition.word))
    return Touched(symbol, (definition.word,), family, definition.owner, is_shared)


def _unmoved(came: Sequence[tuple[Touched, Definition]]) -> Iterator[Touched]:
    """All but what went from one place and came to another as it was."""
    places: Mapping[str, set[tuple[object, ...]]] = {"added": set(), "removed": set(), "changed": set()}
    for one, definition in came:
        places[one.symbol.change].add(_content(definition))
    moved = places["added"] & places["removed"]
    for one, definition in came:
        if one.symbol.change == "changed" or _content(definition) not in moved:
            yield one


def _content(definition: Definition) -> tuple[object, ...]:
    return definition.kind, definition.word, definition.header, definition.body
