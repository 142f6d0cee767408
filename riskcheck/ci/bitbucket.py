"""Bitbucket Pipelines: the destination of a pull request is named by its tip, often by its first 12 characters.

The destination is merged into what is checked out, the head as first parent: a merge that tells nothing of the base.
Source: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.outside import present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Bitbucket tells it."""
    said = spoken("bitbucket", environ)
    if said is None:
        return None
    run = CIRun(
        "bitbucket",
        "Bitbucket Pipelines",
        "push",
        head=said.commit("BITBUCKET_COMMIT"),
        branch=said.branch("BITBUCKET_BRANCH"),
        forge="bitbucket",
        project=said.project("BITBUCKET_REPO_FULL_NAME"),
        api="https://api.bitbucket.org/2.0",
        deepen="set `clone: depth: full` in bitbucket-pipelines.yml",
    )
    if not said.text("BITBUCKET_PR_ID"):
        return run
    return replace(
        run,
        event="pull_request",
        bases=present(said.commit("BITBUCKET_PR_DESTINATION_COMMIT")),
        target=said.branch("BITBUCKET_PR_DESTINATION_BRANCH"),
        number=said.number("BITBUCKET_PR_ID"),
    )
