"""The one finished value that every report renders."""

from dataclasses import dataclass

from riskcheck.core.advice import Advice
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.provenance import Provenance
from riskcheck.core.reach import NOTHING, Reach
from riskcheck.core.risk import Risk
from riskcheck.core.signal import Signal


@dataclass(frozen=True, slots=True)
class Versions:
    """Which riskcheck, model and rules gave the answer."""

    riskcheck: str
    model: str
    rules: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A changeset with everything that was found out about it, in fixed order."""

    versions: Versions
    changeset: Changeset
    provenance: Provenance
    signals: tuple[Signal, ...]
    risk: Risk
    advice: tuple[Advice, ...]
    skipped: tuple[Skipped, ...]
    reach: Reach = NOTHING
