"""The line from a change to a finished assessment, as one function of a few calls."""

import functools
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from riskcheck import __version__, owners, provenance, rulepack, signals
from riskcheck.advice import playbook
from riskcheck.advice.reviewers import Reviewers
from riskcheck.cache import Cache
from riskcheck.collection import without_collection
from riskcheck.contents import Contents
from riskcheck.core.assessment import Assessment, Versions
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.provenance import Census, Provenance
from riskcheck.core.reach import NOTHING
from riskcheck.core.risk import Risk
from riskcheck.core.symbol import Symbol
from riskcheck.provenance import git_ai
from riskcheck.provenance.census import of_change, of_history
from riskcheck.provenance.shares import Shares, shares
from riskcheck.repository import Repository
from riskcheck.risk import model, scoring
from riskcheck.semgrep import Matches, Scan
from riskcheck.settings import Settings
from riskcheck.signals.context import Context
from riskcheck.targets import targets

if TYPE_CHECKING:
    from riskcheck.graph.partners import Partner
    from riskcheck.graph.reach import Listed, Measured
    from riskcheck.graph.symbols import Search
    from riskcheck.signals.duplicates import Candidates
    from riskcheck.signals.readings import Reading


class Sources(NamedTuple):
    """Where blobs are read and answers are kept; no repository for a bare diff."""

    repository: Repository | None
    cache: Cache
    environ: Mapping[str, str]


def assess(changeset: Changeset, sources: Sources, settings: Settings) -> Assessment:
    """Everything there is to say about a change; semgrep runs while the rest is measured."""
    # What a check makes lives until its end.
    with without_collection():
        return _assessed(changeset, sources, settings)


def _assessed(changeset: Changeset, sources: Sources, settings: Settings) -> Assessment:
    limit = time.monotonic() + settings.deadline
    authorship = None
    if settings.scope == "ai":
        authorship = attribute(changeset, sources, settings)
        changeset = _restricted(changeset, authorship)
    contents = Contents(changeset, sources.repository, limit)
    wanted, unscanned = targets(contents)
    with Scan(wanted, sources.cache, sources.environ) as scan:
        # Half of the time: what comes after it needs some too.
        half = limit - settings.deadline / 2
        partners = _partners(changeset, sources, half)
        listed = _listed(changeset, sources)
        authorship = authorship or attribute(changeset, sources, settings)
        matches = _Once(scan, limit)
        reading = functools.cache(functools.partial(_read, contents, sources.environ))
        measured = functools.cache(functools.partial(_measured, changeset, sources, half, listed))
        candidates = functools.cache(functools.partial(_candidates, changeset, contents))
        # git searches while the rest is measured.
        search = _search(changeset, contents, measured, candidates) if _has_code(changeset) else None
        symbols = functools.cache(search.finish if search else _nothing)
        owned = functools.cache(functools.partial(owners.read, sources.repository, changeset.base))
        context = Context(
            settings,
            matches.finish,
            contents,
            reading,
            lambda: (measured().reach, measured().skipped),
            owned,
            partners,
            symbols,
            candidates,
        )
        found, unseen = signals.observe(changeset, context)
        skipped = (*changeset.skipped, *authorship.skipped, *unscanned, *unseen, *matches.finish().skipped)
    weights = model.default()
    risk = scoring.score(found, weights, changeset)
    return Assessment(
        versions=Versions(__version__, weights.version, rulepack.version()),
        changeset=changeset,
        provenance=authorship.provenance,
        signals=found,
        risk=risk,
        advice=playbook.advise(found, risk, authorship.provenance, Reviewers(owned, changeset.commits)),
        skipped=tuple(sorted(set(skipped), key=lambda entry: (entry.what, entry.reason))),
        reach=replace(measured().reach, symbols=symbols()[0]) if _has_code(changeset) else NOTHING,
    )


