"""Work that another thread does meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def begun(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begins work in a thread of its own and gives what waits for its answer, which raises what the work raised."""
    thread = ThreadPoolExecutor(1)
    answer = thread.submit(work)
    thread.shutdown(wait=False)
    return answer.result
