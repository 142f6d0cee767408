"""Marks in who git says wrote or committed: exact addresses and app slugs, never a name, domain or number."""

from collections.abc import Iterator

from riskcheck.core.change import Changeset, Commit
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import Table


def read(changeset: Changeset, context: Context) -> Reading:
    """Agents that are author or committer of the commits."""
    return Reading(tuple(found for commit in changeset.commits for found in of_commit(commit, context.table)))


def of_commit(commit: Commit, table: Table) -> Iterator[Attribution]:
    """The agents that are author or committer of one commit."""
    for identity in (commit.author, commit.committer):
        mark = table.of_address(identity.email, identity.name)
        if mark:
            # A bot that only suggests elsewhere wrote what it is the author of.
            kind = "authored" if identity == commit.author else mark.kind
            yield Attribution(
                mark.tool, kind, "identity", "commit", "high", f"{identity.name} <{identity.email}>"[:200], commit.sha
            )
    # In the committer's name alone it says that the tool committed what the user had written.
    for ending, mark in table.author_ends:
        if commit.author.name.endswith(ending):
            yield _named(mark, commit)


def _named(mark: Mark, commit: Commit) -> Attribution:
    return Attribution(
        mark.tool, mark.kind, "identity", "commit", mark.confidence, commit.author.name[:200], commit.sha
    )
