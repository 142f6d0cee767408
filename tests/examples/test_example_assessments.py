"""The scripts of the examples with riskcheck itself, in a real repository, as each CI describes a pull request."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.examples import composite, files
from tests.examples.files import Script
from tests.examples.test_example_runs import Agent
from tests.gitrepo import GitRepo
from tests.source_tree import ROOT

# HEAD_SHA and BASE_SHA stand for the commits of the repository.
GITLAB = {
    "GITLAB_CI": "true",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_COMMIT_SHA": "HEAD_SHA",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": "BASE_SHA",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_PROJECT_PATH": "org/product",
}
BITBUCKET = {
    "BITBUCKET_BUILD_NUMBER": "1",
    "BITBUCKET_PR_ID": "7",
    "BITBUCKET_COMMIT": "HEAD_SHA",
    "BITBUCKET_BRANCH": "topic",
    "BITBUCKET_PR_DESTINATION_BRANCH": "main",
    "BITBUCKET_PR_DESTINATION_COMMIT": "BASE_SHA",
    "BITBUCKET_REPO_FULL_NAME": "org/product",
}
AZURE = {
    "TF_BUILD": "True",
    "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
    "SYSTEM_PULLREQUEST_SOURCECOMMITID": "HEAD_SHA",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/topic",
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
}
BUILDKITE = {
    "BUILDKITE": "true",
    "BUILDKITE_PULL_REQUEST": "7",
    "BUILDKITE_COMMIT": "HEAD_SHA",
    "BUILDKITE_BRANCH": "topic",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main",
}
JENKINS = {
    "JENKINS_URL": "https://ci.example/",
    "CHANGE_ID": "7",
    "CHANGE_TARGET": "main",
    "CHANGE_BRANCH": "topic",
    "BRANCH_NAME": "PR-7",
    "GIT_COMMIT": "HEAD_SHA",
}
CIRCLECI = {
    "CIRCLECI": "true",
    "CIRCLE_SHA1": "HEAD_SHA",
    "CIRCLE_BRANCH": "topic",
    "CIRCLE_PULL_REQUEST": "https://github.example/org/product/pull/7",
}
DRONE = {
    "DRONE": "true",
    "DRONE_PULL_REQUEST": "7",
    "DRONE_BUILD_EVENT": "pull_request",
    "DRONE_COMMIT_SHA": "HEAD_SHA",
    "DRONE_SOURCE_BRANCH": "topic",
    "DRONE_TARGET_BRANCH": "main",
}
WOODPECKER = {
    "CI": "woodpecker",
    "CI_PIPELINE_EVENT": "pull_request",
    "CI_COMMIT_PULL_REQUEST": "7",
    "CI_COMMIT_SHA": "HEAD_SHA",
    "CI_COMMIT_SOURCE_BRANCH": "topic",
    "CI_COMMIT_TARGET_BRANCH": "main",
}
BOTH = ["riskcheck.json", "riskcheck.md"]


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    """A clone of a repository whose `main` went on while a pull request was open."""
    agent = Agent(tmp_path)
    origin = GitRepo(tmp_path / "origin", "--initial-branch=main")
    origin.write("app.py", "def pay(user):\n    check(user)\n")
    origin.commit()
    origin.git("checkout", "--quiet", "-b", "topic")
    origin.write("app.py", "def pay(user):\n    pass\n")
    origin.commit("Pay faster\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    origin.git("checkout", "--quiet", "main")
    origin.write("other.py", "LIMIT = 1\n")
    origin.commit()
    agent.folder.rmdir()
    origin.git("clone", "--quiet", str(origin.folder), str(agent.folder))
    GitRepo(agent.folder).git("checkout", "--quiet", "--detach", "origin/topic")
    agent.stub("riskcheck", f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -P -m riskcheck "$@"\n')
    (agent.stubs / "git").unlink()
    return agent


def environment(agent: Agent, variables: Mapping[str, str]) -> dict[str, str]:
    repo = GitRepo(agent.folder)
    commits = {
        "HEAD_SHA": repo.git("rev-parse", "HEAD").decode().strip(),
        "BASE_SHA": repo.git("merge-base", "origin/main", "HEAD").decode().strip(),
    }
    return {name: commits.get(value, value) for name, value in variables.items()}


@pytest.mark.parametrize(
    ("script", "variables", "left"),
    [
        pytest.param(files.gitlab(), GITLAB, ["gl-code-quality-report.json", *BOTH], id="gitlab"),
        pytest.param(files.bitbucket(), BITBUCKET, ["riskcheck-code-insights.json", *BOTH], id="bitbucket"),
        pytest.param(files.azure(), AZURE, [], id="azure"),
        pytest.param(files.buildkite(), BUILDKITE, BOTH, id="buildkite"),
        pytest.param(files.jenkins(), JENKINS, BOTH, id="jenkins"),
        pytest.param(files.circleci(), CIRCLECI, BOTH, id="circleci"),
        pytest.param(files.listed("drone/.drone.yml"), DRONE, [], id="drone"),
        pytest.param(files.listed("woodpecker/.woodpecker.yml"), WOODPECKER, [], id="woodpecker"),
    ],
)
def test_a_pull_request_is_assessed(
    agent: Agent, script: Script, variables: Mapping[str, str], left: list[str]
) -> None:
    ran = agent.run(script, **environment(agent, variables))

    assert ran.status == 0
    assert "not assessed:" not in ran.log
    assert "1 file, +1 -1" in ran.log, "the change, without what main did meanwhile"
    assert sorted(GitRepo(agent.folder).git("ls-files", "--others").decode().split()) == sorted(left)


def test_azure_gets_what_its_next_step_asks_for(agent: Agent) -> None:
    ran = agent.run(files.azure(), **environment(agent, AZURE))

    assert "##vso[task.setvariable variable=level;isOutput=true]" in ran.log


def test_code_insights_are_those_of_the_change(agent: Agent) -> None:
    ran = agent.run(files.bitbucket(), **environment(agent, BITBUCKET))

    bodies = [json.loads(text) for _, text in ran.of("curl")]
    assert bodies[0]["title"].startswith("riskcheck: ")
    assert all(row["external_id"] for body in bodies[1:] for row in body)


def test_github_gets_outputs_and_a_summary(agent: Agent, tmp_path: Path) -> None:
    repo = GitRepo(agent.folder)
    event = {"number": 7, "pull_request": {"number": 7, "title": "Pay faster", "body": "", "labels": []}}
    sides = {"head": repo.git("rev-parse", "origin/topic"), "base": repo.git("rev-parse", "origin/main")}
    for side, sha in sides.items():
        event["pull_request"] |= {side: {"sha": sha.decode().strip(), "ref": "topic", "repo": {"full_name": "o/p"}}}  # type: ignore[operator]
    (tmp_path / "event.json").write_text(json.dumps(event))
    repo.git("checkout", "--quiet", "origin/main")
    repo.git("merge", "--quiet", "--no-ff", "origin/topic")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environ = {
        **composite.environment_of_job(tmp_path),
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_SHA": repo.git("rev-parse", "HEAD").decode().strip(),
        "GITHUB_BASE_REF": "main",
        "GITHUB_HEAD_REF": "topic",
        "GITHUB_REPOSITORY": "o/p",
        "STUBS": "",
    }

    outcome = composite.run({"executable": str(agent.stubs / "riskcheck")}, environ, agent.folder, temporary)

    report = json.loads(Path(outcome.outputs["report"]).read_text("utf-8"))
    assert (outcome.failed, outcome.outputs["level"]) == (False, report["risk"]["level"]), outcome.log
    assert report["risk"]["level"] != "unknown"
    assert [patch["path"] for patch in report["change"]["patches"]] == ["app.py"]
    assert outcome.summary.strip()
    assert not GitRepo(agent.folder).git("ls-files", "--others"), "nothing is left in the work tree"
