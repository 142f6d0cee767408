"""The bare default: what this branch and this work tree hold that the default branch does not."""

from collections.abc import Iterator
from contextlib import contextmanager

from riskcheck.core.change import Changeset
from riskcheck.errors import RepositoryError
from riskcheck.repository import Repository
from riskcheck.sources import revisions, worktree


@contextmanager
def read(repository: Repository, *, message: str | None = None) -> Iterator[tuple[Changeset, Repository]]:
    """The changeset, and the repository in which its blobs can be read.

    On a branch: everything since the merge base with the default branch, with what is
    staged or modified. On the default branch: what is staged or modified, else HEAD.
    """
    head = repository.head
    base, title = _base(repository, head)
    if repository.work_tree is None:
        yield _committed(repository, head, base, title), repository
        return
    with worktree.snapshot(repository) as snapshot:
        if head and not snapshot.differs_from(head):
            yield _committed(repository, head, base, title), repository
            return
        title = f"{title} and uncommitted changes" if base else "uncommitted changes"
        yield worktree.read(snapshot, base=base or head, head=head, title=title, message=message), snapshot


def _committed(repository: Repository, head: str | None, base: str | None, title: str) -> Changeset:
    if head is None:
        raise RepositoryError("there is no commit yet and nothing is staged", "stage a file with `git add`")
    return revisions.read_from(repository, base, head, title) if base else revisions.read_commit(repository, "HEAD")


def _base(repository: Repository, head: str | None) -> tuple[str | None, str]:
    """The merge base with the default branch, and what to call it; None on the default branch itself."""
    default = repository.default_branch()
    if head is None or default is None:
        return None, ""
    name = default.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    branch = repository.branch
    if branch and branch == name.removeprefix("origin/"):
        return None, ""
    merge_base = revisions.required_merge_base(repository, default, head)
    if merge_base == head:
        return None, ""
    return merge_base, f"{branch or 'HEAD'} since it left {name} (merge base {merge_base[:10]})"
