"""Marks in who git says wrote or committed: exact addresses and app slugs, never a name, domain or number."""

from functools import lru_cache

from riskcheck.core.change import Changeset, Commit, Identity
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Attribution, AuthorshipKind
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import Table


def read(changeset: Changeset, context: Context) -> Reading:
    """Agents that are author or committer of the commits."""
    return Reading(tuple(found for commit in changeset.commits for found in of_commit(commit, context.table)))


def of_commit(commit: Commit, table: Table) -> list[Attribution]:
    """The agents that are author or committer of one commit."""
    return [
        Attribution(mark.tool, kind, "identity", "commit", mark.confidence, text, commit.sha, doubt=mark.doubt)
        for mark, kind, text in _of_identities(commit.author, commit.committer, table)
    ]


# The same few people make most commits of a history.
@lru_cache(maxsize=10_000)
def _of_identities(author: Identity, committer: Identity, table: Table) -> tuple[tuple[Mark, AuthorshipKind, str], ...]:
    found: list[tuple[Mark, AuthorshipKind, str]] = []
    for identity in dict.fromkeys((author, committer)):
        mark = table.of_address(identity.email, identity.name)
        if mark:
            # A bot that only suggests elsewhere wrote what it is the author of.
            kind = "authored" if identity == author else mark.kind
            found.append((mark, kind, f"{identity.name} <{identity.email}>"[:200]))
    # In the committer's name alone it says that the tool committed what the user had written.
    endings = [mark for ending, mark in table.author_ends if author.name.endswith(ending)]
    return (*found, *((mark, mark.kind, author.name[:200]) for mark in endings))
