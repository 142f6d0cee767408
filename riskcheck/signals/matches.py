"""Matches of semgrep rules that a change introduced or removed.

Both sides of every changed file are matched. What stands on both sides was carried over, and
says nothing about the change; a danger counts where it is new, a guard where it is gone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from riskcheck import rulepack
from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.semgrep import Match
from riskcheck.signals.context import Context


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


@dataclass(frozen=True, slots=True)
class _Found:
    match: Match
    path: str
    removed: bool


# From the surest identity to the weakest: a match may have moved, been edited, or been renamed.
_IDENTITIES: tuple[Callable[[Match], Hashable], ...] = (
    lambda match: (match.rule, match.message, match.text),
    lambda match: (match.rule, match.message),
    lambda match: (match.rule, match.text),
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """One signal for each rule with matches that the change's own lines introduced or removed."""
    found = [hit for patch in changeset.patches for hit in _changed(patch, context)]
    by_rule: defaultdict[str, list[_Found]] = defaultdict(list)
    for hit in _without_moves(found):
        by_rule[hit.match.rule].append(hit)
    for rule, hits in sorted(by_rule.items()):
        yield Signal(_BY_ID[rule], len(hits), tuple(_evidence(hit) for hit in hits))


def _changed(patch: Patch, context: Context) -> Iterator[_Found]:
    if rulepack.suffix_of(patch.path) is None and rulepack.suffix_of(patch.source_path or patch.path) is None:
        return
    by_target = context.matches().by_target
    base: Sequence[Match] = by_target.get(f"base:{patch.path}", ())
    head: Sequence[Match] = by_target.get(f"head:{patch.path}", ())
    for identity in _IDENTITIES:
        base, head = _unpaired(base, head, identity)
    deleted = {line for line, _ in patch.deleted()}
    added = {line for line, _ in patch.added()}
    gone = [match for match in base if _touches(match, deleted)]
    new = [match for match in head if _touches(match, added)]
    # A guard that was rewritten in place is not a removed guard.
    gone, new = _unpaired(gone, new, lambda match: match.rule)
    yield from (
        _Found(match, patch.source_path or patch.path, True) for match in gone if _SIDES[match.rule] == "removed"
    )
    yield from (_Found(match, patch.path, False) for match in new)


def _unpaired(
    base: Sequence[Match], head: Sequence[Match], identity: Callable[[Match], Hashable]
) -> tuple[list[Match], list[Match]]:
    waiting: defaultdict[Hashable, list[Match]] = defaultdict(list)
    for match in base:
        waiting[identity(match)].append(match)
    new = []
    for match in head:
        same = waiting[identity(match)]
        if same:
            same.pop(0)
        else:
            new.append(match)
    left = {id(match) for matches in waiting.values() for match in matches}
    return [match for match in base if id(match) in left], new


def _touches(match: Match, lines: set[int]) -> bool:
    return any(line in lines for line in range(match.start_line, match.end_line + 1))


def _without_moves(found: Sequence[_Found]) -> Iterator[_Found]:
    """What is left when a match removed here and introduced in another file is taken as moved."""
    new: defaultdict[Hashable, int] = defaultdict(int)
    gone: defaultdict[Hashable, int] = defaultdict(int)
    for hit in found:
        (gone if hit.removed else new)[hit.match.rule, hit.match.text] += 1
    for hit in found:
        key = (hit.match.rule, hit.match.text)
        if hit.removed and new[key]:
            new[key] -= 1
        elif hit.removed or (_SIDES[hit.match.rule] == "added" and not gone[key]):
            yield hit


def _evidence(hit: _Found) -> Evidence:
    return Evidence(hit.match.message, hit.path, hit.match.start_line, hit.match.end_line, removed=hit.removed)
