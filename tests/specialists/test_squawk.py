"""What squawk says of migrations, in our rules, and what it is kept from saying."""

import os
import sysconfig
import time
from pathlib import Path

import pytest

from riskcheck.specialists import squawk
from riskcheck.specialists.answers import Answer


def asked(sql: str, path: str = "head:db/migrations/1.sql") -> Answer:
    answer = squawk.examine({path: sql.encode("utf-8", "surrogateescape")}, os.environ, time.monotonic() + 10)
    assert answer is not None
    return answer


def found(sql: str, path: str = "head:db/migrations/1.sql") -> list[tuple[str, int]]:
    return [(one.rule.removeprefix("squawk."), one.start_line) for one in asked(sql, path).findings[path]]


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("DROP DATABASE shop;", "ban-drop-database"),
        ("DROP TABLE users;", "ban-drop-table"),
        ("ALTER TABLE users DROP COLUMN email;", "ban-drop-column"),
        ("TRUNCATE users CASCADE;", "ban-truncate-cascade"),
        ("ALTER TABLE users RENAME TO people;", "renaming-table"),
        ("ALTER TABLE users RENAME COLUMN a TO b;", "renaming-column"),
        ("ALTER TABLE users ALTER COLUMN a TYPE bigint;", "changing-column-type"),
        ("ALTER TABLE users ADD COLUMN a bigint NOT NULL;", "adding-required-field"),
        ("ALTER TABLE users ALTER COLUMN a SET NOT NULL;", "adding-not-nullable-field"),
        ("ALTER TABLE users ALTER COLUMN a DROP NOT NULL;", "ban-drop-not-null"),
        ("ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0);", "constraint-missing-not-valid"),
        ("ALTER TABLE users ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b (id);", "adding-foreign-key-constraint"),
        ("CREATE INDEX i ON users (a);", "require-concurrent-index-creation"),
        ("DROP INDEX i;", "require-concurrent-index-deletion"),
        ("BEGIN;\nCREATE INDEX CONCURRENTLY i ON users (a);\nCOMMIT;", "ban-concurrent-index-creation-in-transaction"),
        ("ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid();", "adding-field-with-default"),
    ],
)
def test_a_dangerous_statement_has_a_rule_of_ours(sql: str, rule: str) -> None:
    assert rule in {name for name, _ in found(sql)}


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE users (id int PRIMARY KEY, name varchar(20), born timestamp, code char(3));",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON users (a);",
        "ALTER TABLE users ADD COLUMN a bigint;",
        "CREATE TABLE users (id bigint);\nCREATE INDEX i ON users (id);\nALTER TABLE users ADD CHECK (id > 0);",
        "CREATE TABLE a (id bigint);\n-- +goose Down\nDROP TABLE a;",
        "",
    ],
    ids=["style", "concurrently", "nullable", "own table", "undone", "empty"],
)
def test_what_is_safe_or_style_is_not_told(sql: str) -> None:
    assert found(sql) == []


def test_a_file_that_undoes_is_meant_to_destroy() -> None:
    assert found("DROP TABLE a;", "head:db/migrations/1.down.sql") == []


@pytest.mark.parametrize(
    "comment", ["-- squawk-ignore ban-drop-table", "-- squawk-ignore-file", "/* squawk-ignore-file ban-drop-table */"]
)
def test_comments_of_the_change_have_no_say(comment: str) -> None:
    assert found(f"{comment}\nDROP TABLE users;") == [("ban-drop-table", 2)]


def test_a_configuration_around_the_temporary_folder_has_no_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".squawk.toml").write_text('excluded_rules = ["ban-drop-table"]\n')
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert found("DROP TABLE users;") == [("ban-drop-table", 1)]


def test_both_constraint_rules_are_told_once() -> None:
    sql = "ALTER TABLE users ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b (id);"

    assert found(sql) == [("adding-foreign-key-constraint", 1)]


def test_a_file_that_is_not_parsed_is_said_and_the_others_are_read() -> None:
    files = {"head:bad.sql": b"selec 1;", "head:good.sql": b"\nDROP TABLE a;"}

    answer = squawk.examine(files, os.environ, time.monotonic() + 10)

    assert answer is not None
    assert [one.start_line for one in answer.findings["head:good.sql"]] == [2]
    assert answer.unread == {"head:bad.sql": "no PostgreSQL that squawk can parse"}


def test_bytes_that_are_no_text_do_not_hide_the_rest() -> None:
    assert found("-- \udcff\nDROP TABLE a;") == [("ban-drop-table", 2)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("echo '<html>'", "squawk failed (exit status 0)"),
        ("exit 3", "squawk failed (exit status 3)"),
        ("echo '[1]'", "squawk gave an answer of another form"),
        ('echo \'[{"file": "x", "rule_name": "y", "line": "z"}]\'', "squawk gave an answer of another form"),
        ("sleep 30", "deadline reached"),
    ],
)
def test_a_tool_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, reason: str) -> None:
    program = tmp_path / "squawk"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))

    answer = squawk.examine({"a": b"DROP TABLE a;"}, {}, time.monotonic() + 1)

    assert answer == Answer({}, {"a": reason})


def test_a_tool_that_is_not_installed_has_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))

    assert squawk.examine({"a": b"DROP TABLE a;"}, {"PATH": str(tmp_path)}, time.monotonic() + 1) is None
