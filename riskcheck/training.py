"""What a repository's own past teaches: its history is read once, and what came later is held against each change."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator

from riskcheck.core.learned import Learned
from riskcheck.core.outcome import Hindsight
from riskcheck.history import learning, store
from riskcheck.history.learning import Progress
from riskcheck.history.store import Store
from riskcheck.repository import Repository
from riskcheck.settings import Settings

_FOLDER = "riskcheck"


def learn(repository: Repository, head: str, since: str | None, progress: Progress) -> Learned:
    """Read and judge what is new in the history of `head`, and keep it beside the repository."""
    with _history(repository) as kept:
        return learning.learn(repository, kept, head, since, progress)


def hindsight(repository: Repository, head: str, title: str, settings: Settings, progress: Progress) -> Hindsight:
    """What became of the AI-marked changes up to `head`, beside the others of the same repository."""
    # Not loaded by those who only learn: an eighth of the time in which they begin.
    from riskcheck import provenance
    from riskcheck.history import outcomes
    from riskcheck.history.comparison import compare
    from riskcheck.provenance.census import of_history

    with _history(repository) as kept:
        learned = learning.learn(repository, kept, head, None, progress)
        census = of_history(repository.history_rows(None, head), provenance.with_rows(settings.marks), title)
        tools = outcomes.tools(census.rows)
        return compare(title, outcomes.outcomes(repository, kept, head, tools), learned.skipped)


@contextlib.contextmanager
def _history(repository: Repository) -> Iterator[Store]:
    path = store.place(os.path.join(repository.common_dir, _FOLDER))
    kept = store.opened(path)
    try:
        yield kept
    except sqlite3.Error as problem:
        raise store.unusable(path, problem) from None
    finally:
        kept.close()
