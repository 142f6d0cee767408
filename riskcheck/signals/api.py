"""Definitions that a change took away or altered while others still rely on them, and promises it breaks to others.

Agents break interfaces in refactorings and chores more than people do in new code, see
"Breaking changes by coding agents", https://arxiv.org/abs/2603.27524. Names that many places
define or that are short say little; leaving those out is the idea of aider's repository map.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.errors import OverdueError
from riskcheck.interfaces import alterations, contracts, publication, search
from riskcheck.interfaces.contracts import Broken
from riskcheck.interfaces.declarations import language_of
from riskcheck.interfaces.edits import edits
from riskcheck.interfaces.values import Alteration, Definition, DefinitionKind
from riskcheck.kinds import kind_of
from riskcheck.signals.context import Context

_STUDY: Final = "https://arxiv.org/abs/2603.27524"
REMOVED = Rule(
    "api.removed", "Removed, but still used", "impact", "places", "api",
    "What still uses a name that is gone fails when it gets there.",
    "Update each place that still uses it, or keep the old name until nothing does.", 4, True, _STUDY,
)  # fmt: skip
PUBLIC = Rule(
    "api.removed-public", "Public name removed", "impact", "names", "api",
    "Programs outside this repository may use it, and nothing here can show that.",
    "Keep the old name for a release with a warning, or say in the release notes what replaces it.", 1, True, _STUDY,
)  # fmt: skip
SIGNATURE = Rule(
    "api.signature", "Calls that no longer fit", "impact", "places", "api",
    "A call that does not fit the new signature fails, or hands over something else than it says.",
    "Update each of these calls, or let the new signature take the old ones.", 4, True, _STUDY,
)  # fmt: skip
DEFAULT = Rule(
    "api.default", "Default changed under its callers", "impact", "places", "api",
    "Callers that leave it out now do something else without a line of theirs having changed.",
    "Look at each of these callers: pass the old value where it was relied on.", 2, True, _STUDY,
)  # fmt: skip
CONTRACT = Rule(
    "api.contract", "Contract broken", "impact", "breaks", "api",
    "Clients and services that are already running speak the old form and are released on their own.",
    "Keep the old form beside the new one until nobody speaks it, and reserve what must not be used again.", 4,
    reference="https://buf.build/docs/breaking/rules/",
)  # fmt: skip
SURFACE = Rule(
    "api.surface", "Option or variable removed", "impact", "names", "api",
    "Scripts, jobs and deployments that set it fail, or are silently ignored.",
    "Keep accepting it with a warning, and look for it in scripts and deployments.", 2,
)  # fmt: skip
RULES: Final = (REMOVED, PUBLIC, SIGNATURE, DEFAULT, CONTRACT, SURFACE)

_RULE_OF: Final = {"removed": REMOVED, "moved": REMOVED, "signature": SIGNATURE, "kind": SIGNATURE, "default": DEFAULT}
_GONE: Final = {"removed": "removed", "unlisted": "no longer in __all__"}
_PLACES: Final = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Definitions gone or altered with places that still rely on them, and contracts, options and variables broken."""
    patches = [patch for patch in changeset.patches if patch.kind in ("code", "config", "data", "docs")]
    yield from _definitions(changeset, [patch for patch in patches if patch.kind == "code"], context)
    yield from _promises(patches, context)


def _definitions(changeset: Changeset, code: Sequence[Patch], context: Context) -> Iterator[Signal | Skipped]:
    offering = [patch for patch in code if patch.change_type not in "AC" and _is_read(patch.source_path or patch.path)]
    if offering and not context.contents.is_known:
        yield Skipped("uses of what the change removed or altered", "a bare diff has no repository to search")
        return
    altered: list[Alteration] = []
    for each in _altered(offering, code, context):
        if isinstance(each, Skipped):
            yield each
        else:
            altered.append(each)
    altered += _followed_alone(context, altered)
    words, left_out = search.words(altered)
    if not altered:
        return
    sought = [each for each in altered if each.word in words]
    try:
        lines = [search.Line(*use) for use in context.contents.uses(words)]
    except OverdueError as problem:
        yield Skipped("uses of what the change removed or altered", str(problem))
        return
    found, vague = search.search(sought, lines, _tree(changeset, context), _followed(context))
    if left_out + vague:
        reason = "too short, too common or too many to search for"
        yield Skipped(f"uses of {left_out + vague} of the names that the change removed or altered", reason)
    yield from (*_relied_on(found), *_published(found, context))


