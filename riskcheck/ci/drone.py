"""Drone, and Harness where it speaks as Drone; a pull request is merged into its target in the clone step.

Source: https://docs.drone.io/pipeline/environment/reference/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import of_clone
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Drone tells it."""
    said = spoken("drone", environ)
    if said is None:
        return None
    home = of_clone(said.text("DRONE_REPO_LINK", "DRONE_GIT_HTTP_URL", "DRONE_REMOTE_URL"))
    head = said.commit("DRONE_COMMIT_SHA", "DRONE_COMMIT")
    run = CIRun("drone", "Drone", "push", head=head, deepen="leave `clone: depth` out of .drone.yml")
    run = replace(home.housed(run), project=said.project("DRONE_REPO") or home.project)
    return _pull_request(said, run) if said.text("DRONE_PULL_REQUEST") else _push(said, run)


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        event="pull_request",
        merged=run.head is not None,
        target=said.branch("DRONE_TARGET_BRANCH", "DRONE_COMMIT_BRANCH"),
        branch=said.branch("DRONE_SOURCE_BRANCH"),
        number=said.number("DRONE_PULL_REQUEST"),
        title=said.text("DRONE_PULL_REQUEST_TITLE"),
    )


def _push(said: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        bases=present(said.commit("DRONE_COMMIT_BEFORE")),
        target=said.branch("DRONE_REPO_BRANCH"),
        branch=None if said.text("DRONE_TAG") else said.branch("DRONE_COMMIT_BRANCH", "DRONE_BRANCH"),
    )
