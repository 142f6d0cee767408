"""Which files changed most often together with others: change coupling."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

from riskcheck.core.past import MOST_FILES_TOGETHER, Companion
from riskcheck.history.store import Store, placeholders
from riskcheck.history.trails import Trails

# Of each file the latest commits, which is enough to know and bounds what is read.
_LATEST: Final = 50
LEAST_SUPPORT: Final = 2
_ASKED_AT_ONCE: Final = 500


def companions(store: Store, trails: Trails, paths: Sequence[str]) -> tuple[Companion, ...]:
    """The files beside `paths` that changed with one of them, each with that which it is nearest to; nearest first.

    The latest fifty commits of each of `paths` count, without merges and those of more than MOST_FILES_TOGETHER.
    """
    given = {number for path in paths for number in trails.paths(path)}
    changed = _changed(store, {touch.of for path in paths for touch in trails.of(path)[:_LATEST]})
    nearest: dict[int, tuple[int, int, str]] = {}
    for path in sorted(set(paths)):
        commits = [changed[touch.of] for touch in trails.of(path)[:_LATEST] if touch.of in changed]
        for other, support in Counter(chain.from_iterable(commits)).items():
            found = (support, len(commits), path)
            if support >= LEAST_SUPPORT and (other not in nearest or _rank(*found) < _rank(*nearest[other])):
                nearest[other] = found
    rows = [
        Companion(trails.name(other), of, support, commits)
        for other, (support, commits, of) in nearest.items()
        if other not in given
    ]
    return tuple(sorted(rows, key=lambda row: (*_rank(row.support, row.commits, row.of), row.path)))


def _changed(store: Store, commits: Collection[int]) -> dict[int, list[int]]:
    """The files that commits changed, by number, of those that are small enough."""
    changed: dict[int, list[int]] = {}
    numbers = sorted(commits)
    for start in range(0, len(numbers), _ASKED_AT_ONCE):
        some = numbers[start : start + _ASKED_AT_ONCE]
        query = (
            "SELECT of, path FROM changes WHERE of IN (SELECT of FROM changes "
            f"WHERE of IN ({placeholders(some)}) GROUP BY of HAVING count(*)<=?)"
        )
        for of, path in store.connection.execute(query, (*some, MOST_FILES_TOGETHER)):
            changed.setdefault(of, []).append(path)
    return changed


def _rank(support: int, commits: int, of: str) -> tuple[float, int, str]:
    return -support / commits, -support, of
