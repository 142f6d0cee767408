"""Travis CI: TRAVIS_BRANCH is the target of a pull request, whose merge is checked out.

Source: https://docs.travis-ci.com/user/environment-variables/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import below, differ
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.ranges import start
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Travis CI tells it."""
    said = spoken("travis", environ)
    if said is None:
        return None
    run = CIRun("travis", "Travis CI", "push", deepen="set `git: depth: false` in .travis.yml")
    # It is `false` where there is none.
    return _pull_request(said, run) if said.number("TRAVIS_PULL_REQUEST") else _push(said, run)


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    head, project = said.commit("TRAVIS_PULL_REQUEST_SHA"), said.project("TRAVIS_REPO_SLUG")
    return replace(
        below("https://github.com", "github", project).housed(run),
        event="pull_request",
        head=head,
        merged=head is not None,
        target=said.branch("TRAVIS_BRANCH"),
        branch=said.branch("TRAVIS_PULL_REQUEST_BRANCH"),
        number=said.number("TRAVIS_PULL_REQUEST"),
        fork=differ(said.project("TRAVIS_PULL_REQUEST_SLUG"), project),
    )


def _push(said: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        head=said.commit("TRAVIS_COMMIT"),
        bases=present(start(said, "TRAVIS_COMMIT_RANGE")),
        branch=None if said.text("TRAVIS_TAG") else said.branch("TRAVIS_BRANCH"),
    )
