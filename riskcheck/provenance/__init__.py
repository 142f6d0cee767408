"""Marks of AI authorship: each reader has `read(changeset, context) -> Reading`."""

from collections import defaultdict
from collections.abc import Sequence

from riskcheck.core.change import Changeset
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Attribution
from riskcheck.provenance import (
    agent_trace,
    attributes,
    branches,
    comments,
    entire,
    environment,
    git_ai,
    identities,
    messages,
    source_trace,
    whogitit,
)
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import shipped, with_rows

__all__ = ["MARKS", "Context", "Reading", "marks", "read", "strongest", "with_rows"]

MARKS = (
    git_ai,
    whogitit,
    source_trace,
    agent_trace,
    entire,
    comments,
    attributes,
    messages,
    identities,
    branches,
    environment,
)
_STRENGTH = {"authored": 0, "assisted": 1}
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def marks() -> tuple[Mark, ...]:
    """The rows of the table that is shipped."""
    return shipped().marks


def read(changeset: Changeset, context: Context) -> Reading:
    """What all marks claim; of several wide claims for one tool and commit the strongest is kept."""
    readings = [reader.read(changeset, context) for reader in MARKS]
    found = [attribution for reading in readings for attribution in reading.attributions]
    fine = [attribution for attribution in found if attribution.granularity in ("line", "file")]
    wide = [attribution for attribution in found if attribution.granularity not in ("line", "file")]
    return Reading(
        (*fine, *_without_echoes(strongest(wide))),
        tuple(entry for reading in readings for entry in reading.skipped),
    )


def _without_echoes(claims: Sequence[Attribution]) -> Sequence[Attribution]:
    """The claims without those about the whole change that only repeat, or name no tool beside, what commits say."""
    tools = {claim.tool for claim in claims if claim.granularity == "commit"}
    named = tools - {"unknown-ai"}
    return [
        claim
        for claim in claims
        if claim.granularity != "change" or not (claim.tool in tools or (claim.tool == "unknown-ai" and named))
    ]


def strongest(attributions: list[Attribution]) -> tuple[Attribution, ...]:
    """One attribution for each tool, commit and granularity, sorted."""
    found: defaultdict[tuple[str, str, str], list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        found[attribution.commit or "", attribution.granularity, attribution.tool].append(attribution)
    named = {(commit, granularity) for commit, granularity, tool in found if tool != "unknown-ai"}
    return tuple(
        min(claims, key=_weakness)
        for (commit, granularity, tool), claims in sorted(found.items())
        # "Some AI" adds nothing where another mark of the same commit names the tool.
        if tool != "unknown-ai" or (commit, granularity) not in named
    )


def _weakness(attribution: Attribution) -> tuple[int, int, bool, str, str]:
    strength, confidence = _STRENGTH[attribution.kind], _CONFIDENCE[attribution.confidence]
    return strength, confidence, attribution.model_id is None, attribution.mark, attribution.text
