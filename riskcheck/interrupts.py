"""Ctrl-C that is heeded wherever it arrives."""

import _thread
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_A_MOMENT: Final = 0.01  # seconds: enough to be out of what swallowed it


@contextmanager
def heeded() -> Iterator[None]:
    """Raises KeyboardInterrupt once more where Python lost it, and ends quietly on one that comes after the work.

    What is raised in a finalizer or in a callback of a weak reference goes to `sys.unraisablehook`, which prints it and
    lets the program run on.
    """
    lost = sys.unraisablehook

    def raise_again(unraisable: "sys.UnraisableHookArgs") -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            _thread.start_new_thread(_interrupt_soon, ())
        else:
            lost(unraisable)

    sys.unraisablehook = raise_again
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _interrupt_soon() -> None:
    time.sleep(_A_MOMENT)
    os.kill(os.getpid(), signal.SIGINT)  # unlike `_thread.interrupt_main`, it ends a wait for a child
