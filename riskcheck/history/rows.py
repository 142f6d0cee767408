"""The rows of the store."""

from typing import Final, NamedTuple

# In the place of a commit, where nobody knows which.
NOBODY: Final = -1


class Row(NamedTuple):
    """A commit as it is kept; `parents` are numbers, -1 for one that is not in this history.

    `repair` is how sure its message says that it repairs something, `first_line` the id of the first line it wrote.
    `ends` counts the commits up to it that none up to it has as a parent: if it is 1, all of them are its ancestors.
    """

    number: int
    sha: str
    parents: str
    author: int
    authored: int
    committed: int
    subject: str
    repair: float
    first_line: int
    added: int
    deleted: int
    tip: int
    ends: int = 0

    @property
    def parent_numbers(self) -> tuple[int, ...]:
        """The numbers of the parents in their order."""
        return tuple(map(int, self.parents.split()))


class ChangeRow(NamedTuple):
    """What a commit did to one file, as it is kept: paths by number, `lines` as 32-bit numbers.

    Of a merge `source` is NULL, and `merged` has what each parent had.
    """

    number: int
    of: int
    path: int
    letter: str
    source: int | None
    source_blob: bytes | None
    blob: bytes | None
    lines: bytes | None
    added: int
    deleted: int
    blamed: bytes | None


# The table has more, from the commit, for what is asked of both together.
CHANGE: Final = ", ".join(ChangeRow._fields)


class MergedRow(NamedTuple):
    """What one parent of a merge had in place of a file."""

    change: int
    parent: int
    source: int | None
    blob: bytes | None


class LabelRow(NamedTuple):
    """What a later commit says of an earlier one, both by number."""

    of: int
    kind: str
    source: str
    weight: float
    by: int
    known: int
