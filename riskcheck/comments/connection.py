"""One request and its reply over HTTP: the token goes nowhere but to the API, and no answer is without end.

A redirect is followed within the origin of the API alone (RFC 9110, section 15.4), with the method that it had.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import httpx

from riskcheck import __version__
from riskcheck.comments import network
from riskcheck.comments.limits import PATIENCE, Patience
from riskcheck.comments.refusals import Passing
from riskcheck.errors import CommentError

_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_REDIRECTS = 3
_REPLY_BYTES = 64 * 1024 * 1024
_MOVED = frozenset({301, 302, 307, 308})
# After these the forge has certainly not seen the request.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_CHECK = "check the address of the API"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, at a path below the API or at an address of the same origin."""

    method: str
    path: str
    query: Mapping[str, str] | None = None
    payload: Mapping[str, object] | None = None
    repeatable: bool = True

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; names of headers in any case of letters, `following` is the address of the next page."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    following: str | None


class Connection:
    """A way to one API; raises CommentError for an address or a proxy that cannot be one."""

    def __init__(self, api: str, headers: Mapping[str, str], environ: Mapping[str, str], patience: Patience) -> None:
        self._api = _address(api)
        self._http = _opened(self._api, headers, environ)
        self._patience = patience

    @property
    def host(self) -> str:
        """The host of the API."""
        return self._api.host

    def close(self) -> None:
        """Let go of what the connection holds."""
        self._http.close()

    def exchange(self, request: Request) -> Reply:
        """Send a request; raises CommentError, or Passing where another try may help."""
        url = _parsed(f"{self._api}{request.path}" if request.path.startswith("/") else request.path)
        for _ in range(_REDIRECTS):
            self._stay(url)
            response, content = self._sent(request, url)
            if response.status_code not in _MOVED:
                following = response.links.get("next", {}).get("url")
                return Reply(response.status_code, response.headers, content, following)
            url = url.join(_parsed(response.headers.get("location", "")))
        raise CommentError(f"{self.host}: {request} is redirected again and again", _CHECK)

    def _sent(self, request: Request, url: httpx.URL) -> tuple[httpx.Response, bytes]:
        content = bytearray()
        try:
            with self._http.stream(request.method, url, params=request.query, json=request.payload) as response:
                for part in response.iter_bytes():
                    content += part
                    self._bound(request, len(content))
        except httpx.TransportError as problem:
            self._unreached(request, problem)
        except (httpx.RequestError, httpx.InvalidURL, ValueError) as problem:
            raise CommentError(f"{self.host}: {request} failed: {type(problem).__name__}", _CHECK) from None
        return response, bytes(content)

    def _bound(self, request: Request, size: int) -> None:
        if size > _REPLY_BYTES:
            raise CommentError(f"{self.host}: the answer to {request} does not end", _CHECK)
        if self._patience.left <= 0:
            raise CommentError(f"{self.host} took more than {PATIENCE:.0f} seconds", "run this job again later")

    def _stay(self, url: httpx.URL) -> None:
        if (url.scheme, url.host, url.port) != (self._api.scheme, self._api.host, self._api.port):
            raise CommentError(
                f"{self.host} redirects to {url.scheme}://{url.host}, where the token does not belong",
                "set the address of the API to where it really is",
            )

    def _unreached(self, request: Request, problem: httpx.TransportError) -> NoReturn:
        if "CERTIFICATE_VERIFY_FAILED" in str(problem):
            raise CommentError(
                f"{self.host} shows a certificate that is not trusted here",
                "let SSL_CERT_FILE name the authority that signs it, in PEM format",
            ) from None
        failure = CommentError(
            f"{self.host} cannot be reached for {request}: {type(problem).__name__}",
            "check network, HTTPS_PROXY and NO_PROXY; the report is in the log of this job",
        )
        raise Passing(failure, undone=isinstance(problem, _UNSENT)) from None


def query_of(address: str) -> Mapping[str, str]:
    """The query of an address; the rest of it, which could be any host's, is left aside."""
    return dict(_parsed(address).params)


def _address(api: str) -> httpx.URL:
    url = _parsed(api.rstrip("/"))
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query or url.fragment:
        raise CommentError("the address of the forge's API cannot be one", "let it be https://host/path, and no more")
    return url


def _parsed(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except httpx.InvalidURL:
        return httpx.URL("")


def _opened(api: httpx.URL, headers: Mapping[str, str], environ: Mapping[str, str]) -> httpx.Client:
    # httpx would read the environment of this process, and a .netrc, instead of the one that is given.
    context = httpx.create_ssl_context(trust_env=False)
    if api.scheme == "https":
        # What the machine trusts counts as well: companies install their own authority there.
        context.load_default_certs()
        context = network.trust(context, environ)
    try:
        return httpx.Client(
            headers={"User-Agent": f"riskcheck/{__version__}", "Accept": "application/json", **headers},
            verify=context,
            proxy=network.proxy(api.scheme, api.host, environ),
            timeout=_TIMEOUT,
            trust_env=False,
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        # The text of the exception shows the address, which may hold a password.
        raise CommentError(
            "the proxy that the environment names cannot be one",
            "let HTTPS_PROXY be http://host:port, or name the forge in NO_PROXY",
        ) from None
