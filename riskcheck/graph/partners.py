"""Files that changed together with those of a change before, nearly always, and are absent from it (change coupling).

Weak evidence, told and not weighed: of thirty such alarms about complete commits twelve were plainly worth a look. Only
code counts, on both sides: translations, change logs and generated files change together for other reasons. And both
sides have to be tied: a file that half of the program touches is a partner of much that has no need of it.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from riskcheck.core.change import Changeset, Skipped
from riskcheck.errors import RepositoryError
from riskcheck.expressions import expression
from riskcheck.graph.commits import Commits
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository

_COMMITS = 3_000
_SHARED = 8
_DEGREE = 0.8
_DEGREE_OF_PARTNER = 0.5
# What touches more files is a sweep: a rename, a licence, a formatter.
_SWEEP = 30
_TRANSLATED = expression(r"(?i)(?:^|/)(?:locales?|lang|languages?|i18n|l10n|translations?)(?:/|[._-])")


class Partner(NamedTuple):
    """A file that is absent from a change, and a changed one with which it changed in `shared` of `commits`."""

    path: str
    changed: str
    shared: int
    commits: int


def measure(
    changeset: Changeset, repository: Repository | None, folder: str | None, limit: float
) -> tuple[tuple[Partner, ...], tuple[Skipped, ...]]:
    """The partners that a change lacks, by the last commits up to its base, in the order of their paths.

    `folder` keeps what was read for the next run, unless it is None. What git has not told until `limit` on the
    monotonic clock is not assessed.
    """
    changed = _changed(changeset)
    if repository is None or changeset.base is None or not changed or len(changeset.patches) > _SWEEP:
        return (), ()
    try:
        commits = Commits(repository, folder, _COMMITS, _SWEEP).touched(changeset.base, limit)
        found = partners(changed, _present(changeset), commits.values())
        there = _there(repository, changeset.base, [partner.path for partner in found])
    except RepositoryError as problem:
        return (), (Skipped("partners", str(problem)),)
    cut = repository.is_shallow and len(commits) < _COMMITS
    skipped = (Skipped("partners", f"this clone is shallow: {len(commits)} commits before the change are known"),)
    return tuple(partner for partner in found if partner.path in there), skipped if cut else ()


def partners(changed: Collection[str], present: Collection[str], commits: Iterable[Collection[str]]) -> list[Partner]:
    """The code that changed with one of these files in nearly all of its commits and is not present now."""
    totals: Counter[str] = Counter()
    shared: dict[str, Counter[str]] = {path: Counter() for path in changed}
    for touched in commits:
        totals.update(touched)
        for path in shared.keys() & set(touched):
            shared[path].update(touched)
    found: dict[str, Partner] = {}
    for path in sorted(shared):
        for other, count in sorted(shared[path].items()):
            tied = count >= _DEGREE * totals[path] and count >= _DEGREE_OF_PARTNER * totals[other]
            if tied and count >= _SHARED and other not in present and _is_code(other):
                partner = Partner(other, path, count, totals[path])
                found[other] = max(found.get(other, partner), partner, key=lambda one: one.shared / one.commits)
    return [found[other] for other in sorted(found)]


def _changed(changeset: Changeset) -> list[str]:
    """The code that was there before and goes on, under the name that its history has."""
    return [
        patch.source_path or patch.path
        for patch in changeset.patches
        if patch.change_type in ("M", "R") and _is_code(patch.source_path or patch.path)
    ]


def _present(changeset: Changeset) -> set[str]:
    return {path for patch in changeset.patches for path in (patch.path, patch.source_path) if path}


def _there(repository: Repository, base: str, paths: list[str]) -> set[str]:
    """Those of these paths that are files at `base`, and were not removed since they changed together."""
    if not paths:
        return set()
    listed = repository.run("ls-tree", "-z", "--name-only", "--full-tree", "--end-of-options", base, *paths)
    return {os.fsdecode(path) for path in listed.split(b"\0")[:-1]}


def _is_code(path: str) -> bool:
    return kind_of(path) == "code" and not _TRANSLATED.search(path)
