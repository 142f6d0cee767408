"""The line from a change to a finished assessment, as one function of a few calls."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from riskcheck import __version__, provenance, semgrep, signals
from riskcheck.advice import playbook
from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment, Versions
from riskcheck.core.change import Changeset, Skipped
from riskcheck.provenance.shares import Shares, shares
from riskcheck.repository import Repository
from riskcheck.risk import model, scoring
from riskcheck.semgrep import Matches, Scan
from riskcheck.settings import Settings
from riskcheck.signals.context import Context
from riskcheck.signals.matches import target_of

# A change of thousands of files is scanned as far as this goes, the largest patches first.
MAX_SCANNED = 1000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where blobs are read and answers are kept; no repository for a bare diff."""

    repository: Repository | None
    cache: Cache
    environ: Mapping[str, str]


def assess(changeset: Changeset, sources: Sources, settings: Settings) -> Assessment:
    """Everything there is to say about a change; semgrep runs while the rest is measured."""
    limit = time.monotonic() + settings.deadline
    attributions = provenance.attributions(changeset)
    authorship = shares(changeset, attributions, sources.repository)
    if settings.scope == "ai":
        changeset = _restricted(changeset, authorship)
    targets, unscanned = _targets(changeset, sources.repository)
    with Scan(targets, sources.cache, sources.environ) as scan:
        matches = _Once(scan, limit)
        found = signals.observe(changeset, Context(settings, matches.finish))
        skipped = (*changeset.skipped, *authorship.skipped, *unscanned, *matches.finish().skipped)
    weights = model.default()
    risk = scoring.score(found, weights, changeset)
    return Assessment(
        versions=Versions(__version__, weights.version, semgrep.rules_version()),
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


def _targets(changeset: Changeset, repository: Repository | None) -> tuple[dict[str, bytes], tuple[Skipped, ...]]:
    """The contents of both sides of every patch that a rule can read, by target name."""
    ordered = sorted(changeset.patches, key=lambda patch: (-patch.lines_added - patch.lines_deleted, patch.path))
    sides = [
        (side, patch.path)
        for patch in ordered
        for side in (
            target_of(patch.source_path or patch.path, patch.source_mode, patch.source_id),
            target_of(patch.path, patch.target_mode, patch.target_id),
        )
        if side and patch.kind not in ("vendored", "generated")
    ]
    if repository is None:
        code = sum(semgrep.suffix_of(patch.path) is not None for patch in changeset.patches)
        return {}, (Skipped(f"semgrep rules on {code} files", "a bare diff does not hold whole files"),) if code else ()
    skipped = []
    if len(sides) > MAX_SCANNED:
        skipped.append(
            Skipped(
                f"semgrep rules on {len(sides) - MAX_SCANNED} files",
                "the change is too large; its largest patches were scanned",
            )
        )
    paths = dict(reversed(sides[:MAX_SCANNED]))
    blobs = repository.blobs({os.path.splitext(name)[0] for name in paths}, limit=semgrep.MAX_BLOB_BYTES)
    contents = {name: blobs[os.path.splitext(name)[0]] for name in paths if os.path.splitext(name)[0] in blobs}
    skipped += [
        Skipped(f"semgrep rules on {paths[name]}", "missing or larger than 1 MB")
        for name in sorted(paths.keys() - contents.keys())
    ]
    return contents, tuple(skipped)
