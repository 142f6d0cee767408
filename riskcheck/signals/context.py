"""What detectors may ask beside the changeset itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.reach import Reach
from riskcheck.core.symbol import Symbol
from riskcheck.owners import NOBODY, Owners
from riskcheck.semgrep import Matches
from riskcheck.settings import Settings

if TYPE_CHECKING:
    from riskcheck.graph.partners import Partner
    from riskcheck.signals.duplicates import Candidates
    from riskcheck.signals.readings import Reading


def _nothing() -> Contents:
    return Contents(Changeset("patch", "a bare diff"))


def _unread() -> "Reading":
    # Not loaded for changes that no specialist is for.
    from riskcheck.signals.readings import Reading

    return Reading()


def _unmeasured() -> tuple[Reach, tuple[Skipped, ...]]:
    return Reach(), ()


def _unowned() -> Owners:
    return NOBODY


def _unpaired() -> "tuple[tuple[Partner, ...], tuple[Skipped, ...]]":
    return (), ()


def _untouched() -> tuple[tuple[Symbol, ...], tuple[Skipped, ...]]:
    return (), ()


@dataclass(frozen=True, slots=True)
class Context:
    """Settings, whole files, and what others say (semgrep, specialists, the graph): the first who asks waits for it."""

    settings: Settings = field(default_factory=Settings)
    matches: Callable[[], Matches] = Matches
    contents: Contents = field(default_factory=_nothing)
    reading: "Callable[[], Reading]" = _unread
    reach: Callable[[], tuple[Reach, tuple[Skipped, ...]]] = _unmeasured
    owners: Callable[[], Owners] = _unowned
    partners: "Callable[[], tuple[tuple[Partner, ...], tuple[Skipped, ...]]]" = _unpaired
    symbols: Callable[[], tuple[tuple[Symbol, ...], tuple[Skipped, ...]]] = _untouched
    # None: not looked for yet.
    candidates: "Callable[[], Candidates] | None" = None
