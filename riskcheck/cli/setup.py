"""`riskcheck init`, `doctor`, `config` and `completion`: getting riskcheck to run, and to show what is in its way."""

import os
import shutil
import sys

import click

from riskcheck import settings
from riskcheck.cli.output import is_colored, show
from riskcheck.cli.requests import warn
from riskcheck.errors import RepositoryError, RiskcheckError
from riskcheck.repository import Repository

_WIDEST = 100
_COLORS = {"+": "green", "-": "red", "@": "cyan"}


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
def init(dry_run: bool, yes: bool) -> None:
    """Propose what makes riskcheck run here: in the CI, in the hooks, and its configuration. Asks before it writes."""
    from riskcheck.setup import plan
    from riskcheck.setup.init import plan as planned
    from riskcheck.setup.installation import installed

    repository = Repository.find(os.getcwd(), os.environ)
    proposed = planned(repository, installed())
    text = plan.render(proposed)
    show("".join(map(_colored, text.splitlines(keepends=True))) if is_colored("auto", None) else text)
    if dry_run or not proposed.edits or not (yes or _agreed(len(proposed.edits))):
        return
    plan.apply(proposed, repository.work_tree or os.getcwd())
    show(f"\nwritten: {', '.join(edit.path for edit in proposed.edits)}\n")


@click.command()
def doctor() -> None:
    """Look for what is in the way of riskcheck here; each finding comes with a command or a setting."""
    from riskcheck.setup import doctor as doctors

    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    show(doctors.render(list(doctors.examine(os.getcwd(), os.environ)), width))


@click.group()
def config() -> None:
    """The configuration of riskcheck."""


@config.command("show")
@click.option("--origin", is_flag=True, help="Say where each value comes from.")
def config_show(origin: bool) -> None:
    """Print the settings in force, as a riskcheck.toml: what judges this branch is read from its base."""
    from riskcheck.setup import listing
    from riskcheck.setup.configuration import base_of, reader, unsaved
    from riskcheck.setup.work_tree import WorkTree

    try:
        repository = Repository.find(os.getcwd(), os.environ)
    except RepositoryError:
        # As for a bare diff: what is in this folder.
        waiting: tuple[str, ...] = ()
        found, revision = settings.configured(WorkTree(os.getcwd()).read, os.environ), None
    else:
        base = base_of(repository)
        found = settings.configured(reader(repository, base), os.environ)
        revision, waiting = base and base[:10], unsaved(repository, base)
    warn(found.settings)
    for name in waiting:
        click.echo(f"riskcheck: {name} in the work tree is another; it counts for what is built on it", err=True)
    show(listing.render_with_origins(found, revision) if origin else listing.render(found))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes riskcheck's commands, options and names in a shell.

    In ~/.bashrc or ~/.zshrc: eval "$(riskcheck completion bash)", or zsh. In fish, save it as
    ~/.config/fish/completions/riskcheck.fish.
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    assert kind is not None  # one of the three that click has
    show(kind(root, {}, "riskcheck", "_RISKCHECK_COMPLETE").source())


def _agreed(count: int) -> bool:
    try:
        return click.confirm(f"\nWrite {'this file' if count == 1 else f'these {count} files'}?", err=True)
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        cause, remedy = "nothing was written: nobody answered", "`riskcheck init --yes` writes without asking"
        raise RiskcheckError(cause, remedy) from None


def _colored(line: str) -> str:
    return click.style(line, _COLORS[line[0]]) if line[0] in _COLORS else line
