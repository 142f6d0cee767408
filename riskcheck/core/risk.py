"""How risky: likelihood, impact, and what they are made of."""

from dataclasses import dataclass
from typing import Literal

from riskcheck.core.signal import Axis

Level = Literal["low", "medium", "high", "critical", "unknown"]
LEVELS: tuple[Level, ...] = ("unknown", "low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True)
class Contribution:
    """The part of the score that one signal accounts for."""

    signal: str
    axis: Axis
    amount: float


@dataclass(frozen=True, slots=True)
class Risk:
    """The grade of a change.

    `score` runs from 0 to 100 and only orders changes; `likelihood` is the probability that
    the change is bug-inducing, `impact` runs from 0 to 1. The contributions add up to the
    score exactly. `percentile` is None without a history of scores to compare with.
    """

    level: Level
    score: float
    likelihood: float
    impact: float
    percentile: float | None
    model: str
    contributions: tuple[Contribution, ...]
