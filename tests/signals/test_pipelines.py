"""Gates that a change makes wider: in pipelines, in the configuration of checkers, and for owners and secrets."""

import os
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Signal
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository
from riskcheck.signals import guards, pipelines, silence, strictness
from riskcheck.signals.context import Context
from riskcheck.sources import revisions
from riskcheck.syntax.entries import entries
from tests.builders import a_patch
from tests.gitrepo import GitRepo


def told(changeset: Changeset, contents: Contents | None = None) -> dict[str, list[str]]:
    context = Context(contents=contents) if contents else Context()
    return {
        signal.id: [evidence.message for evidence in signal.evidence]
        for detector in (pipelines, strictness, guards, silence)
        for signal in detector.observe(changeset, context)
        if isinstance(signal, Signal)
    }


def patch(path: str, *lines: str, **fields: object) -> Patch:
    return a_patch(path, lines, kind=kind_of(path), **fields)  # type: ignore[arg-type]


def in_diff(path: str, *lines: str) -> dict[str, list[str]]:
    return told(Changeset("patch", "t", patches=(patch(path, *lines),)))


def committed(repo: GitRepo, *steps: Mapping[str, str | None]) -> dict[str, list[str]]:
    for step in steps:
        for path, content in step.items():
            if content is None:
                (repo.folder / path).unlink()
            else:
                repo.write(path, content)
        repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    return told(changeset, Contents(changeset, repository))


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("Makefile", "\tpytest", "\tpytest || true", "pytest: failure ignored with || true"),
        (".gitlab-ci.yml", "  - mypy src", "  - mypy src || exit 0", "mypy: failure ignored with || exit 0"),
        (
            "package.json",
            '  "lint": "eslint .",',
            '  "lint": "eslint . || true",',
            "eslint: failure ignored with || true",
        ),
        (".gitlab-ci.yml", "  stage: test", "  allow_failure: true", "failure ignored with allow_failure: true"),
        ("azure-pipelines.yml", "  x: 1", "  continueOnError: true", "failure ignored with continueOnError: true"),
        (".buildkite/pipeline.yml", "  x: 1", "    soft_fail: true", "failure ignored with soft_fail: true"),
        ("tox.ini", "a = 1", "ignore_outcome = true", "failure ignored with ignore_outcome = true"),
        ("Jenkinsfile", "sh 'a'", "catchError(buildResult: 'SUCCESS') {", "failure ignored with catchError("),
    ],
)
def test_a_failure_that_no_longer_counts_is_told(path: str, old: str, new: str, message: str) -> None:
    assert in_diff(path, f"-{old}", f"+{new}") == {"pipelines.failure-ignored": [message]}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param("Makefile", ["+\trm -f build || true"], id="no check"),
        pytest.param("Makefile", ["+\t# pytest || true"], id="a comment"),
        pytest.param(".gitlab-ci.yml", ["-  allow_failure: true", "+    allow_failure: true"], id="reindented"),
        pytest.param(".gitlab-ci.yml", ["+  allow_failure: false"], id="the other way"),
        pytest.param("src/run.sh", ["+pytest || true"], id="no pipeline"),
        pytest.param(".github/workflows/a.yml", ["+      - run: pytest || true"], id="a semgrep rule sees it"),
    ],
)
def test_what_only_looks_like_an_ignored_failure_is_not(path: str, lines: list[str]) -> None:
    assert in_diff(path, *lines) == {}


HOOKS = """\
repos:
- repo: https://github.com/astral-sh/ruff-pre-commit
  rev: v1
  hooks:
  - id: ruff
- repo: https://github.com/gitleaks/gitleaks
  rev: v8
  hooks:
  - id: gitleaks
"""
LAB = "test:\n  script:\n    - pip install pytest mypy\n    - pytest -q\n    - mypy src\n"


