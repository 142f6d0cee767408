"""What the patches of a repair say of whom to blame."""

from collections.abc import Mapping, Sequence
from typing import Final

from riskcheck.history.blamable import Edit, blamable, lines_added
from riskcheck.history.blamed import Blamable, packed
from riskcheck.history.edits import edits
from riskcheck.history.log import Change

# A repair of more files is a campaign, and says nothing about one earlier commit.
_MOST_FILES: Final = 50

Hunks = Mapping[str, Sequence[Edit]]


def hunks(changes: Sequence[Change]) -> Hunks:
    """The hunks of a repair by path; none of one in so many files that it is a campaign."""
    known = [change for change in changes if change.sources and change.lines]
    return {change.path: edits(change.patch) for change in known} if len(changes) <= _MOST_FILES else {}


def blamed(read: Hunks) -> dict[str, bytes]:
    """The lines that a repair can be blamed on, by path, as `blamed.unpacked` reads them."""
    elsewhere = lines_added(edit for some in read.values() for edit in some)
    found = {path: blamable(path, some, elsewhere) for path, some in read.items()}
    return {path: packed(some) for path, some in found.items() if some != Blamable()}
