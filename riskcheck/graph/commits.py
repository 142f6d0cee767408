"""What the last commits before a revision touched, read from git once and kept by commit.

A commit never touches anything else later, so that what is kept is never out of date, and another revision needs only
the commits that were not among the last before.
"""

import os
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from riskcheck.cache import Cache
from riskcheck.errors import OverdueError
from riskcheck.repository import Repository

_VERSION = "1"
_KEY = "commits"
_AT_ONCE = 500
# In any order, with their paths in that of git.
Touched = Mapping[str, tuple[str, ...]]


class Commits(NamedTuple):
    """The last `most` commits up to a revision, merges apart; of one that touches more than `widest` files, none.

    `folder` keeps them for the next run, unless it is None.
    """

    repository: Repository
    folder: str | None
    most: int
    widest: int

    def touched(self, revision: str, limit: float) -> Touched:
        """The paths that each commit touched.

        Raises OverdueError where not all were read until `limit` on the monotonic clock, RepositoryError where this
        clone does not have them.
        """
        shas = self._shas(revision, limit)
        cache = Cache(self.folder and os.path.join(self.folder, "commits.sqlite3"))
        kept = self._kept(cache)
        missing = [sha for sha in shas if sha not in kept]
        read = {sha: paths for some in self._read(missing, limit) for sha, paths in some.items()}
        known = {sha: found for sha in shas if (found := read.get(sha, kept.get(sha))) is not None}
        if read:
            cache.put(self._version, {_KEY: known})
        if len(known) < len(shas):
            left = len(shas) - len(known)
            cause = f"{left} of {len(shas)} commits were not read before the deadline; the next run goes on from there"
            raise OverdueError(cause, "give it more time with --deadline")
        return known

    def _shas(self, revision: str, limit: float) -> list[str]:
        options = ("--no-merges", f"--max-count={self.most}", "--end-of-options", revision)
        return self.repository.run("rev-list", *options, seconds=_left(limit)).decode("ascii").split()

    def _read(self, shas: list[str], limit: float) -> Iterator[Touched]:
        """The same from git, batch by batch while there is time."""
        for start in range(0, len(shas), _AT_ONCE):
            if time.monotonic() >= limit:
                return
            some = shas[start : start + _AT_ONCE]
            found = self.repository.touched(some)
            yield {sha: tuple(found.get(sha, ())) if len(found.get(sha, ())) <= self.widest else () for sha in some}

    @property
    def _version(self) -> str:
        return f"{_VERSION}.{self.widest}"

    def _kept(self, cache: Cache) -> Touched:
        kept = cache.get(self._version, [_KEY]).get(_KEY)
        # Whatever is of another shape is damage, and read anew.
        commits = kept.items() if isinstance(kept, dict) else ()
        return {
            sha: tuple(paths)
            for sha, paths in commits
            if isinstance(paths, list) and all(isinstance(path, str) for path in paths)
        }


def _left(limit: float) -> float:
    return max(limit - time.monotonic(), 0.01)
