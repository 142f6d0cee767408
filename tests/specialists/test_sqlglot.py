"""What statements of SQL do, by sqlglot, and which of that is dangerous between two versions of a file."""

import logging
import time
from importlib import metadata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.specialists import literals, migrations, sql_files, sqlglot, statements
from riskcheck.specialists.answers import Sides

PATH = "db/migrations/0001_orders.sql"


def judged(base: str, head: str, path: str = PATH) -> list[tuple[str, int]]:
    sql = sql_files.sql_of(Sides(path, base.encode(), head.encode()))
    answers = sql_files.examine([sql] if sql else [], time.monotonic() + 10)
    found = [finding for read in answers.values() for finding in read.findings]
    return [(one.rule.removeprefix("sql."), one.start_line) for one in found]


def unread(head: str, path: str = PATH) -> list[int]:
    sql = sql_files.sql_of(Sides(path, b"", head.encode()))
    assert sql is not None
    return [
        entry.start_line for read in sql_files.examine([sql], time.monotonic() + 10).values() for entry in read.unread
    ]


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("DROP TABLE orders;", "drop"),
        ("DROP TABLE IF EXISTS shop.orders CASCADE", "drop"),
        ("DROP SCHEMA shop CASCADE;", "drop"),
        ("DROP DATABASE shop;", "drop"),
        ("ALTER TABLE orders DROP COLUMN total;", "drop-column"),
        ("ALTER TABLE `orders` DROP `total`;", "drop-column"),
        ("TRUNCATE TABLE orders;", "truncate"),
        ("DELETE FROM orders;", "unbounded-delete"),
        ("DELETE FROM orders WHERE 1=1;", "unbounded-delete"),
        ("DELETE FROM orders WHERE true;", "unbounded-delete"),
        ("UPDATE orders SET total = 0;", "unbounded-update"),
        ("UPDATE orders SET total = (SELECT 1 FROM t WHERE t.id = 3);", "unbounded-update"),
        ("ALTER TABLE orders ALTER COLUMN total TYPE int;", "column-type"),
        ("ALTER TABLE `orders` MODIFY COLUMN total int;", "column-type"),
        ("ALTER TABLE [dbo].[orders] ALTER COLUMN total int NOT NULL;", "column-type"),
        ("ALTER TABLE orders ALTER COLUMN total SET NOT NULL;", "not-null"),
        ("ALTER TABLE orders ADD COLUMN total int NOT NULL;", "not-null"),
        ("ALTER TABLE orders ADD total int NOT NULL;", "not-null"),
        ("ALTER TABLE orders RENAME COLUMN total TO sum;", "rename"),
        ("ALTER TABLE orders RENAME total TO sum;", "rename"),
        ("ALTER TABLE orders RENAME TO sales;", "rename"),
        ("ALTER TABLE `orders` CHANGE COLUMN total sum int;", "rename"),
        ("GRANT ALL PRIVILEGES ON orders TO app;", "grant"),
        ("GRANT SELECT ON orders TO PUBLIC;", "grant"),
        ("GRANT ALL ON ALL TABLES IN SCHEMA shop TO app;", "grant"),
        ("GRANT ALL PRIVILEGES ON *.* TO 'app'@'%' IDENTIFIED BY 'x';", "grant"),
        ("GRANT SELECT ON orders TO app WITH GRANT OPTION;", "grant"),
        ("ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b (id) ON DELETE CASCADE;", "cascade"),
    ],
)
def test_a_dangerous_statement_is_seen(sql: str, rule: str) -> None:
    assert judged("", f"\n-- why\n{sql}\n") == [(rule, 3)]


