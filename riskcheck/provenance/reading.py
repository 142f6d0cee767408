"""What one reader of marks found, and what it could not read."""

from dataclasses import dataclass

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution


@dataclass(frozen=True, slots=True)
class Reading:
    """Attributions in the order of the change; line numbers are those of the commit's version of the path."""

    attributions: tuple[Attribution, ...] = ()
    skipped: tuple[Skipped, ...] = ()
