"""Matches of semgrep rules that a change introduced or removed.

Both sides of every changed file are matched. What stands on both sides was carried over, and
says nothing about the change; a danger counts where it is new, a guard where it is gone while
what it guarded is still there.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from riskcheck import rulepack
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.semgrep import Matches
from riskcheck.signals.context import Context
from riskcheck.signals.readings import without_doubles
from riskcheck.signals.sides import Place, Side, is_renamed, is_replaced, survives


def _rule(entry: dict[str, Any]) -> Rule:
    own = entry["metadata"]["riskcheck"]
    references = entry["metadata"].get("references") or [""]
    return Rule(
        id=entry["id"], title=own["title"], axis=own["axis"], unit="matches", group=own["group"], why=own["why"],
        remedy=own["remedy"], grade=own["grade"], ai_typical=own["ai_typical"], reference=references[0],
    )  # fmt: skip


_SIDES = {entry["id"]: entry["metadata"]["riskcheck"]["side"] for entry in rulepack.rules()}
RULES = tuple(_rule(entry) for entry in rulepack.rules())
_BY_ID = {rule.id: rule for rule in RULES}

# From the surest identity to the weakest: a match may have moved, been edited, or both in one definition.
_IDENTITIES: tuple[Callable[[Place], Hashable], ...] = (
    lambda place: (place.match.rule, place.head_line, place.match.text),
    lambda place: (place.match.rule, place.name, place.match.message, place.match.text),
    lambda place: (place.match.rule, place.name, place.match.message),
    lambda place: (place.match.rule, place.name, place.match.text),
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """One signal for each rule with matches that the change's own lines introduced or removed."""
    matches = without_doubles(context.matches(), context.reading())
    sides = [pair for patch in changeset.patches for pair in _sides(patch, matches, context)]
    gone: list[Place] = []
    new: list[Place] = []
    for base, head in sides:
        removed, introduced = _changed(base, head)
        gone += removed
        new += introduced
    by_rule: defaultdict[str, list[Place]] = defaultdict(list)
    for place in (*_removed(gone, new, sides), *_introduced(gone, new)):
        by_rule[place.match.rule].append(place)
    for rule, places in sorted(by_rule.items()):
        yield Signal(_BY_ID[rule], len(places), tuple(_evidence(place) for place in places))


def _sides(patch: Patch, matches: Matches, context: Context) -> Iterator[tuple[Side, Side]]:
    path = patch.source_path or patch.path
    if rulepack.suffix_of(patch.path) is None and rulepack.suffix_of(path) is None:
        return
    by_target = matches.by_target
    base, head = by_target.get(f"base:{patch.path}", ()), by_target.get(f"head:{patch.path}", ())
    yield (
        Side(patch, path, True, base, context.contents.source(patch) or b"", os.path.splitext(path)[1]),
        Side(patch, patch.path, False, head, context.contents.target(patch) or b"", os.path.splitext(patch.path)[1]),
    )


def _changed(base: Side, head: Side) -> tuple[list[Place], list[Place]]:
    """The places of the base that have no equal in the head, and the other way round, as far as lines changed there."""
    gone, new = list(base.places()), list(head.places())
    for identity in _IDENTITIES:
        gone, new = _unpaired(gone, new, identity)
    return [place for place in gone if place.is_touched], [place for place in new if place.is_touched]


def _unpaired(
    base: Sequence[Place], head: Sequence[Place], identity: Callable[[Place], Hashable]
) -> tuple[list[Place], list[Place]]:
    waiting: defaultdict[Hashable, list[Place]] = defaultdict(list)
    for place in base:
        waiting[identity(place)].append(place)
    new = []
    for place in head:
        same = waiting[identity(place)]
        if same:
            same.pop(0)
        else:
            new.append(place)
    left = {id(place) for places in waiting.values() for place in places}
    return [place for place in base if id(place) in left], new


def _removed(gone: Sequence[Place], new: Sequence[Place], sides: Sequence[tuple[Side, Side]]) -> Iterator[Place]:
    """Guards that are gone although what they guarded is not, and that stand nowhere else instead."""
    guards = [place for place in gone if _SIDES[place.match.rule] == "removed"]
    guards, others = _unpaired(guards, new, lambda place: (place.match.rule, place.name, place.match.text))
    # A guard of a whole router or class stands for the guards of what is in it.
    wider = {(place.match.rule, place.match.text) for place in others if not place.is_in_function}
    for place in guards:
        is_elsewhere = (place.match.rule, place.match.text) in wider or is_replaced(place, sides)
        if not is_elsewhere and survives(place, [head for _, head in sides]) and not is_renamed(place, sides):
            yield place


def _introduced(gone: Sequence[Place], new: Sequence[Place]) -> Iterator[Place]:
    """Dangers that are new in this change, not moved from another file."""
    moved: defaultdict[Hashable, int] = defaultdict(int)
    for place in gone:
        moved[place.match.rule, place.match.text] += 1
    for place in new:
        key = (place.match.rule, place.match.text)
        if _SIDES[place.match.rule] != "added":
            continue
        if moved[key]:
            moved[key] -= 1
        else:
            yield place


def _evidence(place: Place) -> Evidence:
    match = place.match
    return Evidence(match.message, place.path, match.start_line, match.end_line, removed=place.removed)
