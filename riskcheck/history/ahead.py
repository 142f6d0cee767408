"""Reads what a program prints while what it printed before is looked at."""

from collections.abc import Generator
from threading import Condition, Thread
from typing import Final

# So many bytes may wait. What is printed and how long it takes to look at it vary much from commit to commit: with a
# pipe alone, one of the two waits for the other half of the time.
_MOST: Final = 100_000_000


def ahead(blocks: Generator[bytes, None, None], most: int = _MOST) -> Generator[bytes, None, None]:
    """The same bytes, which another thread begins to read at once; closing this closes them.

    What reading them raises is raised here.
    """
    waiting = _Waiting(most)
    reader = Thread(target=waiting.fill, args=(blocks,), daemon=True)
    reader.start()
    taken = _taken(waiting, reader)
    # Only what has begun can be closed.
    next(taken)
    return taken


def _taken(waiting: "_Waiting", reader: Thread) -> Generator[bytes, None, None]:
    try:
        yield b""
        while (block := waiting.take()) is not None:
            yield block
    finally:
        waiting.stop()
        reader.join()


class _Waiting:
    """Blocks that were read and not yet taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = Condition()
        self._blocks: list[bytes] = []
        self._size = 0
        self._ended = False
        self._problem: Exception | None = None

    def fill(self, blocks: Generator[bytes, None, None]) -> None:
        """Read until the end, or until nobody wants more."""
        try:
            for block in blocks:
                if not self._put(block):
                    break
        except Exception as problem:
            self._problem = problem
        finally:
            blocks.close()
            self.stop()

    def _put(self, block: bytes) -> bool:
        with self._changed:
            while self._size > self._most and not self._ended:
                self._changed.wait()
            self._blocks.append(block)
            self._size += len(block)
            if len(self._blocks) == 1:
                self._changed.notify()
            return not self._ended

    def take(self) -> bytes | None:
        """All that waits, or what comes next; None at the end."""
        with self._changed:
            while not self._blocks and not self._ended:
                self._changed.wait()
            blocks, self._blocks, self._size = self._blocks, [], 0
            self._changed.notify()
        if not blocks and self._problem:
            raise self._problem
        return b"".join(blocks) if blocks else None

    def stop(self) -> None:
        """No more are to come."""
        with self._changed:
            self._ended = True
            self._changed.notify()
