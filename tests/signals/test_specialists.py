"""What specialists say of a whole change: only what it introduced, each place once, and what they could not look at."""

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository
from riskcheck.semgrep import Match, Matches
from riskcheck.signals import readings, specialists
from riskcheck.signals.context import Context
from riskcheck.signals.readings import Reading
from riskcheck.sources import revisions
from riskcheck.specialists import sqlglot
from tests.builders import a_changeset, a_patch
from tests.gitrepo import GitRepo

WORKFLOW = ".github/workflows/a.yml"
MIGRATION = "db/migrations/0002_orders.sql"
STEP = "      - run: echo ${{ github.event.issue.title }}\n"
JOB = "on: issues\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n"


def contents_of(repo: GitRepo, base: Mapping[str, str], head: Mapping[str, str]) -> Contents:
    for path, text in base.items():
        repo.write(path, text)
    repo.commit()
    for path in base.keys() - head.keys():
        Path(repo.folder, path).unlink()
    for path, text in head.items():
        repo.write(path, text)
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    return Contents(revisions.read_commit(repository, "HEAD"), repository, time.monotonic() + 30)


def answers(contents: Contents) -> Iterator[Signal | Skipped]:
    context = Context(contents=contents, reading=lambda: readings.read(contents, os.environ))
    return specialists.observe(contents.changeset, context)


def seen(repo: GitRepo, base: Mapping[str, str], head: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    found = list(answers(contents_of(repo, base, head)))
    assert not [answer for answer in found if isinstance(answer, Skipped)]
    return {
        answer.id: [(one.path or "", one.start_line or 0) for one in answer.evidence]
        for answer in found
        if isinstance(answer, Signal)
    }


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param({}, {WORKFLOW: JOB + STEP}, {"zizmor.template-injection": [(WORKFLOW, 8)]}, id="a new workflow"),
        pytest.param({WORKFLOW: JOB}, {WORKFLOW: JOB + STEP},
                     {"zizmor.template-injection": [(WORKFLOW, 8)]}, id="a step"),
        pytest.param({WORKFLOW: JOB + STEP}, {WORKFLOW: JOB + "      - run: make\n" + STEP}, {}, id="carried"),
        pytest.param(
            {WORKFLOW: JOB + STEP}, {WORKFLOW: JOB + STEP.replace("echo", "printf %s")}, {}, id="edited around it"
        ),
        pytest.param({WORKFLOW: JOB + STEP}, {".github/workflows/b.yml": JOB + STEP + STEP.replace("title", "body")},
                     {"zizmor.template-injection": [(".github/workflows/b.yml", 9)]}, id="moved with its file"),
        pytest.param({WORKFLOW: JOB + STEP}, {WORKFLOW: JOB}, {}, id="removed"),
        pytest.param({"docs/a.yml": "a: 1\n"}, {"docs/a.yml": JOB + STEP}, {}, id="no workflow"),
        pytest.param({}, {MIGRATION: "DROP TABLE orders;\n"}, {"sql.drop": [(MIGRATION, 1)]}, id="told once"),
        pytest.param({}, {MIGRATION: "CREATE INDEX i ON orders (a);\n"},
                     {"squawk.require-concurrent-index-creation": [(MIGRATION, 1)]}, id="a lock of PostgreSQL"),
        pytest.param({}, {MIGRATION: "ALTER TABLE `orders` ADD KEY i (a);\n"}, {}, id="MySQL is nothing for squawk"),
        pytest.param({}, {"sql/report.sql": "CREATE INDEX i ON orders (a);\n"}, {}, id="no migration"),
        pytest.param({MIGRATION: "CREATE INDEX i ON orders (a);\n"},
                     {MIGRATION: "CREATE INDEX i ON orders (a);\nSELECT 1;\n"}, {}, id="an index that was there"),
        pytest.param({}, {"tests/a.sql": "DROP TABLE a;\n", "docs/a.sql": "DROP TABLE a;\n"}, {}, id="tests and docs"),
        pytest.param({"a.py": "x = 1\n"}, {"a.py": 'x = 1\ndb.execute("DELETE FROM orders")\n'},
                     {"sql.unbounded-delete": [("a.py", 2)]}, id="SQL in a program"),
        pytest.param({}, {"src/test_a.py": 'db.execute("DELETE FROM orders")\n'}, {}, id="a test that cleans up"),
    ],
)  # fmt: skip
def test_only_what_the_change_introduced_counts_and_once(
    repo: GitRepo, base: dict[str, str], head: dict[str, str], expected: dict[str, list[tuple[str, int]]]
) -> None:
    assert seen(repo, {"kept.txt": "kept\n", **base}, {"kept.txt": "kept\n", **head}) == expected


def test_settings_of_the_repository_have_no_say(repo: GitRepo) -> None:
    ignored = {
        ".github/zizmor.yml": "rules:\n  template-injection:\n    disable: true\n",
        ".squawk.toml": 'excluded_rules = ["require-concurrent-index-creation"]\n',
    }
    head = {**ignored, WORKFLOW: JOB + STEP, MIGRATION: "CREATE INDEX i ON orders (a);\n"}

    assert sorted(seen(repo, ignored, head)) == [
        "squawk.require-concurrent-index-creation",
        "zizmor.template-injection",
    ]


