"""GitLab CI: a Code Quality report for the merge request, and the report in two formats as artifacts.

Source: https://docs.gitlab.com/ci/testing/code_quality
"""

from riskcheck import reports
from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job

CODE_QUALITY = "gl-code-quality-report.json"


def publish(assessment: Assessment, job: Job) -> None:
    """The report in the log, and the files that the job's `artifacts` pick up."""
    job.log(job.report)
    job.write(CODE_QUALITY, reports.render("gitlab", assessment))
    job.write("riskcheck.json", reports.render("json", assessment))
    job.write("riskcheck.md", reports.render("markdown", assessment))
