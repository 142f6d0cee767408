"""Migrations and models, seen by both sides of a change in a real repository."""

import os
from types import ModuleType

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.repository import Repository
from riskcheck.signals import Context, migrations, models
from riskcheck.sources import revisions
from riskcheck.syntax import migrations as reader
from tests.builders import a_patch
from tests.gitrepo import GitRepo

Files = dict[str, str]


def told(repo: GitRepo, before: Files, after: Files, detector: ModuleType = migrations) -> list[str]:
    """Each piece of evidence as "rule path:line message"; an empty text deletes a file."""
    for files in (before, after):
        for path, text in files.items():
            repo.write(path, text)
            if not text:
                os.unlink(os.path.join(repo.folder, path))
        repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    found = list(detector.observe(changeset, Context(contents=Contents(changeset, repository))))
    return [
        f"{signal.id.partition('.')[2]} {one.path}:{one.start_line} {one.message}"
        for signal in found
        if isinstance(signal, Signal)
        for one in signal.evidence
    ]


def django(*operations: str, after: str = "0001_initial", app: str = "shop") -> str:
    """A migration of Django; its operations begin on line 5."""
    lines = ["from django.db import migrations", "class Migration(migrations.Migration):"]
    lines += [f"    dependencies = [('{app}', '{after}'), ('auth', '0001_initial')]", "    operations = ["]
    return "\n".join([*lines, *(f"        {one}," for one in operations), "    ]\n"])


def alembic(
    revision: str, after: str, up: str = "op.add_column('t', c)", down: str = "op.drop_column('t', 'c')"
) -> str:
    """A migration of alembic; upgrade's body is on line 4, downgrade on line 5."""
    return (
        f'revision = "{revision}"\ndown_revision = "{after}"\ndef upgrade():\n    {up}\ndef downgrade():\n    {down}\n'
    )


def rails(*body: str) -> str:
    """A migration of Rails; its body begins on line 2."""
    return "\n".join(["class Change < ActiveRecord::Migration[7.1]", *(f"  {line}" for line in body), "end\n"])


SHOP = {
    "shop/migrations/__init__.py": "#\n",
    "shop/migrations/0001_initial.py": django("migrations.CreateModel(name='Order')", after="0000"),
    "shop/views.py": "print(order.legacy_total)\n",
    "alembic/env.py": "#\n",
    "alembic/versions/a_first.py": alembic("aaa", ""),
    "db/migrate/20240101000000_first.rb": rails("def change", "  add_column :orders, :x, :string", "end"),
}
NEXT = "shop/migrations/0002_next.py"
RUBY = "db/migrate/20240202000000_next.rb"


@pytest.mark.parametrize(
    ("path", "text", "line", "what"),
    [
        (NEXT, django("migrations.RemoveField(model_name='order', name='legacy_total')"), 5, "RemoveField"),
        (NEXT, django("migrations.RenameField('order', old_name='legacy_total', new_name='y')"), 5, "RenameField"),
        ("alembic/versions/b.py", alembic("bbb", "aaa", "op.drop_column('orders', 'legacy_total')"), 4, "drop_column"),
        (RUBY, rails("def change", "  remove_column :orders, :legacy_total, :integer", "end"), 3, "remove_column"),
        ("db/migrations/V2__x.sql", "ALTER TABLE orders\n  DROP COLUMN IF EXISTS legacy_total;\n", 2, "drop column"),
        ("src/migrations/1700000000000-x.ts", "up() {\nq.dropColumn('orders', 'legacy_total')\n}\ndown() {\n1\n}\n", 2,
         "dropcolumn"),
    ],
)  # fmt: skip
def test_a_column_taken_away_with_the_code_that_used_it(
    repo: GitRepo, path: str, text: str, line: int, what: str
) -> None:
    found = told(repo, SHOP, {path: text, "shop/views.py": "print(1)\n"})

    assert [one for one in found if one.startswith("code-together")] == [
        f"code-together {path}:{line} {what} legacy_total, and shop/views.py no longer uses it"
    ]


