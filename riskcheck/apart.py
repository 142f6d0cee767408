"""Work that another thread or process does meanwhile."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar

Answer = TypeVar("Answer")
# It needs nothing but this package, and looks for it nowhere else: not in the folder that it is begun in.
_SCRIPT: Final = "import sys; sys.path.append(sys.argv[1]); from {} import serve; serve()"
_ISOLATED: Final = ("-I", "-S", "-B")


def begun(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begins work in a thread of its own and gives what waits for its answer, which raises what the work raised.

    The executors of the standard library do the same, and take 7 ms to load.
    """
    answers: list[Answer] = []
    problems: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as problem:
            problems.append(problem)

    def finished() -> Answer:
        thread.join()
        if problems:
            raise problems[0]
        return answers[0]

    thread = Thread(target=run)
    thread.start()
    return finished


def serving(module: str) -> list[str]:
    """The command of another process that does what `serve` of a module of this package does."""
    return [sys.executable or "", *_ISOLATED, "-c", _SCRIPT.format(module), str(Path(__file__).parents[1])]


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
