"""Expected answers that changed together with the code that they check.

Most such edits are right, and none can be told from an answer that was copied from what the
code returns; see "ImpossibleBench", https://arxiv.org/abs/2510.20270. For information.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.suites import Suite, runs, suites

EDITED = Rule(
    "expectations.edited", "Expected values changed together with the code", "likelihood", "assertions", "tests",
    "A test that is edited to agree with the code finds nothing, right or wrong.",
    "Derive each new expected value from the specification, and say what made the old one wrong.", 3,
    ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RECORDED = Rule(
    "expectations.recorded", "Recorded answers changed together with the code", "likelihood", "files", "tests",
    "Recordings are renewed by one command, and agree with the code whatever it does.",
    "Read the difference of each recording as if it were code, and say what made it change.", 3,
    ai_typical=True, reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
RULES: Final = (EDITED, RECORDED)
_KINDS = frozenset({"test", "generated", "data", "other"})
_PLACES = 5
_WIDTH = 400
_LITERAL = expression(
    r"\"(?:[^\"\\]|\\.){0,300}\"|'(?:[^'\\]|\\.){0,300}'|(?<![\w.])-?\d[\d_.]*|\b(?:true|false|null|nil|None|True|False)\b"
)
_COMPARES = expression(
    r"(?i)==|equal|\beq\b|_eq|_ne\b|\btobe|tohave|tomatch|tothrow|contain|same|match|includ|hassize|has_?count|\bsee\b"
    r"|assertsee|assertthat|assertin|assertraises|raises\(|\bis\(|\blen\(|greater|less|almost"
)
_RECORDING = expression(
    r"\.snap$|\.(?:golden|approved(?:\.\w+)?|expected|snapshot|cassette)$|(?:^|/)(?:__snapshots__|snapshots|goldens?|cassettes|expected)/"
    r"|\.golden\.\w+$|_expected\.\w+$|(?:^|/)expected[_-][^/]*$",
    re.IGNORECASE,
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Literals in assertions, and recordings, that were replaced in a change that also changes code."""
    if not any(
        patch.kind == "code" and patch.hunks and not _RECORDING.search(patch.path) for patch in changeset.patches
    ):
        return
    edited = [place for suite in suites(changeset, context.contents) for place in _edited(suite)]
    if edited:
        yield Signal(EDITED, len(edited), tuple(edited[:_PLACES]))
    paths = {patch.path for patch in changeset.patches}
    recorded = [patch for patch in changeset.patches if _is_renewed(patch) and _input_of(patch.path) not in paths]
    if recorded:
        told = (Evidence(f"{patch.lines_deleted} lines replaced", patch.path) for patch in recorded[:_PLACES])
        yield Signal(RECORDED, len(recorded), tuple(told))


def _is_renewed(patch: Patch) -> bool:
    """Whether a recording lost lines for others, and did not only grow."""
    replaced = patch.change_type == "M" and 0 < patch.lines_added <= 5 * patch.lines_deleted
    return replaced and patch.kind in _KINDS and _RECORDING.search(patch.path) is not None


def _input_of(path: str) -> str:
    """The file that a recording beside it belongs to; where that changed, the recording has to."""
    return path.rpartition(".")[0]


def _edited(suite: Suite) -> Iterator[Evidence]:
    for run in runs(suite.patch):
        waiting: dict[str, list[str]] = {}
        for _, text in run.deleted:
            if len(text) <= _WIDTH and suite.language.is_assertion(text):
                waiting.setdefault(_frame(text), []).append(text)
        for number, text in run.added:
            same = waiting.get(_frame(text)) if len(text) <= _WIDTH else None
            if same and _COMPARES.search(text):
                # What stands before the comparison is what is looked at, not what is expected.
                old, new = (_LITERAL.findall(side.rpartition("==")[2]) for side in (same.pop(0), text))
                pair = next(((was, now) for was, now in zip(old, new, strict=True) if was != now), None)
                if pair:
                    yield Evidence(f"expected {pair[0][:50]} -> {pair[1][:50]}", suite.patch.path, number, number)


def _frame(text: str) -> str:
    return _LITERAL.sub("\0", text.strip())
