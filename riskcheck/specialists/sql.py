"""What is dangerous in statements of SQL that a change brings in: alone, or beside what they were before.

The parser's view: text in comments and strings is no statement, and what happens to a table that
the same file creates harms nobody.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from riskcheck.core.signal import Rule
from riskcheck.expressions import expression
from riskcheck.specialists import sqlglot
from riskcheck.specialists.answers import Finding, in_short
from riskcheck.specialists.sqlglot import Effect, Parsed
from riskcheck.specialists.statements import Statement, bare


def _rule(name: str, grade: int, title: str, why: str, remedy: str, group: str = "data") -> Rule:
    return Rule(f"sql.{name}", title, "impact", "statements", group, why, remedy, grade)


_LATER: Final = "Stop using it one release earlier, back it up, and run this statement on its own."
_EXPAND: Final = "Add the new beside the old, move readers and writers over, and remove the old in a later release."
_ROWS: Final = "Name the rows with WHERE and write them in batches, or confirm that every row is meant."

RULES: Final = (
    _rule("drop", 5, "Table, schema or database dropped", "What it holds comes back from a backup only.", _LATER),
    _rule("drop-column", 5, "Column dropped",
          "Its values come back from a backup only, and the release that still runs may read it.", _LATER),
    _rule("truncate", 5, "Table emptied", "Its rows come back from a backup only.", _LATER),
    _rule("unbounded-delete", 5, "Every row deleted",
          "No WHERE limits it, and the rows come back from a backup only.", _ROWS),
    _rule("unbounded-update", 4, "Every row updated",
          "No WHERE limits it, the old values are gone, and its locks last until it is done.", _ROWS),
    _rule("owner-filter", 5, "Condition on the owner removed from a query",
          "Rows of other owners or tenants come back, or are written.",
          "Put the condition back, or show where else the owner is checked.", "auth"),
    _rule("filter-removed", 3, "WHERE removed from a query", "It reads every row of the table now.",
          "Confirm that all rows are meant and that the table stays small."),
    _rule("limit-removed", 3, "LIMIT removed from a query", "The number of rows is bounded by nothing now.",
          "Keep a limit, or read in pages.", "limits"),
    _rule("column-type", 4, "Type of a column changed",
          "Values may not fit or lose precision, and most databases rewrite the table under a lock.", _EXPAND),
    _rule("not-null", 4, "Column must not be null",
          "The statement fails on rows without a value, and so do the inserts of the release that still runs.",
          "Add the column with a default or as nullable, fill it, and forbid null in a later release."),
    _rule("rename", 4, "Table or column renamed",
          "The release that still runs asks for the old name and fails.", _EXPAND),
    _rule("grant", 4, "Wide rights granted", "More roles than before can read or change what is stored.",
          "Grant the single rights that the role needs.", "auth"),
    _rule("cascade", 3, "Deletes that spread to another table",
          "Deleting one row deletes all rows that refer to it, unasked.",
          "Confirm that losing the dependent rows is meant, or use RESTRICT."),
)  # fmt: skip
_RULE_OF: Final[Mapping[str, str]] = {
    "drop-table": "drop", "drop-schema": "drop", "drop-database": "drop", "rename-table": "rename",
    "rename-column": "rename",
}  # fmt: skip
_OWNER: Final = expression(
    r"(?:(?:tenant|org|organi[sz]ation|account|owner|user|company|workspace|customer|client|merchant)_?(?:id|uuid|key)?"
    r"|created_by)"
)
JUDGED: Final = frozenset({"alter", "delete", "drop", "grant", "rename", "truncate", "update", "with"})
_HARMLESS: Final = expression(r"\b(?:drop|null|rename|type|modify|change|cascade|delete|update)\b", re.IGNORECASE)
_GRANT: Final = expression(r"grant (?P<what>[^;]+?) on (?P<on>[^;]+?) to (?P<whom>[^;]+)", re.IGNORECASE)
_MAX_GRANT: Final = 1000
# Rights that everybody has unless they are taken away, or that show no rows.
_BY_DEFAULT: Final = ("usage", "execute", "connect")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Change:
    """The statements that only one side has, and with their lines the tables that the head creates or rebuilds."""

    gone: Sequence[Statement]
    new: Sequence[Statement]
    own: Mapping[str, int] = field(default_factory=dict)
    dialects: Sequence[str] = ()
    undo_line: int | None = None
    # Of these only what they lost counts: they may be a part of what is run.
    unsure: Collection[Statement] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings, and the statements that no dialect has."""

    findings: tuple[Finding, ...] = ()
    unread: tuple[Statement, ...] = ()


