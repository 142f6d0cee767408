"""riskcheck itself in a change: its configuration, and what calls it."""

import os
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository
from riskcheck.signals import governance
from riskcheck.signals.blocks import is_switched_off
from riskcheck.signals.context import Context
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo

CHANGED, WEAKENED, UNCALLED = (rule.id for rule in governance.RULES)
Place = tuple[str, str | None, int | None]


def told(changeset: Changeset, contents: Contents | None = None) -> dict[str, list[Place]]:
    context = Context(contents=contents) if contents else Context()
    return {
        signal.id: [
            (evidence.message, evidence.path, -(evidence.start_line or 0) if evidence.removed else evidence.start_line)
            for evidence in signal.evidence
        ]
        for signal in governance.observe(changeset, context)
    }


def committed(repo: GitRepo, *steps: Mapping[str, str | None]) -> dict[str, list[Place]]:
    """What is told of the last step; lines of the base side are negative."""
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


def in_diff(path: str, *lines: str) -> dict[str, list[Place]]:
    return told(Changeset("patch", "t", patches=(a_patch(path, lines, kind=kind_of(path)),)))


OWN = "riskcheck.toml"
SHARED = "pyproject.toml"
CONFIGURED = 'deadline = 20\nscope = "all"\ncritical_paths = [\n  "billing/**",\n  "auth/**",\n]\n'
MARK = '[[mark]]\nid = "house-bot"\ntool = "house-bot"\n'
PROJECT = '[project]\nname = "shop"\n'


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: "deadline = 1\n"},
            {WEAKENED: [("deadline lowered from 20 to 1 seconds", OWN, 1)]}, id="a shorter deadline",
        ),
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: "deadline = 30\n"},
            {CHANGED: [("deadline raised from 20 to 30 seconds", OWN, 1)]}, id="a longer deadline",
        ),
        pytest.param(
            {OWN: CONFIGURED}, {OWN: CONFIGURED.replace('"all"', '"ai"')},
            {WEAKENED: [("scope: only what is marked is assessed", OWN, 2)]}, id="a narrower scope",
        ),
        pytest.param(
            {OWN: CONFIGURED}, {OWN: CONFIGURED.replace('  "auth/**",\n', "")},
            {WEAKENED: [("auth/** is no longer a critical path", OWN, -5)]}, id="a line of a list",
        ),
        pytest.param(
            {OWN: CONFIGURED}, {OWN: CONFIGURED.replace("auth/**", "mail/**")},
            {
                CHANGED: [("mail/** is a critical path now", OWN, 5)],
                WEAKENED: [("auth/** is no longer a critical path", OWN, -5)],
            }, id="one path for another",
        ),
        pytest.param(
            {OWN: MARK}, {OWN: ""}, {WEAKENED: [("mark house-bot removed", OWN, -2)]}, id="a mark of the team's own",
        ),
        pytest.param(
            {OWN: MARK}, {OWN: MARK.replace('tool = "house-bot"', 'tool = "nobody"')},
            {WEAKENED: [("mark house-bot changed", OWN, -3)]}, id="a mark that is another now",
        ),
        pytest.param({OWN: ""}, {OWN: MARK}, {CHANGED: [("mark house-bot added", OWN, 2)]}, id="a further mark"),
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: None},
            {WEAKENED: [("deadline lowered from 20 to 10 seconds", OWN, -1)]}, id="the file, back to the default",
        ),
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: "deadline = 20 # enough\n# scope\n"}, {}, id="comments change nothing",
        ),
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: "deadline = \n"},
            {WEAKENED: [("cannot be read: riskcheck.toml is not valid TOML: Invalid value (at line 1, column 12)",
                         OWN, None)]}, id="what stops every later run",
        ),
        pytest.param(
            {OWN: "deadline = 20\n"}, {OWN: None, SHARED: f"{PROJECT}[tool.riskcheck]\ndeadline = 20\n"}, {},
            id="moved to pyproject.toml as it was",
        ),
        pytest.param(
            {SHARED: f"{PROJECT}[tool.riskcheck]\ndeadline = 20\n"}, {OWN: "# nothing\n"},
            {WEAKENED: [("deadline lowered from 20 to 10 seconds", OWN, None)]},
            id="an empty file of ours that goes before the section",
        ),
        pytest.param(
            {SHARED: f"{PROJECT}[tool.riskcheck]\ndeadline = 20\n"},
            {SHARED: f"{PROJECT}[tool.riskcheck]\ndeadline = 2\n"},
            {WEAKENED: [("deadline lowered from 20 to 2 seconds", SHARED, 4)]}, id="the section of pyproject.toml",
        ),
        pytest.param(
            {SHARED: f"{PROJECT}[tool.other]\ndeadline = 20\n[tool.riskcheck]\n"},
            {SHARED: f"{PROJECT}[tool.other]\ndeadline = 2\n[tool.riskcheck]\n"}, {},
            id="another section of pyproject.toml",
        ),
        pytest.param({SHARED: PROJECT}, {SHARED: f"{PROJECT}version = ]\n"}, {}, id="a broken file that is not ours"),
        pytest.param({"app.py": "x = 1\n"}, {"app.py": "deadline = 1\n"}, {}, id="no configuration at all"),
    ],
)  # fmt: skip
def test_what_is_different_in_the_configuration(
    repo: GitRepo, before: Mapping[str, str], after: Mapping[str, str | None], expected: dict[str, list[Place]]
) -> None:
    assert committed(repo, before, after) == expected


