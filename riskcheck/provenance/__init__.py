"""Marks of AI authorship: each reader has `read(changeset) -> attributions`."""

from collections import defaultdict

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution
from riskcheck.provenance import branches, identities, trailers

MARKS = (trailers, identities, branches)
_STRENGTH = {"authored": 0, "assisted": 1}
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def attributions(changeset: Changeset) -> tuple[Attribution, ...]:
    """What all marks claim, one attribution for each tool and commit: the strongest."""
    found: defaultdict[tuple[str, str], list[Attribution]] = defaultdict(list)
    for reader in MARKS:
        for attribution in reader.read(changeset):
            found[attribution.commit or "", attribution.tool].append(attribution)
    named = {commit for commit, tool in found if tool != "unknown-ai"}
    return tuple(
        min(claims, key=_weakness)
        for (commit, tool), claims in sorted(found.items())
        # "Some AI" adds nothing where another mark of the same commit names the tool.
        if tool != "unknown-ai" or commit not in named
    )


def _weakness(attribution: Attribution) -> tuple[int, int, bool, str, str]:
    strength, confidence = _STRENGTH[attribution.kind], _CONFIDENCE[attribution.confidence]
    return strength, confidence, attribution.model_id is None, attribution.mark, attribution.text
