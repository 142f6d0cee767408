"""Any other CI, by variables that its user sets, under the names that reviewdog made common.

Source: https://github.com/reviewdog/reviewdog#common-ci-variables
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci import values
from riskcheck.ci.homes import default_branch, of_pull_request
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as whoever set the variables tells it."""
    said = spoken("generic", environ)
    if said is None:
        return None
    run = CIRun("generic", "CI", "push", head=said.commit("CI_COMMIT"), branch=said.branch("CI_BRANCH"))
    home, number = of_pull_request(said.text("CI_PULL_REQUEST"))
    number = number or said.number("CI_PULL_REQUEST")
    if number is None:
        return run
    return replace(
        home.housed(run),
        event="pull_request",
        bases=(default_branch("CI_PULL_REQUEST"),),
        number=number,
        project=home.project or _project(said),
    )


def _project(said: Outside) -> str | None:
    return values.project(f"{said.text('CI_REPO_OWNER')}/{said.text('CI_REPO_NAME')}")
