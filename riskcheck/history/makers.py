"""Finds which of several commits made the version of a file that another commit has."""

from collections.abc import Container
from typing import Final, Protocol

# So many commits back at most.
_FAR: Final = 20_000


class Parents(Protocol):
    """The numbers of the parents of each commit, which are smaller than its own; negative for one that is not kept."""

    def __getitem__(self, number: int, /) -> tuple[int, ...]: ...


def maker(commit: int, candidates: Container[int], touching: Container[int], earliest: int, parents: Parents) -> int:
    """The candidate from which `commit` has the file, first parents first, or -1.

    All of them left equal versions. `touching` are the commits that changed the file or took it away: behind one of
    those that is no candidate, none counts. `earliest` is the first of the candidates.
    """
    waiting, seen = [commit], set[int]()
    while waiting and len(seen) < _FAR:
        number = waiting.pop()
        # From here on back, no candidate is met any more.
        if number < earliest or number in seen:
            continue
        seen.add(number)
        if number in candidates:
            return number
        if number not in touching:
            waiting.extend(reversed(parents[number]))
    return -1
