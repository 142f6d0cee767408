"""`riskcheck hook`: a few lines of advice at the moment of a commit or push, which always passes."""

import contextlib
import os
import sys
from collections.abc import Mapping, Sequence

import click

from riskcheck.cli import completions
from riskcheck.cli.output import show
from riskcheck.cli.requests import Request, assessed, message_in
from riskcheck.reports import brief
from riskcheck.reports.text import plain

_ZERO = "0" * 40
_LONGEST_REASON = 160


@click.group()
def hook() -> None:
    """For git hooks: at most six lines, and always exit status 0."""


@hook.command("pre-commit")
def pre_commit() -> None:
    """Assess what is about to be committed."""
    _advise(Request(staged=True))


@hook.command("commit-msg")
@click.argument("file", shell_complete=completions.files)
def commit_msg(file: str) -> None:
    """Assess what is about to be committed, with the marks in its message."""
    _advise(Request(staged=True), file)


@hook.command("pre-push", context_settings={"ignore_unknown_options": True})
@click.argument("remote", nargs=-1)
def pre_push(remote: Sequence[str]) -> None:
    """Assess what is about to be pushed; takes what git gives on standard input, or pre-commit's variables."""
    _advise(Request(revision=_pushed(os.environ)))


def _advise(request: Request, message_file: str | None = None) -> None:
    """A hook's few lines; whatever goes wrong is said in one of them."""
    try:
        if message_file:
            request = request._replace(message=message_in(message_file))
        show(brief.render(assessed(request, os.environ)))
    except Exception as problem:  # a hook must not fail a commit, whatever happens
        reason = str(problem) or type(problem).__name__
        with contextlib.suppress(OSError):
            click.echo(f"riskcheck: not assessed: {plain(reason)[:_LONGEST_REASON]}")


def _pushed(environ: Mapping[str, str]) -> str | None:
    """The range that is being pushed; None where nothing says it, which takes the bare default."""
    source, target = environ.get("PRE_COMMIT_FROM_REF"), environ.get("PRE_COMMIT_TO_REF")
    if source and target:
        return f"{source}..{target}"
    lines = [] if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read().splitlines()
    for words in map(str.split, lines):
        if len(words) == 4 and not words[1].startswith(_ZERO) and not words[3].startswith(_ZERO):
            return f"{words[3]}...{words[1]}"
    return None
