"""`riskcheck learn`: read the history of a repository, and keep what became of its changes."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from riskcheck import training
from riskcheck.history.learning import Progress
from riskcheck.reports import learned
from riskcheck.repository import Repository

_PATIENCE = 1.0


@click.command()
@click.argument("revision", required=False, default="HEAD", metavar="[REVISION]")
@click.option("--since", metavar="DATE", help="Leave out what is older, for example `2 years ago`.")
def learn(revision: str, since: str | None) -> None:
    """Read the history up to REVISION (HEAD), label its changes in hindsight, and keep that for later runs."""
    repository = Repository.find(os.getcwd(), os.environ)
    try:
        with progress(os.environ) as shown:
            found = training.learn(repository, repository.resolve(revision), since, shown)
    except KeyboardInterrupt:
        click.echo("\nInterrupted. What was read is kept: the next `riskcheck learn` goes on from there.", err=True)
        raise SystemExit(130) from None
    click.echo(learned.render(found), nl=False)


@contextmanager
def progress(environ: Mapping[str, str]) -> Iterator[Progress]:
    """Bars on a terminal, for what takes more than a second."""
    if not sys.stderr.isatty() or environ.get("CI") or environ.get("PRE_COMMIT"):
        yield Progress(_unseen, _unseen)
        return
    bars = [_Bar("Reading commits"), _Bar("Judging changes")]
    try:
        yield Progress(bars[0].show, bars[1].show)
    finally:
        for bar in bars:
            bar.close()


def _unseen(done: int, total: int) -> None:
    """Nobody looks."""


class _Bar:
    """A bar that appears when it is known to be worth it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began: float | None = None
        self._bar: Any = None
        self._done = 0

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        self._began = self._began or now
        if self._bar is None and now - self._began > _PATIENCE and done < total:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr, show_pos=True)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._done)
            self._done = done

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
