"""Semaphore: SEMAPHORE_GIT_BRANCH is the target of a pull request, whose merge is checked out.

Source: https://docs.semaphoreci.com/reference/env-vars
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import differ, of_clone
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.ranges import start
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Semaphore tells it."""
    said = spoken("semaphore", environ)
    if said is None:
        return None
    home = of_clone(said.text("SEMAPHORE_GIT_URL"))
    deepen = "set SEMAPHORE_GIT_DEPTH to a larger number before `checkout`"
    run = home.housed(CIRun("semaphore", "Semaphore", "push", deepen=deepen))
    run = replace(run, project=said.project("SEMAPHORE_GIT_REPO_SLUG") or home.project)
    if said.text("SEMAPHORE_GIT_PR_NUMBER"):
        return _pull_request(said, run)
    return replace(
        run,
        head=said.commit("SEMAPHORE_GIT_SHA"),
        bases=present(start(said, "SEMAPHORE_GIT_COMMIT_RANGE")),
        branch=None if said.text("SEMAPHORE_GIT_TAG_NAME") else said.branch("SEMAPHORE_GIT_BRANCH"),
    )


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    head = said.commit("SEMAPHORE_GIT_PR_SHA")
    return replace(
        run,
        event="pull_request",
        head=head,
        merged=head is not None,
        target=said.branch("SEMAPHORE_GIT_BRANCH"),
        branch=said.branch("SEMAPHORE_GIT_PR_BRANCH"),
        number=said.number("SEMAPHORE_GIT_PR_NUMBER"),
        title=said.text("SEMAPHORE_GIT_PR_NAME"),
        fork=differ(said.project("SEMAPHORE_GIT_PR_SLUG"), run.project),
    )
