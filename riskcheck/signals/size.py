"""How much changed and how widely: the best single predictors that there are.

Size and spread are measures of Kamei et al. 2013, "A large-scale empirical study of
just-in-time quality assurance" (LA, NF, ND).
"""

from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.core.wording import counted
from riskcheck.signals.context import Context

_WHY_SIZE = "Larger changes hold more defects, and review finds fewer of them beyond some 400 lines."
LINES = Rule(
    "size.lines",
    "Lines added",
    "likelihood",
    "lines",
    "size",
    _WHY_SIZE,
    "Split it along its parts, so that each can be reviewed whole.",
)
FILES = Rule(
    "size.files", "Files touched", "likelihood", "files", "size",
    "Changes spread over many files are harder to see through.", "Split what can be released on its own.",
)  # fmt: skip
REACH = Rule(
    "size.directories", "Directories touched", "impact", "directories", "size",
    "What spans several parts of a system can break each of them.",
    "Have each part looked at by somebody who knows it.",
)  # fmt: skip
RULES: Final = (LINES, FILES, REACH)
_NOT_WRITTEN = frozenset({"generated", "vendored", "lock", "data"})
_PLACES = 3


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Lines added, files and directories touched, without what no person wrote; nothing for none."""
    written = [patch for patch in changeset.patches if patch.kind not in _NOT_WRITTEN]
    ordered = sorted(written, key=lambda patch: (-patch.lines_added, patch.path))
    lines = sum(patch.lines_added for patch in written if patch.kind != "docs")
    if lines:
        yield Signal(LINES, lines, tuple(_largest(patch) for patch in ordered[:_PLACES] if patch.lines_added))
    running = [patch for patch in written if patch.kind not in ("docs", "test")]
    if running:
        files = counted(len(running), "file")
        yield Signal(FILES, len(running), (Evidence(f"{files} beside tests and documentation"),))
        folders = sorted({patch.path.rpartition("/")[0] for patch in running})
        yield Signal(
            REACH,
            len(folders),
            tuple(Evidence("touched", folder + "/" if folder else ".") for folder in folders[:_PLACES]),
        )


def _largest(patch: Patch) -> Evidence:
    return Evidence(f"{counted(patch.lines_added, 'line')} added", patch.path)
