"""Which pull request a `workflow_run` event is about: found out at GitHub, never read from what the other run left.

For a fork the event's own list is empty. The list of the target's open pull requests can be asked for one branch of
one owner; what it answers is compared with the event again, because a filter that GitHub does not understand filters
nothing. Sources: https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run and
https://docs.github.com/rest/pulls/pulls#list-pull-requests
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from riskcheck.ci import event_file
from riskcheck.ci.run import CIRun
from riskcheck.comments import answers, github
from riskcheck.comments.client import Client
from riskcheck.comments.forge import project_path, required
from riskcheck.comments.refusals import Refused
from riskcheck.errors import CommentError

_TRIGGERS = ("pull_request", "pull_request_target")


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the commits of the pull request lie: text that its author chose."""

    sha: str
    branch: str
    project: str


def number_of(run: CIRun, environ: Mapping[str, str], *, pause: Callable[[float], None] = time.sleep) -> int | None:
    """The number of the open pull request that a finished run was for; None where that has moved on since.

    Raises CommentError where the event tells of no such run, and where two pull requests have that same head.
    """
    head = _head(environ)
    with Client(required(run.api, "address of the API", run), github.headers(environ), environ, pause) as client:
        try:
            numbers = sorted(set(_numbers(client, run, head)))
        except Refused as refused:
            raise CommentError(str(refused), github.remedy(refused, run)) from None
    if len(numbers) > 1:
        raise CommentError(
            f"pull requests {', '.join(map(str, numbers))} have the same head, and the run was for one of them",
            "close those that are not needed; the summary of the run holds its report",
        )
    return numbers[0] if numbers else None


def _numbers(client: Client, run: CIRun, head: _Head) -> Iterator[int]:
    path = f"/repos/{project_path(run)}/pulls"
    query = {"state": "open", "head": f"{head.project.partition('/')[0]}:{head.branch}", "per_page": "100"}
    for page in client.pages(path, query, lambda answer: answer.following):
        for row in answers.rows(page.content):
            found = _Head(*(answers.name(row, "head", *names) for names in (("sha",), ("ref",), ("repo", "full_name"))))
            if found == head:
                yield answers.number(row, "number")


def _head(environ: Mapping[str, str]) -> _Head:
    event, _ = event_file.read(environ.get("GITHUB_EVENT_PATH", ""))
    sha = event.commit("workflow_run.head_sha")
    branch = event.branch("workflow_run.head_branch")
    project = event.project("workflow_run.head_repository.full_name")
    if sha and branch and project and event.text("workflow_run.event") in _TRIGGERS:
        return _Head(sha.revision, branch, project)
    raise CommentError(
        "the event tells of no finished run for a pull request",
        "let the workflow that comments run on `workflow_run` of the one that assesses on `pull_request`",
    )
