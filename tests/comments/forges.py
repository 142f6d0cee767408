"""Forges on this machine that speak the documented part of their API, remember, and refuse as the real ones do."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from riskcheck.ci.run import CIRun
from riskcheck.comments import FORGES
from riskcheck.core.change import Skipped

TOKEN = "s3cr3t-t0ken"
OWN = "riskcheck-bot[bot]"
SOMEBODY = "somebody"
IDS = {OWN: 7, SOMEBODY: 8}


@dataclass(slots=True)
class Stored:
    """A comment in a forge."""

    number: int
    author: str
    body: str
    deleted: bool = False

    def as_github(self) -> Mapping[str, object]:
        return {"id": self.number, "user": {"login": self.author, "id": IDS[self.author]}, "body": self.body}

    def as_gitlab(self) -> Mapping[str, object]:
        author = {"id": IDS[self.author], "username": self.author}
        return {"id": self.number, "author": author, "body": self.body, "system": False}

    def as_bitbucket(self) -> Mapping[str, object]:
        user = {"uuid": f"{{{IDS[self.author]}}}", "display_name": self.author}
        return {"id": self.number, "user": user, "content": {"raw": self.body}, "deleted": self.deleted}


Answer = Callable[[Request], Response | None]


@dataclass(slots=True)
class Forge:
    """A pull request's comments; `faults` answer in the place of the forge, in turn, those of `writes` for a write."""

    kind: str
    address: str
    comments: list[Stored] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    faults: list[Answer] = field(default_factory=list)
    write_faults: list[Answer] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    per_page: int = 30
    knows_account: bool = True

    @property
    def run(self) -> CIRun:
        project = "group/sub group/project" if self.kind == "gitlab" else "owner/project"
        run = CIRun("github", "A CI", "pull_request", number=5, project=project, api=f"{self.address}{API[self.kind]}")
        return replace(run, forge=self.kind, skipped=(Skipped("nothing", "at all"),))  # type: ignore[arg-type]

    @property
    def marker(self) -> str:
        return FORGES[self.kind].MARKER

    @property
    def writes(self) -> list[str]:
        return [line for line in self.asked if not line.startswith("GET ") and "graphql" not in line]

    @property
    def bodies(self) -> list[str]:
        return [comment.body for comment in self.comments]

    def add(self, author: str, body: str) -> Stored:
        stored = Stored(100 + len(self.comments), author, body)
        self.comments.append(stored)
        return stored

    def answer(self, request: Request) -> Response:
        target = unquote(request.environ.get("REQUEST_URI", request.path))
        self.asked.append(f"{request.method} {target.partition('?')[0]}")
        self.tokens.add(request.headers.get("Authorization") or request.headers.get("Private-Token") or "")
        is_write = request.method != "GET" and "graphql" not in target
        faults = self.write_faults if is_write and self.write_faults else self.faults
        fault = faults.pop(0)(request) if faults else None
        return fault or ROUTES[self.kind](self, request)


def serve(server: HTTPServer, kind: str) -> Forge:
    """A forge that answers at the address of the server."""
    forge = Forge(kind, f"http://{server.host}:{server.port}")
    server.expect_request(re.compile(".*")).respond_with_handler(forge.answer)
    return forge


def says(status: int, content: object, **headers: str) -> Response:
    """An answer in JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(content), status, named, content_type="application/json")


def fault(status: int, content: object = None, **headers: str) -> Answer:
    """A forge that answers this instead."""
    return lambda request: says(status, content if content is not None else {"message": "no"}, **headers)


def _github(forge: Forge, request: Request) -> Response:
    if request.path.endswith("/graphql"):
        assert request.method == "POST"
        assert request.path == "/api/graphql"
        return says(200, {"data": {"viewer": {"login": OWN}}})
    found = re.fullmatch(r"/api/v3/repos/owner/project/issues/(?:5/comments|comments/(\d+))", request.path)
    assert found
    return _rest(forge, request, found[1], "PATCH", Stored.as_github, "per_page")


def _gitea(forge: Forge, request: Request) -> Response:
    if request.path == "/api/v1/user":
        return says(200, {"id": IDS[OWN], "login": OWN})
    found = re.fullmatch(r"/api/v1/repos/owner/project/issues/(?:5/comments|comments/(\d+))", request.path)
    assert found
    if request.method == "GET":
        rows = [comment.as_github() for comment in forge.comments]
        return says(200, rows, X_Total_Count=str(len(rows)))
    return _rest(forge, request, found[1], "PATCH", Stored.as_github, "limit")


def _gitlab(forge: Forge, request: Request) -> Response:
    if request.path == "/api/v4/user":
        return says(200, {"id": IDS[OWN], "username": OWN})
    raw = request.environ["REQUEST_URI"].partition("?")[0]
    found = re.fullmatch(r"/api/v4/projects/group%2Fsub%20group%2Fproject/merge_requests/5/notes(?:/(\d+))?", raw)
    assert found, raw
    return _rest(forge, request, found[1], "PUT", Stored.as_gitlab, "per_page")


def _bitbucket(forge: Forge, request: Request) -> Response:
    if request.path == "/2.0/user":
        if not forge.knows_account:
            return says(403, {"type": "error", "error": {"message": "Token is not supported for this endpoint."}})
        return says(200, {"uuid": f"{{{IDS[OWN]}}}"})
    found = re.fullmatch(r"/2\.0/repositories/owner/project/pullrequests/5/comments(?:/(\d+))?", request.path)
    assert found
    return _rest(forge, request, found[1], "PUT", Stored.as_bitbucket, "pagelen")


def _rest(
    forge: Forge,
    request: Request,
    number: str | None,
    edit: str,
    shown: Callable[[Stored], Mapping[str, object]],
    size: str,
) -> Response:
    if request.method == "GET":
        return _page(forge, request, shown, size)
    payload = request.get_json()
    body = payload["content"]["raw"] if forge.kind == "bitbucket" else payload["body"]
    if number is None:
        assert request.method == "POST"
        return says(201, shown(forge.add(OWN, body)))
    assert request.method == edit
    comment = next(comment for comment in forge.comments if comment.number == int(number))
    if comment.author != OWN:
        return says(403, {"message": "not yours"})
    comment.body = body
    return says(200, shown(comment))


def _page(forge: Forge, request: Request, shown: Callable[[Stored], Mapping[str, object]], size: str) -> Response:
    page = int(request.args.get("page", "1"))
    per_page = min(int(request.args.get(size, "10")), forge.per_page)
    rows = [shown(comment) for comment in forge.comments][(page - 1) * per_page : page * per_page]
    more = page * per_page < len(forge.comments)
    # A server behind a proxy may take itself for another; only the query is of use.
    following = f"http://inside.invalid{request.path}?{size}={per_page}&page={page + 1}"
    if forge.kind == "bitbucket":
        return says(200, {"values": rows, **({"next": following} if more else {})})
    return says(
        200, rows, **({"Link": f'<{following}>; rel="next", <{request.base_url}>; rel="first"'} if more else {})
    )


API = {"github": "/api/v3", "gitlab": "/api/v4", "bitbucket": "/2.0", "gitea": "/api/v1"}
ROUTES = {"github": _github, "gitlab": _gitlab, "bitbucket": _bitbucket, "gitea": _gitea}
VARIABLES = {
    "github": {"GITHUB_TOKEN": TOKEN},
    "gitlab": {"GITLAB_TOKEN": TOKEN},
    "bitbucket": {"RISKCHECK_TOKEN": TOKEN},
    "gitea": {"GITEA_TOKEN": TOKEN},
}
