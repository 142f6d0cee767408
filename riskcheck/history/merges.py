"""Asks git what merges did, which its log of all commits does not tell.

A merge is told from all of its parents at once (`-c`), and only for the files that equal none of them. Most merges have
no such file, and to compare all parents of each with a look for renames costs as much as all other commits: so those
that have one are found cheaply, and asked for many at a time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.history.log import ARGUMENTS, FIRM, Entry

# The merges that have a file which equals none of their parents': without a look for renames some have none.
MERGES: Final = ("log", *FIRM, "--merges", "-c", "--no-renames", "--format=%x01%H")
# Single merges with what they did. Without context git would leave out common lines that stand behind deleted ones.
_OF_MERGE: Final = (*ARGUMENTS, "-c", "--combined-all-paths", "-U1", "--no-walk=unsorted")
# So much waits at most until merges are asked for: each time takes a process.
_WAITING: Final = 500
_WAITING_BYTES: Final = 30_000_000
_MERGE: Final = re.compile(rb"\x01(?=([0-9a-f]{40,64})[\0\n])")
_NOT_IN_ALL: Final = re.compile(rb" [A-Z]*A[A-Z]*\0")


@dataclass(frozen=True, slots=True)
class Merges:
    """The ids of merges that have changes, and of those of them with a file that not every parent has by its name."""

    changed: frozenset[str]
    renamed: frozenset[str]

    def questions(self, shas: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """What to ask git about some of them: to look for renames takes several times as long."""
        renamed = [sha for sha in shas if sha in self.renamed]
        others = [sha for sha in shas if sha not in self.renamed]
        if renamed:
            yield *_OF_MERGE, *renamed
        if others:
            yield *_OF_MERGE, "--no-renames", *others


def merges(text: bytes) -> Merges:
    """The merges in what git prints for MERGES; a path can make it look as if there were more."""
    parts = _MERGE.split(text)[1:]
    told = [(sha.decode("ascii"), part) for sha, part in zip(parts[::2], parts[1::2], strict=True)]
    return Merges(
        frozenset(sha for sha, part in told if b":" in part),
        frozenset(sha for sha, part in told if _NOT_IN_ALL.search(part)),
    )


def whole(log: Iterable[Entry], wanted: Merges, ask: Callable[[Sequence[str]], Iterable[Entry]]) -> Iterator[Entry]:
    """The same commits, with the `wanted` merges as `ask` tells them: the log has none of their changes."""
    waiting: list[Entry] = []
    asked: list[str] = []
    size = 0
    for entry in log:
        if len(entry.parents) > 1 and entry.sha in wanted.changed:
            asked.append(entry.sha)
        if not asked:
            yield entry
            continue
        waiting.append(entry)
        size += sum(len(change.patch) for change in entry.changes)
        if len(waiting) >= _WAITING or size >= _WAITING_BYTES:
            yield from _completed(waiting, _told(wanted, asked, ask))
            waiting, asked, size = [], [], 0
    yield from _completed(waiting, _told(wanted, asked, ask))


def _told(wanted: Merges, shas: Sequence[str], ask: Callable[[Sequence[str]], Iterable[Entry]]) -> Iterator[Entry]:
    return (entry for question in wanted.questions(shas) for entry in ask(question))


def _completed(entries: Sequence[Entry], told: Iterable[Entry]) -> Iterator[Entry]:
    by_sha = {entry.sha: entry for entry in told}
    return (by_sha.get(entry.sha, entry) for entry in entries)
