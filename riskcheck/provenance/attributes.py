"""Marks in `.gitattributes`: a team says of paths that a tool writes them."""

from collections.abc import Iterator

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository

_FALSE = frozenset({"unspecified", "unset", "false", "0"})


def read(changeset: Changeset, context: Context) -> Reading:
    """Files of the change that have such an attribute in the attributes of the base, or else of the head."""
    tree = changeset.base or changeset.head
    if context.repository is None or tree is None:
        return Reading()
    return Reading(tuple(_found(changeset, context, context.repository, tree)))


def _found(changeset: Changeset, context: Context, repository: Repository, tree: str) -> Iterator[Attribution]:
    marks = {name: mark for mark in context.table.how("attribute") for name in mark.names}
    paths = [patch.path for patch in changeset.patches]
    for path, name, value in repository.attributes(tree, list(marks), paths):
        if value not in _FALSE:
            mark = marks[name]
            yield Attribution(mark.tool, mark.kind, "attribute", "file", mark.confidence, name, path=path)
