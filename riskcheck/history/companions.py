"""Which files changed most often together with others: change coupling."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

from riskcheck.core.past import MOST_FILES_TOGETHER, Companion
from riskcheck.history.store import Store
from riskcheck.history.trails import Trails

# Of each file the latest commits, which is enough to know and bounds what is read.
_LATEST: Final = 50
LEAST_SUPPORT: Final = 2


def companions(store: Store, trails: Trails, paths: Sequence[str]) -> tuple[Companion, ...]:
    """The files beside `paths` that changed with one of them, each with that which it is nearest to; nearest first.

    The latest fifty commits of each of `paths` count, without merges and those of more than MOST_FILES_TOGETHER.
    """
    given = {number for path in paths for number in (trails.number(path), *trails.paths(path))}
    commits = {path: _commits(trails, path) for path in sorted(set(paths))}
    changed: dict[int, list[int]] = {}
    for of, number in store.among("SELECT of, path FROM changes WHERE of IN ({})", chain(*commits.values())):
        changed.setdefault(of, []).append(number)
    nearest: dict[int, tuple[int, int, str]] = {}
    for path, some in commits.items():
        for other, support in Counter(chain.from_iterable(changed[of] for of in some)).items():
            found = (support, len(some), path)
            if support >= LEAST_SUPPORT and (other not in nearest or _rank(*found) < _rank(*nearest[other])):
                nearest[other] = found
    names = trails.names(nearest.keys() - given)
    rows = [_companion(name, *nearest[number]) for number, name in names.items()]
    return tuple(sorted(rows, key=lambda row: (*_rank(row.support, row.commits, row.of), row.path)))


def _companion(name: str, support: int, commits: int, of: str) -> Companion:
    return Companion(name, of, support, commits)


def _commits(trails: Trails, path: str) -> list[int]:
    return [touch.of for touch in trails.of(path)[:_LATEST] if touch.files <= MOST_FILES_TOGETHER]


def _rank(support: int, commits: int, of: str) -> tuple[float, int, str]:
    return -support / commits, -support, of
