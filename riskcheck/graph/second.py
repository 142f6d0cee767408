"""A second process that reads the facts of files: Python uses one processor, and a new clone has thousands of files.

It is asked for one batch after another, in lines of JSON. One that cannot begin, or that dies, costs time and nothing
else: what it did not answer is left to the first.
"""

import contextlib
import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Final, Self

from riskcheck.apart import serving
from riskcheck.graph.blobs import Blobs
from riskcheck.graph.extraction import Batch, Extracted, extracted
from riskcheck.graph.facts import Facts
from riskcheck.plumbing import widen
from riskcheck.repository import Repository

# It has one batch more than it is at, for it would wait each time until Python lets this process answer; not at the
# end, when the first process would wait for it.
_ASKED: Final = 2
# As much as an answer: for each piece of one the other thread would have to stop.
_BUFFER: Final = 1 << 20


class Second:
    """Takes batches from the end of those that wait; a context, so that nothing outlives it."""

    def __init__(self, repository: Repository, waiting: deque[Batch], limit: float) -> None:
        self._waiting = waiting
        self._limit = limit
        self._answers: SimpleQueue[Extracted] = SimpleQueue()
        self._begin = asdict(repository)
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                serving(__name__), bufsize=_BUFFER,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._thread.join()
        # What it was not told any more stands in the pipe.
        with contextlib.suppress(OSError), self._process:
            pass

    def done(self) -> Iterator[Extracted]:
        """What it has answered since it was asked last."""
        with contextlib.suppress(Empty):
            while True:
                yield self._answers.get_nowait()

    def rest(self) -> Iterator[Extracted]:
        """What it still answers in time."""
        if self._process is not None:
            self._thread.join(max(0.0, self._limit - time.monotonic()))
        yield from self.done()

    def _work(self) -> None:
        assert self._process is not None
        asked: deque[Batch] = deque()
        try:
            widen(self._process.stdout)  # type: ignore[arg-type]
            _say(self._process.stdin, self._begin)
            while self._ask(self._process.stdin, asked):
                texts = json.loads(self._process.stdout.readline())  # type: ignore[union-attr]
                facts = {blob: Facts.from_text(text) for blob, text in texts.items()}
                self._answers.put(Extracted(asked.popleft(), facts, texts))
        except Exception:
            # Whatever became of it, the first process meets it too if it is in the files.
            self._waiting.extend(asked)

    def _ask(self, pipe: IO[bytes] | None, asked: deque[Batch]) -> bool:
        """Ask for as many batches as there is time and need for; whether an answer is to come."""
        while len(asked) < (_ASKED if len(self._waiting) > _ASKED else 1) and time.monotonic() < self._limit:
            try:
                asked.append(self._waiting.pop())
            except IndexError:
                break  # all batches are taken
            _say(pipe, asked[-1])
        return bool(asked)


def serve() -> None:
    """What the second process does: answer each batch in its input with the facts of its blobs, in one line."""
    repository = Repository(**json.loads(sys.stdin.buffer.readline()))
    with Blobs(repository) as blobs:
        for line in sys.stdin.buffer:
            language, batch = json.loads(line)
            found = extracted(language, blobs.read(batch))
            _say(sys.stdout.buffer, {blob: facts.as_text() for blob, facts in found.items()})


def _say(pipe: IO[bytes] | None, message: Any) -> None:
    assert pipe is not None
    pipe.write(json.dumps(message).encode("ascii") + b"\n")
    pipe.flush()
