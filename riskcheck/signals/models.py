"""Fields of database models that changed while no migration did, where the repository keeps migrations for them."""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.syntax import migrations

UNMIGRATED = Rule(
    "models.unmigrated", "Database model changed without a migration", "likelihood", "files", "data",
    "The code expects a column that databases do not have, or leaves one that they still require.",
    "Make the migration with the framework's own tool, in the same change.", grade=4, ai_typical=True,
    reference="https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-makemigrations-check",
)  # fmt: skip
RULES: Final = (UNMIGRATED,)
_PLACES = 5
_OPTIONS = expression(r"\b(null|unique|max_length|db_index|nullable|primary_key|index)\s*[=:]\s*(\w+)")


class _Framework(NamedTuple):
    """How one framework declares columns: where, in files that hold `sign`, and in lines that match `column`."""

    path: re.Pattern[str]
    sign: re.Pattern[str]
    column: re.Pattern[str]
    folders: Callable[[str, frozenset[str]], list[str]]


def _beside(name: str) -> Callable[[str, frozenset[str]], list[str]]:
    def folders(path: str, paths: frozenset[str]) -> list[str]:
        folder = path.rpartition("/")[0]
        above = [folder, folder.rpartition("/")[0]] if folder.endswith(("models", "entities")) else [folder]
        return [found for one in above if (found := f"{one}/{name}/".lstrip("/")) and _holds(found, paths)]

    return folders


def _holds(folder: str, paths: frozenset[str]) -> bool:
    return any(path.startswith(folder) and not path.endswith("__init__.py") for path in paths)


def _alembic(path: str, paths: frozenset[str]) -> list[str]:
    """The folders of revisions whose project the file belongs to; all of a repository that has only one."""
    found = {
        one.rpartition("/")[0]
        for one in paths
        if re.search(r"(^|/)versions/[^/]+\.py$", one) and migrations.may_be(one)
    }
    roots = {folder: folder.rpartition("/")[0].rpartition("/")[0] for folder in found}
    near = [folder for folder, root in roots.items() if not root or path.startswith(root + "/")]
    return sorted(f"{folder}/" for folder in (near or (found if len(found) == 1 else ())))


def _entities(path: str, paths: frozenset[str]) -> list[str]:
    found = {one.rpartition("/")[0] + "/" for one in paths if re.search(r"(^|/)migrations?/\d{10,}-[^/]+\.ts$", one)}
    top = path.split("/")[0]
    return sorted(folder for folder in found if folder.startswith(top + "/"))


_FRAMEWORKS: Final = (
    _Framework(
        expression(r"(^|/)models(/[^/]+)?\.py$|(^|/)models/[^/]+\.py$"),
        expression(r"\bmodels\.Model\b|\bfrom django\.db import models\b"),
        expression(r"^\s+(\w+)\s*(?::[^=]{0,80})?=\s*((?:\w+\.)?\w*(?:Field|ForeignKey))\((.*)"),
        _beside("migrations"),
    ),
    _Framework(
        expression(r"\.py$"),
        expression(r"(?m)^\s*(?:from|import) (?:sqlalchemy|flask_sqlalchemy|sqlmodel)\b|\bdb\.Model\b"),
        expression(r"^\s+(\w+)\s*(?::[^=]{0,120})?=\s*((?:\w+\.)?(?:Column|mapped_column))\((.*)"),
        _alembic,
    ),
    _Framework(
        expression(r"\.prisma$"),
        expression(r"(?m)^\s*model\s+\w+\s*\{"),
        expression(
            r"^\s+(\w+)\s+((?:String|Int|BigInt|Float|Decimal|Boolean|DateTime|Json|Bytes)\??(?:\[\])?)(?=\s|$)(.*)"
        ),
        _beside("migrations"),
    ),
    _Framework(
        expression(r"(^|/)schema\.rb$"),
        expression(r"ActiveRecord::Schema"),
        expression(r"^\s+(t\.\w+)\s+(\"\w+\")(.*)"),
        _beside("migrate"),
    ),
    _Framework(
        expression(r"\.ts$"),
        expression(r"@Entity\("),
        expression(r"^\s+(@(?:Primary(?:Generated)?|CreateDate|UpdateDate|DeleteDate|Version)?Column)(\()(.*)"),
        _entities,
    ),
)


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Model files whose columns changed while their folder of migrations did not."""
    read = [
        patch for patch in changeset.patches if patch.change_type == "M" and patch.kind not in ("test", "migration")
    ]
    found: list[Evidence] = []
    for patch in sorted(read, key=lambda patch: patch.path):
        for framework in _FRAMEWORKS:
            if framework.path.search(patch.path) and (column := _changed(patch, framework)):
                found += _unmigrated(patch, framework, column, changeset, context)
    if found and context.contents.is_known:
        yield Signal(UNMIGRATED, len(found), tuple(found)[:_PLACES])


def _unmigrated(
    patch: Patch, framework: _Framework, column: tuple[str, int | None], changeset: Changeset, context: Context
) -> Iterator[Evidence]:
    target = (context.contents.target(patch) or b"").decode("utf-8", "replace")
    if not framework.sign.search(target) or re.search(
        r"\b(?:managed\s*=\s*False|abstract\s*=\s*True|__abstract__)", target
    ):
        return
    folders = framework.folders(patch.path, context.contents.paths)
    is_migrated = any(one.path.startswith(tuple(folders)) for one in changeset.patches)
    if folders and not is_migrated:
        name, line = column
        yield Evidence(f"{name} changed, and nothing in {folders[0]}", patch.path, line, line)


def _changed(patch: Patch, framework: _Framework) -> tuple[str, int | None] | None:
    """A column that the change adds, removes or declares otherwise, and its line on the head side."""
    before = [column for _, text in patch.deleted() if (column := _column(text, framework))]
    after = [(column, number) for number, text in patch.added() if (column := _column(text, framework))]
    new = next(((column[0], number) for column, number in after if column not in before), None)
    kept = [column for column, _ in after]
    gone = next(((column[0], None) for column in before if column not in kept), None)
    return new or gone


def _column(text: str, framework: _Framework) -> tuple[str, str, frozenset[tuple[str, str]]] | None:
    found = framework.column.match(text[:1000])
    options = frozenset((option, value) for option, value in _OPTIONS.findall(found[3])) if found else frozenset()
    return (found[1], found[2], options) if found else None
