"""What detectors may ask beside the changeset itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.reach import Reach
from riskcheck.semgrep import Matches
from riskcheck.settings import Settings

if TYPE_CHECKING:
    from riskcheck.signals.readings import Reading


def _nothing() -> Contents:
    return Contents(Changeset("patch", "a bare diff"))


def _unread() -> "Reading":
    # Not loaded for changes that no specialist is for.
    from riskcheck.signals.readings import Reading

    return Reading()


def _unmeasured() -> tuple[Reach, tuple[Skipped, ...]]:
    return Reach(), ()


@dataclass(frozen=True, slots=True)
class Context:
    """Settings, whole files, and what semgrep, the specialists and the graph say: the first who asks waits for it."""

    settings: Settings = field(default_factory=Settings)
    matches: Callable[[], Matches] = Matches
    contents: Contents = field(default_factory=_nothing)
    reading: "Callable[[], Reading]" = _unread
    reach: Callable[[], tuple[Reach, tuple[Skipped, ...]]] = _unmeasured
