"""Files that nearly always change together with those of the change, and do not this time."""

from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context

PARTNER = Rule(
    "reach.partner", "A file that usually changes too is absent", "likelihood", "files", "reach",
    "The two changed together nearly every time before; this may be the exception.",
    "Look at whether the file that is named needs the same; often it does not.",
)  # fmt: skip
RULES: Final = (PARTNER,)

_SHOWN = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """How many files are absent that the history of the changed ones asks for."""
    partners, skipped = context.partners()
    yield from skipped
    if partners:
        strongest = sorted(partners, key=lambda one: (-one.shared / one.commits, -one.shared, one.path))
        evidence = (
            Evidence(f"`{one.path}` changed together with it in {one.shared} of {one.commits} commits", one.changed)
            for one in strongest[:_SHOWN]
        )
        yield Signal(PARTNER, len(partners), tuple(evidence))
