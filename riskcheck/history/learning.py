"""Brings the kept history of a repository up to date: reads what is new in its log, then judges it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.collection import without_collection
from riskcheck.core.change import Skipped
from riskcheck.core.learned import Learned
from riskcheck.errors import RepositoryError
from riskcheck.history.ahead import ahead
from riskcheck.history.forgetting import LACKED, forget
from riskcheck.history.judging import judge
from riskcheck.history.log import ARGUMENTS, Entry, entries
from riskcheck.history.merges import MERGES, RENAMED, whole
from riskcheck.history.recorder import Recorder
from riskcheck.history.standins import missing, standing_in
from riskcheck.history.store import Store
from riskcheck.repository import Repository

_COUNTED: Final = (
    ("reverted later", "kind='reverted'"),
    ("fixed later, named by a message", "kind='fixed' AND source!='szz'"),
    ("fixed later, as the lines of a fix tell", "source='szz'"),
)
# Bytes of what merges did that may wait for their turn in the log.
_MERGES_AHEAD: Final = 20_000_000
_IGNORED: Final = ".git-blame-ignore-revs"


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how far each of the two passes is: commits done, of so many."""

    read: Callable[[int, int], None]
    judged: Callable[[int, int], None]


def learn(repository: Repository, store: Store, head: str, since: str | None, progress: Progress) -> Learned:
    """Read the history of `head` as far as it is not kept yet, and judge it.

    `since` leaves out commits before a date that git understands. Raises RepositoryError where git cannot read on.
    """
    forgotten = forget(repository, store, head, since or "")
    limits = [f"^{sha}" for sha in store.tips()]
    dates = [f"--since={since}"] if since else []
    total = int(repository.run("rev-list", "--count", *dates, head, *limits))
    recorder = Recorder(store)
    lost = _record(repository, recorder, head, dates, lambda done: progress.read(done, total)) if total else ()
    store.index()
    judge(store, progress.judged, formatting(repository, head))
    skipped = tuple(_skipped(repository, store, lost))
    return Learned(store.count(), recorder.count, forgotten, tuple(_labels(store)), skipped)


def _record(
    repository: Repository, recorder: Recorder, head: str, dates: Sequence[str], seen: Callable[[int], None]
) -> tuple[str, ...]:
    """Record the log; the blobs that are missing, which only a second try can work around."""
    try:
        _record_with(repository, (), recorder, head, dates, seen)
    except RepositoryError as problem:
        lost = missing(repository, head, recorder.store.tips())
        if not lost:
            raise problem from None
        recorder.store.put_meta(LACKED, lost[0])
        _record_with(repository, lost, recorder, head, dates, seen)
        return lost
    return ()


def _record_with(
    repository: Repository,
    lost: Sequence[str],
    recorder: Recorder,
    head: str,
    dates: Sequence[str],
    seen: Callable[[int], None],
) -> None:
    limits = [f"^{sha}" for sha in recorder.store.tips()]
    range_ = (*dates, "--end-of-options", head, *limits)
    unknown = frozenset(lost)
    with standing_in(repository, lost) as complete:
        log = entries(ahead(complete.stream(*ARGUMENTS, *range_)), unknown)
        merges = entries(ahead(complete.stream(*MERGES, *range_), _MERGES_AHEAD), unknown)

        def ask(shas: Sequence[str]) -> Iterator[Entry]:
            return entries(ahead(complete.stream(*RENAMED, *shas)), unknown)

        with without_collection():
            recorder.record(whole(log, merges, ask), seen)


def formatting(repository: Repository, head: str) -> frozenset[str]:
    """The commits that the repository tells `git blame` to look through."""
    text = repository.file_at(head, _IGNORED) or b""
    lines = (line.partition(b"#")[0].strip() for line in text.splitlines())
    return frozenset(line.decode("ascii", "replace") for line in lines if line)


def _labels(store: Store) -> Iterator[tuple[str, int]]:
    """How many commits have labels of each kind, a commit of several conventions once."""
    for what, condition in _COUNTED:
        (count,) = store.connection.execute(f"SELECT count(DISTINCT of) FROM labels WHERE {condition}").fetchone()
        yield what, int(count)


def _skipped(repository: Repository, store: Store, lost: Sequence[str]) -> Iterator[Skipped]:
    if repository.is_shallow:
        yield Skipped("history before the shallow boundary", "this clone does not have it: `git fetch --unshallow`")
    if lost:
        yield Skipped(f"past versions of files: {len(lost):,}", "not stored in this clone: `git fetch --refetch`")
    query = "SELECT count(*) FROM changes WHERE lines IS NULL AND blob IS NOT NULL"
    (count,) = store.connection.execute(query).fetchone()
    if count:
        yield Skipped(f"past versions of files without lines: {count:,}", "binary, over 8 MB, or not stored")
