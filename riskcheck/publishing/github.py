"""GitHub Actions, and what speaks its language: a folded log, annotations, the job's summary, outputs of the step.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import tempfile

from riskcheck import reports
from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job

# A summary that is larger is lost as a whole.
_SUMMARY_BYTES = 1024 * 1024
_OUTPUT_BYTES = 1024 * 1024


def publish(assessment: Assessment, job: Job) -> None:
    """Everything that GitHub shows without a token."""
    level = assessment.risk.level
    job.log(f"::group::riskcheck: {level}\n")
    # The report is escaped already; this holds even if an escape were missing.
    job.log(f"::stop-commands::{job.token}\n{job.report}::{job.token}::\n")
    job.log("::endgroup::\n")
    job.log(reports.render("github", assessment))
    job.append("GITHUB_STEP_SUMMARY", reports.render("markdown", assessment) + "\n", limit=_SUMMARY_BYTES)
    folder = job.environ.get("RUNNER_TEMP") or tempfile.gettempdir()
    report = job.write("riskcheck-report.json", reports.render("json", assessment), folder=folder)
    outputs = {"level": level, "score": f"{assessment.risk.score:.0f}", "report": report or ""}
    lines = "".join(f"{name}={value}\n" for name, value in outputs.items() if value and "\n" not in value)
    job.append("GITHUB_OUTPUT", lines, limit=_OUTPUT_BYTES)
