"""What a specialist says about the files it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One danger in one file; lines are 1-based.

    `text` is what it is about, without layout, and `place` tells where in the file's own
    structure it stands: by both, the same finding is known again on the other side.
    """

    rule: str
    message: str
    start_line: int
    end_line: int
    text: str
    place: str = ""

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.start_line, self.end_line + 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """Findings by the name of each file that was read, and why the others were not."""

    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a file, named by its path in the head; a side that is absent is empty."""

    path: str
    base: bytes
    head: bytes


def in_short(text: str) -> str:
    """The text in one line, cut where it gets long: it comes from the change under test."""
    words = " ".join(text[: 10 * _SHOWN].split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
