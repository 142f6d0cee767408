"""Woodpecker, which names the forge that it builds for.

Source: https://woodpecker-ci.org/docs/usage/environment
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import below
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun, Forge
from riskcheck.ci.signs import spoken

_FORGES: Mapping[str, Forge] = {
    "github": "github",
    "gitlab": "gitlab",
    "gitea": "gitea",
    "forgejo": "gitea",
    "bitbucket": "bitbucket",
}


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Woodpecker tells it."""
    said = spoken("woodpecker", environ)
    if said is None or "woodpecker" not in (said.text("CI"), said.text("CI_SYSTEM_NAME")):
        return None
    home = below(said.text("CI_FORGE_URL"), _FORGES.get(said.text("CI_FORGE_TYPE")), said.text("CI_REPO"))
    deepen = "set `partial: false` and `depth: 0` in the settings of the clone step"
    run = home.housed(CIRun("woodpecker", "Woodpecker CI", "push", head=said.commit("CI_COMMIT_SHA"), deepen=deepen))
    return _pull_request(said, run) if said.text("CI_COMMIT_PULL_REQUEST") else _push(said, run)


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    """A pull request, of which Woodpecker checks out GitHub's merge or the head."""
    return replace(
        run,
        event="pull_request",
        merged=run.head is not None,
        target=said.branch("CI_COMMIT_TARGET_BRANCH", "CI_COMMIT_BRANCH"),
        branch=said.branch("CI_COMMIT_SOURCE_BRANCH"),
        number=said.number("CI_COMMIT_PULL_REQUEST"),
        labels=said.labels("CI_COMMIT_PULL_REQUEST_LABELS"),
    )


def _push(said: Outside, run: CIRun) -> CIRun:
    """A push; the pipeline before it is only a base if it was for a push as well."""
    is_push = said.text("CI_PREV_PIPELINE_EVENT") == "push"
    return replace(
        run,
        bases=present(said.commit("CI_PREV_COMMIT_SHA") if is_push else None),
        target=said.branch("CI_REPO_DEFAULT_BRANCH"),
        branch=None if said.text("CI_COMMIT_TAG") else said.branch("CI_COMMIT_BRANCH"),
    )