@pytest.mark.parametrize(
    "sql",
    [
        "-- DROP TABLE orders;",
        "/* DROP TABLE orders; */",
        "INSERT INTO log VALUES ('a; DROP TABLE orders;');",
        "SELECT $$ ; DROP TABLE orders; $$;",
        "CREATE TEMPORARY TABLE t (a int);\nDELETE FROM t;\nDROP TABLE t;",
        "DROP TEMPORARY TABLE t;",
        "DROP TABLE #t;",
        "CREATE TABLE t (a int);\nALTER TABLE t ADD b int NOT NULL;\nUPDATE t SET b = 1;\nALTER TABLE t RENAME TO u;",
        "CREATE TABLE u (a int);\nINSERT INTO u SELECT a FROM t;\nDROP TABLE t;\nALTER TABLE u RENAME TO t;",
        "CREATE TEMPORARY TABLE b (a int);\nINSERT INTO b SELECT a FROM t;\nDROP TABLE t;\nCREATE TABLE t (a int);",
        "DELETE FROM orders WHERE id = 3;",
        "DELETE o FROM orders o JOIN gone g ON g.id = o.id;",
        "UPDATE orders SET total = 0 FROM gone WHERE gone.id = orders.id;",
        "UPDATE `orders` JOIN gone ON gone.id = `orders`.id SET total = 0;",
        "ALTER TABLE orders ADD COLUMN total int;\nUPDATE orders SET total = 0;",
        "ALTER TABLE orders ADD COLUMN total int NOT NULL DEFAULT 0;",
        "ALTER TABLE orders ADD COLUMN id serial NOT NULL;",
        "ALTER TABLE orders ADD COLUMN t int GENERATED ALWAYS AS (a) STORED NOT NULL;",
        "ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;",
        "ALTER TABLE orders DROP CONSTRAINT c;",
        "DROP INDEX i;\nDROP VIEW v;\nDROP FUNCTION f();",
        "GRANT SELECT, INSERT ON orders TO app;",
        "GRANT USAGE ON SCHEMA shop TO PUBLIC;",
        "CREATE TABLE t (a int);\nGRANT ALL ON TABLE t TO app;",
        "CREATE TABLE t (a int REFERENCES b (id) ON DELETE CASCADE);",
        "CREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE u;",
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
        "",
    ],
)
def test_what_only_looks_dangerous_is_not_told(sql: str) -> None:
    assert judged("", sql) == []


@pytest.mark.parametrize(
    "path", ["db/migrations/2.down.sql", "migrations/2/down.sql", "sql/U2__x.sql", "x_downgrade.sql"]
)
def test_a_file_that_undoes_is_meant_to_destroy(path: str) -> None:
    assert judged("", "DROP TABLE orders;", path) == []


@pytest.mark.parametrize(("path", "expected"), [("sql/setup.sql", []), (PATH, [("drop", 1)])])
def test_a_script_may_make_its_tables_anew_but_a_migration_loses_them(
    path: str, expected: list[tuple[str, int]]
) -> None:
    assert judged("", "DROP TABLE IF EXISTS orders;\nCREATE TABLE orders (a int);", path) == expected


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        ("SELECT a FROM t WHERE tenant_id = 1 AND b = 2;", "SELECT a FROM t WHERE b = 2;", [("owner-filter", 1)]),
        ("UPDATE t SET a = 1 WHERE id = 2 AND user_id = 3;", "UPDATE t SET a = 1 WHERE id = 2;", [("owner-filter", 1)]),
        ("SELECT a FROM t WHERE b = 2;", "SELECT a FROM t;", [("filter-removed", 1)]),
        ("DELETE FROM t WHERE b = 2;", "DELETE FROM t;", [("unbounded-delete", 1)]),
        ("SELECT a FROM t ORDER BY b LIMIT 10;", "SELECT a FROM t ORDER BY b;", [("limit-removed", 1)]),
        ("SELECT TOP 10 a FROM dbo.t;", "SELECT a FROM dbo.t;", [("limit-removed", 1)]),
        ("SELECT a FROM t LIMIT 10;", "SELECT a FROM t LIMIT 20;", []),
        ("SELECT a FROM t WHERE tenant_id = 1;", "SELECT a FROM t WHERE tenant_id = 2;", []),
        ("SELECT a FROM t WHERE tenant_id = 1;", "SELECT a FROM t JOIN u ON u.tenant_id = t.tenant_id;", []),
        ("SELECT a FROM t WHERE b = 1;", "SELECT a FROM t WHERE c = 1;", []),
        ("SELECT a FROM t WHERE tenant_id = 1 LIMIT 1;", "SELECT count(*) FROM t;", []),
        ("SELECT a FROM t LIMIT 1;", "select a\n  from t -- all\n limit 1;", []),
    ],
)
def test_what_a_query_lost_is_seen_beside_what_it_was(base: str, head: str, expected: list[tuple[str, int]]) -> None:
    assert judged(base, head, "sql/report.sql") == expected


