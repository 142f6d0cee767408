"""Asks squawk about migrations of PostgreSQL (the only caller of it).

Its answer by line is kept for the rules below; those about style are left out. It knows the
locks that statements take, which no other tool here does.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from riskcheck.core.signal import Rule
from riskcheck.expressions import expression
from riskcheck.specialists import migrations, programs
from riskcheck.specialists.answers import Answer, Finding, in_short

_OWN: Final = "Expand first: add the new, move readers and writers over, and remove the old in a later release."
_APART: Final = "Add it NOT VALID, and validate it in a migration of its own."


def _rule(name: str, grade: int, title: str, why: str, remedy: str) -> Rule:
    reference = f"https://squawkhq.com/docs/{name}"
    return Rule(f"squawk.{name}", title, "impact", "places", "data", why, remedy, grade, reference=reference)


RULES: Final = (
    _rule("ban-drop-database", 5, "Database dropped", "All that it holds is gone.",
          "Confirm that nothing uses it and that a backup can be restored."),
    _rule("ban-drop-table", 5, "Table dropped",
          "Its rows come back from a backup only, and the running release may use it.",
          "Stop using it one release earlier, back it up, and drop it on its own."),
    _rule("ban-drop-column", 5, "Column dropped",
          "Its values come back from a backup only, and the running release may read it.",
          "Stop reading and writing it one release earlier, and drop it on its own."),
    _rule("ban-truncate-cascade", 5, "Tables emptied through their foreign keys",
          "It also empties every table that refers to this one, and those that refer to them.",
          "Name each table that is meant, without CASCADE."),
    _rule("renaming-table", 4, "Table renamed", "The running release asks for the old name and fails.", _OWN),
    _rule("renaming-column", 4, "Column renamed", "The running release asks for the old name and fails.", _OWN),
    _rule("changing-column-type", 4, "Type of a column changed",
          "The table is locked against reads and writes while it is rewritten, and values may not fit.", _OWN),
    _rule("adding-required-field", 4, "Column that must be filled added",
          "It fails on a table with rows, and inserts of the running release fail after it.",
          "Add it with a default or as nullable, fill it, and forbid null in a later release."),
    _rule("adding-not-nullable-field", 4, "Column must not be null",
          "Every row is checked under a lock that stops reads and writes, and one null fails the migration.",
          "Add a check constraint NOT VALID, validate it, and set NOT NULL after that."),
    _rule("ban-concurrent-index-creation-in-transaction", 4, "Concurrent index inside a transaction",
          "PostgreSQL refuses it, so the migration fails.",
          "Move it into a migration that runs without a transaction."),
    _rule("ban-uncommitted-transaction", 4, "Transaction that is not committed",
          "What it did is rolled back when the connection closes, and its locks are held until then.",
          "End it with COMMIT."),
    _rule("constraint-missing-not-valid", 3, "Constraint checked at once",
          "Every row is read while writes to the table wait.", _APART),
    _rule("adding-foreign-key-constraint", 3, "Foreign key checked at once",
          "Writes to both tables wait while every row is checked.", _APART),
    _rule("disallowed-unique-constraint", 3, "Unique constraint added under lock",
          "Reads and writes wait while its index is built, and one duplicate fails it.",
          "Create a unique index CONCURRENTLY, and add the constraint USING it."),
    _rule("adding-field-with-default", 3, "Column whose default rewrites the table",
          "Each row is written anew while reads and writes wait.",
          "Add the column, set the default, and fill it in batches."),
    _rule("adding-serial-primary-key-field", 3, "Primary key added under lock",
          "Reads and writes wait while its index is built.",
          "Create a unique index CONCURRENTLY first, and use it for the key."),
    _rule("require-concurrent-index-creation", 3, "Index built while writes wait",
          "Writes to the table wait until it is built, minutes on a large one.",
          "Create it CONCURRENTLY, outside of a transaction."),
    _rule("require-concurrent-index-deletion", 2, "Index dropped under lock",
          "It waits for every open transaction, and all others wait behind it.", "Drop it CONCURRENTLY."),
    _rule("require-concurrent-reindex", 3, "Index rebuilt while writes wait",
          "Writes to the table wait until it is built.", "Use REINDEX CONCURRENTLY."),
    _rule("require-concurrent-partition-detach", 3, "Partition detached under lock",
          "Reads and writes of the whole table wait for it.", "Detach it CONCURRENTLY."),
    _rule("prefer-repack", 3, "Table rewritten under lock",
          "Reads and writes wait until the whole table is written anew.", "Use a tool that repacks it online."),
    _rule("ban-alter-domain-with-add-constraint", 3, "Constraint of a domain checked at once",
          "Every table with a column of that domain is locked and read.",
          "Add it NOT VALID, or use a check on the table."),
    _rule("ban-duplicate-column-assignments", 3, "Column assigned twice",
          "PostgreSQL refuses it, so the migration fails.",
          "Keep the assignment that is meant."),
    _rule("ban-drop-not-null", 2, "Column may be null from now on", "Code that takes a value for granted meets a null.",
          "Check what reads it before nulls come in."),
)  # fmt: skip
_KNOWN: Final = frozenset(rule.id for rule in RULES)
# Both are said of one foreign key; the more specific one stays.
_IMPLIED: Final = {"squawk.adding-foreign-key-constraint": "squawk.constraint-missing-not-valid"}
_IGNORE: Final = expression(r"squawk(?=-ignore)", re.IGNORECASE)
_NAME: Final = r'(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?([\w."]+)'
_CREATED: Final = expression(r"\bcreate\s+(?:\w+\s+){0,2}table\s+" + _NAME, re.IGNORECASE)
_SUBJECT: Final = expression(r"\b(?:(?:alter|drop|truncate)\s+table|truncate|on)\s+" + _NAME, re.IGNORECASE)


def examine(files: Mapping[str, bytes], environ: Mapping[str, str], limit: float) -> Answer | None:
    """What squawk says of migrations by path of each; None where it is not installed."""
    program = programs.find("squawk", environ)
    if program is None:
        return None
    # One more character makes it a plain comment, and lines stay where they are.
    texts = {name: _IGNORE.sub("squawk.", content.decode("utf-8", "replace")) for name, content in files.items()}
    ordinals = {f"{number:05}.sql": name for number, name in enumerate(sorted(texts), start=1)}
    given = {ordinal: texts[name].encode() for ordinal, name in ordinals.items()}
    command = [program, "--config=riskcheck.toml", "--reporter=json", "--no-assume-in-transaction", *ordinals]
    try:
        # An empty configuration of ours: none is looked for in the folders above.
        status, output = programs.run(command, {**given, "riskcheck.toml": b""}, limit)
        reports = _reports(output, status)
    except programs.ProgramError as problem:
        return Answer({}, dict.fromkeys(files, str(problem)))
    broken = {ordinals[report["file"]] for report in reports if report["rule_name"] == "syntax-error"}
    found = {
        name: tuple(_findings(name, text, ordinals, reports)) for name, text in texts.items() if name not in broken
    }
    return Answer(found, dict.fromkeys(sorted(broken), "no PostgreSQL that squawk can parse"))


def _reports(output: bytes, status: int) -> list[dict[str, Any]]:
    try:
        reports = json.loads(output)
    except (ValueError, RecursionError):
        raise programs.ProgramError(f"squawk failed (exit status {status})") from None
    if not isinstance(reports, list) or not all(_is_report(report) for report in reports):
        raise programs.ProgramError("squawk gave an answer of another form")
    return reports


def _is_report(report: object) -> bool:
    if not isinstance(report, dict):
        return False
    texts = (report.get("file"), report.get("rule_name"))
    numbers = (report.get("line"), report.get("line_end"), report.get("column"))
    return all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)


def _findings(name: str, text: str, ordinals: Mapping[str, str], reports: list[dict[str, Any]]) -> Iterator[Finding]:
    lines = text.split("\n")
    created = {_bare(found[1]) for found in _CREATED.finditer(text)}
    undo = migrations.undo_line(name, text)
    said: dict[tuple[str, int], Finding] = {}
    for report in reports:
        rule, line = f"squawk.{report['rule_name']}", report["line"] + 1
        if ordinals.get(report["file"]) != name or rule not in _KNOWN or (undo is not None and line >= undo):
            continue
        statement = _statement(lines, line, report["column"])
        subject = _SUBJECT.search(statement)
        if subject is None or _bare(subject[1]) not in created:
            end = max(line, report["line_end"] + 1)
            said[rule, line] = Finding(rule, in_short(statement), line, end, statement)
    implied = {(_IMPLIED[rule], line) for rule, line in said if rule in _IMPLIED}
    yield from (finding for key, finding in sorted(said.items()) if key not in implied)


def _statement(lines: list[str], line: int, column: int) -> str:
    """The statement around a place, without layout: enough of it to know it again."""
    first = line - 1
    before = lines[first].encode()[:column].decode("utf-8", "replace").rpartition(";")[2]
    for number in range(first - 1, max(first - 20, -1), -1):
        if ";" in before or lines[number].rstrip().endswith(";"):
            break
        before = f"{lines[number].partition('--')[0]}\n{before}"
    after = lines[first].encode()[column:].decode("utf-8", "replace")
    for number in range(first + 1, min(first + 20, len(lines))):
        if ";" in after:
            break
        after = f"{after}\n{lines[number]}"
    return " ".join((before + after.partition(";")[0]).split())


def _bare(name: str) -> str:
    return name.replace('"', "").lower()
