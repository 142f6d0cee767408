"""The line from a change to a finished assessment, as one function of a few calls."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from riskcheck import __version__, provenance, rulepack, signals
from riskcheck.advice import playbook
from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment, Versions
from riskcheck.core.change import Changeset
from riskcheck.provenance.shares import Shares, shares
from riskcheck.repository import Repository
from riskcheck.risk import model, scoring
from riskcheck.semgrep import Matches, Scan
from riskcheck.settings import Settings
from riskcheck.signals.context import Context
from riskcheck.targets import targets


@dataclass(frozen=True, slots=True)
class Sources:
    """Where blobs are read and answers are kept; no repository for a bare diff."""

    repository: Repository | None
    cache: Cache
    environ: Mapping[str, str]


def assess(changeset: Changeset, sources: Sources, settings: Settings) -> Assessment:
    """Everything there is to say about a change; semgrep runs while the rest is measured."""
    limit = time.monotonic() + settings.deadline
    table = provenance.with_rows(settings.marks)
    reading = provenance.read(changeset, provenance.Context(sources.repository, table, sources.environ))
    authorship = shares(changeset, reading.attributions, sources.repository)
    if settings.scope == "ai":
        changeset = _restricted(changeset, authorship)
    wanted, unscanned = targets(changeset, sources.repository)
    with Scan(wanted, sources.cache, sources.environ) as scan:
        matches = _Once(scan, limit)
        found = signals.observe(changeset, Context(settings, matches.finish))
        skipped = (*changeset.skipped, *reading.skipped, *authorship.skipped, *unscanned, *matches.finish().skipped)
    weights = model.default()
    risk = scoring.score(found, weights, changeset)
    return Assessment(
        versions=Versions(__version__, weights.version, rulepack.version()),
        changeset=changeset,
        provenance=authorship.provenance,
        signals=found,
        risk=risk,
        advice=playbook.advise(found, risk, authorship.provenance),
        skipped=tuple(sorted(set(skipped), key=lambda entry: (entry.what, entry.reason))),
    )


class _Once:
    """The answer of a scan, waited for once."""

    def __init__(self, scan: Scan, limit: float) -> None:
        self._scan = scan
        self._limit = limit
        self._matches: Matches | None = None

    def finish(self) -> Matches:
        if self._matches is None:
            self._matches = self._scan.finish(max(self._limit - time.monotonic(), 0.01))
        return self._matches


def _restricted(changeset: Changeset, authorship: Shares) -> Changeset:
    marked = {path for path, lines in authorship.marked_by_path.items() if lines}
    return replace(changeset, patches=tuple(patch for patch in changeset.patches if patch.path in marked))
