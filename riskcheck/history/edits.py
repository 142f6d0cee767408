"""The texts of the lines that one file's patch deletes and adds."""

import re
from itertools import pairwise
from typing import Final

from riskcheck.history.blamable import Edit

_HUNK: Final = re.compile(rb"\n@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@[^\n]*")
# A hunk of more lines was not written by hand.
_MOST_BYTES: Final = 200_000


def edits(patch: bytes) -> list[Edit]:
    """The hunks of a patch without context, in their order; none of a patch that is too long to be a repair."""
    if len(patch) > _MOST_BYTES:
        return []
    found = []
    hunks = list(_HUNK.finditer(patch))
    for hunk, following in pairwise([*hunks, None]):
        assert hunk is not None
        text = patch[hunk.end() + 1 : following.start() if following else len(patch)]
        lines = text.decode("utf-8", "replace").split("\n")
        deleted = tuple(line[1:] for line in lines if line.startswith("-"))
        added = tuple(line[1:] for line in lines if line.startswith("+"))
        found.append(Edit(int(hunk[1]), deleted, added))
    return found
