"""Finds the statements that a change brought into files of SQL and string literals, and has them judged.

A statement is known again by its words on the other side of its file, or in any other file of the change.
"""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from riskcheck.specialists import literals, migrations, statements
from riskcheck.specialists.answers import Finding, Sides
from riskcheck.specialists.sql import JUDGED, Change, judge
from riskcheck.specialists.statements import Statement

# Beyond this a file holds values or a whole database.
MAX_BYTES: Final = 300_000
MAX_PARSED: Final = 400
# These hold statements inside, which are not seen here.
_BODIES: Final = ("create", "do", "declare", "if", "exec", "execute")


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in a file, and the lines of its head that were not understood."""

    findings: tuple[Finding, ...] = ()
    unread: tuple[Statement, ...] = ()
    opaque: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Sql:
    """The statements of both sides of a file; of a program only those that its literals hold whole."""

    path: str
    text: str
    base: Sequence[Statement]
    head: Sequence[Statement]
    # Literals that are not handed to a call may lack what makes them harmless.
    unsure: frozenset[Statement] = frozenset()

    @cached_property
    def gone(self) -> list[Statement]:
        """What only the base has."""
        return _unpaired(self.base, self.head)

    @cached_property
    def new(self) -> list[Statement]:
        """What only the head has."""
        return _unpaired(self.head, self.base)


def sql_of(sides: Sides) -> Sql | None:
    """The statements of a file; None where neither side has any."""
    base, head = (side.decode("utf-8", "replace") for side in (sides.base, sides.head))
    suffix = os.path.splitext(sides.path)[1].lower()
    if suffix == ".sql":
        escapes = migrations.dialects(sides.path, head or base)[0] == "mysql"
        found = [statements.split(text, escapes=escapes) for text in (base, head)]
        return Sql(sides.path, head, found[0], found[1]) if any(found) else None
    before, after = literals.sql_in(base, suffix), literals.sql_in(head, suffix)
    unsure = frozenset(statement for statement, is_run in after if not is_run)
    found = [[statement for statement, _ in side] for side in (before, after)]
    return Sql(sides.path, "", found[0], found[1], unsure) if any(found) else None


def examine(files: Iterable[Sql], limit: float) -> dict[str, Read]:
    """What the new statements of each file do, by path; nothing is parsed after `limit` on the monotonic clock."""
    known = sorted(files, key=lambda sql: sql.path)
    gone = Counter(statement.text for sql in known for statement in sql.gone)
    answers = {}
    left = MAX_PARSED
    for sql in known:
        new = list(_not_moved(sql, gone))
        wanted = [statement for statement in new if statement.verb in JUDGED]
        if len(wanted) > left or time.monotonic() > limit:
            answers[sql.path] = Read((), tuple(wanted), frozenset(_lines(wanted)))
            continue
        left -= len(wanted)
        answers[sql.path] = _read(sql, new)
    return answers


def _read(sql: Sql, new: Sequence[Statement]) -> Read:
    is_program = not sql.path.lower().endswith(".sql")
    judgement = judge(
        Change(
            gone=sql.gone,
            new=new,
            own=_own(sql),
            dialects=migrations.dialects(sql.path, sql.text or "\n".join(entry.source for entry in new)),
            undo_line=migrations.undo_line(sql.path, sql.text),
            unsure=sql.unsure,
        )
    )
    bodies = [entry for entry in sql.head if entry.verb in _BODIES and "create table" not in entry.text[:60].lower()]
    opaque = frozenset(_lines((*judgement.unread, *bodies)))
    # What only looks like SQL is common in programs, and no loss.
    return Read(judgement.findings, () if is_program else judgement.unread, opaque)


def _own(sql: Sql) -> Mapping[str, int]:
    """What a script creates may be dropped before, so that it can run again; a migration meets what was there."""
    made = statements.created(sql.head)
    rebuilt = dict.fromkeys(statements.rebuilt(sql.head), 0)
    return made | rebuilt if migrations.is_of_migration(sql.path) else dict.fromkeys(made, 0) | rebuilt


def _not_moved(sql: Sql, gone: Counter[str]) -> Iterator[Statement]:
    here = Counter(statement.text for statement in sql.gone)
    for statement in sql.new:
        if gone[statement.text] > here[statement.text]:
            gone[statement.text] -= 1
        else:
            yield statement


def _unpaired(statements: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    left = Counter(statement.text for statement in others)
    found = []
    for statement in statements:
        if left[statement.text]:
            left[statement.text] -= 1
        else:
            found.append(statement)
    return found


def _lines(statements: Iterable[Statement]) -> Iterator[int]:
    for statement in statements:
        yield from range(statement.start_line, statement.end_line + 1)