@pytest.mark.parametrize(
    "after",
    [
        {NEXT: django("migrations.RemoveField(model_name='order', name='legacy_total')")},
        {NEXT: django("migrations.RemoveField(model_name='order', name='other_name')"), "shop/views.py": "print(1)\n"},
        {NEXT: django("migrations.AddField(model_name='order', name='legacy_total')"), "shop/views.py": "print(1)\n"},
        {"alembic/versions/b.py": alembic("bbb", "aaa", down="op.drop_column('orders', 'legacy_total')"),
         "shop/views.py": "print(1)\n"},
        {"tests/migrations/V2__x.sql": "DROP TABLE legacy_total;\n", "shop/views.py": "print(1)\n"},
    ],
)  # fmt: skip
def test_what_stays_or_is_used_by_no_code_here_is_taken_apart(repo: GitRepo, after: Files) -> None:
    assert told(repo, SHOP, after) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (NEXT, django("migrations.RunPython(forward)"), ["one-way {}:5 RunPython without reverse_code"]),
        (NEXT, django("migrations.RunSQL('UPDATE x SET y = 1')"), ["one-way {}:5 RunSQL without reverse_sql"]),
        (NEXT, django("migrations.RunPython(forward, backward)"), []),
        (NEXT, django("migrations.RunPython(forward, reverse_code=migrations.RunPython.noop)"), []),
        ("alembic/versions/b.py", alembic("bbb", "aaa", down="pass"), ["one-way {}:5 downgrade is empty"]),
        ("alembic/versions/b.py", alembic("bbb", "aaa", up="pass", down="pass"), []),
        (RUBY, rails("def up", "  execute 'x'", "end"), ["one-way {}:2 up without down"]),
        (RUBY, rails("def up", "end", "def down", "end"), []),
        ("src/migrations/2-x.ts", "up() {\n}\nasync down(q: Q): Promise<void> {}\n", ["one-way {}:3 down is empty"]),
        ("db/migrations/2_x.up.sql", "SELECT 1;\n", ["one-way {}:None 2_x.down.sql is missing"]),
    ],
)
def test_a_migration_without_a_way_back(repo: GitRepo, path: str, text: str, expected: list[str]) -> None:
    assert told(repo, SHOP, {path: text}) == [line.format(path) for line in expected]


def test_an_old_migration_without_a_way_back_is_no_news(repo: GitRepo) -> None:
    before = {**SHOP, NEXT: django("migrations.RunPython(forward)")}

    assert told(repo, before, {NEXT: "# why\n" + before[NEXT]}) == []


MERGE = django(after="0002_next").replace("auth', '0001_initial", "shop', '0002_other")
ADD = "migrations.AddField(model_name='order', name='x')"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({NEXT: django(ADD)}, {"shop/migrations/0002_other.py": django(ADD)},
         ["fork shop/migrations/0002_other.py:None follows 0001_initial, as 0002_next.py does"]),
        ({NEXT: django(ADD)}, {"shop/migrations/0003_other.py": django(ADD, after="0002_next")}, []),
        ({NEXT: django(ADD)}, {"shop/migrations/0002_other.py": django(ADD),
          "shop/migrations/0003_merge.py": MERGE},
         []),
        ({"alembic/versions/b.py": alembic("bbb", "aaa")}, {"alembic/versions/c.py": alembic("ccc", "aaa")},
         ["fork alembic/versions/c.py:None follows aaa, as b.py does"]),
        ({"alembic/versions/b.py": alembic("bbb", "aaa")}, {"alembic/versions/c.py": alembic("bbb", "aaa")},
         ["fork alembic/versions/c.py:None another migration is called bbb"]),
        ({}, {"db/migrate/20240101000000_second.rb": rails("def change", "end")},
         ["fork db/migrate/20240101000000_second.rb:None another migration is called 20240101000000"]),
        ({"sql/V7__a.sql": "SELECT 1;\n"}, {"sql/V7__b.sql": "SELECT 2;\n"},
         ["fork sql/V7__b.sql:None another migration is called 7"]),
    ],
)  # fmt: skip
def test_two_migrations_at_one_place(repo: GitRepo, before: Files, after: Files, expected: list[str]) -> None:
    assert told(repo, {**SHOP, **before}, after) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("shop/migrations/0001_initial.py", django("migrations.CreateModel(name='Orders')", after="0000"),
         ["edited shop/migrations/0001_initial.py:5 does something else than before"]),
        ("shop/migrations/0001_initial.py",
         '"""Why."""\n' + django("migrations.CreateModel(\n    name='Order'  # the\n)", after="0000"), []),
        ("shop/migrations/0001_initial.py", "", ["edited shop/migrations/0001_initial.py:None deleted"]),
        ("db/migrate/20240101000000_first.rb",
         rails("# why", "def change", "  add_column :orders, :x, :string", "end"), []),
        ("db/migrate/20240101000000_first.rb", rails("def change", "  add_column :orders, :x, :text", "end"),
         ["edited db/migrate/20240101000000_first.rb:3 does something else than before"]),
        ("shop/migrations/__init__.py", "import os\n", []),
    ],
)  # fmt: skip
def test_an_existing_migration_is_edited_only_if_it_does_something_else(
    repo: GitRepo, path: str, text: str, expected: list[str]
) -> None:
    assert told(repo, SHOP, {path: text}) == expected


