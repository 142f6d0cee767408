import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from riskcheck.ci.run import CIRun
from riskcheck.comments import number_of
from riskcheck.errors import CommentError

SHA = "5e6f7a8b" * 5
OTHER = "1a2b3c4d" * 5
TOKEN = "s3cr3t-t0ken"


def an_event(**differences: object) -> Mapping[str, object]:
    """A finished run of a fork's pull request; its own list is empty, as GitHub sends it."""
    finished = {
        "event": "pull_request",
        "head_sha": SHA,
        "head_branch": "patch-1",
        "head_repository": {"full_name": "forker/project"},
        "pull_requests": [],
        **differences,
    }
    return {"action": "completed", "workflow_run": finished}


def a_pull_request(
    number: int = 12, sha: str = SHA, ref: str = "patch-1", repo: str | None = "forker/project"
) -> object:
    return {"number": number, "head": {"sha": sha, "ref": ref, "repo": repo and {"full_name": repo}}}


def look(httpserver: HTTPServer, tmp_path: Path, event: object, pulls: Sequence[object]) -> int | None:
    query = {"state": "open", "head": "forker:patch-1", "per_page": "100"}
    address = "/repos/owner/project/pulls"
    httpserver.expect_request(address, query_string=query).respond_with_json(
        list(pulls[:2]), headers={"Link": f'<{httpserver.url_for(address)}?page=2>; rel="next"'} if pulls[2:] else {}
    )
    httpserver.expect_request(address, query_string={"page": "2"}).respond_with_json(list(pulls[2:]))
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event))
    run = CIRun(
        "github",
        "GitHub Actions",
        "pull_request",
        number=99,
        project="owner/project",
        api=httpserver.url_for("").rstrip("/"),
    )
    return number_of(run, {"GITHUB_TOKEN": TOKEN, "GITHUB_EVENT_PATH": str(file)}, pause=lambda seconds: None)


@pytest.mark.parametrize(
    ("pulls", "expected"),
    [
        pytest.param([a_pull_request()], 12, id="the one with that head"),
        pytest.param([], None, id="closed since"),
        pytest.param([a_pull_request(sha=OTHER)], None, id="pushed to since"),
        pytest.param([a_pull_request(repo="owner/project")], None, id="the same branch of another repository"),
        pytest.param([a_pull_request(repo=None)], None, id="a repository that is gone"),
        pytest.param([a_pull_request(ref="patch-2")], None, id="another branch at the same commit"),
        pytest.param(
            [a_pull_request(1, sha=OTHER), a_pull_request(2, ref="x"), a_pull_request(3)], 3, id="on the second page"
        ),
    ],
)
def test_the_number_is_that_of_the_open_pull_request_with_the_head_of_the_run(
    httpserver: HTTPServer, tmp_path: Path, pulls: Sequence[object], expected: int | None
) -> None:
    assert look(httpserver, tmp_path, an_event(), pulls) == expected
    httpserver.check()


def test_two_pull_requests_with_that_head_are_not_told_apart(httpserver: HTTPServer, tmp_path: Path) -> None:
    with pytest.raises(CommentError, match="pull requests 12, 13 have the same head"):
        look(httpserver, tmp_path, an_event(), [a_pull_request(13), a_pull_request(12)])


@pytest.mark.parametrize(
    "event",
    [
        {},
        [],
        {"workflow_run": None},
        an_event(event="push"),
        an_event(head_sha="HEAD"),
        an_event(head_branch="-x"),
        an_event(head_branch="a\nb"),
        an_event(head_repository=None),
        an_event(head_repository={"full_name": "a/../b"}),
    ],
)
def test_an_event_without_such_a_run_is_an_error(httpserver: HTTPServer, tmp_path: Path, event: object) -> None:
    with pytest.raises(CommentError, match="no finished run for a pull request"):
        look(httpserver, tmp_path, event, [a_pull_request()])
    assert httpserver.log == []


def test_a_hostile_branch_stays_one_value_of_the_query(httpserver: HTTPServer, tmp_path: Path) -> None:
    branch = "x&state=closed#%0a;é"
    query = {"state": "open", "head": f"forker:{branch}", "per_page": "100"}
    httpserver.expect_request("/repos/owner/project/pulls", query_string=query).respond_with_json(
        [a_pull_request(ref=branch)]
    )

    assert look(httpserver, tmp_path, an_event(head_branch=branch), []) == 12


def test_a_refusal_names_the_permission(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/repos/owner/project/pulls").respond_with_json({"message": "no"}, status=404)

    with pytest.raises(CommentError, match="status 404: no") as caught:
        look(httpserver, tmp_path, an_event(), [])
    assert "pull-requests: write" in caught.value.remedy
