"""What the records of other programs call tools and models, in the words of the table of marks."""

import re
from functools import lru_cache

from riskcheck.provenance.table import shipped

HUMAN = "human"
UNKNOWN = "unknown-ai"
_NO_TOOL = frozenset({"", "agent", "default", "none", "unknown"})
_NO_MODEL = frozenset({"", "<synthetic>", "default", "none", "unknown"})


@lru_cache(maxsize=1000)
def tool_of_name(name: str) -> str:
    """The tool called `github-copilot` or `Claude Code`; one that the table does not have keeps its name."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    slug = "-".join(words)[:40].rstrip("-")
    known = {mark.tool for mark in shipped().marks}
    if slug in known:
        return slug
    named = shipped().tool_of(" ".join(words))
    if named not in (None, UNKNOWN):
        return str(named)
    part = next((word for word in words if word in known), None)
    return part or named or (UNKNOWN if slug in _NO_TOOL else slug)


def tool_of_model(name: str) -> str:
    """The tool of the vendor whose model this is, which is a guess; `unknown-ai` where it is nobody's."""
    return shipped().tool_of(re.sub(r"[^A-Za-z0-9]+", " ", name)) or UNKNOWN


def model(name: str) -> str | None:
    """A model id, or None where the name is a place holder."""
    return None if name.lower() in _NO_MODEL else name
