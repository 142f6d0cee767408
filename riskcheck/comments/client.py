"""The API of one forge: what may pass by itself is tried again for a while, and what is made is made once.

Sources: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and RFC 9110, section 10.2.3
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Self

import tenacity

from riskcheck.comments import limits
from riskcheck.comments.answers import Answer, at
from riskcheck.comments.connection import Connection, Reply, Request, query_of
from riskcheck.comments.limits import Patience
from riskcheck.comments.refusals import Passing, Refused, Uncertain
from riskcheck.errors import CommentError

_ATTEMPTS = 5
_PAGES = 100
_MESSAGE_LENGTH = 200
_PASSING = frozenset({429, 500, 502, 503, 504})
# Where forges put their words.
_MESSAGES = (("message",), ("error", "message"), ("error",), ("errors",))
_LATER = "run this job again later; the report is in its log"


class Client:
    """One API, with a budget of time for all that is asked of it."""

    def __init__(
        self,
        api: str,
        headers: Mapping[str, str],
        environ: Mapping[str, str],
        pause: Callable[[float], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._patience = Patience(pause, clock)
        self._connection = Connection(api, headers, environ, self._patience)
        self._secrets = tuple(value.rpartition(" ")[2] for value in headers.values())
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """What is at a path below the API."""
        return self._repeated(Request("GET", path, query))

    def pages(
        self, path: str, query: Mapping[str, str], following: Callable[[Answer], Mapping[str, str] | None]
    ) -> Iterator[Answer]:
        """Page after page; CommentError rather than fewer than there are."""
        asked: Mapping[str, str] | None = query
        for _ in range(_PAGES):
            answer = self.get(path, asked)
            yield answer
            asked = following(answer)
            if asked is None:
                return
        raise CommentError(
            f"{path} has more than {_PAGES} pages, so a comment of riskcheck could be missed",
            "the report is in the log of this job; go on in a new pull request",
        )

    def ask(self, address: str, payload: Mapping[str, object]) -> Answer:
        """A question that takes a payload and changes nothing."""
        return self._repeated(Request("POST", address, payload=payload))

    def edit(self, method: str, path: str, payload: Mapping[str, object]) -> Answer:
        """A change that is the same however often it is made."""
        return self._repeated(Request(method, path, payload=payload))

    def make(self, path: str, payload: Mapping[str, object]) -> Answer:
        """Something new; repeated only where it was certainly not made, else raises Uncertain."""
        return self._repeated(Request("POST", path, payload=payload, repeatable=False))

    def wait(self) -> None:
        """Let a moment pass, in which the forge can show what it has made."""
        self._patience.sleep(2.0)

    def _repeated(self, request: Request) -> Answer:
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda problem: _may_repeat(request, problem)),
            wait=_wait,
            stop=lambda state: state.attempt_number >= _ATTEMPTS or state.upcoming_sleep > self._patience.left,
            sleep=self._patience.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, request)
        except Passing as passing:
            if _may_repeat(request, passing):
                raise passing.problem from None
            raise Uncertain(passing.problem) from None

    def _once(self, request: Request) -> Answer:
        reply = self._connection.exchange(request)
        found = _json(reply.content)
        if not 200 <= reply.status < 300:
            raise self._failure(request, reply, found)
        if found is None and reply.content:
            raise CommentError(
                f"{self._connection.host} answered {request} with something else than JSON",
                "check the address of the API",
            )
        total = reply.headers.get("x-total-count", "")
        return Answer(
            found,
            query_of(reply.following) if reply.following else None,
            int(total) if total.isascii() and total.isdigit() else None,
        )

    def _failure(self, request: Request, reply: Reply, found: object) -> Exception:
        refused = Refused(reply.status, self._message(found), f"{request} at {self._connection.host}")
        limited = limits.is_limit(reply.status, reply.headers, refused.message)
        if not limited and reply.status not in _PASSING:
            return refused
        wait = limits.wait(reply.status, reply.headers, self._now())
        return Passing(CommentError(str(refused), _LATER), wait=wait, undone=limited)

    def _message(self, found: object) -> str:
        texts = (at(found, *names) for names in _MESSAGES)
        words = " ".join(str(next(filter(None, texts), "")).split())
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return words[:_MESSAGE_LENGTH]


def _may_repeat(request: Request, problem: BaseException) -> bool:
    return isinstance(problem, Passing) and (request.repeatable or problem.undone)


def _wait(state: tenacity.RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    asked = problem.wait if isinstance(problem, Passing) else None
    return float(2 ** (state.attempt_number - 1)) if asked is None else asked


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
