"""Places where a mistake costs more than elsewhere, by the names of paths."""

import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from riskcheck import presets
from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context


def _rule(name: str, title: str, group: str, why: str, remedy: str) -> Rule:
    return Rule(f"path.{name}", title, "impact", "files", group, why, remedy)


AUTH = _rule(
    "auth", "Authentication or permissions touched", "auth",
    "A mistake here opens what should be closed.", "Have somebody who owns access control read it.",
)  # fmt: skip
MONEY = _rule(
    "money", "Payments touched", "payments",
    "A mistake here moves money.", "Reconcile totals before and after, on a small share of accounts first.",
)  # fmt: skip
SECRETS = _rule(
    "crypto", "Cryptography or secrets touched", "auth",
    "A mistake here is invisible until it is used.", "Have it read by somebody who knows cryptography.",
)  # fmt: skip
MIGRATION = _rule(
    "migration", "Database migration", "data",
    "Data that a migration loses does not come back with a revert.",
    "Run it on a copy of the data, apart from the code that needs it.",
)  # fmt: skip
PIPELINE = _rule(
    "pipeline", "Build or delivery pipeline touched", "pipeline",
    "What guards every other change is itself changed here.",
    "Check that no step became weaker and no permission wider.",
)  # fmt: skip
INFRASTRUCTURE = _rule(
    "infrastructure", "Infrastructure touched", "infrastructure",
    "It takes effect for a whole environment at once.", "Apply it to one environment first.",
)  # fmt: skip
DEPENDENCIES = _rule(
    "dependencies", "Dependencies changed", "dependencies",
    "Code that nobody here reviewed comes in with it.",
    "Read the release notes for breaking changes, and pin the version.",
)  # fmt: skip
DISGUISE = _rule(
    "disguise", "Attributes of files changed", "pipeline",
    "Attributes can hide files from diffs and reviews.", "Check that no source file is declared binary or generated.",
)  # fmt: skip
LINKS = _rule(
    "link", "Symbolic link or submodule pointer", "pipeline",
    "What it points to is not part of the diff.", "Look at what it points to.",
)  # fmt: skip
HIDDEN = _rule(
    "binary-source", "Source file that git takes for binary", "pipeline",
    "Its changes do not show in a review.", "Remove the NUL byte from it.",
)  # fmt: skip
CRITICAL = _rule(
    "critical", "Critical path of this team", "critical",
    "The team's configuration names it as critical.", "Have its owner look at it.",
)  # fmt: skip

_AUTH = expression(
    r"(^|[/_.-])(auth|authn|authz|oauth2?|login|permissions?|acl|rbac|sessions?|access[_-]?control|sso|saml)([/_.-]|$)",
    re.I,
)
_MONEY = expression(r"(^|[/_.-])(payments?|billing|invoices?|checkout|refunds?|payouts?|ledger)([/_.-]|$)", re.I)
_SECRETS = expression(
    r"(^|[/_.-])(crypto|cryptography|encryption|secrets?|certificates?|keystore|tls|ssl)([/_.-]|$)", re.I
)
_INFRASTRUCTURE = expression(
    r"\.(tf|tfvars|hcl)$|(^|/)(Dockerfile|docker-compose)[^/]*$|(^|/)(helm|k8s|kubernetes|terraform|ansible)/", re.I
)


def _named(pattern: re.Pattern[str], *kinds: str) -> Callable[[Patch], bool]:
    return lambda patch: patch.kind in kinds and pattern.search(patch.path) is not None


_PLACES: Final[tuple[tuple[Rule, Callable[[Patch], bool], str], ...]] = (
    (AUTH, _named(_AUTH, "code", "config"), "decides who may do what"),
    (MONEY, _named(_MONEY, "code", "config"), "handles money"),
    (SECRETS, _named(_SECRETS, "code", "config"), "handles keys or encryption"),
    (MIGRATION, lambda patch: patch.kind == "migration", "changes a database"),
    (PIPELINE, lambda patch: patch.kind == "ci", "runs for every change"),
    # A program that talks to machines, under a folder of that name, describes none.
    (INFRASTRUCTURE, _named(_INFRASTRUCTURE, "config"), "describes machines"),
    (DEPENDENCIES, lambda patch: patch.kind in ("manifest", "lock"), "names dependencies"),
    (DISGUISE, lambda patch: patch.path.rpartition("/")[2] == ".gitattributes", "sets attributes"),
    (LINKS, lambda patch: bool({patch.source_mode, patch.target_mode} & {0o120000, 0o160000}), "points elsewhere"),
    (HIDDEN, lambda patch: patch.binary and bool(patch.hunks), "was read as text all the same"),
)
RULES: Final = (*(rule for rule, _, _ in _PLACES), CRITICAL)
_SHOWN = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """How many files of the change lie in each kind of sensitive place."""
    for rule, is_there, told in _PLACES:
        found = sorted(patch.path for patch in changeset.patches if is_there(patch))
        if found:
            yield Signal(rule, len(found), tuple(Evidence(told, path) for path in found[:_SHOWN]))
    yield from _critical(changeset, context.settings.critical_paths)


def _critical(changeset: Changeset, entries: Sequence[str]) -> Iterator[Signal]:
    """The files that a glob of the team's own finds, or one of a preset that it takes over."""
    globs = presets.globs(entries)
    found = {
        patch.path: next((entry for glob, entry in globs if fnmatchcase(patch.path, glob)), None)
        for patch in changeset.patches
    }
    critical = sorted((path, entry) for path, entry in found.items() if entry is not None)
    if critical:
        evidence = (Evidence(_named_by(entry), path) for path, entry in critical[:_SHOWN])
        yield Signal(CRITICAL, len(critical), tuple(evidence))


def _named_by(entry: str) -> str:
    preset = f", by {entry}" if entry.startswith(presets.PREFIX) else ""
    return f"named in the configuration{preset}"
