"""What a record of another program claims about lines, and how such claims become attributions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from riskcheck.core.provenance import Attribution, Confidence, ContributorType
from riskcheck.provenance.spans import Span, overlay
from riskcheck.provenance.tools import HUMAN


class Claim(NamedTuple):
    """Who wrote some lines; `text` is how the record says it."""

    tool: str
    text: str
    model_id: str | None = None
    contributor: ContributorType = "ai"


BY_A_PERSON = Claim(HUMAN, HUMAN, contributor="human")


class Claims(NamedTuple):
    """The claims of one record by path, in its order, and the number of its entries that were not understood."""

    by_path: Mapping[str, Sequence[Span[Claim]]]
    unread: int = 0


def attributions(
    by_path: Mapping[str, Sequence[Span[Claim]]], *, mark: str, commit: str, confidence: Confidence
) -> Iterator[Attribution]:
    """Attributions of lines of a commit, sorted by path and line; where claims overlap, the later one counts."""
    for path in sorted(by_path):
        for span in overlay(by_path[path]):
            claim = span.value
            yield Attribution(
                tool=claim.tool,
                kind="assisted" if claim.contributor == "mixed" else "authored",
                mark=mark,
                granularity="line",
                confidence=confidence,
                text=claim.text,
                commit=commit,
                path=path,
                start_line=span.start,
                end_line=span.end,
                model_id=claim.model_id,
                contributor=claim.contributor,
            )