def unassessed(what: str, reason: str) -> Assessment:
    """An assessment that says that there is none, for those who have to show something all the same."""
    return Assessment(
        versions=Versions(__version__, model.default().version, rulepack.version()),
        changeset=Changeset("range", what),
        provenance=Provenance(0, 0, (), ()),
        signals=(),
        risk=Risk("unknown", 0.0, 0.0, 0.0, None, "default", ()),
        advice=(),
        skipped=(Skipped(what, reason),),
    )


def attribute(changeset: Changeset, sources: Sources, settings: Settings, *, exact: bool = False) -> Shares:
    """Who wrote the added lines, as far as marks say so."""
    table = provenance.with_rows(settings.marks)
    reading = provenance.read(changeset, provenance.Context(sources.repository, table, sources.environ))
    found = shares(changeset, reading.attributions, sources.repository, exact=exact)
    return found._replace(skipped=(*reading.skipped, *found.skipped))


def count_marks(changeset: Changeset, sources: Sources, settings: Settings) -> Census:
    """The marks of a change, by tool, author and file."""
    # Who asks for just this waits for every file.
    found = attribute(changeset, sources, settings, exact=True)
    skipped = (*changeset.skipped, *found.skipped)
    return of_change(changeset, found, (*skipped, *_unfetched(sources.repository, skipped)))


def count_history(head: str, title: str, repository: Repository, settings: Settings) -> Census:
    """The marks of every commit up to `head`, in one pass and without lines."""
    return of_history(repository.history_rows(None, head), provenance.with_rows(settings.marks), title)


def _unfetched(repository: Repository | None, skipped: Sequence[Skipped]) -> tuple[Skipped, ...]:
    """Notes that a clone does not have unless somebody fetched them; whether there are any, it cannot tell."""
    what = "git-ai notes"
    if repository is None or repository.has_ref(git_ai.REF) or any(entry.what == what for entry in skipped):
        return ()
    return (Skipped(what, f"none in this clone; if there are any: `git fetch origin {git_ai.REF}:{git_ai.REF}`"),)


def _read(contents: Contents, environ: Mapping[str, str]) -> "Reading":
    # Not loaded for changes that no specialist is for.
    from riskcheck.signals import readings

    return readings.read(contents, environ)


def _has_code(changeset: Changeset) -> bool:
    return any(patch.kind in ("code", "test", "migration") for patch in changeset.patches)


def _listed(changeset: Changeset, sources: Sources) -> "Listed | None":
    if not _has_code(changeset):
        return None
    from riskcheck.graph import reach

    # git lists the files while marks are looked for.
    return reach.listing(changeset, sources.repository)


def _measured(changeset: Changeset, sources: Sources, limit: float, listed: "Listed | None") -> "Measured":
    # Not loaded for changes without code.
    from riskcheck.graph import reach

    folder = sources.cache.path and os.path.dirname(sources.cache.path)
    return reach.measure(changeset, sources.repository, folder, limit, listed)


def _candidates(changeset: Changeset, contents: Contents) -> "Candidates":
    # Not loaded for changes without code.
    from riskcheck.signals import duplicates

    return duplicates.candidates(changeset, contents)


def _search(
    changeset: Changeset, contents: Contents, measured: "Callable[[], Measured]", candidates: "Callable[[], Candidates]"
) -> "Search":
    from riskcheck.graph.symbols import Search

    contents.expect(candidates().words)
    return Search(changeset, contents, lambda: measured().graph)


def _nothing() -> tuple[tuple[Symbol, ...], tuple[Skipped, ...]]:
    return (), ()


def _partners(
    changeset: Changeset, sources: Sources, limit: float
) -> "Callable[[], tuple[tuple[Partner, ...], tuple[Skipped, ...]]]":
    if not _has_code(changeset):
        return lambda: ((), ())
    # Not loaded for changes without code.
    from riskcheck.apart import begun
    from riskcheck.graph import partners

    folder = sources.cache.path and os.path.dirname(sources.cache.path)
    # git is waited for while the rest is measured.
    return begun(functools.partial(partners.measure, changeset, sources.repository, folder, limit))


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