def test_a_statement_that_moves_or_is_laid_out_anew_is_not_new() -> None:
    assert judged("SELECT 1;\nDELETE FROM t;\n", "DELETE  FROM\n  t; -- all of it\nSELECT 1;\n") == []


def test_a_statement_that_moves_to_another_file_is_not_new() -> None:
    files = [Sides("a.sql", b"DELETE FROM t;", b""), Sides("b.sql", b"", b"DELETE FROM t; DELETE FROM u;")]
    known = [sql for sides in files if (sql := sql_files.sql_of(sides))]

    answers = sql_files.examine(known, time.monotonic() + 10)

    assert [one.text for one in answers["b.sql"].findings] == ["DELETE FROM u"]


def test_what_no_dialect_has_is_left_to_others(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("sqlglot").setLevel(logging.NOTSET)
    sqlglot._library.cache_clear()

    assert unread("DROP TABLE a;\nALTER TABLE b DROP COLUMN FOR EVER;\nDELETE FROM WHERE;") == [2, 3]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("version", "expected"), [("30.30.0", True), ("25.1.0", False), ("30.19.0", False), (None, False)]
)
def test_a_version_with_other_trees_is_as_good_as_none(
    monkeypatch: pytest.MonkeyPatch, version: str | None, expected: bool
) -> None:
    def told(name: str) -> str:
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(metadata, "version", told)

    assert sqlglot.is_installed() is expected


def test_nothing_is_parsed_after_the_deadline() -> None:
    sql = sql_files.sql_of(Sides(PATH, b"", b"DROP TABLE a;"))
    assert sql is not None

    (read,) = sql_files.examine([sql], time.monotonic() - 1).values()

    assert (read.findings, [entry.verb for entry in read.unread], read.opaque) == ((), ["drop"], frozenset({1}))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "(" * 5000 + "1" + ")" * 5000 + " FROM a;",
        "DELETE FROM a WHERE " + "NOT " * 3000 + "b;",
        "SELECT 1" + " UNION SELECT 1" * 900 + ";",
        "DELETE FROM " + "a" * 300_000,
        "'" * 100_001,
        "/*" * 50_000,
        "$a" * 50_000,
        "$a$" * 33_333,
        "DROP TABLE \0;",
    ],
)
def test_a_crafted_file_costs_little_and_raises_nothing(text: str) -> None:
    begun = time.monotonic()

    judged("SELECT 1;", text)

    assert time.monotonic() - begun < 5


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="DROP TABLE a;'\"$-/*\n()=1", max_size=80))
def test_no_text_raises_and_lines_are_in_the_file(text: str) -> None:
    for statement in statements.split(text, escapes=False):
        assert 1 <= statement.start_line <= statement.end_line <= text.count("\n") + 1
    judged("", text)


PYTHON = "def f(db):\n    db.execute({})\n"


