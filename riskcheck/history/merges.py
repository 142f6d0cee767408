"""Puts what merges did into the log, which has it of no merge.

A merge is told from all of its parents at once (`-c`), and only for the files that equal none of them. Git takes half
as long for that as for all other commits, and does it at the same time. To look for renames in all merges takes several
times as long: it is asked for where a parent lacks a file, for many merges at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from riskcheck.history.log import ARGUMENTS, Entry

# Without context git would leave out common lines that stand behind deleted ones.
_COMBINED: Final = (*ARGUMENTS, "-c", "--combined-all-paths", "-U1")
# All merges with what they did, in the order of the log.
MERGES: Final = (*_COMBINED, "--merges", "--no-renames")
# Single ones, to be followed by their ids.
RENAMED: Final = (*_COMBINED, "--no-walk=unsorted")
# So much waits until they are asked for, as each time takes a process, and so much again while git looks for renames.
_WAITING: Final = 500
_WAITING_BYTES: Final = 15_000_000

Ask = Callable[[Sequence[str]], Iterable[Entry]]


def whole(log: Iterable[Entry], merges: Iterable[Entry], ask: Ask, most: int = _WAITING) -> Iterator[Entry]:
    """The same commits, with each merge as `merges` tells it, or as `ask` does where a parent lacks a file of it.

    The answer of `ask` is looked at when `most` more commits have come.
    """
    told = _Told(merges)
    asked, gathered = _Batch(most), _Batch(most)
    for entry in log:
        known = told.of(entry) if len(entry.parents) > 1 else entry
        is_lacking = known is None or _lacks(known)
        if not (is_lacking or asked.entries or gathered.entries):
            yield entry if known is None else known
            continue
        gathered.add(known or entry, is_lacking)
        if gathered.is_full:
            yield from asked.completed()
            gathered.ask(ask)
            asked, gathered = gathered, _Batch(most)
    yield from asked.completed()
    gathered.ask(ask)
    yield from gathered.completed()


class _Batch:
    """Commits that wait, of which some are asked for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.entries: list[Entry] = []
        self._lacking: list[str] = []
        self._size = 0
        self._told: Iterable[Entry] = ()

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= self._most or self._size >= _WAITING_BYTES

    def add(self, entry: Entry, is_lacking: bool) -> None:
        self.entries.append(entry)
        self._size += sum(len(change.patch) for change in entry.changes)
        if is_lacking:
            self._lacking.append(entry.sha)

    def ask(self, ask: Ask) -> None:
        if self._lacking:
            self._told = ask(self._lacking)

    def completed(self) -> Iterator[Entry]:
        by_sha = {entry.sha: entry for entry in self._told}
        return (by_sha.get(entry.sha, entry) for entry in self.entries)


class _Told:
    """What is told of merges, each of which is asked for once."""

    def __init__(self, merges: Iterable[Entry]) -> None:
        self._merges = iter(merges)
        self._early: dict[str, Entry] = {}

    def of(self, entry: Entry) -> Entry | None:
        """What is told of a merge; None where nothing is."""
        if entry.sha in self._early:
            return self._early.pop(entry.sha)
        for merge in self._merges:
            if merge.sha == entry.sha:
                return merge
            self._early[merge.sha] = merge
        return None


def _lacks(merge: Entry) -> bool:
    """Whether a merge has a file that one of its parents does not have by its name."""
    return len(merge.parents) > 1 and any(not source.blob for change in merge.changes for source in change.sources)
