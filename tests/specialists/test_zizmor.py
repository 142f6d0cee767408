"""What zizmor says of workflows and actions, in our rules, and what it is kept from saying."""

import os
import sysconfig
import time
from pathlib import Path

import pytest

from riskcheck.specialists import zizmor
from riskcheck.specialists.answers import Answer

NAME = "head:.github/workflows/a.yml"
JOB = "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - "


def found(workflow: str, name: str = NAME) -> list[tuple[str, int]]:
    answer = zizmor.examine({name: workflow.encode("utf-8", "surrogateescape")}, os.environ, time.monotonic() + 10)
    assert answer is not None
    assert answer.unread == {}
    return [(one.rule.removeprefix("zizmor."), one.start_line) for one in answer.findings[name]]


@pytest.mark.parametrize(
    ("workflow", "expected"),
    [
        (f"on: issues\npermissions: {{}}\n{JOB}run: echo ${{{{ github.event.issue.title }}}}\n", "template-injection"),
        (f"on: pull_request_target\npermissions: {{}}\n{JOB}run: make\n", "dangerous-triggers"),
        (
            f"on: push\n{JOB}run: make\n".replace("    runs-on", "    permissions: write-all\n    runs-on"),
            "excessive-permissions",
        ),
        (f"on: push\npermissions: {{}}\n{JOB}uses: actions/create-release@v1\n", "archived-uses"),
        (
            f"on: push\npermissions: {{}}\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n{JOB}run: make\n",
            "insecure-commands",
        ),
        (
            f"on: push\npermissions: {{}}\n{JOB}run: make\n        env:\n          S: ${{{{ toJSON(secrets) }}}}\n",
            "overprovisioned-secrets",
        ),
        (
            "on: push\npermissions: {}\njobs:\n  a:\n"
            "    uses: else/where/.github/workflows/b.yml@v1\n    secrets: inherit\n",
            "secrets-inherit",
        ),
    ],
)  # fmt: skip
def test_a_danger_has_a_rule_of_ours(workflow: str, expected: str) -> None:
    assert expected in {rule for rule, _ in found(workflow)}


@pytest.mark.parametrize(
    "workflow",
    [
        f"on: push\n{JOB}uses: actions/checkout@v4\n",
        f"on: push\npermissions: {{}}\n{JOB}run: echo ${{{{ github.sha }}}}\n",
        "on: push\npermissions: {}\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    secrets: inherit\n",
        f"on:\n  workflow_dispatch:\n    inputs:\n      v: {{type: string}}\n{JOB}run: echo ${{{{ inputs.v }}}}\n",
    ],
    ids=["habits", "a hash", "own workflow", "started by hand"],
)
def test_habits_and_what_insiders_choose_are_not_told(workflow: str) -> None:
    assert found(workflow) == []


@pytest.mark.parametrize("comment", ["# zizmor: ignore", "# zizmor: ignore[dangerous-triggers]"])
def test_comments_of_the_change_have_no_say(comment: str) -> None:
    workflow = f"on:\n  pull_request_target: {comment}\npermissions: {{}}\n{JOB}run: make\n"

    assert found(workflow) == [("dangerous-triggers", 2)]


def test_an_action_is_read_as_one() -> None:
    step = "    - shell: bash\n      run: echo ${{ github.head_ref }}\n"
    action = f"name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n{step}"

    assert found(action, "head:tools/action.yml") == [("template-injection", 7)]


def test_a_finding_names_the_expression_and_nothing_around_it() -> None:
    script = "          true\n          echo ${{ github.event.issue.title }}\n"
    workflow = f"on: issues\npermissions: {{}}\n{JOB}run: |\n{script}"

    answer = zizmor.examine({NAME: workflow.encode()}, os.environ, time.monotonic() + 10)

    assert answer is not None
    (finding,) = answer.findings[NAME]
    assert (finding.text, finding.start_line, finding.end_line) == ("github.event.issue.title", 9, 9)


def test_a_file_that_is_not_read_is_said_and_the_others_are_read() -> None:
    good = f"on: pull_request_target\npermissions: {{}}\n{JOB}run: make\n".encode()

    answer = zizmor.examine({"a": good, "b": b"jobs: [\n", "c": b"jobs: 3\n"}, os.environ, time.monotonic() + 10)

    assert answer is not None
    assert [one.rule for one in answer.findings["a"]] == ["zizmor.dangerous-triggers"]
    assert sorted(answer.unread) == ["b", "c"]


def test_bytes_that_are_no_text_do_not_hide_the_rest() -> None:
    assert found(f"# \udcff\non: pull_request_target\npermissions: {{}}\n{JOB}run: make\n") == [
        ("dangerous-triggers", 2)
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("echo '<html>'", "zizmor gave an answer of another form"),
        ("echo '[{}]'", "zizmor gave an answer of another form"),
        ("echo '3'", "zizmor gave an answer of another form"),
        ("exit 3", "not a workflow or action that zizmor can read"),
        ("sleep 30", "deadline reached"),
    ],
)
def test_a_tool_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, reason: str) -> None:
    program = tmp_path / "zizmor"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    begun = time.monotonic()

    answer = zizmor.examine({"a": b"on: push", "b": b"on: push"}, {}, begun + 1)

    assert answer == Answer({}, {"a": reason, "b": reason})
    assert time.monotonic() - begun < 5


def test_a_tool_that_is_not_installed_has_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))

    assert zizmor.examine({"a": b"on: push"}, {"PATH": str(tmp_path)}, time.monotonic() + 1) is None


def test_an_image_is_the_same_in_either_form() -> None:
    job = "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
    steps = "    steps:\n      - run: make\n"
    short = f"{job}    container: ghcr.io/a/b:latest\n{steps}"
    long = f"{job}    container:\n      image: ghcr.io/a/b:latest\n{steps}"

    answer = zizmor.examine({"a": short.encode(), "b": long.encode()}, os.environ, time.monotonic() + 10)

    assert answer is not None
    assert [one.text for one in answer.findings["a"]] == [one.text for one in answer.findings["b"]] != []
