"""How long to wait for a forge, and how a forge says that it wants to be asked less often."""

import email.utils
from collections.abc import Callable, Mapping

PATIENCE = 60.0


class Patience:
    """The time that is left for all requests together."""

    def __init__(self, pause: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._pause = pause
        self._clock = clock
        self._begin = clock()
        self._waited = 0.0

    @property
    def left(self) -> float:
        """Seconds; what was slept counts even where the clock does not show it."""
        return PATIENCE - max(self._clock() - self._begin, self._waited)

    def sleep(self, seconds: float) -> None:
        """Let time pass, and remember it."""
        self._waited += seconds
        self._pause(seconds)


def is_limit(status: int, headers: Mapping[str, str], message: str) -> bool:
    """Whether an answer means "not so fast", after which nothing was done; GitHub says it with 403 too."""
    if status == 403:
        return (
            "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0" or "rate limit" in message.lower()
        )
    return status == 429


def wait(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the forge asks to wait, or None where it does not say."""
    after = headers.get("retry-after")
    if after is not None:
        return _seconds(after, now)
    if headers.get("x-ratelimit-remaining") == "0":
        reset = _number(headers.get("x-ratelimit-reset", ""))
        return None if reset is None else max(reset - now, 0.0)
    # GitHub's secondary limit, which wants at least a minute where it names no time.
    return PATIENCE if status == 403 else None


def _seconds(text: str, now: float) -> float | None:
    number = _number(text)
    if number is not None:
        return number
    try:
        return max(email.utils.parsedate_to_datetime(text).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    stripped = text.strip()
    return float(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) < 16 else None
