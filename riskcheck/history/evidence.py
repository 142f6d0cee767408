"""The lines of a repair that can carry blame, as the store keeps them."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from riskcheck.history.blamable import Blamable, Edit, blamable, lines_added
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
    """The lines that a repair can be blamed on, by path, as `unpacked` reads them."""
    elsewhere = lines_added(edit for some in read.values() for edit in some)
    found = {path: blamable(path, some, elsewhere) for path, some in read.items()}
    return {path: _packed(some) for path, some in found.items() if some != Blamable()}


def unpacked(blamed: bytes | None) -> Blamable:
    """The lines of one file that can carry blame, as the store packs them: how many are deleted, then all lines."""
    if blamed is None:
        return Blamable()
    count, *lines = array("I", blamed)
    return Blamable(tuple(lines[:count]), tuple(lines[count:]), is_code=True)


def _packed(blamed: Blamable) -> bytes:
    return array("I", [len(blamed.deleted), *blamed.deleted, *blamed.moved]).tobytes()
