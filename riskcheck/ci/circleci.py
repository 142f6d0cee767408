"""CircleCI: a pull request is told by its address alone, and its target not at all.

Source: https://circleci.com/docs/reference/variables/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import default_branch, of_clone, of_pull_request
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as CircleCI tells it."""
    said = spoken("circleci", environ)
    if said is None:
        return None
    head, branch = said.commit("CIRCLE_SHA1"), said.branch("CIRCLE_BRANCH")
    run = CIRun(
        "circleci", "CircleCI", "push", head=head, branch=branch, deepen="set `method: full` at the checkout step"
    )
    address = said.text("CIRCLE_PULL_REQUEST") or said.text("CIRCLE_PULL_REQUESTS").partition(",")[0]
    home, number = of_pull_request(address)
    # Only a build for a fork has it; its branch is then a name that CircleCI made up.
    of_fork = said.number("CIRCLE_PR_NUMBER")
    if not number and not of_fork:
        return run
    home = home if number else of_clone(said.text("CIRCLE_REPOSITORY_URL"))
    return replace(
        home.housed(run),
        event="pull_request",
        bases=(default_branch("CircleCI"),),
        branch=None if of_fork else run.branch,
        number=number or of_fork,
        fork=bool(of_fork),
    )
