"""Empty files in the place of those that a partial clone lacks, so that git can print the rest of a history."""

import contextlib
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from riskcheck.repository import Repository

_EMPTY = zlib.compress(b"blob 0\0")


@contextlib.contextmanager
def standing_in(repository: Repository, blobs: Sequence[str]) -> Iterator[Repository]:
    """The repository with an empty content for each of these blobs, in a folder of its own beside its objects."""
    if not blobs:
        yield repository
        return
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        for blob in blobs:
            place = Path(folder, blob[:2], blob[2:])
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(_EMPTY)
        others = repository.overlay.get("GIT_ALTERNATE_OBJECT_DIRECTORIES")
        folders = os.pathsep.join([folder, *([others] if others else [])])
        yield replace(repository, overlay={**repository.overlay, "GIT_ALTERNATE_OBJECT_DIRECTORIES": folders})


def missing(repository: Repository, head: str, known: Sequence[str]) -> tuple[str, ...]:
    """The ids of the objects that the history of `head` names and this clone lacks, those of `known` commits apart."""
    limits = [f"^{sha}" for sha in known]
    listed = repository.run("rev-list", "--objects", "--missing=print", "--no-object-names", head, *limits)
    return tuple(sorted(line[1:].decode("ascii") for line in listed.splitlines() if line.startswith(b"?")))
