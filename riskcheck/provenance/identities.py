"""Marks in who git says wrote or committed: exact addresses and app slugs, never a name, domain or number."""

import re
from collections.abc import Iterator
from dataclasses import replace

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.table import Mark, of_address

_AIDER = re.compile(r".{0,200} \(aider\)$")


def read(changeset: Changeset) -> Iterator[Attribution]:
    """Agents that are author or committer; aider marks its own work in the author's name only."""
    for commit in changeset.commits:
        for identity in (commit.author, commit.committer):
            mark = of_address(identity.email)
            if mark:
                # A bot that only suggests elsewhere wrote what it is the author of.
                mark = replace(mark, kind="authored") if identity == commit.author else mark
                yield _attribution(mark, commit.sha, f"{identity.name} <{identity.email}>")
        # As committer alone, aider committed what the user had written.
        if _AIDER.match(commit.author.name):
            yield _attribution(
                Mark("aider-author", "aider", "authored", "Aider-AI/aider repo.py"), commit.sha, commit.author.name
            )


def _attribution(mark: Mark, sha: str, text: str) -> Attribution:
    return Attribution(mark.tool, mark.kind, "identity", "commit", "high", text[:200], commit=sha)
