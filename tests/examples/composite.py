"""Runs the steps of action.yml as the runner of GitHub Actions does, as far as that action needs it.

The shell line is that of https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
(`jobs.<job_id>.steps[*].shell`).
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.examples.files import ACTION

SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job sees of the action."""

    failed: bool
    log: str
    summary: str
    outputs: Mapping[str, str]


def run(inputs: Mapping[str, str], environ: Mapping[str, str], folder: Path, temporary: Path) -> Outcome:
    """Run the action in a job whose work tree is `folder` and whose RUNNER_TEMP is `temporary`."""
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    assert set(inputs) <= set(action["inputs"])
    known = {"github.token": "the-token-of-the-job"}
    for name, declared in action["inputs"].items():
        known[f"inputs.{name}"] = inputs.get(name, _filled(declared["default"], known))
    summary = temporary.parent / "summary.md"
    failed, log = False, ""
    for step in action["runs"]["steps"]:
        done, outputs = _step(step, known, {**environ, "GITHUB_STEP_SUMMARY": str(summary)}, folder, temporary)
        known |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()}
        log += (done.stdout + done.stderr).decode()
        if done.returncode and not step.get("continue-on-error"):
            failed = True
            break
    outputs = {name: _filled(output["value"], known) for name, output in action["outputs"].items()}
    return Outcome(failed, log, summary.read_text("utf-8") if summary.exists() else "", outputs)


def _step(
    step: Mapping[str, Any], known: Mapping[str, str], environ: Mapping[str, str], folder: Path, temporary: Path
) -> tuple[subprocess.CompletedProcess[bytes], Mapping[str, str]]:
    assert set(step) == {"name", "id", "continue-on-error", "shell", "env", "run"}, "this reader knows no more"
    assert step["shell"] == "bash"
    commands = temporary.parent / f"{step['id']}.sh"
    commands.write_text(step["run"])
    output = temporary.parent / f"{step['id']}.output"
    output.touch()
    environment = {
        **environ,
        **{name: _filled(value, known) for name, value in step["env"].items()},
        "GITHUB_ACTION_PATH": str(ACTION.parent),
        "GITHUB_OUTPUT": str(output),
        "RUNNER_TEMP": str(temporary),
    }
    done = subprocess.run([*SHELL, str(commands)], cwd=folder, env=environment, capture_output=True, check=False)
    pairs = [line.partition("=") for line in output.read_text("utf-8").splitlines()]
    return done, {name: value for name, _, value in pairs}


def _filled(text: str, known: Mapping[str, str]) -> str:
    """The text with the values of its expressions, which are names only; an output that was not set is empty."""

    def value(expression: re.Match[str]) -> str:
        name = expression.group(1)
        return known.get(name, "") if name.startswith("steps.") else known[name]

    return re.sub(r"\$\{\{ (\S+) \}\}", value, text)


def environment_of_job(folder: Path) -> dict[str, str]:
    """What every job has, without what the machine of the test has."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull}
