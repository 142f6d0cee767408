"""The command line: options to a source and settings, one call, an exit status."""

import contextlib
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from riskcheck import __version__, ci, reports, settings
from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Census
from riskcheck.core.signal import Rule
from riskcheck.errors import PatchError, RiskcheckError
from riskcheck.pipeline import Sources, assess, count_history, count_marks
from riskcheck.provenance import marks
from riskcheck.reports import brief, census, explanation, terminal
from riskcheck.reports.text import plain
from riskcheck.repository import Repository
from riskcheck.signals import rules
from riskcheck.sources import branch, patch, revisions, staged, worktree

_BUG = 3
_ZERO = "0" * 40


@dataclass(frozen=True, slots=True)
class Request:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="riskcheck %(version)s")
def cli() -> None:
    """Which changes deserve a second look, and what to do about them. Advice, never a gate."""


@cli.command()
@click.argument("revision", required=False, metavar="[REVISION | BASE..HEAD | BASE...HEAD]")
@click.option("--staged", is_flag=True, help="What is in the index.")
@click.option("--worktree", is_flag=True, help="What is staged or modified, against HEAD.")
@click.option("--diff", metavar="FILE|-", help="A diff from a file or standard input; needs no repository.")
@click.option("--message", metavar="FILE", help="A commit message to read marks from.")
@click.option("--branch", metavar="NAME", help="The head branch, where git does not say it.")
@click.option(
    "--scope", type=click.Choice(["all", "ai"]), help="Assess everything, or only what is marked as AI-authored."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
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
    request = Request(message=_text(message) if message else None, **wanted)  # type: ignore[arg-type]  # click's own names
    _only_one(request)
    outputs = [_output(name) for name in formats] or [("terminal", None)]
    assessment = _assessed(request, os.environ)
    for name, file in outputs:
        text = _rendered(name, assessment, _colored(color, file), quiet, verbose)
        _put(text, file)


@cli.command()
@click.argument("revision", required=False, metavar="[REVISION | BASE..HEAD | BASE...HEAD]")
@click.option("--history", is_flag=True, help="Every commit up to REVISION, without lines.")
@click.option("--branch", metavar="NAME", help="The head branch, where git does not say it.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    help=f"One of {', '.join(census.FORMATS)}; may be repeated.",
)
def provenance(revision: str | None, history: bool, branch: str | None, formats: Sequence[str]) -> None:
    """Say which tools marked the commits and lines of a change, or of a whole history."""
    outputs = [_output(name, census.FORMATS) for name in formats] or [("terminal", None)]
    if history:
        counted = _counted_history(revision or "HEAD", os.environ)
    else:
        with _opened(Request(revision=revision), os.environ) as (changeset, repository):
            chosen = settings.load(_configuration(changeset, repository), os.environ)
            changeset = replace(changeset, branch=_branch(branch, changeset, repository, os.environ))
            counted = count_marks(changeset, Sources(repository, Cache(None), os.environ), chosen)
    for name, file in outputs:
        text = census.render(name, counted, __version__)
        _put(text, file)


@cli.group()
def hook() -> None:
    """For git hooks: at most six lines, and always exit status 0."""


@hook.command("pre-commit")
def hook_pre_commit() -> None:
    """Assess what is about to be committed."""
    _advise(Request(staged=True))


@hook.command("commit-msg")
@click.argument("file")
def hook_commit_msg(file: str) -> None:
    """Assess what is about to be committed, with the marks in its message."""
    _advise(Request(staged=True), file)


@hook.command("pre-push", context_settings={"ignore_unknown_options": True})
@click.argument("remote", nargs=-1)
def hook_pre_push(remote: Sequence[str]) -> None:
    """Assess what is about to be pushed; takes what git gives on standard input, or pre-commit's variables."""
    _advise(Request(revision=_pushed(os.environ)))


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the JSON report."""
    from riskcheck.reports import json as json_report

    _print(json_report.schema())


@cli.command()
@click.argument("name")
def explain(name: str) -> None:
    """Say what a signal or rule looks for, why, and what to do; or what a mark is and where it is documented."""
    known: dict[str, Rule | Mark] = {**{rule.id: rule for rule in rules()}, **{mark.id: mark for mark in marks()}}
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, 1)
        remedy = (
            f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(rule.id for rule in rules())}, or a mark"
        )
        raise RiskcheckError(f"nothing is called {name!r}", remedy)
    _print(explanation.render(known[name]))


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


def _advise(request: Request, message_file: str | None = None) -> None:
    """A hook's few lines; whatever goes wrong is said in one of them."""
    try:
        if message_file:
            request = replace(request, message=_text(message_file))
        _print(brief.render(_assessed(request, os.environ)))
    except Exception as problem:  # a hook must not fail a commit, whatever happens
        reason = str(problem) or type(problem).__name__
        with contextlib.suppress(OSError):
            click.echo(f"riskcheck: not assessed: {plain(reason)[:160]}")


def _assessed(request: Request, environ: Mapping[str, str]) -> Assessment:
    with _opened(request, environ) as (changeset, repository):
        chosen = settings.load(_configuration(changeset, repository), environ)
        if request.deadline is not None:
            chosen = replace(chosen, deadline=request.deadline)
        if request.scope is not None:
            chosen = replace(chosen, scope="ai" if request.scope == "ai" else "all")
        for warning in chosen.warnings:
            click.echo(f"riskcheck: {plain(warning)}", err=True)
        changeset = replace(changeset, branch=_branch(request.branch, changeset, repository, environ))
        touched = sorted({found.path for found in changeset.patches} & {settings.FILES[0]})
        notes = tuple(
            Skipped(path, "configuration changed here: it applies once it is in the base") for path in touched
        )
        changeset = replace(changeset, skipped=(*changeset.skipped, *notes))
        return assess(changeset, Sources(repository, _cache(request, repository), environ), chosen)


@contextlib.contextmanager
def _opened(request: Request, environ: Mapping[str, str]) -> Iterator[tuple[Changeset, Repository | None]]:
    if request.diff is not None:
        text = sys.stdin.buffer.read() if request.diff == "-" else _bytes(request.diff)
        yield (
            patch.read(text, name="standard input" if request.diff == "-" else request.diff, message=request.message),
            None,
        )
        return
    repository = Repository.find(os.getcwd(), environ)
    if request.staged:
        yield staged.read(repository, message=request.message), repository
    elif request.worktree:
        with worktree.snapshot(repository) as snapshot:
            head = repository.head
            yield (
                worktree.read(snapshot, base=head, head=head, title="uncommitted changes", message=request.message),
                snapshot,
            )
    elif request.revision is None:
        with branch.read(repository, message=request.message) as (changeset, opened):
            yield changeset, opened
    else:
        yield replace(_revision(repository, request.revision), message=request.message), repository


def _counted_history(revision: str, environ: Mapping[str, str]) -> Census:
    if ".." in revision:
        raise click.UsageError("--history takes one REVISION")
    repository = Repository.find(os.getcwd(), environ)
    head = repository.resolve(revision)
    chosen = settings.load(lambda name: repository.file_at(head, name), environ)
    return count_history(head, f"every commit up to {revision} ({head[:10]})", repository, chosen)


def _revision(repository: Repository, text: str) -> Changeset:
    base, dots, head = text.partition("...")
    if dots:
        return revisions.read_since_merge_base(repository, base or "HEAD", head or "HEAD")
    base, dots, head = text.partition("..")
    if dots:
        return revisions.read_range(repository, base or "HEAD", head or "HEAD")
    return revisions.read_commit(repository, text)


def _branch(
    named: str | None, changeset: Changeset, repository: Repository | None, environ: Mapping[str, str]
) -> str | None:
    """The head branch, as named by the user, by git, or, for what is checked out, by the CI."""
    if named or changeset.branch or repository is None or changeset.head not in (None, repository.head):
        return named or changeset.branch
    return ci.head_branch(environ)


def _configuration(changeset: Changeset, repository: Repository | None) -> Callable[[str], bytes | None]:
    """Configuration is read from the base: a change cannot choose how it is judged."""
    if repository is None:
        return lambda name: Path(name).read_bytes() if Path(name).is_file() else None
    base = changeset.base
    return lambda name: repository.file_at(base, name) if base else None


def _cache(request: Request, repository: Repository | None) -> Cache:
    if repository is None or request.no_cache:
        return Cache(None)
    return Cache(os.path.join(repository.common_dir, "riskcheck", "cache.sqlite3"))


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


def _only_one(request: Request) -> None:
    given = [request.revision is not None, request.staged, request.worktree, request.diff is not None]
    if sum(given) > 1:
        raise click.UsageError("give one of REVISION, --staged, --worktree and --diff")


def _output(text: str, formats: Collection[str] = tuple(reports.FORMATS)) -> tuple[str, str | None]:
    name, equals, file = text.partition("=")
    if name not in formats:
        raise click.UsageError(f"no format is called {name!r}; use one of {', '.join(formats)}")
    if equals and not file:
        raise click.UsageError(f"--format {text}: a file name is missing")
    return name, file or None


def _rendered(name: str, assessment: Assessment, color: bool, quiet: bool, verbose: bool) -> str:
    if name != "terminal":
        return reports.render(name, assessment)
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    width = min(shutil.get_terminal_size((80, 24)).columns, 120)
    return terminal.render(
        assessment, color=color, width=width, verbose=verbose, quiet=quiet, unicode=encoding == "utf8"
    )


def _colored(wanted: str, file: str | None) -> bool:
    """Whether to colour; https://no-color.org and https://bixense.com/clicolors name the variables."""
    if wanted != "auto":
        return wanted == "always"
    if file is not None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
    return bool(forced) or sys.stdout.isatty()


def _put(text: str, file: str | None) -> None:
    if file is None:
        _print(text)
    else:
        _write(file, text)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, "utf-8", "backslashreplace", newline="\n")
    except OSError as problem:
        raise RiskcheckError(
            f"{file} cannot be written: {problem.strerror}", "name a file in a folder that exists"
        ) from None


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        raise PatchError(f"{file} cannot be read: {problem.strerror}", "name a file, or - for standard input") from None


def _text(file: str) -> str:
    """A commit message without the lines that git will drop: comments, and all below the scissors."""
    text = _bytes(file).decode("utf-8", "surrogateescape")
    kept = text.split("\n# ------------------------ >8 ------------------------\n")[0]
    return "\n".join(line for line in kept.split("\n") if not line.startswith("#"))


if __name__ == "__main__":
    main()
