"""What a change does beside what it says: other parts, other tools, and decisions among mechanical edits.

Mixed changes are a frequent reason to turn down what an agent wrote, see
https://arxiv.org/abs/2606.13468.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.syntax.components import components
from riskcheck.syntax.edits import Edit, edits, renames


def _rule(name: str, title: str, unit: str, why: str, remedy: str, grade: int) -> Rule:
    reference = "https://arxiv.org/abs/2606.13468"
    return Rule(f"scope.{name}", title, "likelihood", unit, "size", why, remedy, grade, True, reference)


MECHANICAL = _rule(
    "mechanical", "Decisions among mechanical edits", "hunks",
    "Who has seen ten equal edits reads over the one that is different.",
    "Split the mechanical part off, or read the named places first.", 2,
)  # fmt: skip
LAYOUT = _rule(
    "layout", "Layout changed along with logic", "hunks",
    "Lines that only look different hide those that do something different.",
    "Put the new layout into a change of its own.", 1,
)  # fmt: skip
TOOLS = _rule(
    "tools", "Settings of tools changed beside a feature", "files",
    "What the tools accept from now on is decided here, and the message does not say so.",
    "Put it into a change of its own, or say in the message why it is needed.", 2,
)  # fmt: skip
UNRELATED = _rule(
    "unrelated", "Parts with no relation in one change", "files",
    "What the message does not name is reviewed by nobody who knows it, and is reverted along with the rest.",
    "Split it along these parts.", 1,
)  # fmt: skip
RULES: Final = (MECHANICAL, LAYOUT, TOOLS, UNRELATED)

_LEAST_MECHANICAL = 10
_LEAST_FILES = 5
_LEAST_LAYOUT = 5
_TOOLS = expression(
    r"(^|/)(tsconfig[^/]*\.json|\.eslintrc[^/]*|eslint\.config\.[^/]+|biome\.json|\.prettierrc[^/]*|prettier\.config\.[^/]+"
    r"|ruff\.toml|\.ruff\.toml|\.flake8|mypy\.ini|\.pylintrc|pylintrc|\.coveragerc|\.golangci\.ya?ml|jest\.config\.[^/]+"
    r"|vitest\.config\.[^/]+|babel\.config\.[^/]+|\.babelrc|\.editorconfig|\.rubocop[^/]*\.yml|phpstan[^/]*\.neon[^/]*"
    r"|psalm\.xml|\.clang-(?:tidy|format)|rustfmt\.toml|clippy\.toml|detekt\.yml|checkstyle[^/]*\.xml|codecov\.yml)$"
)
_FEATURE = expression(
    r"\s*(?:feat\b|(?:add|implement|introduce|support|allow|enable|create|fix)(?:e?s|ed|ing)?\b)", re.IGNORECASE
)
_SAID = expression(
    r"\b(?:config\w*|settings?|lint\w*|build|tool\w*|compiler|typescript|type.?check\w*|strict\w*|format\w*|style|coverage|jest|vitest"
    r"|babel|eslint|biome|prettier|ruff|flake8|mypy|pylint|golangci\w*|rubocop|phpstan|psalm|clang\w*|rustfmt|clippy|detekt"
    r"|checkstyle|spotbugs|codecov|tests?|ci|rules?|warnings?|upgrade\w*|bump\w*|migrat\w*|import\w*)\b",
    re.IGNORECASE,
)
_TESTS = expression(r"(^|/)(tests?\b[^/]*|t)/", re.IGNORECASE)
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """What stands between mechanical edits, and what the words of the change do not cover."""
    changed = [
        patch for patch in changeset.patches if patch.kind in ("code", "test") and patch.change_type in ("M", "R")
    ]
    found = list(edits(changed))
    yield from _mixed(found)
    message = "\n".join([changeset.message or "", *(commit.message for commit in changeset.commits)]).strip()
    if message:
        yield from _tools(changeset, message)
        yield from _unrelated(changeset, message, found)


def _mixed(found: Sequence[Edit]) -> Iterator[Signal]:
    mechanical = [edit for edit in found if edit.nature in ("rename", "layout")]
    logic = [edit for edit in found if edit.nature == "logic" and edit.patch.kind == "code"]
    layout = [edit for edit in mechanical if edit.nature == "layout" and edit.patch.kind == "code"]
    files = {edit.patch.path for edit in mechanical}
    if (
        logic
        and len(mechanical) >= _LEAST_MECHANICAL
        and len(files) >= _LEAST_FILES
        and 3 * len(logic) <= len(mechanical)
    ):
        told = f"not like the {len(mechanical)} mechanical edits{_named(mechanical)}"
        yield Signal(MECHANICAL, len(logic), tuple(_place(edit, told) for edit in logic[:_PLACES]))
    elif logic and len(layout) >= _LEAST_LAYOUT and len(layout) >= len(logic):
        yield Signal(LAYOUT, len(layout), tuple(_place(edit, "only laid out anew") for edit in layout[:_PLACES]))


def _named(mechanical: Sequence[Edit]) -> str:
    pairs = renames(mechanical)
    if not pairs:
        return ""
    old, new = (words[:40] for words in pairs[0])
    return f", such as {old} -> {new}" if old and new else f", such as {old or new} {'dropped' if old else 'added'}"


def _place(edit: Edit, told: str) -> Evidence:
    return Evidence(told, edit.patch.path, *edit.lines)


def _tools(changeset: Changeset, message: str) -> Iterator[Signal]:
    if not _FEATURE.match(message) or _SAID.search(message[:5000]):
        return
    has_code = any(patch.kind == "code" and patch.lines_added for patch in changeset.patches)
    found = [patch for patch in changeset.patches if patch.change_type == "M" and _TOOLS.search(patch.path)]
    if found and has_code:
        told = "the message does not name it"
        yield Signal(TOOLS, len(found), tuple(Evidence(told, patch.path) for patch in found[:_PLACES]))


def _unrelated(changeset: Changeset, message: str, found: Sequence[Edit]) -> Iterator[Signal]:
    decided = {edit.patch.path for edit in found if edit.nature == "logic"}
    code = [patch for patch in changeset.patches if patch.kind == "code" and _is_written(patch, decided)]
    named, others = components(code, message)
    if named and others:
        told = f"has nothing in common with {named[0].path}, and the message does not name it"
        yield Signal(UNRELATED, len(others), tuple(Evidence(told, patch.path) for patch in others[:_PLACES]))


def _is_written(patch: Patch, decided: set[str]) -> bool:
    return (patch.change_type == "A" or patch.path in decided) and _TESTS.search(patch.path) is None
