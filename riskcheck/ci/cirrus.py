"""Cirrus CI, which builds for GitHub; a pull request's head is checked out, its branch called `pull/<number>`.

Source: https://cirrus-ci.org/guide/writing-tasks/#environment-variables
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Cirrus CI tells it."""
    said = spoken("cirrus", environ)
    if said is None:
        return None
    run = CIRun(
        "cirrus",
        "Cirrus CI",
        "push",
        head=said.commit("CIRRUS_CHANGE_IN_REPO"),
        target=said.branch("CIRRUS_DEFAULT_BRANCH"),
        forge="github",
        project=said.project("CIRRUS_REPO_FULL_NAME"),
        api="https://api.github.com",
        deepen="leave CIRRUS_CLONE_DEPTH unset",
    )
    if said.text("CIRRUS_PR"):
        return _pull_request(said, run)
    return replace(run, branch=None if said.text("CIRRUS_TAG") else said.branch("CIRRUS_BRANCH"))


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        event="pull_request",
        bases=present(said.commit("CIRRUS_BASE_SHA")),
        target=said.branch("CIRRUS_BASE_BRANCH"),
        number=said.number("CIRRUS_PR"),
        # Its first line is the title.
        body=said.text("CIRRUS_CHANGE_MESSAGE"),
        labels=said.labels("CIRRUS_PR_LABELS"),
    )