def test_a_file_that_becomes_a_link_is_one_that_is_gone(repo: GitRepo) -> None:
    repo.write(OWN, "deadline = 20\n")
    repo.commit()
    (repo.folder / OWN).unlink()
    (repo.folder / OWN).symlink_to("elsewhere.toml")

    assert committed(repo, {}) == {WEAKENED: [("deadline lowered from 20 to 10 seconds", OWN, -1)]}


def test_a_file_that_is_renamed_away_is_gone(repo: GitRepo) -> None:
    repo.write(OWN, CONFIGURED.replace('"all"', '"all" # and more'))
    repo.commit()
    repo.git("mv", OWN, "old.toml")

    assert [message for message, _, _ in committed(repo, {})[WEAKENED]] == [
        "deadline lowered from 20 to 10 seconds",
        "auth/** is no longer a critical path",
        "billing/** is no longer a critical path",
    ]


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        (OWN, ["-deadline = 20", "+deadline = 2"], {WEAKENED: [("deadline lowered from 20 to 2 seconds", OWN, 1)]}),
        (SHARED, ["-deadline = 20", "+deadline = 2"], {}),
        (
            SHARED,
            [" [tool.riskcheck]", "-deadline = 20", "+deadline = 2", " [tool.ruff]", "-scope = 1", "+scope = 2"],
            {WEAKENED: [("deadline lowered from 20 to 2 seconds", SHARED, 2)]},
        ),
        (
            SHARED,
            ["-[[tool.riskcheck.mark]]", '-id = "house-bot"', " [tool.ruff]"],
            {WEAKENED: [("mark house-bot removed", SHARED, -2)]},
        ),
    ],
)
def test_a_bare_diff_tells_what_its_hunks_show(path: str, lines: list[str], expected: dict[str, list[Place]]) -> None:
    assert in_diff(path, *lines) == expected


