"""The examples and action.yml: where they are, and the shell scripts in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tests.source_tree import ROOT

EXAMPLES = ROOT / "examples"
ACTION = ROOT / "action.yml"
WORKFLOWS = tuple(sorted([*EXAMPLES.glob("github/*.yml"), *EXAMPLES.glob("gitea/*.yml")]))
HOOKS = tuple(sorted([*EXAMPLES.glob("husky/*"), *EXAMPLES.glob("git-hooks/*")]))
FILL_IN = "fill in: "


@dataclass(frozen=True, slots=True)
class Script:
    """A shell script as a CI would run it; `environment` is what the file itself sets for it."""

    file: str
    shell: str
    text: str
    environment: tuple[tuple[str, str], ...] = ()


def parsed(file: str) -> Any:
    """What an example says."""
    return yaml.safe_load((EXAMPLES / file).read_text("utf-8"))


def steps(workflow: Any) -> Iterator[dict[str, Any]]:
    """All steps of a workflow, or of a composite action."""
    for job in workflow["jobs"].values() if "jobs" in workflow else [workflow["runs"]]:
        yield from job["steps"]


def scripts() -> tuple[Script, ...]:
    """Every script in the configuration of a CI, in the shell of that CI."""
    named = [
        _script(str(path.relative_to(ROOT)), "bash", step) for path in (ACTION, *WORKFLOWS) for step in _runs(path)
    ]
    return (
        *named,
        gitlab(),
        bitbucket(),
        azure(),
        buildkite(),
        jenkins(),
        circleci(),
        *(listed(file) for file in LISTED),
    )


def _runs(path: Any) -> list[dict[str, Any]]:
    return [step for step in steps(yaml.safe_load(path.read_text("utf-8"))) if "run" in step]


def _script(file: str, shell: str, step: dict[str, Any]) -> Script:
    return Script(file, shell, step["run"], _literal(step.get("env", {})))


def _literal(environment: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in environment.items())


def gitlab() -> Script:
    """The job of GitLab: its lines run in one shell."""
    job = parsed("gitlab/.gitlab-ci.yml")["riskcheck"]
    return Script(
        "gitlab/.gitlab-ci.yml", "bash", "set -eo pipefail\n" + "\n".join(job["script"]), _literal(job["variables"])
    )


def bitbucket() -> Script:
    """The step of Bitbucket: its lines run in one shell."""
    (entry,) = parsed("bitbucket/bitbucket-pipelines.yml")["pipelines"]["pull-requests"]["**"]
    return Script("bitbucket/bitbucket-pipelines.yml", "bash", "set -e\n" + "\n".join(entry["step"]["script"]))


def azure() -> Script:
    """The step of Azure that assesses."""
    step = parsed("azure/azure-pipelines.yml")["steps"][1]
    return Script("azure/azure-pipelines.yml", "bash", step["bash"], _literal(step["env"]))


def buildkite() -> Script:
    """The step of Buildkite, after the agent has filled in variables."""
    (step,) = parsed("buildkite/pipeline.yml")["steps"]
    assert not re.search(r"(?<!\$)\$(?!\$)", step["command"].replace("$$", "")), "the agent would fill this in"
    return Script("buildkite/pipeline.yml", "bash", step["command"].replace("$$", "$"), _literal(step["env"]))


def jenkins() -> Script:
    """The shell script of the Jenkinsfile, which Jenkins runs with `sh -xe`."""
    text = (EXAMPLES / "jenkins" / "Jenkinsfile").read_text("utf-8")
    (script,) = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
    (source,) = re.findall(r"RISKCHECK_SOURCE = '([^']*)'", text)
    return Script("jenkins/Jenkinsfile", "sh", "set -e\n" + script, (("RISKCHECK_SOURCE", source),))


def circleci() -> Script:
    """The step of CircleCI that assesses."""
    job = parsed("circleci/config.yml")["jobs"]["riskcheck"]
    (step,) = [step["run"] for step in job["steps"] if "run" in step]
    return Script("circleci/config.yml", "bash", "set -eo pipefail\n" + step["command"], _literal(job["environment"]))


LISTED = ("drone/.drone.yml", "woodpecker/.woodpecker.yml")


def listed(file: str) -> Script:
    """The step of Drone or Woodpecker: its commands run in one shell."""
    found = parsed(file)["steps"]
    step = found["riskcheck"] if isinstance(found, dict) else found[0]
    return Script(file, "sh", "set -e\n" + "\n".join(step["commands"]), _literal(step["environment"]))
