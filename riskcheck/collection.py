"""Python's collection of garbage, which looks through everything that lives again and again."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Lets garbage in cycles wait, for work that makes none and keeps or drops most of what it makes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
