import fnmatch
import re
from functools import lru_cache


@lru_cache(maxsize=256)
def pattern_of(glob: str) -> re.Pattern[str]:

    """The pattern that a glob stands for."""
    return re.compile(fnmatch.translate(glob))


def matches(path: str, globs: list[str]) -> bool:
    return any(pattern_of(glob).match(path) for glob in globs)
