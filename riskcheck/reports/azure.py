"""Azure Pipelines' logging commands: issues on the page of the run.

Source: https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands, and for the escapes
https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts. Issues are warnings, which leave
the result of a job as it is; there is no milder kind.
"""

from collections.abc import Iterator, Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.core.wording import counted
from riskcheck.reports.results import Result, few, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import plain

MOST_ISSUES = 10
_SKIPPED = 5

_ESCAPES = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_ESCAPES)
_PROPERTY = str.maketrans({**_ESCAPES, ";": "%3B", "]": "%5D"})


def render(assessment: Assessment) -> str:
    """The level with the advice, the weightiest results, how many more there are, and what was not assessed.

    A change at level low gets plain lines and no issue.
    """
    results = results_of(assessment)
    is_low = assessment.risk.level == "low"
    shown = [] if is_low else few([result for result in results if result.level != "low"], MOST_ISSUES)
    level = " · ".join([level_of(assessment).message, *(f"Do: {step}" for step in steps_of(assessment))])
    first = level if is_low else _issue({}, level)
    lines = [first, *map(_result, shown), *_left(len(results) - len(shown), unassessed(assessment))]
    return "".join(f"{line}\n" for line in lines)


def _left(more: int, skipped: tuple[Result, ...]) -> Iterator[str]:
    if more:
        yield f"riskcheck: {counted(more, 'more result')} not shown here; the report has them all"
    if skipped:
        entries = "; ".join(result.detail for result in skipped[:_SKIPPED])
        rest = f"; and {len(skipped) - _SKIPPED} more" if len(skipped) > _SKIPPED else ""
        yield f"riskcheck: not assessed ({len(skipped)}): {entries}{rest}"


def _result(result: Result) -> str:
    where = {}
    if result.place:
        where = {"sourcepath": plain(result.place.path), "linenumber": str(result.place.begin)}
    return _issue({**where, "code": result.rule.id}, " · ".join(filter(None, [result.message, result.help])))


def _issue(properties: Mapping[str, str], message: str) -> str:
    listed = "".join(f"{key}={value.translate(_PROPERTY)};" for key, value in {"type": "warning", **properties}.items())
    # What stands in the message is plain already: a command inside of it is broken.
    return f"##vso[task.logissue {listed}]{message.translate(_DATA)}"