@pytest.mark.parametrize(
    "text", ["(" * 10_000, "class Migration:\n    dependencies = 3\n", "revision = x\ndown_revision = f()\n"]
)
def test_a_crafted_migration_is_no_error(repo: GitRepo, text: str) -> None:
    assert told(repo, SHOP, {NEXT: text}) == []


@pytest.mark.parametrize("piece", ["down " * 400, "drop table " * 200, ".dropColumn('" * 200, "class A::" * 300])
@pytest.mark.parametrize("suffix", ["rb", "sql", "ts"])
def test_a_long_migration_costs_no_more_than_its_size(suffix: str, piece: str) -> None:
    reader.read(f"db/migrations/1_x.{suffix}", "up down\n" + "\n".join([piece] * 300))


MODELS = {
    **SHOP,
    "shop/models.py": "from django.db import models\nclass O(models.Model):\n    a = models.CharField(max_length=9)\n",
    "app/tables.py": "from sqlalchemy import Column\nclass T(Base):\n    a = Column(Integer)\n",
    "db/schema.rb": 'ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table "o"\n    t.string "a"\nend\n',
    "prisma/schema.prisma": "model O {\n  id Int @id\n  a  String\n}\n",
    "prisma/migrations/1_x/migration.sql": "SELECT 1;\n",
    "src/order.ts": "@Entity()\nclass Order {\n  @Column()\n  a: string\n}\n",
    "src/migrations/1700000000000-x.ts": "up() {}\ndown() {}\n",
}


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("shop/models.py", "max_length=9", "max_length=8", "a changed, and nothing in shop/migrations/"),
        ("shop/models.py", "    a =", "    b = JSONField()\n    a =", "b changed, and nothing in shop/migrations/"),
        ("shop/models.py", "max_length=9", "max_length=9, help_text='x'", ""),
        ("shop/models.py", "    a =", "    class Meta:\n        managed = False\n    b = IntegerField()\n    a =", ""),
        ("app/tables.py", "Integer)", "Integer, nullable=False)", "a changed, and nothing in alembic/versions/"),
        ("db/schema.rb", "t.string", "t.text", "t.text changed, and nothing in db/migrate/"),
        ("db/schema.rb", "version: 1", "version: 2", ""),
        ("prisma/schema.prisma", "  a  String", "  a  String?", "a changed, and nothing in prisma/migrations/"),
        ("prisma/schema.prisma", "  a  String", "  a     String", ""),
        ("src/order.ts", "  a: s", "  b: X\n  @Column()\n  a: s", "@Column changed, and nothing in src/migrations/"),
        ("src/order.ts", "@Column()", "@Column({ nullable: true })", "@Column changed, and nothing in src/migrations/"),
        ("src/order.ts", "a: string", "a: number", ""),
    ],
)  # fmt: skip
def test_a_model_goes_with_its_migration(repo: GitRepo, path: str, old: str, new: str, expected: str) -> None:
    found = told(repo, MODELS, {path: MODELS[path].replace(old, new)}, models)

    assert [line.partition(" ")[2].partition(" ")[2] for line in found] == ([expected] if expected else [])


def test_a_model_with_its_migration_is_silent(repo: GitRepo) -> None:
    after = {"shop/models.py": MODELS["shop/models.py"].replace("9", "8"), NEXT: django(ADD)}

    assert told(repo, MODELS, after, models) == []


def test_a_model_where_no_migrations_are_kept_is_silent(repo: GitRepo) -> None:
    before = {"shop/models.py": MODELS["shop/models.py"]}

    assert told(repo, before, {"shop/models.py": before["shop/models.py"].replace("9", "8")}, models) == []


def test_a_bare_diff_says_what_it_did_not_look_at() -> None:
    changeset = Changeset("patch", "t", patches=(a_patch(NEXT, kind="migration", change_type="A"),))

    (skipped,) = migrations.observe(changeset, Context())

    assert isinstance(skipped, Skipped)
