"""What a reading of a repository's history has found."""

from dataclasses import dataclass

from riskcheck.core.change import Skipped


@dataclass(frozen=True, slots=True)
class Learned:
    """How many commits are kept, how many of them are new, and how many were forgotten, as nothing leads to them now.

    `labels` counts changes by what became of them, as words: "reverted later". `skipped` is what could not be read.
    """

    commits: int
    new: int
    forgotten: int
    labels: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
