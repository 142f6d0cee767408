"""The change that a run of a CI is about: which commits are compared, and which rule found them.

The checkout of a pull request is often a merge that the CI made: then its first parent is the base that was used, and
the base named by the event can be hours older. A branch is compared from its merge base, never from its tip: what
only the target has would look like a reversal. Nothing is ever compared with a commit that was merely at hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from riskcheck.ci.run import CIRun, Named
from riskcheck.core.change import Changeset, Commit, Skipped
from riskcheck.errors import RepositoryError
from riskcheck.repository import Repository
from riskcheck.sources import revisions

_EVENTS = {"pull_request": "pull request", "merge_queue": "merge queue", "push": "push"}
# Where a forge keeps the heads of pull requests, those from forks included.
_KEPT = {"github": "pull/{}/head", "gitea": "pull/{}/head", "gitlab": "merge-requests/{}/head"}
UNKNOWN = CIRun("unknown", "no known CI", "push")


@dataclass(frozen=True, slots=True)
class _Ends:
    """Commit ids: the two trees that are compared, and the last commit that people made."""

    base: str
    head: str
    tip: str
    rule: str


def read(repository: Repository, run: CIRun, environ: Mapping[str, str]) -> Changeset:
    """The changeset of a run, with what people wrote about it; its title says which rule found the base.

    RISKCHECK_BASE and RISKCHECK_HEAD overrule what the CI says. Raises RepositoryError with the setting of this CI
    that would help, where the clone does not hold what is to be compared.
    """
    ends = _ends(repository, run, environ)
    branch = run.branch or repository.branch_at(ends.head)
    changeset = revisions.read_from(repository, ends.base, ends.head, _title(run, ends, branch))
    commits, unread = _commits(repository, run, ends)
    return replace(
        changeset,
        commits=commits,
        message="\n\n".join(text for text in (run.title, run.body) if text) or None,
        branch=branch,
        labels=run.labels,
        skipped=(*changeset.skipped, *unread, *run.skipped),
    )


def _ends(repository: Repository, run: CIRun, environ: Mapping[str, str]) -> _Ends:
    chosen, head = environ.get("RISKCHECK_BASE"), environ.get("RISKCHECK_HEAD")
    merge = None if chosen or head else _merge(repository, run)
    if merge:
        return merge
    tip = _tip(repository, run, head)
    bases = (Named(chosen, "RISKCHECK_BASE"),) if chosen else _bases(repository, run)
    tried = []
    for named in bases:
        sha = repository.try_resolve(named.revision)
        base = sha if sha is None or named.exact else repository.merge_base(sha, tip)
        # A branch that holds the head already says nothing about what was pushed.
        if base and not (run.event == "push" and base == tip):
            rule = named.by if named.exact else f"merge base with {named.by}"
            return _Ends(base, tip, tip, rule)
        tried.append(_failure(named, sha, base))
    if run.event == "push" and not chosen:
        return _pushed(repository, run, tip, tried)
    raise _no_base(repository, run, tried)


def _failure(named: Named, sha: str | None, base: str | None) -> str:
    if sha is None:
        name = named.by if named.revision.startswith("refs/") else f"{named.revision[:12]} ({named.by})"
        return f"{name} is not in this clone"
    return f"{named.by} holds the head already" if base else f"{named.by} has no common ancestor with the head here"


def _merge(repository: Repository, run: CIRun) -> _Ends | None:
    """The merge that the CI made of the head into the target, if that is what is checked out."""
    head = repository.head
    if not run.merged or head is None or (run.head and run.head.revision == head):
        return None
    if head in repository.shallow_boundary:
        raise RepositoryError(
            f"{run.name} checked out its merge of the pull request, without the parents of that merge",
            f"{run.deepen}; a depth of 2 is enough for what changed, all of it for who wrote it",
        )
    parents = repository.parents(head)
    if len(parents) != 2 or (run.head and not _is(parents[1], run.head.revision)):
        return None
    return _Ends(parents[0], head, parents[1], "first parent of the merge that is checked out")


def _is(sha: str, named: str) -> bool:
    """Whether a commit id is the one that is named, maybe by its first characters."""
    return len(named) >= 7 and sha.startswith(named.lower())


def _tip(repository: Repository, run: CIRun, chosen: str | None) -> str:
    if chosen:
        return repository.resolve(chosen)
    if run.head is None:
        return repository.resolve("HEAD")
    sha = repository.try_resolve(run.head.revision)
    if sha is None:
        raise RepositoryError(
            f"the head {run.head.revision[:12]} ({run.head.by}) is not in this clone", f"fetch it: `{_fetch(run)}`"
        )
    return sha


def _fetch(run: CIRun) -> str:
    """The command that brings the head of a run without checking it out."""
    kept = _KEPT.get(run.forge or "")
    head = run.head.revision if run.head else "HEAD"
    return f"git fetch --no-tags origin {kept.format(run.number) if kept and run.number else head}"


def _bases(repository: Repository, run: CIRun) -> Iterator[Named]:
    yield from run.bases
    if run.target:
        yield Named(f"refs/remotes/origin/{run.target}", f"origin/{run.target}")
        yield Named(f"refs/heads/{run.target}", f"the branch {run.target}")
    elif run.event == "push":
        default = repository.default_branch()
        if default:
            yield Named(default, default.removeprefix("refs/remotes/").removeprefix("refs/heads/"))


def _pushed(repository: Repository, run: CIRun, tip: str, tried: list[str]) -> _Ends:
    """The last commit, where nothing tells what it was pushed onto; the report says so."""
    parents = repository.parents(tip)
    if not parents or tip in repository.shallow_boundary:
        raise _no_base(repository, run, [*tried, "HEAD has no parent here"])
    return _Ends(parents[0], tip, tip, f"first parent: {run.name} names no earlier commit, so the last stands alone")


def _no_base(repository: Repository, run: CIRun, tried: list[str]) -> RepositoryError:
    what = f"{run.name}: nothing to compare this {_EVENTS[run.event]} with: {'; '.join(tried) or 'no base is named'}"
    if repository.is_shallow:
        return RepositoryError(what, f"this clone is shallow: {run.deepen}; or name the base in RISKCHECK_BASE")
    fetch = f"`git fetch origin {run.target}`, or " if run.target else ""
    return RepositoryError(what, f"{fetch}name the base in RISKCHECK_BASE")


def _commits(repository: Repository, run: CIRun, ends: _Ends) -> tuple[tuple[Commit, ...], tuple[Skipped, ...]]:
    """The commits of the change, without a merge that the CI made.

    Where a shallow clone cuts off the common ancestor, older commits of the target cannot be told from those of the
    change: then the last one is read alone.
    """
    commits = repository.commits(ends.base, ends.tip)
    boundary = repository.shallow_boundary
    cut = next((commit.sha for commit in commits if commit.sha in boundary), None)
    if cut is None:
        return commits, ()
    if repository.merge_base(ends.base, ends.tip) is None:
        commits = tuple(commit for commit in commits if commit.sha == ends.tip)
    reason = f"this clone ends at {cut[:10]}: marks in earlier commits of the change were not read; {run.deepen}"
    return commits, (Skipped("history", reason),)


def _title(run: CIRun, ends: _Ends, branch: str | None) -> str:
    number = f" {run.number}" if run.number else ""
    of = f" of {branch}" if branch else ""
    into = f" into {run.target}" if run.target and run.event != "push" else ""
    return f"{_EVENTS[run.event]}{number}{of}{into} (base {ends.base[:10]}: {ends.rule})"
