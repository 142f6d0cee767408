"""From which kept commits a past is looked at."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskcheck.history.store import Store
from riskcheck.repository import Repository


@dataclass(frozen=True, slots=True)
class Standing:
    """The past of `commits`, by number, with themselves; `time` in seconds since 1970.

    `tree` is the commit whose files are looked at, None where there is none. `commits_missing` are in that past too and
    are not kept.
    """

    commits: tuple[int, ...]
    time: int
    tree: str | None
    commits_missing: int = 0

    def blobs(self, repository: Repository, paths: Sequence[str]) -> dict[str, bytes]:
        """The ids of the files at `tree` by path."""
        if self.tree is None or not paths:
            return {}
        listed = repository.run("ls-tree", "-z", "--full-tree", "--end-of-options", self.tree, *paths)
        found = {}
        for entry in listed.split(b"\0")[:-1]:
            # "<mode> <type> <blob>\t<path>"
            words, _, path = entry.partition(b"\t")
            found[os.fsdecode(path)] = bytes.fromhex(words.split(b" ")[2].decode("ascii"))
        return found


def at(store: Store, repository: Repository, commit: str) -> Standing:
    """The past of a commit with itself; raises RepositoryError where git does not know it."""
    row = store.connection.execute("SELECT number, committed FROM commits WHERE sha=?", (commit,)).fetchone()
    if row:
        return Standing((row[0],), row[1], commit)
    known, missing = _edge(store, repository, commit)
    return Standing(known, _time(repository, commit), commit, missing)


def before(store: Store, repository: Repository, commit: str) -> Standing:
    """The past of a commit without itself; raises RepositoryError where git does not know it."""
    row = store.connection.execute("SELECT parents, committed FROM commits WHERE sha=?", (commit,)).fetchone()
    if row:
        known = tuple(number for number in map(int, row[0].split()) if number >= 0)
        first = (
            store.connection.execute("SELECT sha FROM commits WHERE number=?", known[:1]).fetchone() if known else ()
        )
        return Standing(known, row[1], first[0] if first else None)
    known, missing = _edge(store, repository, commit)
    parents = repository.parents(commit)
    return Standing(known, _time(repository, commit), parents[0] if parents else None, missing - 1)


def _edge(store: Store, repository: Repository, commit: str) -> tuple[tuple[int, ...], int]:
    """The kept commits that one descends from next, and how many stand between that are not kept."""
    # The tips can be gone from the repository.
    limits = [f"^{sha}" for sha in store.tips()]
    listed = repository.run("rev-list", "--ignore-missing", "--boundary", "--end-of-options", commit, *limits)
    numbers = list(_numbers(store, listed))
    known = [number for number in numbers if number is not None]
    return tuple(sorted(known)), len(numbers) - len(known)


def _numbers(store: Store, listed: bytes) -> Iterator[int | None]:
    for line in listed.splitlines():
        yield store.number(line.lstrip(b"-").decode("ascii"))


def _time(repository: Repository, commit: str) -> int:
    found = repository.run("log", "--max-count=1", "--no-show-signature", "--format=%ct", "--end-of-options", commit)
    return max(int(found), 0)
