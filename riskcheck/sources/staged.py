"""What is in the index and not yet committed."""

from collections.abc import Sequence

from riskcheck.core.change import Changeset
from riskcheck.plumbing import RawDiff
from riskcheck.repository import Repository
from riskcheck.sources.comparison import Comparison


def read(repository: Repository, *, message: str | None = None) -> Changeset:
    """The index against HEAD, or against nothing before the first commit."""
    head = repository.head

    def diff(paths: Sequence[str], text: bool) -> RawDiff:
        return repository.index_diff(head or repository.empty_tree, paths, text=text)

    patches, skipped = Comparison(repository, diff).patches()
    return Changeset(
        source="staged",
        title="staged changes",
        base=head,
        patches=patches,
        message=message,
        branch=repository.branch,
        skipped=skipped,
    )
