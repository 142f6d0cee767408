"""The texts of the lines that one file's patch deletes and adds."""

import re
from itertools import pairwise
from typing import Final

from riskcheck.history.blamable import Edit

_HUNK: Final = re.compile(r"\n@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@[^\n]*\n")
# A patch of more was not written by hand.
_MOST_BYTES: Final = 200_000


def edits(patch: bytes) -> list[Edit]:
    """The hunks of a patch without context, in their order; none of a patch that is too long to be a repair."""
    if len(patch) > _MOST_BYTES:
        return []
    found = []
    text = patch.decode("utf-8", "replace")
    hunks = list(_HUNK.finditer(text))
    for hunk, following in pairwise([*hunks, None]):
        assert hunk is not None
        # A "\\" says that there is no end of a line.
        body = text[hunk.end() : following.start() if following else len(text)]
        lines = [line[1:] for line in body.split("\n") if line[:1] != "\\"]
        gone = int(hunk[2] or 1)
        found.append(Edit(int(hunk[1]), tuple(lines[:gone]), tuple(lines[gone : gone + int(hunk[3] or 1)])))
    return found
