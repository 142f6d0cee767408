"""The lines of a repair that can carry blame, as the store keeps them."""

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blamable:
    """Source lines (1-based, ascending) that can carry the blame of one file's fix, strongest trace first.

    `deleted` lines are gone or rewritten; `moved` ones live on elsewhere in the fix or with other spaces. `is_code`
    says that the fix changes code here: then the lines around its edits are a trace as well.
    """

    deleted: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    is_code: bool = False


def unpacked(blamed: bytes | None) -> Blamable:
    """The lines of one file that can carry blame, as the store packs them: how many are deleted, then all lines."""
    if blamed is None:
        return Blamable()
    count, *lines = array("I", blamed)
    return Blamable(tuple(lines[:count]), tuple(lines[count:]), is_code=True)


def packed(blamed: Blamable) -> bytes:
    """The same lines, as `unpacked` reads them."""
    return array("I", [len(blamed.deleted), *blamed.deleted, *blamed.moved]).tobytes()