@pytest.mark.parametrize(
    ("before", "after", "messages"),
    [
        pytest.param(
            {".gitlab-ci.yml": LAB},
            {".gitlab-ci.yml": LAB.replace("    - mypy src\n", "")},
            ["mypy no longer runs"],
            id="a command",
        ),
        pytest.param(
            {".pre-commit-config.yaml": HOOKS},
            {".pre-commit-config.yaml": HOOKS[: HOOKS.index("- repo: https://github.com/git")]},
            ["gitleaks no longer runs"],
            id="a hook",
        ),
        pytest.param(
            {"package.json": '{"scripts": {\n  "test": "jest --ci",\n  "x": "y"\n}}\n'},
            {"package.json": '{"scripts": {\n  "test": "echo none",\n  "x": "y"\n}}\n'},
            ["jest no longer runs"],
            id="a script that does nothing now",
        ),
        pytest.param(
            {".github/workflows/a.yml": "on: push\njobs:\n  a:\n    steps:\n    - run: cargo test\n", "b": "c"},
            {".github/workflows/a.yml": None},
            ["cargo test no longer runs"],
            id="a whole workflow",
        ),
    ],
)
def test_a_check_that_is_gone_is_told(
    repo: GitRepo, before: Mapping[str, str | None], after: Mapping[str, str | None], messages: list[str]
) -> None:
    assert committed(repo, before, after) == {"pipelines.check-removed": messages}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({".gitlab-ci.yml": LAB.replace("mypy src", "pyright")}, id="replaced by another of its kind"),
        pytest.param(
            {".gitlab-ci.yml": LAB.replace("    - mypy src\n", ""), "Makefile": "check:\n\tmypy src\n"}, id="moved"
        ),
        pytest.param({".gitlab-ci.yml": LAB.replace("mypy src", "mypy --strict src")}, id="edited"),
        pytest.param({".gitlab-ci.yml": LAB.replace("pip install pytest mypy", "pip install pytest")}, id="installed"),
    ],
)
def test_a_check_that_still_runs_is_not(repo: GitRepo, after: Mapping[str, str | None]) -> None:
    assert committed(repo, {".gitlab-ci.yml": LAB}, after) == {}


def test_a_check_that_another_file_runs_is_still_there(repo: GitRepo) -> None:
    before = {".gitlab-ci.yml": LAB, ".circleci/config.yml": "jobs:\n  a:\n    steps:\n      - run: mypy src\n"}

    assert committed(repo, before, {".gitlab-ci.yml": LAB.replace("    - mypy src\n", "")}) == {}


@pytest.mark.parametrize(
    ("path", "lines", "message"),
    [
        (".github/workflows/a.yml", [" on:", "-  pull_request:", "   push:"], "no longer started by pull_request"),
        (".github/workflows/a.yml", ["-on: [push, pull_request]", "+on: [push]"], "no longer started by pull_request"),
        (".github/workflows/a.yml", ["   push:", "+    paths-ignore:", "+      - src/**"], "paths-ignore added"),
        (".gitlab-ci.yml", [" rules:", "+    - when: never"], "when: never added"),
    ],
)
def test_a_pipeline_that_starts_less_often_is_told(path: str, lines: list[str], message: str) -> None:
    assert in_diff(path, *lines) == {"pipelines.trigger": [message]}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (".github/workflows/a.yml", ["-on: [push, pull_request]", "+on:", "+  push:", "+  pull_request:"]),
        (".github/workflows/a.yml", ["-on: [push]", "+on: [push, pull_request]"]),
        (".github/workflows/a.yml", ["-    paths-ignore:", "+  paths-ignore:"]),
        ("docs/a.yml", ["-  pull_request:"]),
    ],
)
def test_a_pipeline_that_starts_as_often_is_not(path: str, lines: list[str]) -> None:
    assert in_diff(path, *lines) == {}


TOML = """\
[tool.coverage.report]
fail_under = 90
[tool.ruff.lint]
select = ["E", "S"]
ignore = ["E501"]
[tool.ruff]
exclude = ["vendor"]
[tool.mypy]
strict = true
[tool.pytest.ini_options]
addopts = "--cov-fail-under=80"
[tool.other]
strict = true
ignore = []
"""
TSCONFIG = '{\n  "compilerOptions": {\n    // all of it\n    "strict": true,\n    "noImplicitAny": true\n  }\n}\n'
ESLINT = '{\n  "rules": {\n    "no-eval": "error",\n    "eqeqeq": ["error", "always"]\n  }\n}\n'


