"""Whether tests changed along with the code, and whether tests went away."""

from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.signals.context import Context

MISSING = Rule(
    "tests.missing", "Code without tests in the change", "likelihood", "lines", "tests",
    "Nothing in this change shows that the new code does what it should.",
    "Add a test that fails without this change.", ai_typical=False,
)  # fmt: skip
DELETED = Rule(
    "tests.deleted", "Tests deleted", "likelihood", "lines", "tests",
    "What these tests held in place can now break unseen.",
    "Say for each deleted test what covers its case now, or bring it back.", ai_typical=True,
    reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RULES: Final = (MISSING, DELETED)
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Lines of code added beyond twice the lines of tests added, and lines lost with deleted tests."""
    code = [patch for patch in changeset.patches if patch.kind == "code" and patch.lines_added]
    tested = sum(patch.lines_added for patch in changeset.patches if patch.kind == "test")
    gap = sum(patch.lines_added for patch in code) - 2 * tested
    if gap > 0:
        largest = sorted(code, key=lambda patch: (-patch.lines_added, patch.path))[:_PLACES]
        told = f"{tested} lines of tests in this change" if tested else "no test in this change"
        yield Signal(
            MISSING, gap, tuple(Evidence(f"{patch.lines_added} lines added, {told}", patch.path) for patch in largest)
        )
    deleted = [
        patch
        for patch in changeset.patches
        if patch.kind == "test" and patch.change_type == "D" and patch.lines_deleted
    ]
    if deleted:
        places = tuple(
            Evidence(f"deleted with {patch.lines_deleted} lines", patch.path, removed=True)
            for patch in deleted[:_PLACES]
        )
        yield Signal(DELETED, sum(patch.lines_deleted for patch in deleted), places)
