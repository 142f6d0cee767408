"""GitHub's workflow commands: annotations on the run and beside the lines, which need no token.

Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, and for the limits
https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md: a step shows ten warnings and ten notices.
`::error` is not used: it looks like a failure, and this is advice.
"""

from collections.abc import Iterator, Mapping

from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import Level
from riskcheck.core.wording import counted
from riskcheck.reports.results import Result, few, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import plain

MOST_OF_A_KIND = 10
# For the level, for what is not shown, and for what was not assessed.
_OWN_NOTICES = 3
_SKIPPED = 5

_COMMANDS: Mapping[Level, str] = {
    "unknown": "notice",
    "low": "notice",
    "medium": "warning",
    "high": "warning",
    "critical": "warning",
}
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_ESCAPES)
_PROPERTY = str.maketrans({**_ESCAPES, ":": "%3A", ",": "%2C"})


def render(assessment: Assessment) -> str:
    """The level with the advice, the weightiest results, how many more there are, and what was not assessed.

    A change at level low is left in peace but for what was not assessed.
    """
    results = results_of(assessment)
    shown = [] if assessment.risk.level == "low" else list(_shown(results))
    return "".join(f"{command}\n" for command in _commands(assessment, results, shown))


def _commands(assessment: Assessment, results: tuple[Result, ...], shown: list[Result]) -> Iterator[str]:
    level = level_of(assessment)
    steps = "".join(f"\n- {step}" for step in steps_of(assessment))
    if level.level != "low":
        yield _command("notice", {"title": f"riskcheck: {level.level}"}, level.message + steps)
    for result in shown:
        yield _annotation(result)
    if len(results) > len(shown) and level.level != "low":
        more = counted(len(results) - len(shown), "more result")
        yield _command("notice", {"title": f"riskcheck: {more}"}, f"{more} not shown here; the report has them all")
    skipped = unassessed(assessment)
    if skipped:
        lines = [result.detail for result in skipped[:_SKIPPED]]
        if len(skipped) > _SKIPPED:
            lines.append(f"and {len(skipped) - _SKIPPED} more")
        yield _command("notice", {"title": f"riskcheck: not assessed ({len(skipped)})"}, "\n".join(lines))


def _shown(results: tuple[Result, ...]) -> Iterator[Result]:
    for command, room in (("warning", MOST_OF_A_KIND), ("notice", MOST_OF_A_KIND - _OWN_NOTICES)):
        yield from few([each for each in results if _COMMANDS[each.level] == command and each.points > 0], room)


def _annotation(result: Result) -> str:
    properties: dict[str, str] = {}
    if result.place:
        properties = {
            "file": plain(result.place.path),
            "line": str(result.place.begin),
            "endLine": str(result.place.end),
        }
    message = "\n".join(filter(None, [result.detail or result.title, result.help]))
    return _command(_COMMANDS[result.level], {**properties, "title": result.title}, message)


def _command(name: str, properties: Mapping[str, str], data: str) -> str:
    listed = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{data.translate(_DATA)}"
