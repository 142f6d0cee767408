"""Buildkite: the forge is told by where the repository is cloned from.

Source: https://buildkite.com/docs/pipelines/configure/environment-variables
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci import values
from riskcheck.ci.homes import differ, of_clone
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken

_DEEPEN = "leave `--depth` out of BUILDKITE_GIT_CLONE_FLAGS and BUILDKITE_GIT_FETCH_FLAGS"


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Buildkite tells it."""
    said = spoken("buildkite", environ)
    if said is None:
        return None
    # The commit is `HEAD` in a build that nobody named one for.
    run = CIRun("buildkite", "Buildkite", "push", head=said.commit("BUILDKITE_COMMIT"), deepen=_DEEPEN)
    run = of_clone(said.text("BUILDKITE_REPO")).housed(run)
    # The branch of a fork can stand after the name of its owner and a colon.
    branch = values.branch(said.text("BUILDKITE_BRANCH").rpartition(":")[2])
    if said.text("BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "BUILDKITE_MERGE_QUEUE_BASE_COMMIT"):
        return _merge_queue(said, run)
    if said.number("BUILDKITE_PULL_REQUEST"):
        return _pull_request(said, replace(run, branch=branch))
    is_tag = said.text("BUILDKITE_TAG")
    return replace(run, target=said.branch("BUILDKITE_PIPELINE_DEFAULT_BRANCH"), branch=None if is_tag else branch)


def _merge_queue(said: Outside, run: CIRun) -> CIRun:
    target = said.branch("BUILDKITE_MERGE_QUEUE_BASE_BRANCH")
    return replace(
        run, event="merge_queue", bases=present(said.exact("BUILDKITE_MERGE_QUEUE_BASE_COMMIT")), target=target
    )


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        event="pull_request",
        merged=said.on("BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC"),
        target=said.branch("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
        number=said.number("BUILDKITE_PULL_REQUEST"),
        labels=said.labels("BUILDKITE_PULL_REQUEST_LABELS"),
        fork=differ(of_clone(said.text("BUILDKITE_PULL_REQUEST_REPO")).project, run.project),
    )
