"""The table of weights, read and checked once."""

import json
from collections.abc import Mapping
from functools import cache
from math import log2
from pathlib import Path
from typing import NamedTuple

from riskcheck.core.risk import Level
from riskcheck.core.signal import Axis, Signal

_DEFAULT = Path(__file__).parent / "default.json"


class Weight(NamedTuple):
    """Points for a signal: `weight` at `unit`, and as much again at three units, and at seven."""

    weight: float
    unit: float


class Model(NamedTuple):
    """A versioned table of weights; all are zero or more, so that more evidence never lowers a score."""

    version: str
    intercept: float
    weights: Mapping[str, Weight]
    grades: Mapping[Axis, tuple[float, ...]]
    floors: tuple[float, ...]
    thresholds: Mapping[Level, float]

    def points(self, signal: Signal) -> float:
        """What a signal adds on its axis."""
        weight = self.weights.get(signal.id)
        if weight is None:
            weight = Weight(self.grades[signal.rule.axis][signal.rule.grade - 1] if signal.rule.grade else 0.0, 1.0)
        return weight.weight * log2(1 + signal.value / weight.unit)

    def floor(self, grade: int) -> float:
        """The least score of a change with a signal of this grade."""
        return self.floors[grade - 1] if grade else 0.0

    def level(self, score: float) -> Level:
        """The grade of a score."""
        reached = [level for level, threshold in self.thresholds.items() if score >= threshold]
        return max(reached, key=lambda level: self.thresholds[level], default="low")


@cache
def default() -> Model:
    """The model that riskcheck ships."""
    table = json.loads(_DEFAULT.read_bytes())
    return Model(
        version=table["version"],
        intercept=table["intercept"],
        weights={name: Weight(row["weight"], row["unit"]) for name, row in table["weights"].items()},
        grades={axis: tuple(weights) for axis, weights in table["grades"].items()},
        floors=tuple(table["floors"]),
        thresholds=table["thresholds"],
    )
