"""What a change did to the definitions that its files offer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.core.change import Patch
from riskcheck.expressions import expression
from riskcheck.interfaces import arity, declarations, python, python_changes
from riskcheck.interfaces.declarations import Language, language_of
from riskcheck.interfaces.masking import masked
from riskcheck.interfaces.values import Alteration, Definition

UNREADABLE: Final = (SyntaxError, ValueError, RecursionError, MemoryError)
_PLAIN_BASES: Final = frozenset(
    [
        "object",
        "ABC",
        "Protocol",
        "Generic",
        "Enum",
        "IntEnum",
        "StrEnum",
        "Exception",
        "ValueError",
        "RuntimeError",
        "NamedTuple",
        "TypedDict",
    ]
)
_DEFINES: Final = expression(r"\s*(?:(?:async\s+)?(?:def|class)\s+(\w+)|(\w+)\s*(?::[^=\n]{1,100})?=(?!=))")
_PARTIAL: Final = expression(r"\bpartial\s+(?:class|struct|record|interface)\b")
_PRIVATE: Final = expression(r"^\s*(?:private|protected)\s*(?:#.*)?$")
_CLASS: Final = expression(r"^\s*(?:class|module)\s")


@dataclass(frozen=True, slots=True)
class Sides:
    """A file of a change: its path on the base side, what it was, and what that path offers on the head side."""

    patch: Patch
    path: str
    before: str
    after: str
    target: str


def of_python(sides: Sides, names: frozenset[str]) -> Iterator[Alteration]:
    """Alterations in a Python module; `names` are those that the change defines anywhere.

    Raises one of UNREADABLE where Python cannot parse it.
    """
    read = python.sides(sides.before, sides.after)
    if read is None:
        return
    before, after = read
    for each in python_changes.compared(sides.path, before, after):
        if each.what != "removed" or each.word not in names:
            yield each._replace(inherits_from=_origins(each.before, before))
        elif not each.before.owner:
            yield each._replace(what="moved")


def defined_names(all_sides: Iterable[Sides], added: Iterable[str]) -> frozenset[str]:
    """Python names that a change defines: on lines that it adds, and in files that it renames or copies."""
    lines = [*added]
    for sides in all_sides:
        if sides.target and sides.patch.change_type in "RC":
            lines.extend(sides.target.split("\n"))
    matches = (_DEFINES.match(line[:1000]) for line in lines)
    return frozenset(match[1] or match[2] for match in matches if match)


def of_language(sides: Sides, language: Language, added: frozenset[str]) -> Iterator[Alteration]:
    """Alterations in a file of another language; `added` are the names that added lines of its family declare."""
    gone = list(declarations.declarations(sides.patch.deleted(), language))
    new = list(declarations.declarations(sides.patch.added(), language))
    for each in gone:
        again = [now for now in new if now.name == each.name]
        once = len(again) == 1 and sum(was.name == each.name for was in gone) == 1
        if each.name not in added and not _is_private(sides.before, each, language):
            if not _stands_still(sides, each.name, language):
                yield Alteration("removed", language.family, sides.path, each)
        elif once and (both := _arities(sides, language, each, again[0])):
            yield Alteration("signature", language.family, sides.path, each, again[0], note=_told(*both), arities=both)


def added_names(patches: Sequence[Patch]) -> dict[str, frozenset[str]]:
    """By family of languages, the names that added lines declare."""
    found: dict[str, set[str]] = {}
    for patch in patches:
        language = language_of(patch.path)
        if language is not None:
            names = (each.name for each in declarations.declarations(patch.added(), language))
            found.setdefault(language.family, set()).update(names)
    return {family: frozenset(names) for family, names in found.items()}


def _seen_whole(alteration: Alteration, text: str) -> Definition | None:
    """The new definition, with what its body returns where callers that waited for it depend on that."""
    before, after = alteration.before, alteration.after
    waits = before.asynchronous or before.generator
    if after is None or not waits or after.asynchronous or after.generator or alteration.what != "signature":
        return after
    return after._replace(forwards=python.forwards(text, after.line))


def _origins(definition: Definition, module: python.Module) -> tuple[str, ...]:
    """The modules that the bases of a member's class come from; "" for one that nobody knows."""
    owner = module.definitions.get(definition.name.rpartition(".")[0])
    if owner is None:
        return ()
    roots = [
        base.partition("[")[0] for base in owner.bases if base.partition("[")[0].rpartition(".")[2] not in _PLAIN_BASES
    ]
    return tuple(
        "." if root in module.definitions else module.imports.get(root.partition(".")[0], "") for root in roots
    )


def _arities(
    sides: Sides, language: Language, before: Definition, after: Definition
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    texts = ((sides.before, before), (sides.target, after))
    lists = [declarations.parameters_at(text, each.line, each.name, language.family) for text, each in texts]
    old, new = (None if each is None else arity.arity(each, language.family) for each in lists)
    return (old, new) if old is not None and new is not None and old != new else None


def _told(old: tuple[int, int], new: tuple[int, int]) -> str:
    return f"takes {_count(new)}, took {_count(old)}"


def _count(bounds: tuple[int, int]) -> str:
    fewest, most = bounds
    if most >= arity.UNBOUNDED:
        return f"{fewest} or more arguments"
    return f"{most} argument{'s' if most != 1 else ''}" if fewest == most else f"{fewest} to {most} arguments"


def _is_private(before: str, definition: Definition, language: Language) -> bool:
    """Whether a Ruby method stands below `private` in its class."""
    if language.family != "ruby" or definition.kind != "method":
        return False
    for line in reversed(before.split("\n")[: definition.line - 1]):
        if _PRIVATE.match(line[:100]):
            return True
        if _CLASS.match(line[:100]):
            return False
    return False


def _stands_still(sides: Sides, name: str, language: Language) -> bool:
    """Whether the new file exports the name in another way, or defines it, maybe in one that no pattern knows."""
    word = re.escape(name)
    if language.family == "javascript":
        passed_on = (
            rf"\bexport\s*(?:type\s*)?\{{[^{{}}]{{0,4000}}\b{word}\b|\bexport\s+\*|exports\b[^\n]{{0,200}}\b{word}\b"
        )
        return re.search(passed_on, sides.target) is not None
    if _PARTIAL.search(sides.target) and not _PARTIAL.search(sides.before):
        return True  # the rest of the class is in another file now, or a generator writes it
    stands = re.compile(rf"(?<!\w){word}(?!\w)")
    lines = [line for line in masked(sides.target, language.family).split("\n") if stands.search(line)]
    # What only used it before only uses it now.
    known = frozenset(masked(sides.before, language.family).split("\n") if lines else ())
    return any(line not in known or declarations.is_declared_again(line, name, language) for line in lines)
