"""Parses statements with sqlglot (the only importer of it), and tells what each of them does.

It is imported when there is something to parse, so that a change without SQL does not wait for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any, Final

from riskcheck.expressions import expression
from riskcheck.specialists.statements import bare

# 30.20 and later: before, statements have other parts.
_KNOWN: Final = expression(r"30\.(?:[2-9]\d|\d{3})\.")
# A statement that is longer holds values, and one that is nested deeper was made by a machine.
_MAX_TEXT: Final = 20_000
_MAX_DEPTH: Final = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a statement does to a table or to one of its columns."""

    name: str
    table: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.column}" if self.column else self.table


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a statement does.

    `columns` are those that any condition of it names, `filtered` those of its WHERE alone;
    `shape` is what stays the same when only conditions change.
    """

    verb: str
    effects: tuple[Effect, ...] = ()
    shape: str = ""
    filtered: frozenset[str] = field(default_factory=frozenset)
    columns: frozenset[str] = field(default_factory=frozenset)
    is_filtered: bool = False
    is_limited: bool = False


def is_installed() -> bool:
    """Whether sqlglot can be imported, in a version whose trees are known here."""
    from importlib import metadata  # not for a change without SQL either

    try:
        return _KNOWN.match(metadata.version("sqlglot")) is not None
    except metadata.PackageNotFoundError:
        return False


def parse(text: str, dialects: Sequence[str]) -> Parsed | None:
    """What one statement does, in the first of these dialects that has it; None where none has."""
    if len(text) > _MAX_TEXT or text.count("(") + text.count("[") > _MAX_DEPTH * 10 or _depth(text) > _MAX_DEPTH:
        return None
    sqlglot = _library()
    for dialect in dialects:
        try:
            trees = sqlglot.parse(text, read=dialect)
        # A statement too deep for the parser is one that it does not have.
        except (sqlglot.errors.SqlglotError, RecursionError):
            continue
        if len(trees) == 1 and trees[0] is not None and not isinstance(trees[0], sqlglot.exp.Command):
            return _parsed(trees[0], sqlglot.exp)
    return None


@cache
def _library() -> ModuleType:
    import logging

    import sqlglot
    import sqlglot.errors

    # It tells on stderr what it does not support; None tells us.
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    return sqlglot


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _parsed(tree: Any, exp: ModuleType) -> Parsed:
    verb = next((verb for verb, kind in _VERBS.items() if isinstance(tree, getattr(exp, kind))), "other")
    if verb not in ("select", "update", "delete"):
        return Parsed(verb, tuple(_EFFECTS[verb](tree, exp)) if verb in _EFFECTS else ())
    wheres = list(tree.find_all(exp.Where))
    conditions = [*wheres, *tree.find_all(exp.Having, exp.Join)]
    effects = tuple(_EFFECTS[verb](tree, exp)) if verb in _EFFECTS else ()
    return Parsed(
        verb, effects, _shape(tree, exp), _columns(wheres, exp), _columns(conditions, exp),
        is_filtered=bool(wheres), is_limited=next(tree.find_all(exp.Limit, exp.Fetch), None) is not None,
    )  # fmt: skip


def _columns(trees: Sequence[Any], exp: ModuleType) -> frozenset[str]:
    return frozenset(found.name.lower() for tree in trees for found in tree.find_all(exp.Column, exp.Identifier))


def _shape(tree: Any, exp: ModuleType) -> str:
    tables = sorted({bare(table.name) for table in tree.find_all(exp.Table)})
    written = [part.sql() for part in tree.expressions]
    return f"{tree.key} {tables} {written if tree.key == 'select' else [part.partition('=')[0] for part in written]}"


def _table(tree: Any, exp: ModuleType) -> str:
    found = tree if isinstance(tree, exp.Table) else tree.find(exp.Table)
    return bare(found.name) if found is not None else ""


def _of_drop(tree: Any, exp: ModuleType) -> Iterator[Effect]:
    kind = str(tree.args.get("kind")).upper()
    named = tree.args.get("tables") or [tree.this]
    if kind in ("TABLE", "SCHEMA", "DATABASE") and not tree.args.get("temporary"):
        yield from (
            Effect(f"drop-{kind.lower()}", bare(table.name) or "?")
            for table in named
            if table is not None and not _is_temporary(table)
        )


def _is_temporary(table: Any) -> bool:
    return bool(getattr(table.this, "args", {}).get("temporary")) or str(table.name).startswith("#")


def _of_truncate(tree: Any, exp: ModuleType) -> Iterator[Effect]:
    yield from (Effect("truncate", bare(table.name)) for table in tree.expressions if not _is_temporary(table))


def _of_write(tree: Any, exp: ModuleType) -> Iterator[Effect]:
    table = tree.this if isinstance(tree.this, exp.Table) else None
    narrowed = ("using", "from_", "from", "limit", "returning_limit", "order", "tables", "with_", "with")
    if table is None or _is_temporary(table) or table.args.get("joins") or any(tree.args.get(arg) for arg in narrowed):
        return
    where = tree.args.get("where")
    if where is None or _is_always_true(where.this, exp):
        columns = ",".join(sorted(_assigned(tree)))
        yield Effect(f"unbounded-{tree.key}", bare(table.name), columns)


def _assigned(tree: Any) -> set[str]:
    """The columns that an update sets."""
    return {part.this.name.lower() for part in tree.expressions if getattr(part, "this", None) is not None}


def _is_always_true(condition: Any, exp: ModuleType) -> bool:
    if isinstance(condition, exp.EQ):
        sides = (condition.this, condition.expression)
        return all(isinstance(side, exp.Literal) for side in sides) and sides[0] == sides[1]
    return condition == exp.true() or (isinstance(condition, exp.Literal) and condition.name == "1")


def _of_alter(tree: Any, exp: ModuleType) -> Iterator[Effect]:
    if str(tree.args.get("kind")).upper() != "TABLE":
        return
    table = _table(tree.this, exp)
    for action in tree.args.get("actions") or ():
        known = next((kind for kind in _ACTIONS if isinstance(action, getattr(exp, kind))), None)
        if known:
            yield from (Effect(name, table, column) for name, column in _ACTIONS[known](action, exp, tree))
        if any("ON DELETE CASCADE" in str(option).upper() for option in _options(action, exp)):
            yield Effect("cascade", table)


def _options(action: Any, exp: ModuleType) -> Iterator[Any]:
    for reference in action.find_all(exp.Reference, exp.ForeignKey):
        yield from reference.args.get("options") or ()
        if str(reference.args.get("delete") or "").upper() == "CASCADE":
            yield "ON DELETE CASCADE"


def _dropped(action: Any, exp: ModuleType, tree: Any) -> Iterator[tuple[str, str]]:
    if str(action.args.get("kind")).upper() == "COLUMN":
        named = action.args.get("tables") or [action.this]
        yield from (("drop-column", column.name.lower()) for column in named if column)


def _altered(action: Any, exp: ModuleType, tree: Any) -> Iterator[tuple[str, str]]:
    column = action.this.name.lower()
    if action.args.get("dtype"):
        yield "column-type", column
    elif action.args.get("allow_null") is False and not action.args.get("drop"):
        yield "not-null", column


def _modified(action: Any, exp: ModuleType, tree: Any) -> Iterator[tuple[str, str]]:
    old = action.args.get("rename_from")
    new = action.this.name.lower()
    if old is not None and old.name.lower() != new:
        yield "rename-column", old.name.lower()
    else:
        yield "column-type", new


def _renamed(action: Any, exp: ModuleType, tree: Any) -> Iterator[tuple[str, str]]:
    # «RENAME a TO b» without the word COLUMN leaves its end among the options of the statement.
    yield ("rename-column", action.this.name.lower()) if tree.args.get("options") else ("rename-table", "")


def _added(action: Any, exp: ModuleType, tree: Any) -> Iterator[tuple[str, str]]:
    column = action.name.lower()
    kinds = [constraint.args.get("kind") for constraint in action.args.get("constraints") or ()]
    yield "add-column", column
    filled = (
        exp.DefaultColumnConstraint, exp.ComputedColumnConstraint, exp.GeneratedAsIdentityColumnConstraint,
        exp.AutoIncrementColumnConstraint, exp.GeneratedAsRowColumnConstraint,
    )  # fmt: skip
    required = any(isinstance(kind, exp.NotNullColumnConstraint) and not kind.args.get("allow_null") for kind in kinds)
    if required and not any(isinstance(kind, filled) for kind in kinds) and "SERIAL" not in _type(action):
        yield "not-null", column


def _type(column: Any) -> str:
    return str(column.args.get("kind") or "").upper()


_VERBS: Final = {
    "select": "Query", "update": "Update", "delete": "Delete", "drop": "Drop", "truncate": "TruncateTable",
    "alter": "Alter", "create": "Create",
}  # fmt: skip
_EFFECTS: Final = {
    "update": _of_write, "delete": _of_write, "drop": _of_drop, "truncate": _of_truncate, "alter": _of_alter,
}  # fmt: skip
_ACTIONS: Final = {
    "Drop": _dropped, "AlterColumn": _altered, "ModifyColumn": _modified, "AlterRename": _renamed,
    "RenameColumn": lambda action, exp, tree: iter([("rename-column", action.this.name.lower())]),
    "ColumnDef": _added,
}  # fmt: skip
