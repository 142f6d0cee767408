"""What a CI says about the run: its checkout is detached, so the head branch is in a variable."""

from collections.abc import Mapping

# The branch that a pull request comes from; where a run is for a push instead, these are empty or absent. Sources: the
# documentation of GitHub Actions, GitLab, Azure Pipelines, Jenkins, Bitbucket, Travis, Drone, AppVeyor, Semaphore,
# Buildkite and CircleCI. The last three name the branch that is built, whatever it is built for.
HEAD_BRANCH = (
    "GITHUB_HEAD_REF",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH",
    "CHANGE_BRANCH",
    "TRAVIS_PULL_REQUEST_BRANCH",
    "DRONE_SOURCE_BRANCH",
    "CI_COMMIT_SOURCE_BRANCH",
    "APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH",
    "SEMAPHORE_GIT_PR_BRANCH",
    "BITBUCKET_BRANCH",
    "BUILDKITE_BRANCH",
    "CIRCLE_BRANCH",
)


def head_branch(environ: Mapping[str, str]) -> str | None:
    """The head branch that a CI names, without the folder of branches; None outside of one."""
    named = next((environ[name] for name in HEAD_BRANCH if environ.get(name)), None)
    return named.removeprefix("refs/heads/") if named else None
