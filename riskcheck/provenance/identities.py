"""Marks in who git says wrote or committed: exact addresses and app slugs, never a name, domain or number."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from riskcheck.core.change import Changeset, Commit, Identity
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import Table


def read(changeset: Changeset, context: Context) -> Reading:
    """Agents that are author or committer of the commits."""
    return Reading(tuple(found for commit in changeset.commits for found in of_commit(commit, context.table)))


def of_commit(commit: Commit, table: Table) -> Sequence[Attribution]:
    """The agents that are author or committer of one commit."""
    claims = _of_identities(commit.author, commit.committer, table)
    return [replace(claim, commit=commit.sha) for claim in claims] if claims else ()


# The same few people make most commits of a history.
@lru_cache(maxsize=10_000)
def _of_identities(author: Identity, committer: Identity, table: Table) -> tuple[Attribution, ...]:
    found = []
    for identity in dict.fromkeys((author, committer)):
        mark = table.of_address(identity.email, identity.name)
        if mark:
            # A bot that only suggests elsewhere wrote what it is the author of.
            kind = "authored" if identity == author else mark.kind
            shown = f"{identity.name} <{identity.email}>"[:200]
            found.append(Attribution(mark.tool, kind, "identity", "commit", mark.confidence, shown, doubt=mark.doubt))
    # In the committer's name alone it says that the tool committed what the user had written.
    for ending, mark in table.author_ends:
        if author.name.endswith(ending):
            found.append(Attribution(mark.tool, mark.kind, "identity", "commit", mark.confidence, author.name[:200]))
    return tuple(found)
