"""Gitea and Forgejo: as at GitHub, but all comments come at once. Source: the API's description at /api/swagger"""

from collections.abc import Iterable, Mapping, Sequence

from riskcheck.ci.run import CIRun
from riskcheck.comments import answers
from riskcheck.comments.answers import Answer
from riskcheck.comments.client import Client
from riskcheck.comments.forge import AUTHOR, HTML_MARKER, Comment, by_author, project_path, token
from riskcheck.comments.refusals import Refused
from riskcheck.errors import CommentError

MARKER = HTML_MARKER
# Nothing is documented; servers in front of it take a megabyte, and nobody reads that far.
LIMIT = 64_000
TOKENS = ("RISKCHECK_TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN")
_TOKEN = "set RISKCHECK_TOKEN to an access token with the scopes write:issue and read:user"
_REMEDIES = {
    401: f"{_TOKEN}; the one that is set is not valid",
    403: f"{_TOKEN}, of an account that may comment here",
    404: f"{_TOKEN}, of an account that sees this repository",
    423: "the repository is archived: the report is in the log of this job",
}


def headers(environ: Mapping[str, str]) -> Mapping[str, str]:
    """An access token, or that of an Actions job."""
    return {"Authorization": f"token {token(environ, TOKENS, _TOKEN)}"}


def opening(run: CIRun, environ: Mapping[str, str]) -> str:
    """The marker."""
    return MARKER


def comments(client: Client, run: CIRun) -> Iterable[Comment]:
    """All comments; should a version give pages, the header with their total tells that there are more."""
    seen: dict[int, Comment] = {}

    def following(answer: Answer) -> Mapping[str, str] | None:
        before = len(seen)
        for row in answers.rows(answer.content):
            number = answers.number(row, "id")
            seen[number] = Comment(number, answers.name(row, "user", "id"), answers.name(row, "body"))
        if answer.following is not None or answer.total is None or len(seen) >= answer.total:
            return answer.following
        if len(seen) == before:
            raise CommentError(
                f"only {before} of {answer.total} comments can be read, so one of riskcheck could be missed",
                "the report is in the log of this job; look for what cuts the answers of the API",
            )
        asked.append("")
        return {"page": str(len(asked) + 1)}

    asked: list[str] = []
    for _ in client.pages(_issue(run), {}, following):
        pass
    return list(seen.values())


def own(client: Client, run: CIRun, environ: Mapping[str, str], marked: Sequence[Comment]) -> Sequence[Comment]:
    """Those of the token's account."""
    return by_author(environ.get(AUTHOR) or _account(client), marked)


def make(client: Client, run: CIRun, body: str) -> None:
    """Make a comment."""
    client.make(_issue(run), {"body": body})


def edit(client: Client, run: CIRun, comment: Comment, body: str) -> None:
    """Replace the text of a comment."""
    client.edit("PATCH", f"/repos/{project_path(run)}/issues/comments/{comment.number}", {"body": body})


def remedy(refused: Refused, run: CIRun) -> str:
    """The scope that is missing."""
    return _REMEDIES.get(refused.status, "the report is in the log of this job")


def _account(client: Client) -> str:
    try:
        return answers.name(client.get("/user").content, "id")
    except Refused as refused:
        raise CommentError(
            str(refused), f"give the token the scope read:user, or let {AUTHOR} be the number of its account"
        ) from None


def _issue(run: CIRun) -> str:
    return f"/repos/{project_path(run)}/issues/{run.number}/comments"
