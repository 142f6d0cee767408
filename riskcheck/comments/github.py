"""GitHub: comments on a pull request are those of its issue.

An installation's token, which is what Actions hands out, may not ask for /user. GraphQL's `viewer` answers every kind
of token, with the login that its comments carry: that of a bot ends in `[bot]` in both.
Sources: https://docs.github.com/rest/issues/comments and https://docs.github.com/graphql/reference/queries
"""

from collections.abc import Iterable, Mapping, Sequence

from riskcheck.ci.run import CIRun
from riskcheck.comments import answers
from riskcheck.comments.client import Client
from riskcheck.comments.forge import AUTHOR, HTML_MARKER, Comment, by_author, project_path, required, token
from riskcheck.comments.refusals import Refused
from riskcheck.errors import CommentError

MARKER = HTML_MARKER
# The limit is 65,536; whether line ends count once or twice there is nowhere said.
LIMIT = 64_000
TOKENS = ("RISKCHECK_TOKEN", "GITHUB_TOKEN")
_GRANT = "add `permissions: pull-requests: write` to the job"
_NO_TOKEN = f"pass `GITHUB_TOKEN: ${{{{ github.token }}}}` as env of the step, and {_GRANT}"
_FORK = (
    "a run for a fork has a read-only token: annotations and the job's summary hold the report; "
    "the pair fork-report.yml and fork-comment.yml in examples/github comments for forks"
)
_REMEDIES = {
    401: "the token is not valid: renew RISKCHECK_TOKEN, or pass `GITHUB_TOKEN: ${{ github.token }}` as env",
    403: f"{_GRANT}, unless the conversation is locked; a fork's or Dependabot's run is read-only whatever it asks for",
    404: f"{_GRANT}; a token of one's own needs access to this repository",
    422: "annotations and the job's summary hold the report",
}


def headers(environ: Mapping[str, str]) -> Mapping[str, str]:
    """A bearer token, and the version of the API that this is written for."""
    return {
        "Authorization": f"Bearer {token(environ, TOKENS, _NO_TOKEN)}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }


def opening(run: CIRun, environ: Mapping[str, str]) -> str:
    """The marker."""
    return MARKER


def comments(client: Client, run: CIRun) -> Iterable[Comment]:
    """All comments, the oldest first."""
    path = f"/repos/{project_path(run)}/issues/{run.number}/comments"
    for page in client.pages(path, {"per_page": "100"}, lambda answer: answer.following):
        for row in answers.rows(page.content):
            author, body = answers.name(row, "user", "login"), answers.name(row, "body")
            yield Comment(answers.number(row, "id"), author, body)


def own(client: Client, run: CIRun, environ: Mapping[str, str], marked: Sequence[Comment]) -> Sequence[Comment]:
    """Those of the token's account."""
    return by_author(environ.get(AUTHOR) or _viewer(client, run), marked)


def make(client: Client, run: CIRun, body: str) -> None:
    """Make a comment."""
    client.make(f"/repos/{project_path(run)}/issues/{run.number}/comments", {"body": body})


def edit(client: Client, run: CIRun, comment: Comment, body: str) -> None:
    """Replace the text of a comment, of which nobody is notified."""
    client.edit("PATCH", f"/repos/{project_path(run)}/issues/comments/{comment.number}", {"body": body})


def remedy(refused: Refused, run: CIRun) -> str:
    """The permission that is missing, or what to do without one."""
    if refused.status == 403 and run.fork:
        return _FORK
    return _REMEDIES.get(refused.status, "annotations and the job's summary hold the report")


def _viewer(client: Client, run: CIRun) -> str:
    # Of an enterprise server the REST API is at /api/v3 and GraphQL at /api/graphql.
    address = f"{required(run.api, 'address of the API', run).rstrip('/').removesuffix('/v3')}/graphql"
    answer = client.ask(address, {"query": "query { viewer { login } }"}).content
    login = answers.name(answer, "data", "viewer", "login")
    if not login:
        raise CommentError("GitHub does not say whose the token is", f"let {AUTHOR} be the login of its account")
    return login
