"""What the user wants to have assessed, and the assessment of it."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from riskcheck import ci, settings
from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Changeset
from riskcheck.errors import PatchError
from riskcheck.pipeline import Sources, assess
from riskcheck.reports.text import plain
from riskcheck.repository import Repository
from riskcheck.settings import Settings
from riskcheck.sources import branch, patch, revisions, staged, worktree


class Request(NamedTuple):
    """What the user wants to have assessed."""

    revision: str | None = None
    staged: bool = False
    worktree: bool = False
    diff: str | None = None
    message: str | None = None
    branch: str | None = None
    no_cache: bool = False
    deadline: float | None = None
    scope: str | None = None


def assessed(request: Request, environ: Mapping[str, str]) -> Assessment:
    """The finished assessment of what is asked for; what is odd about the configuration goes to standard error."""
    with opened(request, environ) as (changeset, repository):
        changeset = replace(changeset, branch=branch_of(request.branch, changeset, repository, environ))
        return judged(changeset, repository, request, environ)


def judged(
    changeset: Changeset, repository: Repository | None, request: Request, environ: Mapping[str, str]
) -> Assessment:
    """The assessment of a changeset that has been read, under the configuration in its base."""
    options = {"deadline": request.deadline, "scope": request.scope}
    chosen = settings.configured(configuration(changeset, repository), environ, options).settings
    warn(chosen)
    return assess(changeset, Sources(repository, _cache(request, repository), environ), chosen)


def warn(chosen: Settings) -> None:
    """Say what is odd about the configuration."""
    for warning in chosen.warnings:
        click.echo(f"riskcheck: {plain(warning)}", err=True)


@contextlib.contextmanager
def opened(request: Request, environ: Mapping[str, str]) -> Iterator[tuple[Changeset, Repository | None]]:
    """The changeset that is asked for, and the repository that its blobs are read in."""
    if request.diff is not None:
        text = sys.stdin.buffer.read() if request.diff == "-" else _bytes(request.diff)
        name = "standard input" if request.diff == "-" else request.diff
        yield patch.read(text, name=name, message=request.message), None
        return
    repository = Repository.find(os.getcwd(), environ)
    if request.staged:
        yield staged.read(repository, message=request.message), repository
    elif request.worktree:
        with worktree.snapshot(repository) as snapshot:
            head = repository.head
            title = "uncommitted changes"
            yield worktree.read(snapshot, base=head, head=head, title=title, message=request.message), snapshot
    elif request.revision is None:
        with branch.read(repository, message=request.message) as (changeset, found):
            yield changeset, found
    else:
        yield replace(_revision(repository, request.revision), message=request.message), repository


def branch_of(
    named: str | None, changeset: Changeset, repository: Repository | None, environ: Mapping[str, str]
) -> str | None:
    """The head branch, as named by the user, by git, or, for what is checked out, by the CI."""
    if named or changeset.branch or repository is None or changeset.head not in (None, repository.head):
        return named or changeset.branch
    return ci.head_branch(environ)


def configuration(changeset: Changeset, repository: Repository | None) -> Callable[[str], bytes | None]:
    """Configuration is read from the base: a change cannot choose how it is judged."""
    if repository is None:
        return lambda name: Path(name).read_bytes() if Path(name).is_file() else None
    base = changeset.base
    return lambda name: repository.file_at(base, name) if base else None


def message_in(file: str) -> str:
    """A commit message without the lines that git will drop: comments, and all below the scissors."""
    text = _bytes(file).decode("utf-8", "surrogateescape")
    kept = text.split("\n# ------------------------ >8 ------------------------\n")[0]
    return "\n".join(line for line in kept.split("\n") if not line.startswith("#"))


def _revision(repository: Repository, text: str) -> Changeset:
    base, dots, head = text.partition("...")
    if dots:
        return revisions.read_since_merge_base(repository, base or "HEAD", head or "HEAD")
    base, dots, head = text.partition("..")
    if dots:
        return revisions.read_range(repository, base or "HEAD", head or "HEAD")
    return revisions.read_commit(repository, text)


def _cache(request: Request, repository: Repository | None) -> Cache:
    if repository is None or request.no_cache:
        return Cache(None)
    return Cache(os.path.join(repository.common_dir, "riskcheck", "cache.sqlite3"))


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        raise PatchError(f"{file} cannot be read: {problem.strerror}", "name a file, or - for standard input") from None
