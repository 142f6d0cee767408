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
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Final, Self

from riskcheck.graph.blobs import Blobs
from riskcheck.graph.extraction import Batch, Extracted, extracted
from riskcheck.graph.facts import Facts
from riskcheck.repository import Repository

# It needs nothing but this package, and looks for it nowhere else: not in the folder that it is begun in.
_SCRIPT: Final = "import sys; sys.path.append(sys.argv[1]); from riskcheck.graph.second import serve; serve()"
_ISOLATED: Final = ("-I", "-S", "-B")


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
        command = [sys.executable or "", *_ISOLATED, "-c", _SCRIPT, str(Path(__file__).parents[2])]
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
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
        asked: Batch | None = None
        try:
            _say(self._process.stdin, self._begin)
            while time.monotonic() < self._limit:
                asked = self._waiting.pop()
                _say(self._process.stdin, asked)
                texts = json.loads(self._process.stdout.readline())  # type: ignore[union-attr]
                facts = {blob: Facts.from_text(text) for blob, text in texts.items()}
                self._answers.put(Extracted(asked, facts, texts))
                asked = None
        except IndexError:
            return  # all batches are taken
        except Exception:
            # Whatever became of it, the first process meets it too if it is in the files.
            self._waiting.extend([asked] if asked else [])


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