@pytest.mark.parametrize(
    ("path", "text", "old", "new", "expected"),
    [
        ("pyproject.toml", TOML, "fail_under = 90", "fail_under = 60", ("coverage", "fail_under 90 -> 60")),
        ("pyproject.toml", TOML, "fail_under = 90\n", "", ("coverage", "fail_under 90 -> not set")),
        ("pyproject.toml", TOML, "under=80", "under=40", ("coverage", "--cov-fail-under 80 -> 40")),
        (
            "pyproject.toml",
            TOML,
            "strict = true\n[tool.py",
            "strict = false\n[tool.py",
            ("mode", "strict true -> false"),
        ),
        ("pyproject.toml", TOML, 'ignore = ["E501"]', 'ignore = ["E501", "S105"]', ("rule", "S105 ignored")),
        ("pyproject.toml", TOML, '["vendor"]', '["vendor", "src/payments"]', ("exempt", "src/payments left out")),
        ("tsconfig.json", TSCONFIG, '"strict": true', '"strict": false', ("mode", "strict true -> false")),
        (".eslintrc.json", ESLINT, '"no-eval": "error"', '"no-eval": "off"', ("rule", "rules/no-eval error -> off")),
        (".eslintrc.json", ESLINT, '["error", "always"]', '["warn", "always"]', ("rule", "rules/eqeqeq error -> warn")),
        (".rubocop.yml", "Lint/Eval:\n  Enabled: true\n", "true", "false", ("rule", "Lint/Eval/Enabled true -> false")),
        (
            "codecov.yml",
            "coverage:\n  status:\n    project:\n      default:\n        target: 80%\n",
            "80%",
            "50%",
            ("coverage", "target 80% -> 50%"),
        ),
        (
            ".flake8",
            "[flake8]\nignore =\n    E501,\n",
            "    E501,\n",
            "    E501,\n    B902,\n",
            ("rule", "B902 ignored"),
        ),
        (
            "jest.config.js",
            "x = {\n  coverageThreshold: {\n    global: {\n      branches: 80,\n    },\n  },\n}\n",
            "80",
            "10",
            ("coverage", "branches 80 -> 10"),
        ),
        (
            "setup.cfg",
            "[mypy]\nstrict_optional = True\n",
            "strict_optional = True\n",
            "strict_optional = True\nignore_errors = True\n",
            ("mode", "ignore_errors set"),
        ),
    ],
)
def test_a_checker_that_asks_for_less_is_told(
    repo: GitRepo, path: str, text: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    kind, message = expected

    assert committed(repo, {path: text}, {path: text.replace(old, new, 1)}) == {f"strictness.{kind}": [message]}


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        pytest.param("pyproject.toml", TOML, TOML.replace("= 90", "= 95"), id="raised"),
        pytest.param(
            "pyproject.toml",
            TOML,
            TOML.replace("[tool.other]\nstrict = true", "[tool.other]\nstrict = false"),
            id="no checker",
        ),
        pytest.param(
            "pyproject.toml",
            TOML,
            TOML.replace("[tool.other]", '[tool.bandit]\nskips = ["B101"]\n[tool.other]'),
            id="a checker that is new",
        ),
        pytest.param("pyproject.toml", TOML, TOML.replace('["E501"]', '[\n  # long\n  "E501",\n]'), id="laid out anew"),
        pytest.param("pyproject.toml", TOML, TOML.replace('["vendor"]', '["vendor", "src/generated"]'), id="generated"),
        pytest.param("pyproject.toml", TOML, TOML.replace('["E501"]', '["E501", "E203"]'), id="layout"),
        pytest.param(
            "tsconfig.json", TSCONFIG, TSCONFIG.replace(',\n    "noImplicitAny": true', ""), id="implied by strict"
        ),
        pytest.param(".eslintrc.json", ESLINT, ESLINT.replace('"error"', '"warn"', 0), id="nothing"),
    ],
)
def test_a_checker_that_asks_for_as_much_is_not(repo: GitRepo, path: str, text: str, after: str) -> None:
    assert committed(repo, {path: text}, {path: after, "b": "c"}) == {}


OWNERS = "* @org/all\n/src/pay/ @org/money\n/src/web/ @org/web\n"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"CODEOWNERS": OWNERS.replace("/src/pay/ @org/money\n", "")}, ["/src/pay/ no longer belongs to @org/money"]),
        ({"CODEOWNERS": OWNERS.replace("@org/money", "@org/payments")}, []),
        ({"CODEOWNERS": OWNERS.replace("/src/pay/ @org/money\n", ""), "src/pay/a.py": None}, []),
    ],
)
def test_owners_that_are_gone_while_their_files_stay_are_told(
    repo: GitRepo, after: Mapping[str, str | None], expected: list[str]
) -> None:
    start = {"CODEOWNERS": OWNERS, "src/pay/a.py": "x = 1\n", "src/web/b.py": "x = 1\n"}

    assert committed(repo, start, after) == ({"guards.owners": expected} if expected else {})


