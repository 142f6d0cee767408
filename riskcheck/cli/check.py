"""`riskcheck check`: assess a change."""

import os
from collections.abc import Sequence

import click

from riskcheck import reports
from riskcheck.cli import completions
from riskcheck.cli.output import is_colored, outputs, put, rendered
from riskcheck.cli.requests import Request, assessed, message_in


@click.command()
@click.argument("revision", required=False, metavar="[REVISION | BASE..HEAD | BASE...HEAD]")
@click.option("--staged", is_flag=True, help="What is in the index.")
@click.option("--worktree", is_flag=True, help="What is staged or modified, against HEAD.")
@click.option(
    "--diff",
    metavar="FILE|-",
    shell_complete=completions.files,
    help="A diff from a file or standard input; needs no repository.",
)
@click.option(
    "--message", metavar="FILE", shell_complete=completions.files, help="A commit message to read marks from."
)
@click.option("--branch", metavar="NAME", help="The head branch, where git does not say it.")
@click.option(
    "--scope", type=click.Choice(["all", "ai"]), help="Assess everything, or only what is marked as AI-authored."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    shell_complete=completions.formats,
    help=f"One of {', '.join(reports.FORMATS)}; may be repeated.",
)
@click.option(
    "--deadline",
    type=click.FloatRange(min=0.0, min_open=True),
    metavar="SECONDS",
    help="When to stop waiting for semgrep.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="One line.")
@click.option("-v", "--verbose", is_flag=True, help="All evidence.")
def check(
    formats: Sequence[str], color: str, quiet: bool, verbose: bool, message: str | None, **wanted: object
) -> None:
    """Assess a change. Without arguments: this branch since it left the default branch, with uncommitted changes."""
    text = message_in(message) if message else None
    request = Request(message=text, **wanted)  # type: ignore[arg-type]  # click's own names
    given = [request.revision is not None, request.staged, request.worktree, request.diff is not None]
    if sum(given) > 1:
        raise click.UsageError("give one of REVISION, --staged, --worktree and --diff")
    places = outputs(formats) or [("terminal", None)]
    assessment = assessed(request, os.environ)
    for name, file in places:
        put(rendered(name, assessment, color=is_colored(color, file), quiet=quiet, verbose=verbose), file)
