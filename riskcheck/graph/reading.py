"""Reads the facts of many files from git's objects, batch by batch, and in a second process where there are many."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from riskcheck.apart import begun, processors
from riskcheck.graph.blobs import Blobs
from riskcheck.graph.extraction import Batch, Extracted, extracted
from riskcheck.graph.second import Second
from riskcheck.repository import Repository

# How many files are held in memory at once, and how often the deadline is looked at.
_BATCH: Final = 250
# Without any time so many are read: each run comes nearer to the end.
_LEAST: Final = 500
# To begin another process takes as long as to read some hundred files.
_MANY: Final = 1_000


def read(repository: Repository, wanted: Mapping[str, Sequence[str]], limit: float) -> Iterator[Extracted]:
    """Read blobs, which are given by language, batch by batch, while there is time until `limit`."""
    waiting = deque(
        Batch(language, blobs[start : start + _BATCH])
        for language, blobs in sorted(wanted.items())
        for start in range(0, len(blobs), _BATCH)
    )
    if sum(map(len, wanted.values())) < _MANY or processors() < 2 or time.monotonic() >= limit:
        yield from _read(repository, waiting, limit)
        return
    with Second(repository, waiting, limit) as second:
        for found in _read(repository, waiting, limit):
            yield found
            yield from second.done()
        yield from second.rest()
    # What a process that died gave back.
    if time.monotonic() < limit:
        yield from _read(repository, waiting, limit)


def _read(repository: Repository, waiting: deque[Batch], limit: float) -> Iterator[Extracted]:
    """Take batches from the front; git reads one while another is looked at."""
    with Blobs(repository) as blobs:

        def following() -> tuple[Batch, Callable[[], dict[str, bytes]]] | None:
            with contextlib.suppress(IndexError):
                batch = waiting.popleft()
                return batch, begun(partial(blobs.read, batch.blobs))
            return None

        ahead, done = following(), 0
        try:
            while ahead:
                batch, texts = ahead[0], ahead[1]()
                ahead = following()
                yield Extracted(batch, extracted(batch.language, texts), {})
                done += len(batch.blobs)
                if ahead and done >= _LEAST and time.monotonic() >= limit:
                    return
        finally:
            if ahead:  # the processes of git are for one thread
                with contextlib.suppress(Exception):
                    ahead[1]()
