"""Marks in the name of the head branch: weaker, because people also choose such names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.table import table

# Jules: "jules-<digits>-<hex>", or any name that ends in its task number.
_JULES = re.compile(r"jules-\d{15,20}-[0-9a-f]{8}$|.{1,200}-\d{15,20}(?:-[0-9a-f]{8})?$")


_MERGED = re.compile(
    r"Merge (?:pull request #\d{1,9} from [^\s/]{1,100}/|(?:remote-tracking )?branch '(?:origin/)?)([^\s']{1,200})"
)


def read(changeset: Changeset) -> Iterator[Attribution]:
    """The tools whose branches are named like the head branch, or like one that a commit merges."""
    yield from _named(changeset.branch or "")
    for commit in changeset.commits:
        merged = _MERGED.match(commit.message)
        for attribution in _named(merged[1]) if merged and len(commit.parents) != 1 else ():
            yield replace(attribution, granularity="commit", commit=commit.sha, confidence="low")


def _named(name: str) -> Iterator[Attribution]:
    # The slash is required: people's branches are called cursor-scroll too.
    tools = [mark.tool for prefix, mark in table().branches if name.startswith(prefix)]
    if _JULES.match(name):
        tools.append("jules")
    for tool in tools:
        yield Attribution(tool, "authored", "branch", "change", "medium", name[:200])
