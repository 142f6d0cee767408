"""The playbook: a table from groups of signals to things to do."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from riskcheck.advice.reviewers import Reviewers
from riskcheck.core.advice import Action, Advice
from riskcheck.core.provenance import Provenance
from riskcheck.core.risk import Risk
from riskcheck.core.signal import Signal

_TABLE = Path(__file__).parent / "playbook.toml"
_MOST = 3
# A part of the score below this is no reason to ask anybody for anything.
_LEAST_POINTS = 1.0
_SPLIT_FROM_LINES = 400
_NO_REVIEWERS = Reviewers()


class Row(NamedTuple):
    """One row of the playbook; `ai_typical` rows answer only what is typical of coding assistants, whoever wrote it."""

    action: Action
    groups: frozenset[str]
    text: str
    text_for_ai: str
    ai_typical: bool


@cache
def rows() -> tuple[Row, ...]:
    """The rows in the order of the table, which breaks ties."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))["row"]
    return tuple(
        Row(
            row["action"],
            frozenset(row["groups"]),
            row["text"],
            row.get("text_for_ai", row["text"]),
            row.get("ai_typical", False),
        )
        for row in table
    )


def advise(
    signals: Sequence[Signal], risk: Risk, provenance: Provenance, reviewers: Reviewers = _NO_REVIEWERS
) -> tuple[Advice, ...]:
    """At most three pieces of advice, one an action, the weightiest first; none for a low change."""
    if risk.level in ("low", "unknown"):
        return ()
    points = {part.signal: part.amount for part in risk.contributions}
    weighed = [(row, _answered(row, signals, points)) for row in rows()]
    ranked = sorted(weighed, key=lambda pair: -sum(points[name] for name in pair[1]))
    chosen: dict[Action, Advice] = {}
    for row, because in ranked:
        if because and row.action not in chosen and len(chosen) < _MOST:
            text = row.text_for_ai if provenance.marked else row.text
            names = reviewers.of(_places(because, signals)) if row.action == "review" else ()
            chosen[row.action] = Advice(row.action, text, because, names)
    return tuple(chosen.values())


def _places(because: Sequence[str], signals: Sequence[Signal]) -> list[str]:
    """The path of each piece of evidence for what the advice follows from."""
    return [
        evidence.path
        for signal in signals
        if signal.id in because
        for evidence in signal.evidence
        if evidence.path is not None
    ]


def _answered(row: Row, signals: Sequence[Signal], points: Mapping[str, float]) -> tuple[str, ...]:
    """The ids of the signals that a row answers, the weightiest first."""
    if (
        row.action == "split"
        and not row.ai_typical
        and not any(signal.id == "size.lines" and signal.value >= _SPLIT_FROM_LINES for signal in signals)
    ):
        return ()
    meant = [signal for signal in signals if signal.rule.ai_typical or not row.ai_typical]
    names = [signal.id for signal in meant if signal.rule.group in row.groups and points[signal.id] >= _LEAST_POINTS]
    return tuple(sorted(names, key=lambda name: (-points[name], name)))
