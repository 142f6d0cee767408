"""The text of a comment: cut to what a forge takes without leaving anything open, and compared as forges keep it."""

import re
from dataclasses import dataclass

from riskcheck.expressions import expression

_NOTE = "\n\nThe rest of this report was cut: it is longer than a comment may be.\n"
_CLOSED = "\n\n</details>"
_FENCE = expression(r" {0,3}(`{3,}|~{3,})")
# Only where a line begins with it is it markup for certain; within a line it may stand in a code span.
_FOLD = expression(r" {0,3}<(/?)details\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open behind a line: the fence, the number of folds, and whether a block of HTML goes on."""

    fence: str = ""
    folds: int = 0
    html: bool = False

    def after(self, line: str) -> "_Open":
        """What is open behind the next line."""
        found = _FENCE.match(line)
        if self.fence:
            closes = found and found[1].startswith(self.fence) and not line.strip(" `~")
            return _Open("" if closes else self.fence, self.folds)
        fold = _FOLD.match(line)
        if fold:
            closes = fold[1] or "</details>" in line.lower()
            return _Open("", max(self.folds - 1, 0) if closes else self.folds + 1, html=True)
        html = self.html and bool(line.strip())
        return _Open(found[1] if found and not html else "", self.folds, html)

    @property
    def end(self) -> str:
        """What closes all of it."""
        return (f"\n{self.fence}" if self.fence else "") + _CLOSED * self.folds

    @property
    def end_length(self) -> int:
        """How long `end` is."""
        return bool(self.fence) + len(self.fence) + len(_CLOSED) * self.folds


def fitted(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: cut at the end of a line, with fences and folds closed, and saying so."""
    if len(text) <= limit:
        return text
    lines = text.split("\n")
    opened, length, best = _Open(), -1, (0, _Open())
    for count, line in enumerate(lines, start=1):
        opened = opened.after(line)
        length += len(line) + 1
        if length > limit:
            break
        # Not by `end` itself, which would be built anew for each line of a long text.
        if length + opened.end_length + len(_NOTE) <= limit:
            best = count, opened
    kept, opened = best
    return "\n".join(lines[:kept]) + opened.end + _NOTE


def same(text: str, other: str) -> bool:
    """Whether two texts are one to a reader; forges change line ends and drop what is blank at the edges."""
    return _settled(text) == _settled(other)


def begins_with(text: str, marker: str) -> bool:
    """Whether the first line of a comment is the marker and nothing else."""
    return _settled(text).partition("\n")[0] == marker


def _settled(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip("\n")