@pytest.mark.parametrize(
    ("path", "program", "expected"),
    [
        ("a.py", PYTHON.format('"DELETE FROM orders"'), [("unbounded-delete", 2)]),
        ("a.py", PYTHON.format('text("""\n      UPDATE orders SET total = 0\n    """)'), [("unbounded-update", 2)]),
        ("a.py", PYTHON.format('"DELETE FROM orders WHERE id = %s", [id]'), []),
        ("a.py", PYTHON.format('"DELETE FROM orders" + where'), []),
        ("a.py", PYTHON.format('"DELETE FROM orders" " WHERE id = 1"'), []),
        ("a.py", PYTHON.format('f"DELETE FROM orders {where}"'), []),
        ("a.py", PYTHON.format('"DELETE FROM orders {}".format(where)'), []),
        ("a.py", PYTHON.format('"DELETE FROM orders %s" % where'), []),
        ("a.py", 'query = "DELETE FROM orders"\nquery += where\n', []),
        ("a.py", 'log.info("DELETE FROM orders")\n# db.execute("DELETE FROM orders")\n', []),
        ("a.py", PYTHON.replace("f(db)", "downgrade()").format('"DROP TABLE orders"'), []),
        ("a.py", PYTHON.replace("f(db)", "upgrade()").format('"DROP TABLE orders"'), [("drop", 2)]),
        ("a.ts", "  async down(runner) {\n    runner.query(`DROP TABLE orders`);\n", []),
        ("a.js", "exports.down = async function (knex) {\n  knex.raw('DROP TABLE orders');\n", []),
        ("a.rb", "def down\n  execute('DROP TABLE orders')\nend\n", []),
        ("a.rb", "execute('DROP TABLE orders')\ndef down\nend\n", [("drop", 1)]),
        ("a.js", "db.query(`DELETE FROM orders`);\n", [("unbounded-delete", 1)]),
        ("a.ts", "db.query(`DELETE FROM orders ${where}`);\n", []),
        ("a.go", "db.ExecContext(ctx, `DROP TABLE orders`)\n", [("drop", 1)]),
        ("A.java", 'statement.executeUpdate("TRUNCATE TABLE orders");\n', [("truncate", 1)]),
        ("A.java", 'statement.executeUpdate("DELETE FROM orders" +\n    " WHERE id = 1");\n', []),
        ("a.rb", 'connection.execute("UPDATE orders SET total = 0")\n', [("unbounded-update", 1)]),
        ("a.rb", 'connection.execute("DELETE FROM orders #{where}")\n', []),
    ],
)
def test_sql_in_a_program_counts_where_it_is_run_as_it_stands(
    path: str, program: str, expected: list[tuple[str, int]]
) -> None:
    assert judged("", program, path) == expected


def test_a_query_in_a_program_is_compared_with_what_it_was() -> None:
    program = 'SQL = """\nSELECT a FROM t\nWHERE b = :b{}\n"""\n'

    assert judged(program.format("\nAND tenant_id = :t"), program.format(""), "a.py") == [("owner-filter", 1)]


@pytest.mark.parametrize("text", ['"' * 100_001, "'''" * 30_000, "`\\" * 50_000, '"select ' * 20_000, "#" * 100_000])
def test_a_crafted_program_costs_little(text: str) -> None:
    begun = time.monotonic()

    for suffix in literals.SUFFIXES:
        literals.sql_in(text, suffix)

    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("path", "text", "first"),
    [
        ("a.sql", "SELECT 1", "postgres"),
        ("a.sql", "ALTER TABLE `a` ADD b int unsigned", "mysql"),
        ("a.sql", "PRAGMA foreign_keys = off;\nCREATE TABLE a (id integer primary key autoincrement)", "sqlite"),
        ("a.sql", "ALTER TABLE [dbo].[a] ADD b NVARCHAR(3)\nGO\n", "tsql"),
        ("db/mysql/a.sql", "SELECT 1", "mysql"),
    ],
)
def test_words_and_paths_tell_the_dialect(path: str, text: str, first: str) -> None:
    assert migrations.dialects(path, text)[0] == first
    assert migrations.may_be_postgresql(path, text) is (first == "postgres")