def _is_read(path: str) -> bool:
    language = language_of(path)
    return path.endswith(".py") or (language is not None and path.endswith(language.offering))


def _altered(offering: Sequence[Patch], code: Sequence[Patch], context: Context) -> Iterator[Alteration | Skipped]:
    read = []
    for patch in offering:
        sides = _sides(patch, context)
        if isinstance(sides, Skipped):
            yield sides
        else:
            read.append(sides)
    added_lines = (text for patch in code if patch.path.endswith(".py") for _, text in patch.added())
    names = alterations.defined_names(read, added_lines)
    added = alterations.added_names(code)
    for sides in read:
        language = language_of(sides.path)
        try:
            if language is None:
                yield from alterations.of_python(sides, names)
            else:
                yield from alterations.of_language(sides, language, added.get(language.family, frozenset()))
        except alterations.UNREADABLE:
            yield Skipped(f"definitions of {sides.path}", "Python cannot parse it")


def _sides(patch: Patch, context: Context) -> alterations.Sides | Skipped:
    path = patch.source_path or patch.path
    source = context.contents.source(patch)
    target = context.contents.target(patch)
    if source is None or (target is None and patch.change_type != "D"):
        return Skipped(f"definitions of {path}", "not stored here, a link, or too large")
    text = _text(target or b"")
    after = text
    if path != patch.path or patch.change_type == "D":
        package = path.removesuffix(".py") + "/__init__.py"
        there = [each for each in (path, package) if each.endswith(".py") and each in context.contents.paths]
        after = "".join(_texts(context, there[:1]).values())
    return alterations.Sides(patch, path, _text(source), after, text)


def _tree(changeset: Changeset, context: Context) -> search.Tree:
    edited = {patch.path: edits(patch) for patch in changeset.patches}
    return search.Tree(context.contents.paths, lambda paths: _texts(context, paths), edited)


def _followed(context: Context) -> search.Followed:
    """Where the graph of files leads to what the change touches, by way of whatever passes it on."""
    symbols, _ = context.symbols()
    return {
        (search.home(each.path), each.name): tuple((use.path, use.line) for use in each.exact_uses)
        for each in symbols
        if each.exact_uses and "." not in each.name
    }


def _followed_alone(context: Context, altered: Sequence[Alteration]) -> Iterator[Alteration]:
    """What is gone in a form that is not looked for as public, though the graph of files knows who uses it."""
    symbols, _ = context.symbols()
    told = {(search.home(each.path), each.before.name) for each in altered}
    there = {each.name.rpartition(".")[2] for each in symbols if each.change != "removed"}
    for each in symbols:
        language = language_of(each.path)
        is_gone = each.change == "removed" and each.kind in ("function", "class") and each.name not in there
        if language and is_gone and each.exact_uses and (search.home(each.path), each.name) not in told:
            kind: DefinitionKind = "class" if each.kind == "class" else "function"
            yield Alteration("removed", language.family, each.path, Definition(each.name, kind, each.line))


def _relied_on(found: Iterable[search.Found]) -> Iterator[Signal]:
    places: dict[str, dict[tuple[str, int], Evidence]] = {}
    for each in found:
        for reference in sorted(each.references, key=lambda one: (not one.sure, kind_of(one.path) != "code", one.path)):
            evidence = Evidence(reference.message, reference.path, reference.line, reference.end_line)
            rule = _RULE_OF[each.alteration.what]
            places.setdefault(rule.id, {}).setdefault((reference.path, reference.line), evidence)
    for rule in (REMOVED, SIGNATURE, DEFAULT):
        if rule.id in places:
            yield Signal(rule, len(places[rule.id]), tuple(places[rule.id].values())[:_PLACES])


