"""The facts of blobs, read from git's objects."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from riskcheck.graph import languages
from riskcheck.graph.facts import Facts
from riskcheck.repository import Repository

# Larger files were written by programs.
_LARGEST: Final = 5_000_000


class Batch(NamedTuple):
    """Blobs of one language that are read together."""

    language: str
    blobs: Sequence[str]


class Extracted(NamedTuple):
    """The facts of those blobs of a batch that could be read, and the texts of those facts where they are known."""

    batch: Batch
    facts: Mapping[str, Facts]
    texts: Mapping[str, str]


def contents(repository: Repository, blobs: Sequence[str]) -> dict[str, bytes]:
    """What is in blobs, without those that this clone lacks or that are too large."""
    return repository.blobs(blobs, limit=_LARGEST)


def extracted(language: str, texts: Mapping[str, bytes]) -> dict[str, Facts]:
    """The facts of files of one language by blob id."""
    extract = languages.load(language).extract
    return {blob: extract(content) for blob, content in texts.items()}
