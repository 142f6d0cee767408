"""Which earlier commit a repair is blamed on: one candidate a fix, ranked by a small linear model.

SZZ blames whoever wrote the lines that a fix deletes; here those who wrote the lines around its hunks compete too, and
what both messages talk about, how old the lines are and whether a commit only reformats decide. The model is a
conditional logit over the candidates of a fix; szz.toml has its weights and where they come from.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from riskcheck.history.likeness import Rarity, heard
from riskcheck.history.store import Row
from riskcheck.history.traces import GONE, RINGS, Traces

_DAY: Final = 86_400
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
    scores = {candidate.number: _score(candidate, weights.features) for candidate in candidates}
    best = max(scores, key=lambda number: (scores[number], number))
    likelihood = weights.reach / math.fsum(math.exp(score - scores[best]) for score in scores.values())
    return Blamed(best, likelihood) if likelihood >= weights.least else None


def _score(candidate: Candidate, weights: Mapping[str, float]) -> float:
    return sum([weights.get(name, 0.0) * value for name, value in candidate.features.items() if value])


def candidates(
    fix: Row, told: Set[str], found: Traces, rows: Mapping[int, Row], rarity: Rarity, formatting: Set[int]
) -> list[Candidate]:
    """Everyone who wrote a line in or around the hunks of a fix, by number.

    `told` are the words of the fix's body and changed lines, `formatting` commits that are known only to reformat.
    """
    numbers = [number for number in found.files if number in rows and number < fix.number]
    latest = sorted(numbers, key=lambda number: (rows[number].committed, number), reverse=True)
    spoken, about, _ = heard(fix.subject)
    weight_spoken = rarity.weight(spoken)
    answer = []
    for rank, number in enumerate(latest):
        row = rows[number]
        words, area, reformats = heard(row.subject)
        weight = rarity.weight(words) or 1.0
        features = {
            **_lines(found, number),
            **_age(fix, row),
            "recency": -math.log1p(rank),
            "like_subject": rarity.weight(words & spoken) / math.sqrt(weight * (weight_spoken or 1.0)),
            "like_told": rarity.weight(words & told) / weight,
            "same_area": float(bool(about) and about == area),
            "repairs": float(row.repair > 0),
            "reformats": float(reformats),
            "formatting": float(number in formatting),
            "size": math.log1p(row.added),
        }
        answer.append(Candidate(number, features))
    return sorted(answer, key=lambda candidate: candidate.number)


def _lines(found: Traces, number: int) -> dict[str, float]:
    features = {of: found.share(of, number) for of in found.lines}
    features["files"] = found.share_of_files(number)
    features["any_gone"] = float(any(features[of] for of in GONE))
    reached = 0.0
    for ring, _ in RINGS[:-1]:
        reached = float(bool(reached or features[ring]))
        features[f"any_{ring}"] = reached
    return features


def _age(fix: Row, row: Row) -> dict[str, float]:
    days = max(fix.committed - row.committed, 0) / _DAY
    return {"age": -math.log1p(days), **{name: float(days < limit) for name, limit in _PERIODS}}
