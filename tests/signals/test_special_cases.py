"""Code that recognises a test run, or the value that a test gives it."""

import os
import time

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.repository import Repository
from riskcheck.signals import Context, special_cases
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo


def runs_seen(path: str, *lines: str) -> bool:
    changeset = Changeset("patch", "t", patches=(a_patch(path, lines),))
    return any(isinstance(answer, Signal) for answer in special_cases.observe(changeset, Context()))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/app.ts", "if (process.env.NODE_ENV === 'test') {"),
        ("src/app.js", "if (process.env.JEST_WORKER_ID) return cached;"),
        ("app/user.rb", "return true if Rails.env.test?"),
        ("app/user.rb", 'if ENV["RAILS_ENV"] == "test"'),
        ("app/user.go", "if testing.Testing() {"),
        ("app/User.java", 'Class.forName("org.junit.Test");'),
        ("app/User.kt", 'Class.forName("org.junit.jupiter.api.Test")'),
        ("app/User.php", "if (app()->runningUnitTests()) {"),
        ("app/User.cs", 'if (env.IsEnvironment("Testing"))'),
        ("src/user.rs", "if cfg!(test) {"),
    ],
)
def test_code_that_looks_for_a_test_run(path: str, line: str) -> None:
    assert runs_seen(path, f"+{line}")
    assert not runs_seen(path, f" {line}")
    assert not runs_seen(path, f"-  {line}", f"+{line}")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("babel.config.js", "if (process.env.NODE_ENV === 'test') {"),
        ("config/routes.rb", "if Rails.env.test?"),
        ("src/app.js", "// process.env.NODE_ENV === 'test'"),
        ("src/app.js", "if (process.env.NODE_ENV === 'production') {"),
        ("src/user.rs", "#[cfg(test)]"),
    ],
)
def test_what_is_meant_to_differ_under_test(path: str, line: str) -> None:
    assert not runs_seen(path, f"+{line}")


def literals(repo: GitRepo, files: dict[str, str], code: str, before: str = "def f(name):\n") -> list[str]:
    repo.write("src/app.py", before)
    for path, content in files.items():
        repo.write(path, content)
    repo.commit()
    repo.write("src/app.py", before + code)
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    answers = list(special_cases.observe(changeset, Context(contents=Contents(changeset, repository))))
    return [place.message for answer in answers if isinstance(answer, Signal) for place in answer.evidence]


ASKS = "    if name == 'test_user_42':\n        return 'gold-plan'\n"
TEST = "def test_f():\n    assert f('test_user_42') == 'gold-plan'\n"


def test_a_value_of_a_test_that_the_code_recognises(repo: GitRepo) -> None:
    assert literals(repo, {"tests/test_app.py": TEST}, ASKS) == [
        "'test_user_42' stands in no other code, and in a test: tests/test_app.py:2"
    ]


def test_a_number_with_the_answer_of_the_test(repo: GitRepo) -> None:
    test = "def test_f():\n    assert f(\n        81337,\n    ) == 4711\n"

    assert literals(repo, {"tests/test_app.py": test}, "    if name == 81337:\n        return 4711\n")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param({"tests/test_app.py": "def test_f():\n    assert f('other')\n"}, ASKS, id="in no test"),
        pytest.param({"tests/test_app.py": TEST, "src/users.py": "X = 'test_user_42'\n"}, ASKS, id="in other code"),
        pytest.param({"tests/test_app.py": TEST, "docs/a.md": "Use `test_user_42`.\n"}, ASKS, id="documented"),
        pytest.param(
            {"tests/test_app.py": "assert f('strict-mode') == 'gold-plan'\nassert f('loose-mode')\n"},
            "    if name == 'strict-mode':\n        return 'gold-plan'\n"
            "    if name == 'loose-mode':\n        return 'iron-plan'\n",
            id="a table",
        ),
        pytest.param(
            {"tests/test_app.py": "assert f('strict-mode')\n"},
            "    if name == 'strict-mode':\n        return strictly(name)\n",
            id="a value of the domain",
        ),
        pytest.param(
            {"tests/test_app.py": "assert f(404) == 4711\n"},
            "    if name == 404:\n        return 4711\n",
            id="a status",
        ),
    ],
)
def test_a_value_that_has_other_reasons(repo: GitRepo, files: dict[str, str], code: str) -> None:
    assert literals(repo, files, code) == []


def test_a_bare_diff_shows_no_tests() -> None:
    changeset = Changeset("patch", "t", patches=(a_patch("src/app.py", ["+    if name == 'test_user_42':"]),))

    assert list(special_cases.observe(changeset, Context())) == [
        Skipped("signal special-cases.literal", "a bare diff does not show the tests of the repository")
    ]


@pytest.mark.parametrize(
    "line", ['if x == "' * 900, "if " + "a." * 9000 + "== 1", "a" * 50_000, "if x == '\ud800\0abcdef'"]
)
def test_a_hostile_line_costs_no_time(line: str) -> None:
    start = time.process_time()

    runs_seen("a.js", *[f"+{line}"] * 100)

    assert time.process_time() - start < 12
