"""Splits the files of a history in two parts that never meet: no line goes from a file of one to one of the other."""

from collections import Counter
from typing import Final

from riskcheck.history.store import Store

# To begin another process takes as long as to replay some thousand changes.
_MANY: Final = 20_000
_PAIRS: Final = """
SELECT path, source, count(*) FROM changes GROUP BY path, source
UNION ALL SELECT path, merged.source, 0 FROM merged JOIN changes ON number=change GROUP BY path, merged.source
"""


def part(store: Store) -> frozenset[int]:
    """The paths of one part, by number, with about three fifths of the changes; none where there are few in all.

    Who has the other part weighs what both tell.
    """
    (total,) = store.connection.execute("SELECT count(*) FROM changes").fetchone()
    if total < _MANY:
        return frozenset()
    changes: Counter[int] = Counter()
    circles = _Circles()
    for path, source, count in store.connection.execute(_PAIRS):
        changes[path] += count
        if source is not None:
            circles.join(path, source)
    weights: Counter[int] = Counter()
    for path, count in changes.items():
        weights[circles.of(path)] += count
    chosen: set[int] = set()
    mine = theirs = 0
    for circle, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if 2 * theirs < 3 * mine:
            chosen.add(circle)
            theirs += weight
        else:
            mine += weight
    return frozenset(path for path in changes if circles.of(path) in chosen)


class _Circles:
    """Paths that lines go between; each circle is known by one of its paths (union-find, with halved ways)."""

    def __init__(self) -> None:
        self._up: dict[int, int] = {}

    def of(self, path: int) -> int:
        up = self._up
        while (above := up.setdefault(path, path)) != path:
            up[path] = path = up[above]
        return path

    def join(self, one: int, other: int) -> None:
        self._up[self.of(one)] = self.of(other)