@pytest.mark.parametrize(
    ("path", "lines", "messages"),
    [
        (".gitignore", ["-.env", " build"], [".env no longer ignored by git"]),
        (".gitignore", ["-*.pem"], ["*.pem no longer ignored by git"]),
        (".gitignore", [" .env", "+!.env.production"], ["!.env.production let through"]),
        (".gitleaksignore", ["+abc:src/a.py:generic-api-key:3"], ["finding excepted from the scanner"]),
        (".gitignore", ["-.env", "+/.env"], []),
        (".gitignore", ["-.env", "+.env*"], []),
        (".gitignore", [" .env", "+!.env.example"], []),
        (".gitignore", ["-*.log"], []),
        (".gitignore", ["-# .env"], []),
    ],
)
def test_a_guard_against_committed_secrets_that_is_gone_is_told(
    path: str, lines: list[str], messages: list[str]
) -> None:
    assert in_diff(path, *lines) == ({"guards.secrets": messages} if messages else {})


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        (
            "src/app.py",
            ['+warnings.filterwarnings("ignore")'],
            {"silence.warnings": ['turned off with warnings.filterwarnings("ignore")']},
        ),
        (
            "pyproject.toml",
            ["+filterwarnings = [", '+  "ignore",'],
            {"silence.warnings": ['turned off with "ignore",']},
        ),
        (
            "Makefile",
            ["-\tpython -m app", "+\tpython -W ignore -m app"],
            {"silence.warnings": ["turned off with -W ignore"]},
        ),
        (".env", ["-LOG_LEVEL=info", "+LOG_LEVEL=error"], {"silence.logs": ["log level info -> error"]}),
        (
            "src/app.py",
            ["-logger.setLevel(logging.INFO)", "+logger.setLevel(logging.CRITICAL)"],
            {"silence.logs": ["log level info -> critical"]},
        ),
        ("src/app.py", ['+warnings.filterwarnings("ignore", message="x", module="y")'], {}),
        ("src/app.py", ['+    warnings.simplefilter("ignore")'], {}),
        ("src/app.py", ['+  "ignore",'], {}),
        ("Makefile", ["+\tpython -W ignore::UserWarning:lib -m app"], {}),
        ("a.dart", ["-  case 2: log(LogLevel.warning)", "+  case 2: log(LogLevel.error)"], {}),
        (".env", ["-LOG_LEVEL=debug", "+LOG_LEVEL=info"], {}),
        (".env", ["-LOG_LEVEL=error", "+LOG_LEVEL=info"], {}),
        ("tests/test_a.py", ['+warnings.filterwarnings("ignore")'], {}),
    ],
)
def test_warnings_and_logs_that_are_turned_off_are_told(
    path: str, lines: list[str], expected: dict[str, list[str]]
) -> None:
    assert in_diff(path, *lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a.b]\nx = [\"p\", 'q'] # r\n", {("a.b", "x"): ("p", "q")}),
        ("[a]\nx =\n    p,\n    q\ny = r\n", {("a", "x"): ("p", "q"), ("a", "y"): ("r",)}),
        (
            "a:\n  b: 1\n  c:\n    - p\n    - q\nd: e\n",
            {("a",): (), ("a", "b"): ("1",), ("a", "c"): ("p", "q"), ("d",): ("e",)},
        ),
        (
            '{\n  "a": {\n    "b": [\n      "p"\n    ],\n    "c": true\n  },\n  "d": 1\n}',
            {(): (), ("a",): (), ("a", "b"): ("p",), ("a", "c"): ("true",), ("d",): ("1",)},
        ),
    ],
)
def test_entries_are_read_by_layout(text: str, expected: dict[tuple[str, ...], tuple[str, ...]]) -> None:
    assert entries(text.split("\n")) == expected


@given(st.lists(st.text(alphabet="ab[]{}:=-\"', \t#\n", max_size=30), max_size=30))
def test_any_text_has_entries(lines: list[str]) -> None:
    for path, values in entries(lines).items():
        assert all((*path, *values))


@pytest.mark.parametrize(
    "line", ["[" * 20_000, "a: " * 9000, " " * 20_000 + "a", '"' * 20_000, "pytest " * 4000, "-" * 20_000, "log" * 9000]
)
def test_hostile_configuration_costs_little(line: str) -> None:
    paths = (".gitlab-ci.yml", "pyproject.toml", "Makefile", ".gitignore", "CODEOWNERS", "src/app.py")
    patches = tuple(patch(path, *[f"-{line}"] * 30, *[f"+{line}1"] * 30) for path in paths)
    began = time.process_time()

    told(Changeset("patch", "t", patches=patches))

    assert time.process_time() - began < 12


def test_nesting_without_end_is_cut(repo: GitRepo) -> None:
    deep = "\n".join(" " * depth + f"k{depth}:" for depth in range(900))

    assert max(map(len, entries(deep.split("\n")))) <= 31
