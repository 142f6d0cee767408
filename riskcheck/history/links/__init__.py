"""Which earlier commit a message names as the one that it repairs or takes back."""

from riskcheck.history.links.names import keys
from riskcheck.history.links.references import Reference, ReferenceKind, references
from riskcheck.history.links.resolution import Link, descends, resolve
from riskcheck.history.links.subjects import is_revert

__all__ = ["Link", "Reference", "ReferenceKind", "descends", "is_revert", "keys", "references", "resolve"]