def judge(change: Change) -> Judgement:
    """The dangers of the new statements; of those that undo a migration there are none."""
    new = [statement for statement in change.new if change.undo_line is None or statement.start_line < change.undo_line]
    parsed = [(statement, _read(statement, change.dialects)) for statement in new]
    known = [(statement, answer) for statement, answer in parsed if answer is not None]
    added = {
        (effect.table, effect.column) for _, answer in known for effect in answer.effects if effect.name == "add-column"
    }
    findings = [
        _finding(_RULE_OF.get(effect.name, effect.name), statement, str(effect))
        for statement, answer in known
        if statement not in change.unsure
        for effect in answer.effects
        if effect.name != "add-column"
        and not _is_own(effect.table, statement, change)
        and not _is_filling(effect, added)
    ]
    findings += [_finding("grant", statement, "") for statement in new if _is_wide(statement, change)]
    findings += _compared(change, known)
    return Judgement(tuple(findings), tuple(statement for statement, answer in parsed if answer is None))


def _read(statement: Statement, dialects: Sequence[str]) -> Parsed | None:
    if statement.verb not in (*JUDGED, "select") or statement.verb == "grant":
        return Parsed("other")
    answer = sqlglot.parse(statement.source, dialects)
    if answer is None and statement.verb == "alter" and not _HARMLESS.search(statement.text):
        return Parsed("other")
    return answer


def _is_own(table: str, statement: Statement, change: Change) -> bool:
    return change.own.get(table, statement.end_line) < statement.start_line


def _is_filling(effect: Effect, added: Collection[tuple[str, str]]) -> bool:
    """Whether it fills, or refers from, columns that the same file adds: nothing is overwritten."""
    if effect.name == "unbounded-update":
        return all((effect.table, column) in added for column in effect.column.split(","))
    return effect.name == "cascade" and any(table == effect.table for table, _ in added)


def _finding(name: str, statement: Statement, what: str) -> Finding:
    message = in_short(f"{what.rpartition('.')[0] or what}: {statement.text}" if what else statement.text)
    return Finding(f"sql.{name}", message, statement.start_line, statement.end_line, statement.text)


def _is_wide(statement: Statement, change: Change) -> bool:
    found = _GRANT.match(statement.text[:_MAX_GRANT]) if statement.verb == "grant" else None
    if found is None or _is_own(bare(found["on"].split()[-1]), statement, change):
        return False
    rights = found["what"].lower()
    if rights.startswith("all") or "with grant option" in found["whom"].lower():
        return True
    return re.match(r"public\b", found["whom"], re.IGNORECASE) is not None and rights not in (
        "usage",
        "execute",
        "connect",
    )


def _compared(change: Change, new: Sequence[tuple[Statement, Parsed]]) -> Iterator[Finding]:
    """What statements lost that are the same but for their conditions, where there is one such pair."""
    if not any(answer.shape for _, answer in new):
        return
    old = [answer for statement in change.gone if (answer := _read(statement, change.dialects)) is not None]
    before = _by_shape(old, lambda answer: answer)
    for shape, pairs in _by_shape(new, lambda pair: pair[1]).items():
        if shape and len(pairs) == len(before.get(shape, ())) == 1:
            (statement, answer), (was,) = pairs[0], before[shape]
            yield from (_finding(name, statement, what) for name, what in _lost(was, answer))


def _by_shape(values: Sequence[_T], parsed: Callable[[_T], Parsed]) -> Mapping[str, list[_T]]:
    found: defaultdict[str, list[_T]] = defaultdict(list)
    for value in values:
        found[parsed(value).shape].append(value)
    return found


def _lost(was: Parsed, now: Parsed) -> Iterator[tuple[str, str]]:
    owners = sorted(column for column in was.filtered - now.columns if _OWNER.fullmatch(column))
    if owners:
        yield "owner-filter", f"no condition on {owners[0]} any more"
    elif was.is_filtered and not now.is_filtered and not now.columns and now.verb == "select":
        yield "filter-removed", "no WHERE any more"
    if was.is_limited and not now.is_limited:
        yield "limit-removed", "no LIMIT any more"
