"""What readers of marks are given, and what they give back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution
from riskcheck.provenance.table import Table, shipped
from riskcheck.repository import Repository


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may ask beside the changeset itself: objects of the repository, the table, the environment."""

    repository: Repository | None = None
    table: Table = field(default_factory=shipped)
    environ: Mapping[str, str] = field(default_factory=dict)


class Reading(NamedTuple):
    """Attributions in the order of the change; line numbers are those of the commit's version of the path."""

    attributions: tuple[Attribution, ...] = ()
    skipped: tuple[Skipped, ...] = ()
