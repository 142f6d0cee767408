"""Which source lines of a fix can carry blame, and which lines stand next to what it only adds.

SZZ blames every line that a fix deletes; comments, blanks, moved and reformatted lines, imports, tests and
documents are what it blames wrongly (MA-SZZ, RA-SZZ). A fix that only adds has no line to blame, one in six in
the Linux kernel (arXiv 2308.05060): its neighbours are a weaker trace, kept apart.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from riskcheck.core.change import Kind
from riskcheck.history.blamed import Blamable
from riskcheck.history.trivia import trivial
from riskcheck.kinds import kind_of

_BLAMELESS: frozenset[Kind] = frozenset({"test", "docs", "generated", "vendored", "lock", "data"})
_TELLING = 12  # characters, spaces not counted, from which on an equal line elsewhere is the same line, moved


@dataclass(frozen=True, slots=True)
class Edit:
    """One hunk without context: what it deletes from line `source_start` on, and what it adds.

    Where nothing is deleted `source_start` is the line after which the addition stands, as git prints it.
    """

    source_start: int
    deleted: tuple[str, ...]
    added: tuple[str, ...]


def blamable(path: str, edits: Sequence[Edit], added_in_fix: Set[str]) -> Blamable:
    """The lines of `path` that a fix blames, given `lines_added` of the whole fix; none for tests and the like."""
    if kind_of(path) in _BLAMELESS:
        return Blamable()
    deleted: list[int] = []
    moved: list[int] = []
    is_code = False
    for edit in edits:
        is_code = is_code or bool(edit.deleted) or not all(trivial(path, edit.added))
        here = {squeezed(text) for text in edit.added} if edit.deleted else set()
        for number, text, nothing in zip(
            range(edit.source_start, edit.source_start + len(edit.deleted)),
            edit.deleted,
            trivial(path, edit.deleted),
            strict=True,
        ):
            if not nothing:
                line = squeezed(text)
                (moved if line in here or line in added_in_fix else deleted).append(number)
    return Blamable(tuple(deleted), tuple(moved), is_code)


def lines_added(edits: Iterable[Edit]) -> frozenset[str]:
    """What some edits, of any files of one fix, add: lines without spaces, long enough to be known again."""
    lines = (squeezed(text) for edit in edits for text in edit.added)
    return frozenset(line for line in lines if len(line) >= _TELLING)


def squeezed(text: str) -> str:
    """A line without its white space."""
    return "".join(text.split())
