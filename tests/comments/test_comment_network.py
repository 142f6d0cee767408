import ssl
from collections.abc import Mapping
from pathlib import Path

import certifi
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from riskcheck import comments
from riskcheck.comments import limits, network
from riskcheck.comments.client import Client
from riskcheck.comments.refusals import Uncertain
from riskcheck.errors import CommentError
from tests.comments.forges import TOKEN, Forge, fault, says, serve
from tests.comments.test_comment_publishing import REPORT


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https_proxy": "http://lower:1", "HTTPS_PROXY": "http://upper:1"}, "http://lower:1"),
        ({"HTTP_PROXY": "http://proxy:3128"}, None),
        ({"ALL_PROXY": "proxy:3128"}, "http://proxy:3128"),
        ({"HTTPS_PROXY": ""}, None),
        ({"ALL_PROXY": "http://proxy:1", "NO_PROXY": "other.test, forge.test"}, None),
        ({"ALL_PROXY": "http://proxy:1", "no_proxy": ".FORGE.test:443"}, None),
        ({"ALL_PROXY": "http://proxy:1", "NO_PROXY": "*"}, None),
        ({"ALL_PROXY": "http://proxy:1", "NO_PROXY": "*.test"}, None),
        ({"ALL_PROXY": "http://proxy:1", "NO_PROXY": "ge.test,api,,"}, "http://proxy:1"),
    ],
)
def test_the_proxy_is_the_one_that_curl_would_take(environ: Mapping[str, str], expected: str | None) -> None:
    assert network.proxy("https", "api.forge.test", environ) == expected


def test_a_request_goes_through_the_proxy(httpserver: HTTPServer) -> None:
    forge = serve(httpserver, "github")
    run = forge.run
    environ = {"GITHUB_TOKEN": TOKEN, "HTTP_PROXY": forge.address}
    proxied = type(run)(
        run.provider,
        run.name,
        run.event,
        number=5,
        forge="github",
        project=run.project,
        api="http://forge.invalid/api/v3",
    )

    assert comments.publish(proxied, REPORT, environ, only_update=False) == "comment made"
    assert len(forge.comments) == 1


@pytest.mark.parametrize("proxy", ["gopher://proxy", "http://user:hunter2@proxy:port"])
def test_a_proxy_that_cannot_be_one_is_named_but_not_shown(proxy: str) -> None:
    with pytest.raises(CommentError, match="the proxy") as caught:
        Client("https://forge.test", {}, {"HTTPS_PROXY": proxy}, print)
    assert "hunter2" not in f"{caught.value} {caught.value.remedy}"


@pytest.mark.parametrize(
    "api", ["", "forge.test", "ftp://forge.test", "https://", "https://u:p@forge.test", "https://f.test/?a"]
)
def test_an_address_that_cannot_be_one_is_an_error(api: str) -> None:
    with pytest.raises(CommentError, match="the address of the forge's API"):
        Client(api, {}, {}, print)


