"""How far a mistake would spread: dependents, packages and ways in that a change reaches, and what no test reaches.

The number of direct dependents counts where few files here have as many: a file that everything uses deserves more
care than one of hundreds of leaves. Transitive numbers saturate and are told only.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.reach import Impact
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context

HUB = Rule(
    "reach.dependents", "Many files depend on this", "impact", "files", "reach",
    "A mistake here shows in every file that uses it.",
    "Test the dependents that are named, and roll it out in steps.",
)  # fmt: skip
PACKAGES = Rule(
    "reach.packages", "Several parts of the program use this", "impact", "packages", "reach",
    "Each part has its own assumptions about it, and often its own people.",
    "Ask somebody who knows each of the parts that are named.",
)  # fmt: skip
ENTRIES = Rule(
    "reach.entries", "Ways into the program lead through this", "impact", "entries", "reach",
    "Users meet a mistake here through each of them.",
    "Try the routes, commands and jobs that are named.",
)  # fmt: skip
UNTESTED = Rule(
    "reach.untested", "No test reaches this", "likelihood", "files", "tests",
    "No test uses the file, directly or by way of others, so none can fail.",
    "Add a test that runs the changed lines.",
)  # fmt: skip
RULES: Final = (HUB, PACKAGES, ENTRIES, UNTESTED)

_HUB_PERCENTILE = 0.95
_HUB_DEPENDENTS = 5
_PACKAGES = 3
_SHOWN = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """What the change reaches, and what of it no test reaches."""
    reach, skipped = context.reach()
    yield from skipped
    hubs = [impact for impact in reach.impacts if _is_hub(impact)]
    hubs.sort(key=lambda impact: (-len(impact.dependents), impact.path))
    if hubs:
        yield Signal(HUB, len(hubs[0].dependents), tuple(Evidence(_used(hub), hub.path) for hub in hubs[:_SHOWN]))
    wide = [impact for impact in hubs if len(impact.packages) >= _PACKAGES]
    if wide:
        most = max(wide, key=lambda impact: len(impact.packages))
        yield Signal(PACKAGES, len(most.packages), tuple(_parts(most)))
    yield from _entries(reach.impacts)
    yield from _untested(changeset, reach.impacts)


def _is_hub(impact: Impact) -> bool:
    return (impact.percentile or 0) >= _HUB_PERCENTILE and len(impact.dependents) >= _HUB_DEPENDENTS


def _used(impact: Impact) -> str:
    share = f"more than {int(100 * (impact.percentile or 0))}% of the files that others use"
    near = f", {impact.within_two} within two steps" if impact.within_two > len(impact.dependents) else ""
    inexact = sum(not dependent.exact for dependent in impact.dependents)
    doubt = f" ({inexact} by name)" if inexact else ""
    return f"used by {len(impact.dependents)} files{doubt}{near}: {share}"


def _parts(impact: Impact) -> Iterator[Evidence]:
    for package in impact.packages[:_SHOWN]:
        yield Evidence(f"{package.files} {_files(package.files)} of `{package.path}`", impact.path)


def _entries(impacts: Sequence[Impact]) -> Iterator[Signal]:
    """The ways in for users that lead through the change, those in the changed files themselves apart."""
    changed = {impact.path for impact in impacts}
    found = {
        entry: impact
        for impact in impacts
        for entry in impact.entries
        if entry.path not in changed and entry.kind != "program"
    }
    if found:
        ordered = sorted(found, key=lambda entry: (entry.path, entry.line))
        evidence = (
            Evidence(f"{entry.kind} `{entry.name}` of `{entry.path}`:{entry.line}", found[entry].path)
            for entry in ordered[:_SHOWN]
        )
        yield Signal(ENTRIES, len(found), tuple(evidence))


def _untested(changeset: Changeset, impacts: Sequence[Impact]) -> Iterator[Signal]:
    """Files that no test reaches, in a language in which tests reach most others here."""
    grown = {patch.path for patch in changeset.patches if patch.kind == "code" and patch.lines_added}
    alone = [impact.path for impact in impacts if impact.path in grown and impact.tests == 0]
    if alone:
        yield Signal(UNTESTED, len(alone), tuple(Evidence("reached by no test", path) for path in alone[:_SHOWN]))


def _files(count: int) -> str:
    return "file" if count == 1 else "files"
