"""The log of a job, which every CI shows."""

from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job


def publish(assessment: Assessment, job: Job) -> None:
    """The report in the log."""
    job.log(job.report)
