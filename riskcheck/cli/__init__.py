"""The command line: options to a source and settings, one call, an exit status."""

import importlib
import os
import traceback
from collections.abc import Mapping

import click

from riskcheck import __version__
from riskcheck.errors import RiskcheckError
from riskcheck.reports.text import plain

_BUG = 3

# Names, not modules: a hook loads what its own command needs and no more.
COMMANDS: Mapping[str, str] = {
    "check": "check",
    "hook": "hook",
    "ci": "ci",
    "provenance": "provenance",
    "learn": "learn",
    "explain": "explain",
    "schema": "explain",
    "init": "setup",
    "doctor": "setup",
    "config": "setup",
    "completion": "setup",
}


class _Commands(click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return load(name) if name in COMMANDS else None


def load(name: str) -> click.Command:
    """The command of that name, one of `COMMANDS`."""
    command: click.Command = getattr(importlib.import_module(f"riskcheck.cli.{COMMANDS[name]}"), name)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="riskcheck %(version)s")
def cli() -> None:
    """Which changes deserve a second look, and what to do about them. Advice, never a gate."""


def main() -> None:
    """Run the command line; every expected failure is two lines and exit status 2."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        raise SystemExit(2) from None
    except click.Abort:
        raise SystemExit(130) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise SystemExit(0) from None
    except RiskcheckError as problem:
        click.echo(f"riskcheck: {plain(str(problem))}\n  {plain(problem.remedy)}", err=True)
        raise SystemExit(2) from None
    except Exception:
        click.echo(
            f"riskcheck {__version__}: this is a bug in riskcheck; please report it with the lines below\n", err=True
        )
        click.echo(traceback.format_exc(), err=True)
        raise SystemExit(_BUG) from None
