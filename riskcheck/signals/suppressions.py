"""Checkers that a change tells to look away: comments that silence linters, type checkers and scanners.

Agents reach for them where a check stands in the way; see "Agentic refactoring and type
escapes", https://arxiv.org/abs/2602.17955.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

SECURITY = Rule(
    "suppressions.security", "Security check silenced", "likelihood", "lines", "suppressions",
    "The scanner will not warn about this place again, whatever becomes of it.",
    "Say beside it why it is safe, and have somebody with an eye for security agree.", ai_typical=True, grade=3,
)  # fmt: skip
CHECKS = Rule(
    "suppressions.check", "Check silenced", "likelihood", "lines", "suppressions",
    "What the linter or type checker found is still there, only unseen.",
    "Correct what it found, or say beside it why it is wrong.", ai_typical=True,
    reference="https://arxiv.org/abs/2602.17955",
)  # fmt: skip
TYPES = Rule(
    "suppressions.types", "Type checking evaded", "likelihood", "lines", "suppressions",
    "Where everything is of any type, nobody but the user finds out what does not fit.",
    "Give these values their types; where another library's are wrong, correct them in one declaration.",
    ai_typical=True, grade=3, reference="https://arxiv.org/abs/2602.17955",
)  # fmt: skip
RULES: Final = (SECURITY, CHECKS, TYPES)

# Every one of them inside a comment or an attribute, as its tool documents it.
_SECURITY = expression(
    r"#\s*nosec\b|\bnosemgrep\b|#\s*(?:checkov|tfsec|kics)[:-]\s*(?:skip|ignore)|\b(?:codeql|lgtm)\s*\[|#nosec\b"
    r"|\bgitleaks:allow\b|\bpragma: allowlist secret\b|\bNOSONAR\b|\btrivy:ignore\b",
    re.IGNORECASE,
)
_CHECKS = expression(
    r"#\s*noqa\b|#\s*type:\s*ignore|#\s*pyright:\s*ignore|#\s*mypy:\s*ignore-errors|#\s*pylint:\s*disable"
    r"|\beslint-disable|\bbiome-ignore\b|@ts-(?:ignore|expect-error|nocheck)\b|\btslint:disable|\boxlint-disable"
    r"|//\s?nolint\b|@SuppressWarnings\b|@Suppress\(|#pragma warning disable|SuppressMessage\("
    r"|#!?\[allow\(|rubocop:disable|phpcs:(?:ignore|disable)|@phpstan-ignore|@psalm-suppress|shellcheck disable="
    r"|//\s?NOLINT\b|#pragma (?:GCC|clang) diagnostic ignored|swiftlint:disable|ktlint-disable|hadolint ignore=",
)
# Ways round the type checkers of Python and TypeScript.
_EVASIONS = expression(
    r"#\s*type:\s*ignore|#\s*pyright:\s*ignore|@ts-(?:ignore|expect-error|nocheck)\b|\bas any\b|\bas unknown as\b"
    r"|[:<,]\s*any\b\s*[>;,=)\[]|\bcast\(\s*[\"']?Any\b"
)
_TYPED = (".py", ".pyi", ".ts", ".tsx", ".mts", ".cts")
# One or two are a matter of the libraries at hand.
_MANY_EVASIONS = 3
# A test may do what its subject may not.
_READ = frozenset({"code", "config", "ci", "migration", "manifest"})
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Added lines that silence a check; a line that was there before, wherever it stood, silences nothing new."""
    before = {text.strip() for patch in changeset.patches for _, text in patch.deleted()}
    found: dict[str, list[Evidence]] = {SECURITY.id: [], CHECKS.id: []}
    for patch in changeset.patches:
        if patch.kind in _READ:
            for rule, evidence in _in_patch(patch, before):
                found[rule.id].append(evidence)
    evasions = [evidence for patch in changeset.patches for evidence in _evasions(patch)]
    if len(evasions) >= _MANY_EVASIONS:
        found[TYPES.id] = evasions
    for rule in RULES:
        if found.get(rule.id):
            yield Signal(rule, len(found[rule.id]), tuple(found[rule.id][:_PLACES]))


def _in_patch(patch: Patch, before: set[str]) -> Iterator[tuple[Rule, Evidence]]:
    for number, text in patch.added():
        line = text[:1000]
        match = _SECURITY.search(line) or _CHECKS.search(line)
        if match and text.strip() not in before and not _replaces(line, before):
            rule = SECURITY if _SECURITY.search(line) else CHECKS
            yield rule, Evidence(f"silenced with {match[0].strip()}", patch.path, number, number)


def _evasions(patch: Patch) -> list[Evidence]:
    """Added lines that evade the type checker, if the patch adds more of them than it deletes."""
    if patch.kind != "code" or not patch.path.endswith(_TYPED):
        return []
    added = [(number, match[0].strip(" :<,")) for number, text in patch.added() if (match := _evasion(text))]
    deleted = sum(_evasion(text) is not None for _, text in patch.deleted())
    return [Evidence(f"evaded with {what}", patch.path, number, number) for number, what in added[deleted:]]


def _evasion(text: str) -> re.Match[str] | None:
    return _EVASIONS.search(text[:1000])


def _replaces(line: str, before: set[str]) -> bool:
    """Whether the line only edits code that was silenced in the same way before."""
    silenced = _SECURITY.search(line) or _CHECKS.search(line)
    code = line[: silenced.start()].strip() if silenced else ""
    head = code.split("(")[0].split("=")[0].strip()
    pattern = _SECURITY if _SECURITY.search(line) else _CHECKS
    return len(head) > 3 and any(text.startswith(head) and pattern.search(text[:1000]) for text in before)
