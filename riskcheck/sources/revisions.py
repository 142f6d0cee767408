"""A commit against its first parent, or a range of commits."""

from collections.abc import Sequence

from riskcheck.core.change import Changeset, Skipped, SourceName
from riskcheck.errors import RepositoryError
from riskcheck.plumbing import RawDiff
from riskcheck.repository import Repository
from riskcheck.sources.comparison import Comparison


def read_commit(repository: Repository, revision: str) -> Changeset:
    """What one commit did to its first parent; the first commit of all is compared with nothing."""
    sha = repository.resolve(revision)
    parents = repository.parents(sha)
    base = parents[0] if parents else None
    skipped = []
    if base is None and sha in repository.shallow_boundary:
        skipped.append(
            Skipped("history", "shallow clone: the parent of this commit is missing, so all of it counts as added")
        )
    name = f"commit {sha[:10]}" if sha.startswith(revision) else f"{revision} (commit {sha[:10]})"
    if len(parents) > 1:
        name += " against its first parent"
    return _changeset(repository, "commit", name, base, sha, skipped)


def read_range(repository: Repository, base: str, head: str) -> Changeset:
    """What lies between two revisions: `base..head`."""
    source, target = repository.resolve(base), repository.resolve(head)
    return _changeset(repository, "range", f"{base}..{head}", source, target, [])


def read_since_merge_base(repository: Repository, base: str, head: str) -> Changeset:
    """What `head` did since it left `base`: `base...head`."""
    target = repository.resolve(head)
    merge_base = required_merge_base(repository, base, target)
    return _changeset(repository, "range", f"{base}...{head} (merge base {merge_base[:10]})", merge_base, target, [])


def read_from(repository: Repository, base: str, head: str, title: str) -> Changeset:
    """What lies between two commits, under a title that says how they were chosen."""
    return _changeset(repository, "range", title, base, head, [])


def required_merge_base(repository: Repository, base: str, head: str) -> str:
    """The merge base of two revisions; RepositoryError with the way out where this clone knows none."""
    merge_base = repository.merge_base(repository.resolve(base), head)
    if merge_base is None:
        deepen = "fetch more history: `git fetch --unshallow`, or in CI check out with full depth"
        remedy = deepen if repository.is_shallow else f"compare the two trees with {base}..{head[:10]}"
        raise RepositoryError(f"{base} and {head[:10]} have no common ancestor in this clone", remedy)
    return merge_base


def _changeset(
    repository: Repository, source: SourceName, title: str, base: str | None, head: str, skipped: Sequence[Skipped]
) -> Changeset:
    def diff(paths: Sequence[str], text: bool) -> RawDiff:
        return repository.tree_diff(base or repository.empty_tree, head, paths, text=text)

    patches, unread = Comparison(repository, diff).patches()
    return Changeset(
        source=source,
        title=title,
        base=base,
        head=head,
        patches=patches,
        commits=repository.commits(base, head),
        branch=repository.branch_at(head),
        skipped=(*skipped, *unread),
    )
