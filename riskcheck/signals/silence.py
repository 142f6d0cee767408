"""Warnings and logs that a change turns off for a whole program or test run.

Warnings announce what will break; see https://docs.python.org/3/library/warnings.html.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.signals.suites import runs

WARNINGS = Rule(
    "silence.warnings", "Warnings turned off", "likelihood", "lines", "suppressions",
    "What the next version will break is no longer announced, here or anywhere else in the program.",
    "Turn off the one warning that is known, by category and module, and say until when.", 2, ai_typical=True,
    reference="https://docs.python.org/3/library/warnings.html",
)  # fmt: skip
LOGS = Rule(
    "silence.logs", "Log level raised", "impact", "lines", "suppressions",
    "When something goes wrong, what led to it is missing from the logs.",
    "Raise the level of the one logger that is too loud, and try whether an incident can still be followed.", 2,
)  # fmt: skip
RULES: Final = (WARNINGS, LOGS)
_PLACES = 5
_WIDTH = 500
_WARNINGS = expression(
    r"^warnings\.(?:simplefilter|filterwarnings)\(\s?[\"']ignore[\"']\s?(?:,\s?(?:category\s?=\s?)?\w{0,60}Warning\s?)?\)"
    r"|\bPYTHONWARNINGS\s?[=:]\s?[\"']?ignore\b|(?<![\w-])-W[ =]?ignore(?![:\w])"
    r"|--disable-warnings\b|--disable-pytest-warnings\b|-p no:warnings\b"
    r"|\bNODE_NO_WARNINGS\s?[=:]\s?[\"']?1|(?<![\w-])--no-warnings\b|\bActiveSupport::Deprecation\.silenced\s?=\s?true"
    r"|^\s*[\"']?ignore(?:::(?:Pending)?DeprecationWarning)?[\"']?,?\s*$"
)
# In a list of filters only an entry of its own says that; elsewhere the word means something else.
_FILTERS = expression(r"(^|/)(pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml)$")
_LEVEL = expression(
    r"(log\w{0,20}[._-]?level[\"']?\s{0,5}[=:,(]|\bsetLevel\(|\brootLogger\b|<(?:root|logger)\b.{0,60}\blevel).{0,40}?"
    r"\b(trace|debug|info|notice|warn|warning|error|fatal|critical|off)\b",
    re.IGNORECASE,
)
_RANK: Final = {
    **dict.fromkeys(("trace", "debug"), 0), **dict.fromkeys(("info", "notice"), 1),
    **dict.fromkeys(("warn", "warning"), 2), **dict.fromkeys(("error", "fatal", "critical", "off"), 3),
}  # fmt: skip
_READ = frozenset({"code", "config", "manifest", "ci", "other"})


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Filters that turn warnings off altogether, and levels of logs raised past information."""
    moved = {text.strip() for patch in changeset.patches for _, text in patch.deleted()}
    read = [patch for patch in changeset.patches if patch.kind in _READ]
    for rule, found in (
        (WARNINGS, [place for patch in read for place in _quiet(patch, moved)]),
        (LOGS, [place for patch in read if patch.kind != "ci" for place in _raised(patch)]),
    ):
        if found:
            yield Signal(rule, len(found), tuple(found[:_PLACES]))


def _quiet(patch: Patch, moved: set[str]) -> Iterator[Evidence]:
    for number, text in patch.added():
        found = _WARNINGS.search(text[:_WIDTH])
        if found and text.strip() not in moved and not text.lstrip().startswith(("#", "//")):
            told = found[0].strip()
            if not told.strip("\"',").startswith("ignore") or _FILTERS.search(patch.path):
                yield Evidence(f"turned off with {told[:60]}", patch.path, number, number)


def _raised(patch: Patch) -> Iterator[Evidence]:
    for run in runs(patch):
        before = {found[0]: found[1] for _, text in run.deleted if (found := _level(text))}
        for number, text in run.added:
            frame, new = _level(text) or ("", "")
            old = before.get(frame)
            if old and _RANK[new] > max(_RANK[old], 1):
                yield Evidence(f"log level {old} -> {new}", patch.path, number, number)


def _level(text: str) -> tuple[str, str] | None:
    """The rest of a line that sets the level of a log, and the level."""
    line = text.strip()[:_WIDTH]
    found = _LEVEL.search(line)
    return (line[: found.start(2)] + line[found.end(2) :], found[2].lower()) if found else None
