"""Reports: each format is a module with `render(assessment) -> str`, a pure function of the finished value."""

import importlib
from collections.abc import Callable, Mapping

from riskcheck.core.assessment import Assessment

# Names, not modules: a hook must not pay for the templates of a format that it does not use.
FORMATS: Mapping[str, str] = {
    "terminal": "riskcheck.reports.terminal",
    "markdown": "riskcheck.reports.markdown",
    "json": "riskcheck.reports.json",
    "sarif": "riskcheck.reports.sarif",
    "github": "riskcheck.reports.github",
    "gitlab": "riskcheck.reports.gitlab",
    "rdjsonl": "riskcheck.reports.rdjsonl",
    "azure": "riskcheck.reports.azure",
    "bitbucket": "riskcheck.reports.bitbucket",
}


def render(name: str, assessment: Assessment) -> str:
    """The report in the format `name`, one of `FORMATS`, with that format's defaults."""
    report: Callable[[Assessment], str] = importlib.import_module(FORMATS[name]).render
    return report(assessment)
