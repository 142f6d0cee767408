"""Reads the facts of many files from git's objects, batch by batch, and in a second process where there are many."""

import contextlib
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from riskcheck.graph.extraction import contents, extracted
from riskcheck.graph.facts import Facts
from riskcheck.graph.second import Batch, Second
from riskcheck.repository import Repository

# How many files are held in memory at once, and how often the deadline is looked at.
_BATCH: Final = 250
# Without any time so many are read: each run comes nearer to the end.
_LEAST: Final = 500
# To begin another process takes as long as to read some hundred files.
_MANY: Final = 1_000


def read(
    repository: Repository, language: str, blobs: Sequence[str], limit: float
) -> Iterator[tuple[Batch, dict[str, Facts]]]:
    """Batches of blobs with the facts of those that this clone has, while there is time until `limit`."""
    waiting = deque(blobs[start : start + _BATCH] for start in range(0, len(blobs), _BATCH))
    if len(blobs) < _MANY or _processors() < 2 or time.monotonic() >= limit:
        yield from _read(repository, language, waiting, limit)
        return
    with Second(repository, language, waiting, limit) as second:
        for found in _read(repository, language, waiting, limit):
            yield found
            yield from second.done()
        yield from second.rest()
    # What a process that died gave back.
    if time.monotonic() < limit:
        yield from _read(repository, language, waiting, limit)


def _read(
    repository: Repository, language: str, waiting: deque[Batch], limit: float
) -> Iterator[tuple[Batch, dict[str, Facts]]]:
    """Take batches from the front; git reads one while another is looked at."""
    with ThreadPoolExecutor(1) as reader:

        def following() -> tuple[Batch, Future[dict[str, bytes]]] | None:
            with contextlib.suppress(IndexError):
                some = waiting.popleft()
                return some, reader.submit(contents, repository, some)
            return None

        ahead, done = following(), 0
        while ahead:
            some, texts = ahead[0], ahead[1].result()
            ahead = following()
            yield some, extracted(language, texts)
            done += len(some)
            if ahead and done >= _LEAST and time.monotonic() >= limit:
                return


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