def _published(found: Iterable[search.Found], context: Context) -> Iterator[Signal]:
    """Functions and classes that a package for others no longer offers, and that nothing here uses."""
    gone = [
        each.alteration
        for each in found
        if each.alteration.before.kind in ("function", "class")
        and (each.alteration.what == "unlisted" or (each.alteration.what == "removed" and not each.used))
    ]
    published = {each.path: _is_published(each, context) for each in {each.path: each for each in gone}.values()}
    gone = [each for each in gone if published[each.path]]
    if gone:
        places = (
            Evidence(
                f"public {each.before.kind} {each.before.name} {_GONE[each.what]}",
                each.path, each.before.line, removed=True,
            )
            for each in gone[:_PLACES]
        )  # fmt: skip
        yield Signal(PUBLIC, len(gone), tuple(places))


def _is_published(alteration: Alteration, context: Context) -> bool:
    return publication.is_published(
        alteration.path, alteration.family, context.contents.paths, lambda paths: _texts(context, paths)
    )


def _promises(patches: Sequence[Patch], context: Context) -> Iterator[Signal | Skipped]:
    changed = [_both(patch, context) for patch in patches if patch.lines_deleted or patch.lines_added]
    unknown = [each.patch.path for each in changed if contracts.is_schema(each.patch.path) and _is_unknown(each)]
    if unknown:
        yield Skipped(f"contract in {', '.join(unknown[:3])}", "both sides of the whole file are needed")
    known = [each for each in changed if not _is_unknown(each)]
    code = [each for each in changed if each.patch.kind == "code"]
    broken: list[Broken] = []
    for sides in known:
        try:
            broken.extend(contracts.of_schema(sides, known))
        except ValueError as problem:
            yield Skipped(f"contract in {sides.patch.path}", str(problem))
    broken.extend(contracts.unanswered(code))
    if broken:
        yield Signal(CONTRACT, len(broken), tuple(_evidence(each) for each in broken[:_PLACES]))
    yield from _surface(code, context)


def _surface(code: Sequence[contracts.Sides], context: Context) -> Iterator[Signal | Skipped]:
    gone = [each for _, each in contracts.unread(code, "option")]
    variables = list(contracts.unread(code, "variable"))
    try:
        read = set(_still_read([name for name, _ in variables], context))
        gone += [each for name, each in variables if name not in read]
    except OverdueError as problem:
        yield Skipped("variables that the change no longer reads", str(problem))
    if gone:
        yield Signal(SURFACE, len(gone), tuple(_evidence(each) for each in gone[:_PLACES]))


def _both(patch: Patch, context: Context) -> contracts.Sides:
    source, target = context.contents.source(patch), context.contents.target(patch)
    return contracts.Sides(patch, None if source is None else _text(source), None if target is None else _text(target))


def _is_unknown(sides: contracts.Sides) -> bool:
    patch = sides.patch
    return (sides.before is None and patch.change_type not in "AC") or (
        sides.after is None and patch.change_type != "D"
    )


def _still_read(names: Sequence[str], context: Context) -> Iterator[str]:
    """Of these variables, those that code on the head side still names; settings may do so in small letters."""
    for use in context.contents.uses(sorted({word for name in names for word in (name, name.lower())})):
        if kind_of(use.path) == "code":
            yield from (name for name in names if name in use.text or name.lower() in use.text)


def _evidence(broken: Broken) -> Evidence:
    return Evidence(broken.message, broken.path, broken.line, broken.line, removed=broken.removed)


def _texts(context: Context, paths: Sequence[str]) -> Mapping[str, str]:
    return {path: _text(content) for path, content in context.contents.files(paths).items()}


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")
