"""Migrations as a line of steps: what they take from running code, whether they go back, and whether the line forks.

Expand and contract: https://martinfowler.com/bliki/ParallelChange.html. What single statements do to tables and locks
is left to the rules for SQL.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context
from riskcheck.syntax import migrations
from riskcheck.syntax.migrations import Migration

TOGETHER = Rule(
    "migrations.code-together", "Column or table taken away together with the code that used it", "impact", "names",
    "data", "During the roll-out, and after a roll-back, code runs that expects what the database no longer has.",
    "Release the code that does without it first, and the migration in a later release.", grade=4,
    reference="https://martinfowler.com/bliki/ParallelChange.html",
)  # fmt: skip
ONE_WAY = Rule(
    "migrations.one-way", "Migration without a way back", "impact", "migrations", "data",
    "If the release has to be rolled back, the database stays where it is.",
    "Write the way back, or say that there is none and take a backup first.", grade=3, ai_typical=True,
    reference="https://github.com/3YOURMIND/django-migration-linter",
)  # fmt: skip
FORK = Rule(
    "migrations.fork", "Migration beside another one", "likelihood", "migrations", "data",
    "Two migrations claim the same place in the line, and the deployment stops or runs them in a chance order.",
    "Put the new one behind the other, or add a merge migration.", grade=4,
    reference="https://alembic.sqlalchemy.org/en/latest/branches.html",
)  # fmt: skip
EDITED = Rule(
    "migrations.edited", "Existing migration changed in what it does", "impact", "migrations", "data",
    "Databases where it already ran will never see the edit, and drift apart from new ones.",
    "Leave it as it was and add a new migration.", grade=4, ai_typical=True,
)  # fmt: skip
RULES: Final = (TOGETHER, ONE_WAY, FORK, EDITED)

# Names that too much else has.
_PLAIN = frozenset(
    {"name", "type", "value", "state", "status", "title", "data", "date", "time", "user", "users", "order", "text"}
)
_SHORTEST = 4
_MOST_READ = 2000
_PLACES = 5
_Found = Iterator[tuple[Rule, Evidence]]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """What the migrations of the change do to those who run them."""
    patches = [patch for patch in sorted(changeset.patches, key=lambda one: one.path) if migrations.may_be(patch.path)]
    if not context.contents.is_known:
        if patches:
            yield Skipped(f"{len(patches)} migrations", "a bare diff does not hold whole files")
        return
    found: list[tuple[Rule, Evidence]] = []
    new: dict[str, Migration] = {}
    for patch in patches:
        target = _read(patch.path, context.contents.target(patch))
        if patch.change_type == "A" and target:
            new[patch.path] = target
            found += [*_together(patch, target, changeset), *_one_way(patch, target, context)]
        found += _edited(patch, target, context)
    found += _forks(new, context)
    for rule in RULES:
        places = tuple(dict.fromkeys(evidence for one, evidence in found if one is rule))
        if places:
            yield Signal(rule, len(places), places[:_PLACES])


def _read(path: str, content: bytes | None) -> Migration | None:
    return None if content is None else migrations.read(path, content.decode("utf-8", "replace"))


def _together(patch: Patch, migration: Migration, changeset: Changeset) -> _Found:
    """What the migration drops or renames and lines that the change takes out of code mention."""
    code = [one for one in changeset.patches if one.kind == "code" and not migrations.may_be(one.path)]
    for loss in migration.losses:
        if len(loss.name) < _SHORTEST or loss.name.lower() in _PLAIN:
            continue
        word = re.compile(rf"(?<!\w){re.escape(loss.name)}(?!\w)", re.IGNORECASE)
        user = next((one for one in code if any(word.search(text[:1000]) for _, text in one.deleted())), None)
        if user:
            told = f"{loss.what} {loss.name}, and {user.path} no longer uses it"
            yield TOGETHER, Evidence(told, patch.path, loss.line, loss.line)


def _one_way(patch: Patch, migration: Migration, context: Context) -> _Found:
    for one in migration.one_way:
        yield ONE_WAY, Evidence(one.why, patch.path, one.line, one.line)
    back = re.sub(r"([._-])up\.sql$", r"\1down.sql", patch.path)
    if back != patch.path and back not in context.contents.paths:
        yield ONE_WAY, Evidence(f"{back.rpartition('/')[2]} is missing", patch.path)


def _edited(patch: Patch, target: Migration | None, context: Context) -> _Found:
    """Migrations whose code, beyond comments and layout, is not what it was."""
    source = _read(patch.source_path or patch.path, context.contents.source(patch))
    if patch.change_type not in ("M", "D", "R") or source is None or not source.code:
        return
    if patch.change_type == "D":
        squashed = any(
            one.change_type == "A" and migrations.may_be(one.path) for one in context.contents.changeset.patches
        )
        if not squashed:
            yield EDITED, Evidence("deleted", patch.path, removed=True)
    elif target and (target.code, target.after) != (source.code, source.after):
        first = next((number for number, _ in patch.added()), None)
        yield EDITED, Evidence("does something else than before", patch.path, first, first)


def _forks(new: dict[str, Migration], context: Context) -> _Found:
    """New migrations that share their place with another one of the same folder."""
    for folder in sorted({path.rpartition("/")[0] for path in new}):
        beside = [path for path in context.contents.paths if path.rpartition("/")[0] == folder][:_MOST_READ]
        contents = context.contents.files(sorted(beside))
        line = {path: one for path, content in contents.items() if (one := _read(path, content))}
        yield from _shared(folder, line, new)


def _shared(folder: str, line: dict[str, Migration], new: dict[str, Migration]) -> _Found:
    ids = Counter(one.revision for one in line.values() if one.revision)
    followed = {name for one in line.values() for name in one.after}
    ends = [path for path, one in sorted(line.items()) if one.revision not in followed]
    starts = {path: set(one.after) for path, one in line.items()}
    for path, one in sorted(new.items()):
        if path.rpartition("/")[0] != folder or one.labelled or not one.revision:
            continue
        rivals = [end for end in ends if end != path and starts[end] & set(one.after)]
        if ids[one.revision] > 1:
            yield FORK, Evidence(f"another migration is called {one.revision}", path)
        elif path in ends and rivals:
            yield FORK, Evidence(f"follows {one.after[0]}, as {rivals[0].rpartition('/')[2]} does", path)
