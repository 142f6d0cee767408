"""`riskcheck provenance`: which tools marked what."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from riskcheck import __version__, settings
from riskcheck.cache import Cache
from riskcheck.cli import completions
from riskcheck.cli.output import outputs, put
from riskcheck.cli.requests import Request, branch_of, configuration, opened
from riskcheck.core.provenance import Census
from riskcheck.pipeline import Sources, count_history, count_marks
from riskcheck.reports import census
from riskcheck.repository import Repository
from riskcheck.settings import Settings


@click.command()
@click.argument("revision", required=False, metavar="[REVISION | BASE..HEAD | BASE...HEAD]")
@click.option("--history", is_flag=True, help="Every commit up to REVISION, without lines.")
@click.option("--hindsight", is_flag=True, help="What became of AI-marked changes up to REVISION, beside the others.")
@click.option("--branch", metavar="NAME", help="The head branch, where git does not say it.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    shell_complete=completions.census_formats,
    help=f"One of {', '.join(census.FORMATS)}; may be repeated.",
)
def provenance(
    revision: str | None, history: bool, hindsight: bool, branch: str | None, formats: Sequence[str]
) -> None:
    """Say which tools marked the commits and lines of a change, or of a whole history."""
    if hindsight:
        _hindsight(revision or "HEAD", formats)
        return
    places = outputs(formats, census.FORMATS) or [("terminal", None)]
    if history:
        counted = _history(revision or "HEAD", os.environ)
    else:
        with opened(Request(revision=revision), os.environ) as (changeset, repository):
            chosen = settings.load(configuration(changeset, repository), os.environ)
            changeset = replace(changeset, branch=branch_of(branch, changeset, repository, os.environ))
            counted = count_marks(changeset, Sources(repository, Cache(None), os.environ), chosen)
    for name, file in places:
        put(census.render(name, counted, __version__), file)


def _hindsight(revision: str, formats: Sequence[str]) -> None:
    # Loaded for nothing else: it takes the statistics and the history with it.
    from riskcheck import training
    from riskcheck.cli.learn import progress
    from riskcheck.reports import hindsight

    places = outputs(formats, hindsight.FORMATS) or [("terminal", None)]
    repository, head, chosen = _past(revision, "--hindsight", os.environ)
    with progress(os.environ) as shown:
        found = training.hindsight(repository, head, _title(revision, head), chosen, shown)
    for name, file in places:
        put(hindsight.render(name, found, __version__), file)


def _history(revision: str, environ: Mapping[str, str]) -> Census:
    repository, head, chosen = _past(revision, "--history", environ)
    return count_history(head, _title(revision, head), repository, chosen)


def _past(revision: str, option: str, environ: Mapping[str, str]) -> tuple[Repository, str, Settings]:
    """The repository, the commit that its history is wanted of, and the configuration there."""
    if ".." in revision:
        raise click.UsageError(f"{option} takes one REVISION")
    repository = Repository.find(os.getcwd(), environ)
    head = repository.resolve(revision)
    return repository, head, settings.load(lambda name: repository.file_at(head, name), environ)


def _title(revision: str, head: str) -> str:
    return f"every commit up to {revision} ({head[:10]})"
