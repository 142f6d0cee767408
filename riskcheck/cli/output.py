"""Where results go: the formats that a user names, standard output, files, and whether to colour."""

import os
import shutil
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from riskcheck import reports
from riskcheck.core.assessment import Assessment
from riskcheck.errors import RiskcheckError
from riskcheck.reports import terminal

_WIDEST = 120


def outputs(formats: Sequence[str], known: Collection[str] = tuple(reports.FORMATS)) -> list[tuple[str, str | None]]:
    """The pairs of format and file in options such as `json=risk.json`; no file is standard output."""
    return [_output(text, known) for text in formats]


def rendered(
    name: str, assessment: Assessment, *, color: bool = False, quiet: bool = False, verbose: bool = False
) -> str:
    """A report in one format; that for a terminal fits the terminal that there is."""
    if name != "terminal":
        return reports.render(name, assessment)
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    return terminal.render(
        assessment, color=color, width=width, verbose=verbose, quiet=quiet, unicode=can_draw_unicode()
    )


def can_draw_unicode() -> bool:
    """Whether standard output takes more than ASCII."""
    return (sys.stdout.encoding or "ascii").lower().replace("-", "") == "utf8"


def is_colored(wanted: str, file: str | None) -> bool:
    """Whether to colour; https://no-color.org and https://bixense.com/clicolors name the variables."""
    if wanted != "auto":
        return wanted == "always"
    if file is not None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
    return bool(forced) or sys.stdout.isatty()


def put(text: str, file: str | None) -> None:
    """Write a report to a file, or to standard output."""
    if file is None:
        show(text)
        return
    try:
        Path(file).write_text(text, "utf-8", "backslashreplace", newline="\n")
    except OSError as problem:
        raise RiskcheckError(
            f"{file} cannot be written: {problem.strerror}", "name a file in a folder that exists"
        ) from None


def show(text: str) -> None:
    """Write to standard output, whatever its encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def _output(text: str, known: Collection[str]) -> tuple[str, str | None]:
    name, equals, file = text.partition("=")
    if name not in known:
        raise click.UsageError(f"no format is called {name!r}; use one of {', '.join(known)}")
    if equals and not file:
        raise click.UsageError(f"--format {text}: a file name is missing")
    return name, file or None
