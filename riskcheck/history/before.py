"""Everything that can be asked about the past of files, authors and lines, as it was known at one commit.

Only what that commit descends from counts, and only what those commits tell: what came later, or on a branch that
was not merged yet, is not seen. Ages are never negative, whatever the clocks said.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Final

from riskcheck.core.outcome import DAY
from riskcheck.core.past import (
    FORGOTTEN_DAYS,
    MINOR_SHARE,
    RECENT_DAYS,
    Churn,
    Companion,
    Coverage,
    Experience,
    FilePast,
    LinesPast,
    Ownership,
    Writer,
    faded,
)
from riskcheck.history.ancestors import Ancestors, Ancestry
from riskcheck.history.authors import experience
from riskcheck.history.companions import companions
from riskcheck.history.faults import KnownFaults
from riskcheck.history.rows import NOBODY
from riskcheck.history.standing import Standing, at, before
from riskcheck.history.store import Store
from riskcheck.history.trails import COMMIT, Touch, Trails
from riskcheck.history.writers import Version, Writers
from riskcheck.repository import Repository

# Pairs of the first and the last line, 1-based.
Ranges = Sequence[tuple[int, int]]
_AUTHOR: Final = attrgetter("author")
_ADDED: Final = attrgetter("added")
_DELETED: Final = attrgetter("deleted")


@dataclass(slots=True)
class History:
    """The past as `standing` names it, read from the store as it is asked for.

    `now` is the time, in seconds since 1970, from which ages are counted.
    """

    store: Store
    repository: Repository
    standing: Standing
    now: int
    _ancestry: Ancestry = field(init=False)
    _within: Ancestors = field(init=False)
    _trails: Trails = field(init=False)
    _faults: KnownFaults = field(init=False)
    _writers: Writers = field(init=False)
    _experience: dict[tuple[str, ...], Experience] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._ancestry = Ancestry(self.store)
        self._within = self._ancestry.of(self.standing.commits)
        self._trails = Trails(self._ancestry, self._within)
        self._faults = KnownFaults(self.store, self._within, self.now)
        self._writers = Writers(self._ancestry, self._within)

    @classmethod
    def at(cls, store: Store, repository: Repository, commit: str, now: int | None = None) -> "History":
        """What was known once a commit was made; of one that is not kept, what those that it descends from tell.

        `now` is the time of that commit where nothing else is said. Raises RepositoryError where git does not know it.
        """
        standing = at(store, repository, commit)
        return cls(store, repository, standing, standing.time if now is None else now)

    @classmethod
    def before(cls, store: Store, repository: Repository, commit: str) -> "History":
        """What was known when a commit was about to be made, at its own time."""
        standing = before(store, repository, commit)
        return cls(store, repository, standing, standing.time)

    @property
    def coverage(self) -> Coverage:
        """How far the kept history reaches into this past."""
        newest = self._within.newest
        row = self.store.connection.execute("SELECT sha FROM commits WHERE number=?", (newest,)).fetchone()
        return Coverage(str(row[0]) if row else None, self.standing.commits_missing)

    def touches(self, path: str) -> tuple[Touch, ...]:
        """The commits that changed a file, under its earlier names too and merges apart, latest first by time."""
        return self._trails.of(path)

    def files(self, paths: Iterable[str], email: str) -> tuple[FilePast, ...]:
        """The past of some files, in the order of their paths; `email` is the author who is about to change them."""
        wanted = sorted(set(paths))
        self._faults.learn(chain.from_iterable(map(COMMIT, self.touches(path)) for path in wanted))
        own = self.store.connection.execute("SELECT number FROM people WHERE email=?", (email,)).fetchone()
        return tuple(self._file(path, own[0] if own else NOBODY) for path in wanted)

    def experience(self, email: str, paths: Iterable[str]) -> Experience:
        """How many commits an author had made, in general and around some files."""
        key = (email, *sorted(set(paths)))
        if key not in self._experience:
            self._experience[key] = experience(self.store, self._within, self.now, email, key[1:])
        return self._experience[key]

    def companions(self, paths: Sequence[str]) -> tuple[Companion, ...]:
        """The files that changed most often together with one of `paths`, by their names then, nearest first."""
        return companions(self.store, self._trails, paths)

    def lines(self, ranges: Mapping[str, Ranges]) -> tuple[LinesPast, ...]:
        """Who wrote lines of files as they are at the commit that was asked for, in the order of their paths."""
        blobs = self.standing.blobs(self.repository, sorted(ranges))
        return tuple(self._lines(path, ranges[path], blobs.get(path)) for path in sorted(ranges))

    def days_since(self, committed: int) -> float:
        """The age of what was committed then, never negative."""
        return max(self.now - committed, 0) / DAY

    def _file(self, path: str, own: int) -> FilePast:
        touches = self.touches(path)
        repairs = (touch for touch in self._since(FORGOTTEN_DAYS, touches) if touch.repair)
        names = self._trails.paths(path) - {self._trails.number(path)}
        return FilePast(
            path,
            tuple(sorted(self._trails.names(names).values())),
            _churn(touches),
            _churn(self._since(RECENT_DAYS, touches)),
            self._ownership(touches, own) if touches else None,
            self.days_since(touches[0].committed) if touches else None,
            self.days_since(touches[-1].committed) if touches else None,
            sum(touch.repair * faded(self.days_since(touch.committed)) for touch in repairs),
            self._faults.of(map(COMMIT, touches)),
        )

    def _since(self, days: int, touches: Sequence[Touch]) -> Sequence[Touch]:
        """The first of them that are not older; the latest comes first."""
        return touches[: bisect_right(touches, days * DAY - self.now, key=lambda touch: -touch.committed)]

    def _ownership(self, touches: Sequence[Touch], own: int) -> Ownership:
        counts = Counter(map(_AUTHOR, touches))
        total, most = counts.total(), max(counts.values())
        top = min(self._email(author) for author, count in counts.items() if count == most)
        minor = sum(count < MINOR_SHARE * total for count in counts.values())
        return Ownership(len(counts), minor, top, most / total, counts[own] / total)

    def _email(self, author: int) -> str:
        query = "SELECT email FROM people WHERE number=?"
        return str(self.store.connection.execute(query, (author,)).fetchone()[0])

    def _lines(self, path: str, ranges: Ranges, blob: bytes | None) -> LinesPast:
        asked = sorted({line - 1 for first, last in ranges for line in range(first, last + 1)})
        number = self._trails.number(path)
        found = dict.fromkeys(asked, NOBODY)
        for commit in sorted(self.standing.commits, reverse=True):
            if number is not None and blob is not None:
                unknown = [line for line in asked if found[line] == NOBODY]
                found.update(self._writers.of(Version(number, blob, commit), unknown))
        counts = Counter(found.values())
        unknown_count = counts.pop(NOBODY, 0)
        self._faults.learn(counts)
        writers = [self._writer(commit, lines) for commit, lines in counts.items()]
        order = sorted(writers, key=lambda writer: (-writer.lines, writer.days, writer.sha))
        return LinesPast(path, tuple(order), unknown_count)

    def _writer(self, commit: int, lines: int) -> Writer:
        query = "SELECT sha, email, committed FROM commits JOIN people ON people.number=author WHERE commits.number=?"
        sha, email, committed = self.store.connection.execute(query, (commit,)).fetchone()
        return Writer(sha, email, lines, self.days_since(committed), self._faults.of([commit]))


def _churn(touches: Sequence[Touch]) -> Churn:
    return Churn(len(touches), sum(map(_ADDED, touches)), sum(map(_DELETED, touches)))
