"""Where a change edited a file."""

from dataclasses import dataclass

from riskcheck.core.change import Patch


@dataclass(frozen=True, slots=True)
class Edits:
    """What a change did to one file: the lines it added, and the lines before which it deleted some."""

    added: frozenset[int] = frozenset()
    gaps: frozenset[int] = frozenset()

    def touch(self, start: int, end: int) -> bool:
        """Whether any of the lines from `start` to `end` was edited, or one between them deleted."""
        return any(line in self.added for line in range(start, end + 1)) or any(
            line in self.gaps for line in range(start + 1, end + 1)
        )


def edits(patch: Patch) -> Edits:
    """Where a patch edited its file, in lines of the head side."""
    added, gaps = set(), set()
    for hunk in patch.hunks:
        number = hunk.target_start
        for line in hunk.lines:
            if line[0] == "-":
                gaps.add(number)
                continue
            if line[0] == "+":
                added.add(number)
            number += 1
    return Edits(frozenset(added), frozenset(gaps))
