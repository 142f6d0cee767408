"""Which earlier commit a repair is blamed on: one candidate a fix, ranked by a small linear model.

SZZ blames whoever wrote the lines that a fix deletes; here those who wrote the lines beside its hunks compete too, and
what both subjects talk about, how old the lines are and whether a commit only reformats decide. The model is a
conditional logit over the candidates of a fix; szz.toml has its weights and where they come from.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from riskcheck.core.outcome import DAY
from riskcheck.history.likeness import Subject, heard
from riskcheck.history.rows import Row
from riskcheck.history.traces import GONE, RINGS, Traces

# Classes of lines, with what one line of them is enough for.
_FLAGS: Final = {
    **{of: {"any_gone": 1.0} for of in GONE},
    **{ring: {f"any_{name}": 1.0 for name, reach in RINGS if reach >= distance} for ring, distance in RINGS},
}
_PERIODS: Final = (("within_week", 7), ("within_month", 30), ("within_year", 365))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commit, by number, that a fix may be blamed on, with what speaks for it by the names of szz.toml."""

    number: int
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Blamed:
    """The commit, by number, that a fix is blamed on, and how often such a blame is right."""

    of: int
    weight: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: what a unit of each feature weighs, how often the culprit is a candidate, and the least likelihood."""

    features: Mapping[str, float]
    reach: float
    least: float


@cache
def shipped_weights() -> Weights:
    """The weights that riskcheck ships, trained on repositories that name the commit that a fix repairs."""
    table = tomllib.loads(resources.files("riskcheck.history").joinpath("szz.toml").read_text("utf-8"))
    return Weights(table["features"], table["reach"], table["least"])


def choose(candidates: Sequence[Candidate], weights: Weights) -> Blamed | None:
    """The likeliest candidate, the later of equals; None where none is likely."""
    if not candidates:
        return None
    scores = [(_score(candidate.features, weights.features), candidate.number) for candidate in candidates]
    score, best = max(scores)
    likelihood = weights.reach / math.fsum([math.exp(other - score) for other, _ in scores])
    return Blamed(best, likelihood) if likelihood >= weights.least else None


def _score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return math.fsum([weights.get(name, 0.0) * value for name, value in features.items() if value])


def candidates(fix: Row, found: Traces, rows: Mapping[int, Row], formatting: Set[int]) -> list[Candidate]:
    """Everyone who wrote a line in or around the hunks of a fix, by number; a feature that is zero may be left out.

    Those of `formatting` only reformat, and are left out.
    """
    known = [number for number in found.files if number in rows and number < fix.number]
    numbers = sorted(number for number in known if number not in formatting)
    latest = sorted(numbers, key=lambda number: (rows[number].committed, number), reverse=True)
    features = _lines(found, numbers)
    spoken = heard(fix.subject)
    for rank, number in enumerate(latest):
        row = rows[number]
        features[number] |= {
            **_age(fix, row),
            **_likeness(spoken, heard(row.subject)),
            "recency": -math.log1p(rank),
            "repairs": float(row.repair > 0),
            "size": math.log1p(row.added),
        }
    return [Candidate(number, features[number]) for number in numbers]


def _likeness(spoken: Subject, other: Subject) -> dict[str, float]:
    common = len(spoken.words & other.words)
    return {
        "like_subject": common / math.sqrt(len(spoken.words) * len(other.words)) if common else 0.0,
        "same_area": float(bool(spoken.area) and spoken.area == other.area),
        "reformats": float(other.reformats),
    }


def _lines(found: Traces, numbers: Sequence[int]) -> dict[int, dict[str, float]]:
    features: dict[int, dict[str, float]] = {number: {"files": found.share_of_files(number)} for number in numbers}
    for of, flags in _FLAGS.items():
        counts = found.lines[of]
        total = counts.total()
        for number, count in counts.items():
            if number in features:
                features[number][of] = count / total
                features[number].update(flags)
    return features


def _age(fix: Row, row: Row) -> dict[str, float]:
    days = max(fix.committed - row.committed, 0) / DAY
    return {"age": -math.log1p(days), **{name: 1.0 for name, limit in _PERIODS if days < limit}}
