"""Marks in the environment: a running agent sets variables for what it starts, and so for a hook."""

import re

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.reading import Context, Reading

_OFF = frozenset({"", "0", "false"})


def read(changeset: Changeset, context: Context) -> Reading:
    """The tool that runs this command, where the change holds anything that is not committed yet."""
    pending = changeset.source in ("staged", "worktree") or changeset.head is None
    if not pending or changeset.source == "patch":
        return Reading()
    found = []
    for mark in context.table.how("environment"):
        for name in mark.names:
            value = context.environ.get(name, "")
            if value.lower() not in _OFF and (mark.value is None or re.match(mark.value, value)):
                found.append(Attribution(mark.tool, mark.kind, "environment", "commit", mark.confidence, name))
    return Reading(tuple(found))
