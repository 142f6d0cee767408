"""What the specialists that are installed say of a change, each about the files that it is for.

A place that several of them, or semgrep's rules, know is told once, by the one that knows it best:
zizmor before the rules for workflows, sqlglot before squawk before the rules for SQL.
"""

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from riskcheck.contents import MAX_BLOB_BYTES, Contents
from riskcheck.core.change import Patch, Skipped
from riskcheck.expressions import expression
from riskcheck.semgrep import Match, Matches
from riskcheck.signals.introduced import introduced
from riskcheck.specialists import literals, migrations, sql_files, sqlglot, squawk, zizmor
from riskcheck.specialists.answers import Answer, Finding, Sides

# Rules of semgrep that zizmor tells too, each with its name there: told once where both do.
TOLD: Final[Mapping[str, str]] = {
    "gha-expression-in-script": "zizmor.template-injection",
    "gha-secrets-inherit": "zizmor.secrets-inherit",
    "gha-write-all": "zizmor.excessive-permissions",
}
# Rules of semgrep for files that these specialists understand: what they say of a place holds, also if it is nothing.
JUDGED: Final[Mapping[str, tuple[str, ...]]] = {
    "sql-destructive": ("sqlglot", "squawk"),
    "sql-not-null": ("sqlglot", "squawk"),
    "sql-unbounded-write": ("sqlglot",),
}
_SAID_BY_SQLGLOT: Final = frozenset(
    f"squawk.{name}"
    for name in (
        "ban-drop-database", "ban-drop-table", "ban-drop-column", "ban-truncate-cascade", "renaming-table",
        "renaming-column", "changing-column-type", "adding-required-field", "adding-not-nullable-field",
    )
)  # fmt: skip
_WORKFLOW: Final = expression(r"^\.github/workflows/[^/]+\.ya?ml$|(?:^|/)action\.ya?ml$")
# A program of which no changed line has one of these words has no SQL that changed.
_SQL_WORD: Final = expression(
    r"\b(?:select|from|where|and|limit|join|delete|update|truncate|drop|alter|grant)\b", re.IGNORECASE
)
_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found by path of the head, and the paths that each specialist has read.

    `opaque` holds the lines of a file in which sqlglot did not understand a statement.
    """

    findings: tuple[tuple[str, Finding], ...] = ()
    read: Mapping[str, frozenset[str]] = field(default_factory=dict)
    opaque: Mapping[str, frozenset[int]] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    def has_read(self, tool: str, path: str, lines: range) -> bool:
        """Whether a specialist understood these lines."""
        opaque = self.opaque.get(path, frozenset()) if tool == "sqlglot" else frozenset()
        return path in self.read.get(tool, ()) and opaque.isdisjoint(lines)


@dataclass(frozen=True, slots=True)
class _Tool:
    name: str
    file: str
    files: str
    extra: str
    is_for: Callable[[Patch], bool]
    reads: Callable[[Sides], bool] = bool
    most: int = MAX_BLOB_BYTES


def _is_workflow(patch: Patch) -> bool:
    return _WORKFLOW.search(patch.path) is not None and patch.kind in ("ci", "config")


def _is_sql(patch: Patch) -> bool:
    return patch.path.lower().endswith(".sql") and patch.kind in ("migration", "code")


def _is_migration(patch: Patch) -> bool:
    return _is_sql(patch) and (patch.kind == "migration" or migrations.is_of_migration(patch.path))


def _may_hold_sql(patch: Patch) -> bool:
    if _is_sql(patch):
        return True
    if os.path.splitext(patch.path)[1].lower() not in literals.SUFFIXES or patch.kind not in ("migration", "code"):
        return False
    lines = (text for side in (patch.added(), patch.deleted()) for _, text in side)
    return any(_SQL_WORD.search(text[:_WIDTH]) for text in lines)


def _may_be_postgresql(sides: Sides) -> bool:
    return migrations.may_be_postgresql(sides.path, (sides.head or sides.base).decode("utf-8", "replace"))


_ZIZMOR: Final = _Tool("zizmor", "workflow file", "workflow files", "actions", _is_workflow)
_SQUAWK: Final = _Tool("squawk", "migration", "migrations", "sql", _is_migration, _may_be_postgresql)
_SQLGLOT: Final = _Tool("sqlglot", "file with SQL", "files with SQL", "sql", _may_hold_sql, most=sql_files.MAX_BYTES)
_Examine = Callable[[Mapping[str, bytes], Mapping[str, str], float], Answer | None]


def read(contents: Contents, environ: Mapping[str, str]) -> Reading:
    """What the specialists say of the files that they are for."""
    parsed = _parsed(contents)
    asked = (
        _asked(_ZIZMOR, zizmor.examine, contents, environ),
        _asked(_SQUAWK, squawk.examine, contents, environ),
    )
    told = [
        place
        for reading in asked
        for place in reading.findings
        if not (place[1].rule in _SAID_BY_SQLGLOT and parsed.has_read("sqlglot", place[0], place[1].lines))
    ]
    ordered = sorted((*told, *parsed.findings), key=lambda place: (place[0], place[1].start_line, place[1].rule))
    return Reading(
        tuple(ordered),
        {tool: paths for reading in (*asked, parsed) for tool, paths in reading.read.items()},
        parsed.opaque,
        tuple(skipped for reading in (*asked, parsed) for skipped in reading.skipped),
    )


def without_doubles(matches: Matches, reading: Reading) -> Matches:
    """The matches of semgrep without those whose places a specialist tells, or has judged."""
    left = {
        target: tuple(match for match in found if not _is_known(target.partition(":")[2], match, reading))
        for target, found in matches.by_target.items()
    }
    return Matches(left, matches.skipped)


def _is_known(path: str, match: Match, reading: Reading) -> bool:
    lines = range(match.start_line, match.end_line + 1)
    return any(reading.has_read(tool, path, lines) for tool in JUDGED.get(match.rule, ())) or any(
        told == path and finding.rule == TOLD.get(match.rule) and set(lines) & set(finding.lines)
        for told, finding in reading.findings
    )


def _asked(tool: _Tool, examine: _Examine, contents: Contents, environ: Mapping[str, str]) -> Reading:
    pairs, skipped = _sides(tool, contents)
    pairs = [(patch, sides) for patch, sides in pairs if tool.reads(sides)]
    heads = {sides.path for _, sides in pairs if sides.head}
    if not heads:
        return Reading(skipped=skipped)
    files = {f"head:{sides.path}": sides.head for _, sides in pairs if sides.head}
    files |= {f"base:{sides.path}": sides.base for _, sides in pairs if sides.base}
    answer = examine(files, environ, contents.limit)
    if answer is None:
        reason = f"not installed: pip install 'riskcheck[{tool.extra}]'"
        return Reading(skipped=(*skipped, Skipped(_what(tool, len(heads)), reason)))
    unread = {path: answer.unread[f"head:{path}"] for path in sorted(heads) if f"head:{path}" in answer.unread}
    skipped += tuple(Skipped(f"{tool.name} on {path}", reason) for path, reason in unread.items())
    places = tuple(introduced(answer, [patch for patch, _ in pairs]))
    return Reading(places, {tool.name: frozenset(heads - unread.keys())}, skipped=skipped)


def _parsed(contents: Contents) -> Reading:
    pairs, skipped = _sides(_SQLGLOT, contents)
    known = []
    for _, sides in pairs:
        if time.monotonic() > contents.limit:
            skipped += (Skipped("sqlglot on some files of the change", "deadline reached"),)
            break
        sql = sql_files.sql_of(sides)
        known += [sql] if sql is not None and (sql.new or sql.gone) else []
    if not known:
        return Reading(skipped=skipped)
    if not sqlglot.is_installed():
        reason = f"not installed: pip install 'riskcheck[{_SQLGLOT.extra}]'"
        return Reading(skipped=(*skipped, Skipped(_what(_SQLGLOT, len(known)), reason)))
    answers = sql_files.examine(known, contents.limit)
    unread = {path: len(answer.unread) for path, answer in answers.items() if answer.unread}
    skipped += tuple(
        Skipped(f"sqlglot on {number} statement{'s' if number != 1 else ''} of {path}", "in no dialect that it knows")
        for path, number in sorted(unread.items())
    )
    return Reading(
        tuple((path, finding) for path, answer in answers.items() for finding in answer.findings),
        {"sqlglot": frozenset(answers)},
        {path: answer.opaque for path, answer in answers.items()},
        skipped,
    )


def _what(tool: _Tool, number: int) -> str:
    return f"{tool.name} on {number} {tool.file if number == 1 else tool.files}"


def _sides(tool: _Tool, contents: Contents) -> tuple[list[tuple[Patch, Sides]], tuple[Skipped, ...]]:
    """Both sides of the files that a specialist is for, and what of that cannot be had."""
    patches = [patch for patch in contents.changeset.patches if tool.is_for(patch)]
    if not contents.is_known:
        surely = sum(tool is not _SQLGLOT or _is_sql(patch) for patch in patches)
        reason = "a bare diff does not hold whole files"
        return [], (Skipped(_what(tool, surely), reason),) if surely else ()
    found, missing = [], []
    for patch in patches:
        base = b"" if patch.change_type == "A" else contents.source(patch)
        head = b"" if patch.change_type == "D" else contents.target(patch)
        if base is None or head is None or (_is_sql(patch) and max(len(base), len(head)) > tool.most):
            # Whether a program that cannot be read has any SQL, nobody knows.
            if tool is not _SQLGLOT or _is_sql(patch):
                missing.append(Skipped(f"{tool.name} on {patch.path}", "missing, no plain file, or too large"))
        else:
            found.append((patch, Sides(patch.path, base, head)))
    return found, tuple(missing)
