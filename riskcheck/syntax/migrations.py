"""What a migration says of itself: its place in the line, what it takes away, and whether there is a way back."""

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from riskcheck.expressions import expression

# Databases that only tests make.
_ASIDE = expression(r"(?i)(^|/)(tests?|specs?|fixtures?|dummy|test[_-]?data|examples?|samples?|templates?)/")
_PLACE = expression(
    r"(?i)(^|/)(?:migrations?|migrate|versions|flyway|liquibase)/(?:[^/]+/)?[^/]+\.(?:py|rb|sql|js|ts)$|(^|/)V\d[\d_.]*__[^/]*\.sql$"
)
_RUBY_LOSS = expression(
    r"^\s*(remove_columns?|drop_table|rename_column|rename_table)[\s(]+:?[\"']?(\w+)[\"']?(?:\s*,\s*:?[\"']?(\w+))?"
)
_PYTHON_LOSS = expression(r"""\bop\.(drop_column|drop_table|rename_table)\(\s*["'](\w+)["'](?:\s*,\s*["'](\w+)["'])?""")
_SCRIPT_LOSS = expression(
    r"""\.(dropColumn|removeColumn|dropTable|renameColumn|renameTable)\(\s*["'`](\w+)["'`](?:\s*,\s*["'`](\w+)["'`])?"""
)
_SQL_LOSS = expression(
    r"(?i)\b(drop\s+table|drop\s+column|rename\s+column)\s+(?:if\s+exists\s+)?[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?(\w+)()"
)
_DJANGO_LOSS = {"RemoveField": "name", "DeleteModel": "name", "RenameField": "old_name", "RenameModel": "old_name"}
_BACK = expression(
    r"(?i)^\s*(?:def down\b|def downgrade\b|(?:public\s+)?(?:async\s+)?down\b|(?:exports|module\.exports)\.down\b"
    r"|export (?:async )?(?:const|function) down\b|--\s*(?:\+goose|migrate:|\+migrate)\s*down)"
)
_EMPTY_BACK = expression(r"\bdown\b[^{\n]{0,200}\{\s*\}")


class Loss(NamedTuple):
    """A column, table or model that a migration drops or renames, and the 1-based line."""

    line: int
    what: str
    name: str


class OneWay(NamedTuple):
    """Why a migration cannot be taken back, and the 1-based line."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration; `revision` and `after` are names in its own line, empty where the framework goes by file names."""

    revision: str = ""
    after: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    one_way: tuple[OneWay, ...] = ()
    labelled: bool = False
    code: str = ""


def may_be(path: str) -> bool:
    """Whether a path lies where migrations do, outside of tests and samples."""
    return _PLACE.search(path) is not None and not _ASIDE.search(path)


def read(path: str, text: str) -> Migration | None:
    """The migration in a file; None where the file holds none, or cannot be parsed."""
    suffix = path.rpartition(".")[2].lower()
    return _READERS[suffix](path, text) if suffix in _READERS else None


def _python(path: str, text: str) -> Migration | None:
    if "class Migration" not in text and "down_revision" not in text:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
        code = ast.dump(_without_docstrings(module))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Migration"]
    return _django(path, classes[0], code) if classes else _alembic(module, text, code)


def _without_docstrings(module: ast.Module) -> ast.Module:
    body = [node for node in module.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return ast.Module(body, [])


def _django(path: str, migration: ast.ClassDef, code: str) -> Migration:
    parts = path.split("/")
    app = parts[-3] if len(parts) > 2 else ""
    given = _assigned(migration.body)
    pairs = [node.elts for node in getattr(given.get("dependencies"), "elts", []) if isinstance(node, ast.Tuple)]
    names = [tuple(str(getattr(one, "value", "")) for one in pair) for pair in pairs]
    calls = [node for node in ast.walk(migration) if isinstance(node, ast.Call)]
    named = [(call, ast.unparse(call.func).rpartition(".")[2]) for call in calls]
    losses = (_django_loss(call, name) for call, name in named if name in _DJANGO_LOSS)
    return Migration(
        parts[-1].removesuffix(".py"),
        tuple(name[1] for name in names if len(name) == 2 and name[0] == app),
        tuple(loss for loss in losses if loss.name),
        tuple(_django_one_way(named)),
        "replaces" in given or "run_before" in given,
        code,
    )


def _assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        found |= {target.id: value for target in targets if isinstance(target, ast.Name) and value is not None}
    return found


def _django_loss(call: ast.Call, name: str) -> Loss:
    given = {keyword.arg: getattr(keyword.value, "value", "") for keyword in call.keywords}
    return Loss(call.lineno, name, str(given.get(_DJANGO_LOSS[name], "")))


def _django_one_way(named: list[tuple[ast.Call, str]]) -> Iterator[OneWay]:
    for call, name in named:
        reverse = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}.get(name)
        if reverse and len(call.args) < 2 and reverse not in {keyword.arg for keyword in call.keywords}:
            yield OneWay(call.lineno, f"{name} without {reverse}")


