"""Bitbucket Pipelines: a Code Insights report to send through its proxy, and the report as artifacts.

Source: https://support.atlassian.com/bitbucket-cloud/docs/code-insights
"""

from riskcheck import reports
from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job

CODE_INSIGHTS = "riskcheck-code-insights.json"


def publish(assessment: Assessment, job: Job) -> None:
    """The report in the log, and the files that the step's `artifacts` pick up."""
    job.log(job.report)
    job.write(CODE_INSIGHTS, reports.render("bitbucket", assessment))
    job.write("riskcheck.json", reports.render("json", assessment))
    job.write("riskcheck.md", reports.render("markdown", assessment))
