"""New functions and files whose names tell that there is one of the kind already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from riskcheck.contents import Contents
from riskcheck.core.change import Patch
from riskcheck.core.signal import Evidence
from riskcheck.expressions import expression
from riskcheck.records import Use
from riskcheck.signals.context import Context
from riskcheck.syntax.functions import Function, functions, language_of

# Elsewhere a name belongs to a class, and classes share names on purpose.
_TOP_LEVEL = frozenset({"py", "js", "go", "rs"})
_COMPOUND = expression(r"[a-z0-9]_[a-z]|[a-z][A-Z]")
_WORD = expression(r"\w+")
_SUFFIX = expression(
    r"(\w{3,60}?)(?:_(?:v[2-9]|new|old|backup|bak|orig|fixed|improved|enhanced)|V[2-9]|New|Old|Backup|Fixed|Improved|Enhanced)$"
)
_FILE_SUFFIX = expression(
    r"(.{3,80}?)(?:[ _-](?:v[2-9]|new|old|backup|bak|copy|orig|fixed|improved|enhanced)|V[2-9]|New|Old|Backup|Copy)$"
)
_HEADER = expression(r"(?:export )?(?:default )?(?:pub )?(?:async )?(?:def|function|func|fn) (\w+)")
_MOST_NAMES = 10


class Named(NamedTuple):
    """A function of the head side of a file."""

    path: str
    language: str
    function: Function


def new_functions(code: Sequence[Patch], contents: Contents, erased: frozenset[str]) -> list[Named]:
    """Functions whose header the change added, without those whose name it also deleted: they moved."""
    gone = {word for text in erased for word in _WORD.findall(text)}
    found = []
    for patch in code:
        language = language_of(patch.path)
        content = contents.target(patch) if language else None
        if content is None or language is None:
            continue
        added = {number for number, _ in patch.added()}
        found += [
            Named(patch.path, language, function)
            for function in _functions(content, language)
            if function.start + 1 in added and function.name not in gone
        ]
    return found


def words(named: Sequence[Named]) -> list[str]:
    """Names of new functions that are worth a search."""
    return sorted({entry.function.name for entry in named if _is_distinctive(entry)})[:_MOST_NAMES]


def elsewhere(
    named: Sequence[Named], uses: Sequence[Use], code: Sequence[Patch], context: Context
) -> Iterator[Evidence]:
    """New functions of which another file has one of the same name with the same parameters."""
    changed = {patch.path for patch in code}
    defined = _defined(uses)
    for entry in named:
        place = _only(entry, defined) if _is_distinctive(entry) else None
        if place is None or place.path in changed:
            continue
        content = context.contents.files([place.path]).get(place.path, b"")
        own = entry.function
        there = {(other.name, other.parameters) for other in _functions(content, entry.language)}
        if (own.name, own.parameters) in there:
            told = f"{own.name}({own.parameters[:60]}) exists already at {place.path}:{place.line}"
            yield Evidence(told, entry.path, own.start + 1, own.last + 1)


def file_versions(code: Sequence[Patch], context: Context) -> Iterator[Evidence]:
    """New files that are named as a version of a file beside them."""
    for patch in code:
        folder, slash, name = patch.path.rpartition("/")
        stem, dot, suffix = name.partition(".")
        found = _FILE_SUFFIX.match(stem[:100]) if patch.change_type in ("A", "C") else None
        original = f"{folder}{slash}{found[1]}{dot}{suffix}" if found else ""
        if original in context.contents.paths:
            yield Evidence(f"stands next to {original}", patch.path)


def function_versions(named: Sequence[Named], context: Context) -> Iterator[Evidence]:
    """New functions that are named as a version of a function in the same file."""
    versions = [(entry, found) for entry in named if (found := _SUFFIX.match(entry.function.name[:100]))]
    files = context.contents.files(sorted({entry.path for entry, _ in versions}))
    names = {
        entry.path: {other.name for other in _functions(files.get(entry.path, b""), entry.language)}
        for entry, _ in versions
    }
    for entry, found in versions:
        own = entry.function
        if found[1] in names[entry.path]:
            yield Evidence(f"{own.name} stands next to {found[1]}", entry.path, own.start + 1, own.last + 1)


def _functions(content: bytes, language: str) -> Iterator[Function]:
    return functions(content.decode("utf-8", "replace").split("\n"), language)


def _is_distinctive(entry: Named) -> bool:
    own = entry.function
    is_long = len(own.name) >= 8 and _COMPOUND.search(own.name) is not None
    return entry.language in _TOP_LEVEL and is_long and bool(own.parameters)


def _defined(uses: Sequence[Use]) -> Mapping[tuple[str | None, str], Sequence[Use]]:
    """The lines that define a function at the top level, by their language and its name."""
    found: defaultdict[tuple[str | None, str], list[Use]] = defaultdict(list)
    for use in uses:
        header = _HEADER.match(use.text[:300])
        if header:
            found[language_of(use.path), header[1]].append(use)
    return found


def _only(entry: Named, defined: Mapping[tuple[str | None, str], Sequence[Use]]) -> Use | None:
    """The one place outside of the file that defines the name; several are a convention."""
    found = [use for use in defined.get((entry.language, entry.function.name), ()) if use.path != entry.path]
    return found[0] if len(found) == 1 else None
