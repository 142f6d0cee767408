"""Marks in the name of the head branch and in labels: weaker, because people choose such names too."""

import re
from collections.abc import Iterator

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.expressions import expression
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import Table

_MERGED = expression(
    r"Merge (?:pull request #\d{1,9} from [^\s/]{1,100}/|(?:remote-tracking )?branch '(?:origin/)?)([^\s']{1,200})"
)


# How the messages begin that _MERGED looks at, behind a line feed.
MERGE = ("\nMerge pull request #", "\nMerge branch '", "\nMerge remote-tracking branch '")


def read(changeset: Changeset, context: Context) -> Reading:
    """The tools whose branches are named like the head branch or a merged one, and those that labels name."""
    found = list(_of_name(changeset.branch or "", context.table))
    for commit in changeset.commits:
        if len(commit.parents) != 1:
            found += merged(commit.message, commit.sha, context.table)
    for mark in context.table.how("label"):
        found += (
            Attribution(mark.tool, mark.kind, "label", "change", mark.confidence, label[:200])
            for label in changeset.labels
            if label.lower() in mark.names
        )
    return Reading(tuple(found))


def merged(message: str, sha: str, table: Table) -> Iterator[Attribution]:
    """The tools whose branches are named like the one that this message says was merged."""
    name = _MERGED.match(message)
    for found in _of_name(name[1], table) if name else ():
        yield Attribution(found.tool, found.kind, "branch", "commit", "low", found.text, sha)


def _of_name(name: str, table: Table) -> Iterator[Attribution]:
    # The slash is required: people's branches are called cursor-scroll too.
    for mark in table.how("branch"):
        if name.startswith(mark.starts or ("\0",)) or (mark.value and re.match(mark.value, name)):
            yield Attribution(mark.tool, mark.kind, "branch", "change", mark.confidence, name[:200])
