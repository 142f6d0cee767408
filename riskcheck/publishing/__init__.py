"""What a CI shows of an assessment: each module knows one CI, `publish(assessment, job)`."""

import importlib
from collections.abc import Callable, Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job

# By the provider of a run; a CI that is not here shows its log.
PUBLISHERS: Mapping[str, str] = {
    "github": "riskcheck.publishing.github",
    "gitea": "riskcheck.publishing.github",
    "gitlab": "riskcheck.publishing.gitlab",
    "bitbucket": "riskcheck.publishing.bitbucket",
    "azure": "riskcheck.publishing.azure",
}


def publish(provider: str, assessment: Assessment, job: Job) -> None:
    """Show the assessment in the way of that CI, at the least in its log."""
    name = PUBLISHERS.get(provider, "riskcheck.publishing.log")
    show: Callable[[Assessment, Job], None] = importlib.import_module(name).publish
    show(assessment, job)