def test_what_a_tool_does_not_understand_is_said(repo: GitRepo) -> None:
    head = {WORKFLOW: "jobs: [\n", MIGRATION: "DROP TABLE a;\nALTER TABLE b DROP COLUMN FOR EVER;\n"}

    found = list(answers(contents_of(repo, {}, head)))

    assert {answer.id for answer in found if isinstance(answer, Signal)} == {"sql.drop"}
    assert [answer for answer in found if isinstance(answer, Skipped)] == [
        Skipped(f"zizmor on {WORKFLOW}", "not a workflow or action that zizmor can read"),
        Skipped(f"squawk on {MIGRATION}", "no PostgreSQL that squawk can parse"),
        Skipped(f"sqlglot on 1 statement of {MIGRATION}", "in no dialect that it knows"),
    ]


@pytest.fixture
def _no_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path / "nothing"))
    monkeypatch.setattr(sqlglot, "is_installed", lambda: False)


@pytest.mark.usefixtures("_no_tools")
def test_a_missing_tool_is_said_once_and_only_for_its_files(repo: GitRepo) -> None:
    contents = contents_of(repo, {}, {WORKFLOW: JOB, ".github/workflows/b.yml": JOB, MIGRATION: "DROP TABLE a;\n"})

    assert readings.read(contents, {}) == Reading(
        skipped=(
            Skipped("zizmor on 2 workflow files", "not installed: pip install 'riskcheck[actions]'"),
            Skipped("squawk on 1 migration", "not installed: pip install 'riskcheck[sql]'"),
            Skipped("sqlglot on 1 file with SQL", "not installed: pip install 'riskcheck[sql]'"),
        )
    )


@pytest.mark.usefixtures("_no_tools")
def test_a_change_without_their_files_does_not_hear_of_missing_tools(repo: GitRepo) -> None:
    contents = contents_of(repo, {}, {"a.py": "limit = 3\n", "README.md": "DROP TABLE\n"})

    assert readings.read(contents, {}) == Reading()


def test_without_sqlglot_squawk_tells_what_is_destroyed(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlglot, "is_installed", lambda: False)
    contents = contents_of(repo, {}, {MIGRATION: "DROP TABLE orders;\n"})

    assert [finding.rule for _, finding in readings.read(contents, os.environ).findings] == ["squawk.ban-drop-table"]


def test_a_bare_diff_is_said_not_to_be_looked_at() -> None:
    patches = [a_patch(path, ["+x where y"], kind=kind_of(path)) for path in (WORKFLOW, MIGRATION, "a.py")]
    changeset: Changeset = a_changeset(*patches, source="patch")

    reason = "a bare diff does not hold whole files"
    assert list(answers(Contents(changeset))) == [
        Skipped("zizmor on 1 workflow file", reason),
        Skipped("squawk on 1 migration", reason),
        Skipped("sqlglot on 1 file with SQL", reason),
    ]


def a_match(rule: str, line: int) -> Match:
    return Match(rule, "message", line, line, "text")


def test_places_that_a_specialist_has_judged_are_taken_from_semgrep(repo: GitRepo) -> None:
    function = "CREATE FUNCTION f() AS $$ DELETE FROM d; $$;\n"
    sql = f"DROP TABLE a;\nDROP TABLE #b;\nALTER TABLE c DROP COLUMN FOR EVER;\n{function}"
    contents = contents_of(repo, {}, {MIGRATION: sql, WORKFLOW: JOB + STEP})
    reading = readings.read(contents, os.environ)
    matches = Matches(
        {
            f"head:{MIGRATION}": tuple(a_match("sql-destructive", line) for line in (1, 2, 3)),
            f"base:{MIGRATION}": (a_match("sql-unbounded-write", 4),),
            f"head:{WORKFLOW}": (
                a_match("gha-expression-in-script", 7), a_match("gha-expression-in-script", 8), a_match("gha-check", 8),
            ),
            "head:other.sql": (a_match("sql-destructive", 1),),
        }
    )  # fmt: skip

    left = readings.without_doubles(matches, reading).by_target

    assert {target: [(match.rule, match.start_line) for match in found] for target, found in left.items()} == {
        f"head:{MIGRATION}": [("sql-destructive", 3)],
        f"base:{MIGRATION}": [("sql-unbounded-write", 4)],
        f"head:{WORKFLOW}": [("gha-expression-in-script", 7), ("gha-check", 8)],
        "head:other.sql": [("sql-destructive", 1)],
    }


def test_sqlglot_is_not_imported_for_a_change_without_sql() -> None:
    program = (
        "import sys\nfrom riskcheck.contents import Contents\nfrom riskcheck.signals import readings\n"
        "from tests.builders import a_changeset, a_patch\n"
        "readings.read(Contents(a_changeset(a_patch(lines=['+limit = 3']))), {})\n"
        "sys.exit('sqlglot' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)

    assert done.returncode == 0


def test_every_rule_reads_as_sentences_and_has_a_grade() -> None:
    ids = [rule.id for rule in specialists.RULES]

    assert len(ids) == len(set(ids))
    assert all(
        rule.why.endswith(".") and rule.remedy.endswith(".") and 1 <= rule.grade <= 5 for rule in specialists.RULES
    )
