"""Reads what a program prints while what it printed before is looked at."""

from collections import deque
from collections.abc import Generator
from threading import Condition, Thread
from typing import Final

# So many bytes may wait: enough for git to go on while a batch is written.
_MOST: Final = 64_000_000


def ahead(blocks: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
    """The same blocks, read by another thread; what that raises is raised here, and closing this closes them."""
    waiting = _Waiting()
    reader = Thread(target=waiting.fill, args=(blocks,), daemon=True)
    reader.start()
    try:
        while (block := waiting.take()) is not None:
            yield block
    finally:
        waiting.stop()
        reader.join()


class _Waiting:
    """Blocks that were read and not yet taken."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._blocks: deque[bytes] = deque()
        self._size = 0
        self._ended = False
        self._problem: Exception | None = None

    def fill(self, blocks: Generator[bytes, None, None]) -> None:
        """Read until the end, or until nobody wants more."""
        try:
            for block in blocks:
                with self._changed:
                    self._changed.wait_for(lambda: self._size < _MOST or self._ended)
                    if self._ended:
                        break
                    self._blocks.append(block)
                    self._size += len(block)
                    self._changed.notify_all()
        except Exception as problem:
            self._problem = problem
        finally:
            blocks.close()
            self.stop()

    def take(self) -> bytes | None:
        """The next block; None after the last one."""
        with self._changed:
            self._changed.wait_for(lambda: self._blocks or self._ended)
            if self._blocks:
                block = self._blocks.popleft()
                self._size -= len(block)
                self._changed.notify_all()
                return block
        if self._problem:
            raise self._problem
        return None

    def stop(self) -> None:
        """No more are to come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
