"""`riskcheck ci`: assess the change that a CI runs for, and show it as that CI shows things; never fails the job."""

import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import click

from riskcheck import ci as providers
from riskcheck.ci.run import CIRun
from riskcheck.cli import completions
from riskcheck.cli.output import can_draw_unicode, is_colored, outputs, rendered, show
from riskcheck.cli.requests import Request, judged
from riskcheck.core.assessment import Assessment
from riskcheck.errors import CommentError, RiskcheckError
from riskcheck.pipeline import unassessed
from riskcheck.publishing import publish
from riskcheck.publishing.job import Job
from riskcheck.reports import terminal
from riskcheck.reports.text import plain
from riskcheck.repository import Repository
from riskcheck.sources import ci_run

_LOG_WIDTH = 120
Log = Callable[[str], None]


@click.command()
@click.option("--comment", is_flag=True, help="Keep one comment on the pull request; needs a token.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    shell_complete=completions.formats,
    help="A further report, as for `check`; may be repeated.",
)
@click.option(
    "--deadline",
    type=click.FloatRange(min=0.0, min_open=True),
    metavar="SECONDS",
    help="When to stop waiting for semgrep.",
)
@click.option(
    "--artifact",
    metavar="FILE",
    shell_complete=completions.files,
    help="Comment what a JSON report of another job says, which nobody needs to trust.",
)
def ci(comment: bool, formats: Sequence[str], deadline: float | None, artifact: str | None) -> None:
    """Assess the change that this CI runs for, and show it there. Exit status 0, whatever happens."""
    # With a machine format on standard output, the log goes where it does not disturb.
    log = _to_standard_error if any("=" not in name for name in formats) else show
    with _reported("not assessed", log):
        run = providers.detect(os.environ) or ci_run.UNKNOWN
        if artifact is not None:
            _comment_artifact(run, artifact, log)
            return
        assessment = _assessment(run, deadline, log)
        with _reported("not all could be shown", log):
            _show(run, assessment, formats, log)
        if comment:
            with _reported("no comment", log):
                _comment(run, assessment, log)


@contextlib.contextmanager
def _reported(what: str, log: Log) -> Iterator[None]:
    """Whatever goes wrong within is one visible line, and the job goes on."""
    try:
        yield
    except Exception as problem:
        _say(log, f"{what}: {_reason(problem)}")


def _reason(problem: Exception) -> str:
    if isinstance(problem, RiskcheckError):
        return f"{problem}; {problem.remedy}"
    if isinstance(problem, click.ClickException):
        return problem.format_message()
    return f"{type(problem).__name__}: {problem} (this is a bug in riskcheck)"


def _assessment(run: CIRun, deadline: float | None, log: Log) -> Assessment:
    """The assessment of the run's change; where there can be none, one that says why."""
    try:
        repository = Repository.find(os.getcwd(), os.environ)
        changeset = ci_run.read(repository, run, os.environ)
        _say(log, changeset.title)
        return judged(changeset, repository, Request(deadline=deadline), os.environ)
    except Exception as problem:
        reason = _reason(problem)
        _say(log, f"not assessed: {reason}")
        return unassessed("the change", reason)


def _show(run: CIRun, assessment: Assessment, formats: Sequence[str], log: Log) -> None:
    color = is_colored("auto", None)
    report = terminal.render(assessment, color=color, width=_LOG_WIDTH, unicode=can_draw_unicode())
    job = Job(os.environ, os.getcwd(), log, report, secrets.token_hex(16))
    for name, file in outputs(formats):
        text = rendered(name, assessment)
        if file is None:
            show(text)
        else:
            job.write(os.path.basename(file), text, folder=os.path.dirname(file) or job.folder)
    publish(run.provider, assessment, job)


def _comment(run: CIRun, assessment: Assessment, log: Log) -> None:
    # The client and the templates cost more than the rest of the start.
    from riskcheck import comments
    from riskcheck.reports import markdown

    render = markdown.render_unfolded if run.forge == "bitbucket" else markdown.render
    _say(log, comments.publish(run, render(assessment), os.environ, only_update=assessment.risk.level == "low"))


def _comment_artifact(run: CIRun, file: str, log: Log) -> None:
    """Comment what another run found, with the pull request that the event is about, never one that the file names."""
    from riskcheck import comments, signals
    from riskcheck.reports import markdown, reading

    assessment = reading.assessment_of(_read(file, reading.LARGEST), signals.rules())
    number = comments.number_of(run, os.environ)
    if number is None:
        _say(log, "no comment: the pull request is closed, or was pushed to since")
        return
    body, only_update = markdown.render(assessment), assessment.risk.level == "low"
    _say(log, comments.publish(replace(run, number=number), body, os.environ, only_update=only_update))


def _read(file: str, most: int) -> bytes:
    try:
        with open(file, "rb") as stream:
            # One byte more than may be tells that there is more.
            return stream.read(most + 1)
    except OSError as problem:
        raise CommentError(
            f"{file} cannot be read: {problem.strerror}", "download the artifact of the run first"
        ) from None


def _say(log: Log, text: str) -> None:
    log(f"riskcheck: {plain(text)}\n")


def _to_standard_error(text: str) -> None:
    sys.stdout.flush()
    click.echo(text, nl=False, err=True)
