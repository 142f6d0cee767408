"""A second process that replays some of the files of a history: Python uses one processor.

It is told what to do in one line of JSON, and answers in lines: one for each commit that repairs something in these
files, and one with the fates of their lines.
"""

import base64
import contextlib
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Generator, Iterator
from types import TracebackType
from typing import IO, Any, Final, Self

from riskcheck.apart import serving
from riskcheck.collection import without_collection
from riskcheck.history.ahead import ahead
from riskcheck.history.fates import Fates, Told
from riskcheck.history.store import reading
from riskcheck.history.traces import Trace
from riskcheck.plumbing import widen

_BLOCK: Final = 1 << 20


class LostError(Exception):
    """The other process did not begin, or ended before it had answered."""


class Second:
    """The process, for the paths in the history at `place`; a context, so that nothing outlives it.

    Raises LostError where it does not answer.
    """

    def __init__(self, place: str, paths: frozenset[int]) -> None:
        self._wanted = {"place": place, "paths": sorted(paths)}

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(
                serving(__name__), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as problem:
            raise LostError from problem
        self._answers = ahead(_blocks(self._process.stdout))
        with contextlib.suppress(OSError):  # it has ended: it will be seen
            widen(self._process.stdin)  # type: ignore[arg-type]
            _say(self._process.stdin, self._wanted)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._answers.close()
        with contextlib.suppress(OSError), self._process:
            pass

    def told(self) -> Iterator[Told]:
        """What each commit tells of whom it repairs, in the order of commits."""
        for answer in self._read():
            if "gone" in answer:
                self._rest = answer
                return
            yield Told(answer["of"], [_trace(*told) for told in answer["traces"]])
        raise LostError

    def rest(self) -> tuple[list[int], bytes]:
        """The commits that lines of went, and the fate of each line, once all else was taken."""
        return self._rest["bereft"], zlib.decompress(base64.b64decode(self._rest["gone"]))

    def _read(self) -> Iterator[dict[str, Any]]:
        held = b""
        for block in self._answers:
            *lines, held = (held + block).split(b"\n")
            try:
                yield from map(json.loads, lines)
            except ValueError as problem:
                raise LostError from problem


def _blocks(pipe: IO[bytes] | None) -> Generator[bytes, None, None]:
    assert pipe is not None
    while block := os.read(pipe.fileno(), _BLOCK):
        yield block


def _trace(is_blamed: bool, lines: dict[str, list[int]]) -> Trace:  # as it was written
    return Trace(is_blamed, {of: dict(zip(flat[::2], flat[1::2], strict=True)) for of, flat in lines.items()})


def serve() -> None:
    """What the second process does."""
    wanted = json.loads(sys.stdin.buffer.readline())
    store, paths = reading(wanted["place"]), frozenset(wanted["paths"])
    assert store is not None
    fates = Fates(store, list(store.rows()))
    with without_collection():
        for told in fates.replay(store.changes, store.merged(), -1, paths):
            if told.traces:
                _say(sys.stdout.buffer, {"of": told.of, "traces": [_written(trace) for trace in told.traces]})
    gone = base64.b64encode(zlib.compress(fates.gone, 1)).decode("ascii")
    _say(sys.stdout.buffer, {"gone": gone, "bereft": sorted(fates.bereft)})


def _written(trace: Trace) -> tuple[bool, dict[str, list[int]]]:
    return trace.is_blamed, {
        of: [number for item in counts.items() for number in item] for of, counts in trace.lines.items()
    }


def _say(pipe: IO[bytes] | None, message: object) -> None:
    assert pipe is not None
    pipe.write(json.dumps(message).encode("ascii") + b"\n")
    pipe.flush()
