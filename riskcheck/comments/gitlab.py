"""GitLab: comments on a merge request are its notes. Source: https://docs.gitlab.com/api/notes"""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from riskcheck.ci.run import CIRun
from riskcheck.comments import answers
from riskcheck.comments.client import Client
from riskcheck.comments.forge import AUTHOR, HTML_MARKER, Comment, by_author, required, token
from riskcheck.comments.refusals import Refused

MARKER = HTML_MARKER
# Documented as 1,000,000; a report that is longer than this is read nowhere but in its artifact.
LIMIT = 900_000
TOKENS = ("RISKCHECK_TOKEN", "GITLAB_TOKEN")
_TOKEN = (
    "set RISKCHECK_TOKEN to a project access token with the scope `api` and the role Developer (CI_JOB_TOKEN cannot "
    "write notes)"
)
_HIDDEN = "; a protected variable is hidden from branches that are not, and each variable from a fork"
_REMEDIES = {
    401: f"{_TOKEN}; the one that is set is not valid or has expired",
    403: _TOKEN,
    404: f"{_TOKEN}; the one that is set does not see this project",
}


def headers(environ: Mapping[str, str]) -> Mapping[str, str]:
    """An access token; that of the job is not asked for, because it cannot write notes."""
    return {"PRIVATE-TOKEN": token(environ, TOKENS, _TOKEN + _HIDDEN)}


def opening(run: CIRun, environ: Mapping[str, str]) -> str:
    """The marker."""
    return MARKER


def comments(client: Client, run: CIRun) -> Iterable[Comment]:
    """All notes, the oldest first; what GitLab itself notes down carries no marker."""
    query = {"per_page": "100", "sort": "asc", "order_by": "created_at"}
    for page in client.pages(_notes(run), query, lambda answer: answer.following):
        for row in answers.rows(page.content):
            author, body = answers.name(row, "author", "id"), answers.name(row, "body")
            yield Comment(answers.number(row, "id"), author, body)


def own(client: Client, run: CIRun, environ: Mapping[str, str], marked: Sequence[Comment]) -> Sequence[Comment]:
    """Those of the token's account; a project access token has one of its own."""
    return by_author(environ.get(AUTHOR) or answers.name(client.get("/user").content, "id"), marked)


def make(client: Client, run: CIRun, body: str) -> None:
    """Make a note."""
    client.make(_notes(run), {"body": body})


def edit(client: Client, run: CIRun, comment: Comment, body: str) -> None:
    """Replace the text of a note, of which nobody is notified."""
    client.edit("PUT", f"{_notes(run)}/{comment.number}", {"body": body})


def remedy(refused: Refused, run: CIRun) -> str:
    """The kind of token that is missing."""
    return _REMEDIES.get(refused.status, "the report is in the log and in the artifacts of this job")


def _notes(run: CIRun) -> str:
    return f"/projects/{quote(required(run.project, 'project', run), safe='')}/merge_requests/{run.number}/notes"