def _alembic(module: ast.Module, text: str, code: str) -> Migration | None:
    given = _assigned(module.body)
    if "revision" not in given:
        return None
    before = given.get("down_revision")
    after = [
        getattr(node, "value", None) for node in (before.elts if isinstance(before, ast.Tuple | ast.List) else [before])
    ]
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    down, up = functions.get("downgrade"), functions.get("upgrade")
    one_way = (
        [OneWay(down.lineno, "downgrade is empty")] if down and up and _is_empty(down) and not _is_empty(up) else []
    )
    return Migration(
        str(getattr(given["revision"], "value", "")),
        tuple(str(one) for one in after if one),
        tuple(_losses(text, _PYTHON_LOSS)),
        tuple(one_way),
        bool(getattr(given.get("branch_labels"), "value", None))
        or bool(getattr(given.get("depends_on"), "value", None)),
        code,
    )


def _is_empty(function: ast.FunctionDef) -> bool:
    return all(
        isinstance(node, ast.Pass | ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in function.body
    )


def _losses(text: str, pattern: re.Pattern[str]) -> Iterator[Loss]:
    """What the way forward drops or renames: all before the first line of the way back."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line[:1000]
        if _BACK.match(line):
            return
        found = pattern.search(line) if not re.match(r"\s*(?:--|#|//|\*)", line) else None
        if found:
            yield Loss(number, " ".join(found[1].lower().split()), found[3] or found[2])


def _ruby(path: str, text: str) -> Migration | None:
    if not re.search(r"(?m)^\s{0,20}class [\w:]{1,200} < ActiveRecord::Migration\b", text):
        return None
    lines = text.splitlines()
    up = next((number for number, line in enumerate(lines, 1) if re.match(r"\s*def (?:self\.)?up\b", line)), 0)
    has_down = any(re.match(r"\s*def (?:self\.)?down\b", line) for line in lines)
    one_way = (OneWay(up, "up without down"),) if up and not has_down else ()
    code = "\n".join(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    version = re.match(r"\d+", path.rpartition("/")[2])
    return Migration(version[0] if version else "", (), tuple(_losses(text, _RUBY_LOSS)), one_way, False, code)


def _sql(path: str, text: str) -> Migration | None:
    name = path.rpartition("/")[2]
    forward = not re.search(r"(?i)[._-]down\.sql$|^U\d", name)
    version = re.match(r"V(\d[\d_.]*?)__", name)
    code = " ".join(line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("--"))
    losses = tuple(_losses(text, _SQL_LOSS)) if forward else ()
    return Migration(version[1] if version else "", (), losses, (), False, " ".join(code.split()))


def _script(path: str, text: str) -> Migration | None:
    if not re.search(r"\bup\b", text) or not re.search(r"\bdown\b", text):
        return None
    empty = _EMPTY_BACK.search(text)
    one_way = (OneWay(text.count("\n", 0, empty.start()) + 1, "down is empty"),) if empty else ()
    lines = (line.strip() for line in text.splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith(("//", "*", "/*")))
    return Migration("", (), tuple(_losses(text, _SCRIPT_LOSS)), one_way, False, code)


_READERS: dict[str, Callable[[str, str], Migration | None]] = {
    "py": _python, "rb": _ruby, "sql": _sql, "js": _script, "ts": _script,
}  # fmt: skip
