"""From what a message names to the earlier commit that it means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.history.links.references import Reference, ReferenceKind

# One commit can name another in several ways; the first of these says best what it did to it.
_ORDER: Final[tuple[ReferenceKind, ...]] = ("reland", "revert", "back-out", "fixes", "regression", "follow-up")
_EXPLICIT: Final = frozenset({"fixes", "revert", "back-out"})
_TAKES_BACK: Final = frozenset({"revert", "back-out"})

Find = Callable[[str], Sequence[int]]
IsAncestor = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Commit number `by` says that it repaired or took back commit number `of`."""

    by: int
    of: int
    kind: ReferenceKind

    @property
    def is_explicit(self) -> bool:
        """Whether a convention says so, rather than prose that is right about seven times in ten."""
        return self.kind in _EXPLICIT


def resolve(
    commit: int,
    references: Iterable[Reference],
    find: Find,
    *,
    is_revert: Callable[[int], bool],
    is_ancestor: IsAncestor,
) -> tuple[Link, ...]:
    """The links from a commit to those that `find` knows by the keys of its references.

    Commits are numbered parents first. `find` gives those with a key; for "sha:" those whose id begins so, be they
    later in this order: who names an id has seen its commit, as on a branch that was merged afterwards. Taking back
    what itself took something back is a "reland", which says nothing against either.
    """
    kinds: dict[int, set[ReferenceKind]] = {}
    for reference in references:
        for of in _targets(commit, reference.keys, find, is_ancestor):
            undoes = reference.kind in _TAKES_BACK and is_revert(of)
            kinds.setdefault(of, set()).add("reland" if undoes else reference.kind)
    return tuple(Link(commit, of, min(kinds[of], key=_ORDER.index)) for of in sorted(kinds.keys() - {commit}))


def descends(parents: Sequence[Sequence[int]], of: int, number: int) -> bool:
    """Whether the commit `of` descends from another; `parents` has those of each, which have smaller numbers."""
    seen, waiting = {of}, [of]
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent == number:
                return True
            if parent > number and parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return False


def _targets(commit: int, keys: Sequence[str], find: Find, is_ancestor: IsAncestor) -> set[int]:
    """The commit that is meant, and the merge of the request with the number that is named."""
    shas = [find(key) for key in keys if key.startswith("sha:")]
    known = next((found[0] for found in shas if len(found) == 1), None)
    if known is None:
        known = _elected(commit, [key for key in keys if not key.startswith(("sha:", "merge:"))], find, is_ancestor)
    merges = {number for key in keys if key.startswith("merge:") for number in _earlier(commit, find(key))}
    named = set() if known is None else {known}
    # Requests of projects that were joined can share a number.
    return named if known in merges or not merges else {*named, max(merges)}


def _elected(commit: int, keys: Sequence[str], find: Find, is_ancestor: IsAncestor) -> int | None:
    """An ancestor that most names fit, or else any; of equals the one with the best name, then the latest."""
    votes: dict[int, list[int]] = {}
    for rank, key in enumerate(keys):
        for number in _earlier(commit, find(key)):
            votes.setdefault(number, []).append(rank)
    if len(votes) > 1:
        votes = {number: ranks for number, ranks in votes.items() if is_ancestor(number, commit)} or votes
    most = max(map(len, votes.values()), default=0)
    equals = [number for number, ranks in votes.items() if len(ranks) == most]
    return max(equals, key=lambda number: (-votes[number][0], number), default=None)


def _earlier(commit: int, numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if number < commit]
