"""Regular expressions that are compiled when they are used first.

The modules of a check define hundreds and one change needs a third of them: to compile all takes a sixth of the time of
a small check. What reads a whole history needs what it defines, and compiles it at once.
"""

import re
from typing import Any, AnyStr, cast


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, which has only its text until it is used; re.error is raised then."""
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))


class _Compiled:
    """Has what the compiled expression has."""


class _Waiting(_Compiled):
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({name: getattr(compiled, name) for name in dir(compiled) if not name.startswith("_")})
        # Its attributes are found without asking here, as fast as those of the compiled expression.
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)
