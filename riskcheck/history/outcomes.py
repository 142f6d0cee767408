"""What became of each change of a history, as values that can be compared."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from riskcheck.core.change import Kind
from riskcheck.core.outcome import DAY, Outcome
from riskcheck.core.provenance import Attribution
from riskcheck.history.rows import LabelRow, Row
from riskcheck.history.store import Store
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository

_FIXED: Final = "fixed"
_REVERTED: Final = "reverted"
_INFERRED: Final = "szz"
# What only follows up, or is said to have broken something in passing, is not counted as named.
_CERTAIN: Final = 0.9


def tools(rows: Iterable[Attribution]) -> dict[str, str]:
    """The tool that marks each commit, by sha: the first by name of those that wrote in it, doubtful marks apart."""
    found: dict[str, str] = {}
    for row in rows:
        if row.commit and row.contributor != "human" and not row.doubt:
            found[row.commit] = min(row.tool, found.get(row.commit, row.tool))
    return found


def outcomes(repository: Repository, store: Store, head: str, tools: Mapping[str, str]) -> Iterator[Outcome]:
    """The outcome of every change up to `head` that is no merge and changes a file, in the order of the history."""
    listed = repository.run("rev-list", "--no-merges", head).decode("ascii").split()
    wanted = frozenset(listed)
    newest = max((row.committed for row in store.rows()), default=0)
    labels = _labels(store)
    fates = {of: (gone, early, late) for of, gone, early, late in store.connection.execute("SELECT * FROM fates")}
    kinds = _kinds(store)
    for row in store.rows():
        if row.sha in wanted and row.number in kinds:
            yield _outcome(row, tools.get(row.sha), kinds[row.number], newest, labels.get(row.number, ()), fates)


def _outcome(
    row: Row,
    tool: str | None,
    kind: Kind,
    newest: int,
    labels: Iterable[LabelRow],
    fates: Mapping[int, tuple[int, int, int]],
) -> Outcome:
    watched = max(newest - row.committed, 0)
    named = _first(row, (label for label in labels if label.kind == _FIXED and label.weight >= _CERTAIN))
    inferred = _first(row, (label for label in labels if label.source == _INFERRED))
    _, early, late = fates.get(row.number, (0, 0, 0))
    return Outcome(
        row.sha,
        tool,
        kind,
        row.added,
        row.deleted,
        watched,
        fixed_after=inferred if named is None else named,
        is_certain=named is not None,
        reverted_after=_first(row, (label for label in labels if label.kind == _REVERTED)),
        lines_gone_30=early if watched >= 30 * DAY else None,
        lines_gone_90=late if watched >= 90 * DAY else None,
    )


def _first(row: Row, labels: Iterable[LabelRow]) -> int | None:
    return min((max(label.known - row.committed, 0) for label in labels), default=None)


def _labels(store: Store) -> dict[int, list[LabelRow]]:
    found: dict[int, list[LabelRow]] = {}
    for label in map(LabelRow._make, store.connection.execute("SELECT * FROM labels ORDER BY of, known, by")):
        found.setdefault(label.of, []).append(label)
    return found


def _kinds(store: Store) -> dict[int, Kind]:
    """The kind of file that most changed lines of each commit are in; the first by name of several."""
    kind_by_path = {
        number: kind_of(os.fsdecode(path))
        for number, path in store.connection.execute("SELECT number, path FROM paths")
    }
    lines: dict[int, Counter[Kind]] = {}
    query = "SELECT of, path, added + deleted FROM changes ORDER BY number"
    for of, path, count in store.connection.execute(query):
        # A file without lines counts a little.
        lines.setdefault(of, Counter())[kind_by_path[path]] += count or 1
    return {of: min(counts, key=lambda kind: (-counts[kind], kind)) for of, counts in lines.items()}
