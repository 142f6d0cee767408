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
# So much waits at most until they are asked for: each time takes a process.
_WAITING: Final = 500
_WAITING_BYTES: Final = 30_000_000


def whole(
    log: Iterable[Entry], merges: Iterable[Entry], ask: Callable[[Sequence[str]], Iterable[Entry]]
) -> Iterator[Entry]:
    """The same commits, with each merge as `merges` tells it, or as `ask` does where a parent lacks a file of it."""
    told = _Told(merges)
    waiting: list[Entry] = []
    asked: list[str] = []
    size = 0
    for entry in log:
        known = told.of(entry) if len(entry.parents) > 1 else entry
        if known is None or _lacks(known):
            asked.append(entry.sha)
        if not asked:
            yield known or entry
            continue
        waiting.append(known or entry)
        size += sum(len(change.patch) for change in entry.changes)
        if len(waiting) >= _WAITING or size >= _WAITING_BYTES:
            yield from _completed(waiting, ask(asked))
            waiting, asked, size = [], [], 0
    yield from _completed(waiting, ask(asked) if asked else ())


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


def _completed(entries: Sequence[Entry], told: Iterable[Entry]) -> Iterator[Entry]:
    by_sha = {entry.sha: entry for entry in told}
    return (by_sha.get(entry.sha, entry) for entry in entries)