WORKFLOW = """\
on: pull_request
jobs:
  advice:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - name: Advice
        uses: your-org/riskcheck@0123
        with:
          comment: "true"
      - run: make
"""
GITHUB = ".github/workflows/ci.yml"
PRE_COMMIT = ".pre-commit-config.yaml"
HOOK = "      - id: riskcheck-commit-msg\n        verbose: true\n"
HOOKS = """\
repos:
  - repo: ../riskcheck
    rev: main
    hooks:
      - id: riskcheck-commit-msg
        verbose: true
      - id: riskcheck-pre-push
        verbose: true
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {PRE_COMMIT: HOOKS}, {PRE_COMMIT: HOOKS.replace(HOOK, "")},
            [("riskcheck-commit-msg is no longer called", PRE_COMMIT, -5)], id="a hook of pre-commit",
        ),
        pytest.param(
            {PRE_COMMIT: HOOKS}, {PRE_COMMIT: HOOKS.replace("- id: riskcheck-pre", "# - id: riskcheck-pre")},
            [("riskcheck-pre-push is no longer called", PRE_COMMIT, -7)], id="a hook in a comment",
        ),
        pytest.param(
            {PRE_COMMIT: HOOKS}, {PRE_COMMIT: HOOKS + "        stages: [manual]\n"},
            [("riskcheck-pre-push is switched off with stages: [manual]", PRE_COMMIT, 9)], id="a hook on demand only",
        ),
        pytest.param({PRE_COMMIT: HOOKS}, {PRE_COMMIT: HOOKS.replace("rev: main", "rev: v1")}, [], id="a version"),
        pytest.param(
            {"lefthook.yml": "commit-msg:\n  jobs:\n    - run: riskcheck hook commit-msg {1}\n"},
            {"lefthook.yml": "commit-msg:\n  jobs: []\n"},
            [("riskcheck hook commit-msg is no longer called", "lefthook.yml", -3)], id="a job of lefthook",
        ),
        pytest.param(
            {".husky/commit-msg": 'riskcheck hook commit-msg "$1"\n'}, {".husky/commit-msg": "npx commitlint\n"},
            [("riskcheck hook commit-msg is no longer called", ".husky/commit-msg", -1)], id="a line of husky",
        ),
        pytest.param(
            {".husky/commit-msg": 'riskcheck hook commit-msg "$1"\n'}, {".husky/commit-msg": None},
            [("riskcheck hook commit-msg is no longer called", ".husky/commit-msg", -1)], id="the whole hook",
        ),
        pytest.param(
            {".husky/commit-msg": 'riskcheck hook commit-msg "$1"\n'},
            {".husky/commit-msg": 'riskcheck hook commit-msg "$1" || true\n'}, [], id="a hook that may fail",
        ),
        pytest.param(
            {".husky/commit-msg": 'riskcheck hook commit-msg "$1"\n'},
            {".husky/commit-msg": None, "lefthook.yml": "commit-msg:\n  jobs:\n    - run: riskcheck hook commit-msg\n"},
            [], id="from husky to lefthook",
        ),
        pytest.param(
            {GITHUB: WORKFLOW}, {GITHUB: WORKFLOW.replace("your-org/riskcheck@0123", "actions/setup-node@v4")},
            [("riskcheck is no longer called", GITHUB, -8)], id="a step",
        ),
        pytest.param(
            {GITHUB: WORKFLOW}, {GITHUB: WORKFLOW.replace("        with:", "        if: false\n        with:")},
            [("riskcheck is switched off with if: false", GITHUB, 9)], id="a step that never runs",
        ),
        pytest.param(
            {GITHUB: WORKFLOW}, {GITHUB: WORKFLOW.replace("    steps:", "    if: ${{ false }}\n    steps:")},
            [("riskcheck is switched off with if: ${{ false", GITHUB, 5)], id="a job that never runs",
        ),
        pytest.param(
            {GITHUB: WORKFLOW}, {GITHUB: WORKFLOW.replace("      - run: make", "      - if: false\n        run: make")},
            [], id="another step that never runs",
        ),
        pytest.param(
            {GITHUB: WORKFLOW},
            {GITHUB: WORKFLOW.replace("        with:", "        continue-on-error: true\n        with:")},
            [], id="a step that may fail",
        ),
        pytest.param(
            {GITHUB: WORKFLOW}, {GITHUB: None, ".github/workflows/advice.yml": WORKFLOW.replace("make", "echo")},
            [], id="to another workflow",
        ),
        pytest.param(
            {GITHUB: WORKFLOW, ".github/workflows/other.yml": WORKFLOW}, {GITHUB: None}, [],
            id="a workflow beside one that stays",
        ),
        pytest.param(
            {".gitlab-ci.yml": "advice:\n  script:\n    - '\"$venv/bin/riskcheck\" ci'\n"},
            {".gitlab-ci.yml": "advice:\n  script:\n    - echo\n"},
            [("riskcheck ci is no longer called", ".gitlab-ci.yml", -3)], id="a job of GitLab",
        ),
        pytest.param(
            {"docs/use.md": "riskcheck ci\n", "app.py": "# riskcheck ci\n"}, {"docs/use.md": "\n", "app.py": "\n"}, [],
            id="what is only written about",
        ),
    ],
)  # fmt: skip
def test_what_no_longer_calls_riskcheck(
    repo: GitRepo, before: Mapping[str, str], after: Mapping[str, str | None], expected: list[Place]
) -> None:
    assert committed(repo, before, after).get(UNCALLED, []) == expected


def test_a_bare_diff_without_the_hook_tells_it() -> None:
    assert in_diff(PRE_COMMIT, "     hooks:", "-      - id: riskcheck-commit-msg", "-        verbose: true") == {
        UNCALLED: [("riskcheck-commit-msg is no longer called", PRE_COMMIT, -2)]
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [(GITHUB, "- uses: " + "a/" * 200_000), (GITHUB, " " * 400_000 + "riskcheck ci"), (OWN, "a." * 120_000 + "a = 1")],
)
def test_a_hostile_line_takes_no_time(path: str, line: str) -> None:
    begun = time.process_time()
    in_diff(path, f"-{line}", "+x = 1")

    assert time.process_time() - begun < 8


def test_many_nested_calls_take_no_time() -> None:
    lines = [" " * depth + "riskcheck ci:" for depth in range(480)] * 8
    begun = time.process_time()
    in_diff(GITHUB, *(f"-{line}" for line in lines))

    assert time.process_time() - begun < 40


@given(st.lists(st.text(alphabet=" -:#if\tals\n", max_size=12), min_size=1, max_size=30), st.integers(0, 29))
def test_blocks_of_any_text_have_an_answer(lines: list[str], at: int) -> None:
    assert is_switched_off(lines, at % len(lines)) in (True, False)


@given(st.text(max_size=200))
def test_a_comment_that_is_added_never_tells_anything(text: str) -> None:
    line = "# " + text.replace("\n", " ").replace("\r", " ")
    is_comment = all(character.isprintable() for character in line)

    assert not is_comment or in_diff(OWN, " deadline = 3", f"+{line}") == {}
