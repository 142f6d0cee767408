"""Whose files depend on a change, where they are other people's than those whose files it changes."""

from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.reach import Impact
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context

OWNERS = Rule(
    "reach.owners", "Several owners are affected", "impact", "owners", "reach",
    "Those who own what depends on this are not asked by the file of owners, for it is not theirs that changes.",
    "Tell the owners that are named, or ask one of each to look at what their part relies on.",
)  # fmt: skip
RULES: Final = (OWNERS,)

_FEWEST = 2
_SHOWN = 5
# A hub has thousands of dependents; the first few hundred name the owners that there are.
_ASKED = 500


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """How many groups of owners the files have that depend on the change and that own nothing of it."""
    reached = _reached(context.reach()[0].impacts)
    if not reached:
        return
    owners = context.owners()
    yield from owners.skipped
    changed = {path for patch in changeset.patches for path in (patch.path, patch.source_path) if path}
    asked = sorted(reached)[:_ASKED]
    owned = owners.owners_of([*asked, *changed])
    own = {owner for path in changed for owner in owned[path]}
    groups: dict[frozenset[str], str] = {}
    for path in asked:
        if owned[path] and own.isdisjoint(owned[path]):
            groups.setdefault(frozenset(owned[path]), path)
    if len(groups) >= _FEWEST:
        examples = sorted(groups.values())[:_SHOWN]
        evidence = (Evidence(_told(owned[path], path), reached[path]) for path in examples)
        yield Signal(OWNERS, len(groups), tuple(evidence))


def _reached(impacts: tuple[Impact, ...]) -> dict[str, str]:
    """The files that are known to depend on the change in at most two steps, each with a changed file it depends on."""
    found: dict[str, str] = {}
    for impact in impacts:
        near = [dependent.path for dependent in impact.dependents]
        far = [path for package in impact.packages for path in package.chain[1:]]
        for path in (*near, *far):
            found.setdefault(path, impact.path)
    return found


def _told(owners: tuple[str, ...], path: str) -> str:
    names = ", ".join(f"`{owner.lstrip('@')}`" for owner in owners[:_SHOWN])
    more = f" and {len(owners) - _SHOWN} more" if len(owners) > _SHOWN else ""
    return f"{names}{more}: `{path}` depends on it"
