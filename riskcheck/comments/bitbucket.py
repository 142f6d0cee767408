"""Bitbucket Cloud: HTML is shown as text there, a link's definition that nothing refers to is not shown at all.

An access token of a repository has an account of its own and cannot ask which. A bearer's comments are therefore
signed with the token: nobody can have copied a signature before the first comment that carries it, so the oldest is
ours. Sources:
https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests and
https://jira.atlassian.com/browse/BCLOUD-23528
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence

from riskcheck.ci.run import CIRun
from riskcheck.comments import answers
from riskcheck.comments.answers import Answer
from riskcheck.comments.client import Client
from riskcheck.comments.connection import query_of
from riskcheck.comments.forge import AUTHOR, Comment, by_author, project_path, token
from riskcheck.comments.refusals import Refused
from riskcheck.errors import CommentError

MARKER = "[riskcheck:v1]: #riskcheck"
# Some Bitbucket takes more; 32,768 is what all take.
LIMIT = 32_000
TOKENS = ("RISKCHECK_TOKEN",)
USER = "BITBUCKET_USERNAME"
_PASSWORDS = ("BITBUCKET_API_TOKEN", "BITBUCKET_APP_PASSWORD", "RISKCHECK_TOKEN")
_TOKEN = (
    "set RISKCHECK_TOKEN to a repository access token with the scope pullrequest:write, or BITBUCKET_USERNAME and "
    "BITBUCKET_API_TOKEN to an account's address and token"
)
_REMEDIES = {
    401: f"{_TOKEN}; what is set is not valid",
    403: f"{_TOKEN}; what is set may not comment here",
    404: f"{_TOKEN}; what is set does not see this repository",
}


def headers(environ: Mapping[str, str]) -> Mapping[str, str]:
    """A bearer token; with a user's name, its password."""
    user = environ.get(USER, "").strip()
    if not user:
        return {"Authorization": f"Bearer {token(environ, TOKENS, _TOKEN)}"}
    pair = f"{user}:{token(environ, _PASSWORDS, _TOKEN)}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}


def opening(run: CIRun, environ: Mapping[str, str]) -> str:
    """The marker, and a bearer's signature."""
    return MARKER if environ.get(USER, "").strip() else f"{MARKER}\n{_signature(run, environ)}"


def comments(client: Client, run: CIRun) -> Iterable[Comment]:
    """All comments that are still there."""
    for page in client.pages(_path(run), {"pagelen": "100"}, _following):
        for row in answers.rows(answers.at(page.content, "values")):
            if answers.at(row, "deleted") is not True:
                author, body = answers.name(row, "user", "uuid"), answers.name(row, "content", "raw")
                yield Comment(answers.number(row, "id"), author, body)


def own(client: Client, run: CIRun, environ: Mapping[str, str], marked: Sequence[Comment]) -> Sequence[Comment]:
    """Those of the token's account, or where that is not told, those that it has signed."""
    author = environ.get(AUTHOR) or _account(client, environ)
    if author:
        return by_author(author, marked)
    signature = _signature(run, environ)
    return [comment for comment in marked if signature in map(str.strip, comment.body.split("\n")[1:2])]


def make(client: Client, run: CIRun, body: str) -> None:
    """Make a comment."""
    client.make(_path(run), {"content": {"raw": body}})


def edit(client: Client, run: CIRun, comment: Comment, body: str) -> None:
    """Replace the text of a comment, of which nobody is notified."""
    client.edit("PUT", f"{_path(run)}/{comment.number}", {"content": {"raw": body}})


def remedy(refused: Refused, run: CIRun) -> str:
    """The kind of token that is missing."""
    return _REMEDIES.get(refused.status, "the report is in the log and in the artifacts of this step")


def _following(answer: Answer) -> Mapping[str, str] | None:
    address = answers.name(answer.content, "next")
    return query_of(address) if address else None


def _account(client: Client, environ: Mapping[str, str]) -> str:
    try:
        return answers.name(client.get("/user").content, "uuid")
    except Refused as refused:
        if not environ.get(USER, "").strip():  # "not supported for this endpoint", said to every access token
            return ""
        raise CommentError(
            str(refused), f"give the token the scope read:user:bitbucket, or let {AUTHOR} be the account's UUID"
        ) from None


def _signature(run: CIRun, environ: Mapping[str, str]) -> str:
    key = headers(environ)["Authorization"].encode()
    place = f"riskcheck comment\n{run.project}\n{run.number}".encode()
    return f"[riskcheck:by]: #{hmac.new(key, place, hashlib.sha256).hexdigest()[:40]}"


def _path(run: CIRun) -> str:
    return f"/repositories/{project_path(run)}/pullrequests/{run.number}/comments"
