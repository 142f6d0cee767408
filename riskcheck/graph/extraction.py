"""The facts of blobs, from what is in them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from riskcheck.graph import languages
from riskcheck.graph.facts import Facts


class Batch(NamedTuple):
    """Blobs of one language that are read together."""

    language: str
    blobs: Sequence[str]


class Extracted(NamedTuple):
    """The facts of those blobs of a batch that could be read, and the texts of those facts where they are known."""

    batch: Batch
    facts: Mapping[str, Facts]
    texts: Mapping[str, str]


def extracted(language: str, texts: Mapping[str, bytes]) -> dict[str, Facts]:
    """The facts of files of one language by blob id."""
    extract = languages.load(language).extract
    return {blob: extract(content) for blob, content in texts.items()}
