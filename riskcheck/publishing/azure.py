"""Azure Pipelines: issues on the page of the run, a summary tab, and output variables.

Source: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
"""

import tempfile

from riskcheck import reports
from riskcheck.core.assessment import Assessment
from riskcheck.publishing.job import Job


def publish(assessment: Assessment, job: Job) -> None:
    """The report in the log, and what Azure makes of its logging commands."""
    job.log(job.report)
    job.log(reports.render("azure", assessment))
    folder = job.environ.get("AGENT_TEMPDIRECTORY") or tempfile.gettempdir()
    summary = job.write("riskcheck.md", reports.render("markdown", assessment), folder=folder)
    report = job.write("riskcheck.json", reports.render("json", assessment), folder=folder)
    if summary:
        job.log(f"##vso[task.uploadsummary]{summary}\n")
    outputs = {"level": assessment.risk.level, "score": f"{assessment.risk.score:.0f}", "report": report or ""}
    for name, value in outputs.items():
        job.log(f"##vso[task.setvariable variable={name};isOutput=true]{value}\n")