def test_own_authorities_stand_in_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    one = tmp_path / "ca.pem"
    first = Path(certifi.where()).read_text("utf-8").partition("-----END CERTIFICATE-----")
    one.write_text(first[0][first[0].index("-----BEGIN") :] + first[1] + "\n")
    usual = ssl.create_default_context(cafile=certifi.where())

    assert network.trust(usual, {}) is usual
    assert len(network.trust(usual, {"SSL_CERT_FILE": str(one)}).get_ca_certs()) == 1
    none = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert len(network.trust(none, {"CI_SERVER_TLS_CA_FILE": str(one)}).get_ca_certs()) == 1


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "CI_SERVER_TLS_CA_FILE"])
@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_authorities_that_cannot_be_read_are_named(tmp_path: Path, name: str, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommentError, match=name):
        network.trust(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), {name: str(file)})


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (429, {"retry-after": "7"}, 7.0),
        (429, {"retry-after": "Thu, 01 Jan 1970 00:17:00 GMT"}, 20.0),
        (429, {"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "-1"}, None),
        (429, {"retry-after": "\u0663"}, None),
        (429, {}, None),
        (403, {}, 60.0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"}, 30.0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 30}, None),
        (403, {"retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"}, 5.0),
        (503, {"x-ratelimit-remaining": "9", "x-ratelimit-reset": "1030"}, None),
    ],
)
def test_a_forge_says_how_long_to_wait(status: int, headers: Mapping[str, str], expected: float | None) -> None:
    assert limits.wait(status, headers, 1000.0) == expected


@pytest.mark.parametrize(
    ("status", "headers", "message", "expected"),
    [
        (429, {}, "", True),
        (403, {}, "Resource not accessible by integration", False),
        (403, {"x-ratelimit-remaining": "4999"}, "no", False),
        (403, {"x-ratelimit-remaining": "0"}, "no", True),
        (403, {"retry-after": "9"}, "no", True),
        (403, {}, "You have exceeded a secondary rate limit.", True),
        (404, {"retry-after": "9"}, "rate limit", False),
        (503, {"retry-after": "9"}, "", False),
    ],
)
def test_a_limit_is_told_from_a_refusal(status: int, headers: Mapping[str, str], message: str, expected: bool) -> None:
    assert limits.is_limit(status, headers, message) == expected


def test_a_limit_on_what_is_made_is_waited_for(github: Forge) -> None:
    github.write_faults = [fault(403, {"message": "secondary rate limit"}, Retry_After="3"), fault(429)]

    assert comments.publish(github.run, REPORT, {"GITHUB_TOKEN": TOKEN}, only_update=False, pause=github.pauses.append)
    assert github.pauses == [3.0, 2.0]
    assert len(github.comments) == 1


def test_time_that_passes_in_requests_counts(github: Forge) -> None:
    seconds = iter(range(0, 10_000, 20))
    with (
        Client(github.run.api or "", {}, {}, github.pauses.append, clock=lambda: float(next(seconds))) as client,
        pytest.raises(CommentError, match="took more than 60 seconds"),
    ):
        list(client.pages("/repos/owner/project/issues/5/comments", {}, lambda answer: {}))
    assert 0 < len(github.asked) < 4


def test_where_nobody_listens_is_an_error_and_nothing_uncertain() -> None:
    pauses: list[float] = []
    with Client("http://127.0.0.1:9", {}, {}, pauses.append) as client, pytest.raises(CommentError) as caught:
        client.make("/x", {})
    assert str(caught.value) == "127.0.0.1 cannot be reached for POST /x: ConnectError"
    assert "HTTPS_PROXY" in caught.value.remedy
    assert pauses == [1.0, 2.0, 4.0, 8.0]


def _dropped(request: Request) -> Response:
    request.environ["werkzeug.socket"].shutdown(2)
    return says(200, {})


def test_a_connection_that_breaks_after_a_write_leaves_it_uncertain(github: Forge) -> None:
    github.write_faults = [_dropped]
    with Client(github.run.api or "", {}, {}, github.pauses.append) as client, pytest.raises(Uncertain):
        client.make("/repos/owner/project/issues/5/comments", {"body": "x"})
    assert github.pauses == []


def test_a_connection_that_breaks_makes_no_second_comment(github: Forge) -> None:
    def dropped(request: Request) -> Response:
        github.add("riskcheck-bot[bot]", request.get_json()["body"])
        return _dropped(request)

    github.write_faults = [dropped]
    environ = {"GITHUB_TOKEN": TOKEN}

    assert (
        comments.publish(github.run, REPORT, environ, only_update=False, pause=github.pauses.append) == "comment made"
    )
    assert len(github.comments) == 1


def test_an_answer_without_end_is_an_error(github: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskcheck.comments.connection._REPLY_BYTES", 1000)
    github.faults = [lambda request: Response(b"[" * 1001, 200)]

    with Client(github.run.api or "", {}, {}, print) as client, pytest.raises(CommentError, match="does not end"):
        client.get("/repos/owner/project/issues/5/comments")
