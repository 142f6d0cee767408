"""What to do about a change."""

from dataclasses import dataclass
from typing import Literal

Action = Literal["review", "test", "split", "stage", "repair"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do, and the ids of the signals that it follows from."""

    action: Action
    text: str
    because: tuple[str, ...]
    reviewers: tuple[str, ...] = ()
