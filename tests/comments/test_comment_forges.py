"""What only one forge does."""

from collections.abc import Mapping

import pytest
from markdown_it import MarkdownIt
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from riskcheck import comments
from riskcheck.comments import FORGES
from riskcheck.errors import CommentError
from tests.comments.forges import OWN, SOMEBODY, TOKEN, Forge, fault, says, serve
from tests.comments.test_comment_publishing import publish


@pytest.fixture
def bitbucket(httpserver: HTTPServer) -> Forge:
    return serve(httpserver, "bitbucket")


@pytest.fixture
def gitea(httpserver: HTTPServer) -> Forge:
    return serve(httpserver, "gitea")


def test_no_marker_is_seen() -> None:
    shown = MarkdownIt("commonmark", {"html": False}).render

    assert shown(f"{FORGES['bitbucket'].MARKER}\n[riskcheck:by]: #0123abcd\n\n### riskcheck: high\n") == (
        "<h3>riskcheck: high</h3>\n"
    )
    html = MarkdownIt("commonmark").render(f"{FORGES['github'].MARKER}\n\n**riskcheck: low**\n")
    assert html == "<!-- riskcheck:v1 -->\n<p><strong>riskcheck: low</strong></p>\n"


def test_an_access_token_that_cannot_ask_whose_it_is_knows_its_signature(bitbucket: Forge) -> None:
    bitbucket.knows_account = False
    publish(bitbucket, "one")
    # Whoever copies the comment, signature and all, comes later.
    bitbucket.add(SOMEBODY, bitbucket.comments[0].body)
    bitbucket.add(SOMEBODY, f"{bitbucket.marker}\n[riskcheck:by]: #{'0' * 40}\n")

    assert publish(bitbucket, "two") == "comment updated"
    assert bitbucket.bodies[0].endswith("\n\ntwo\n")
    assert bitbucket.bodies[1].endswith("\n\none\n")
    assert len(bitbucket.comments) == 3


@pytest.mark.parametrize("difference", [{"token": "an0ther"}, {"number": 6}])
def test_a_signature_holds_for_one_token_and_one_pull_request(
    bitbucket: Forge, difference: Mapping[str, object]
) -> None:
    opening = FORGES["bitbucket"].opening
    run, token = bitbucket.run, str(difference.get("token", TOKEN))
    other = type(run)(
        run.provider, run.name, run.event, number=int(str(difference.get("number", 5))), project=run.project
    )

    assert opening(run, {"RISKCHECK_TOKEN": TOKEN}) == opening(run, {"RISKCHECK_TOKEN": TOKEN})
    assert opening(run, {"RISKCHECK_TOKEN": TOKEN}) != opening(other, {"RISKCHECK_TOKEN": token})
    assert TOKEN not in opening(run, {"RISKCHECK_TOKEN": TOKEN})


def test_a_deleted_comment_is_not_edited(bitbucket: Forge) -> None:
    publish(bitbucket)
    bitbucket.comments[0].deleted = True

    assert publish(bitbucket) == "comment made"


def test_a_user_s_password_is_sent_as_one_and_signs_nothing(bitbucket: Forge) -> None:
    environ = {"BITBUCKET_USERNAME": "me@example.org", "BITBUCKET_API_TOKEN": "pass"}
    comments.publish(bitbucket.run, "x", environ, only_update=False)

    assert bitbucket.tokens == {"Basic bWVAZXhhbXBsZS5vcmc6cGFzcw=="}
    assert bitbucket.bodies == [f"{bitbucket.marker}\n\nx\n"]


def test_a_user_whose_token_may_not_ask_for_the_account_is_told_how(bitbucket: Forge) -> None:
    bitbucket.knows_account = False
    bitbucket.add(OWN, bitbucket.marker)
    environ = {"BITBUCKET_USERNAME": "me@example.org", "BITBUCKET_API_TOKEN": "pass"}

    with pytest.raises(CommentError) as caught:
        comments.publish(bitbucket.run, "x", environ, only_update=False)
    assert "read:user:bitbucket" in caught.value.remedy
    assert "RISKCHECK_AUTHOR" in caught.value.remedy


def test_a_token_of_gitea_that_may_not_ask_for_the_account_is_told_how(gitea: Forge) -> None:
    gitea.add(OWN, gitea.marker)
    gitea.faults = [lambda request: None, fault(403, {"message": "token does not have scope(s): [read:user]"})]

    with pytest.raises(CommentError, match="read:user") as caught:
        publish(gitea)
    assert "read:user" in caught.value.remedy


def test_pages_are_read_where_a_gitea_has_them(gitea: Forge) -> None:
    for number in range(5):
        gitea.add(SOMEBODY, f"comment {number}")
    publish(gitea)

    def page(request: Request) -> Response:
        start = 2 * (int(request.args.get("page", "1")) - 1)
        rows = [comment.as_github() for comment in gitea.comments][start : start + 2]
        return says(200, rows, X_Total_Count="6")

    gitea.faults = [page, page, page]
    assert publish(gitea, "changed") == "comment updated"
    assert len(gitea.comments) == 6


def test_a_gitea_that_keeps_comments_back_is_an_error(gitea: Forge) -> None:
    gitea.add(SOMEBODY, "x")
    short = fault(200, [gitea.comments[0].as_github()], X_Total_Count="2")
    gitea.faults = [short, short]

    with pytest.raises(CommentError, match="only 1 of 2 comments"):
        publish(gitea)
    assert gitea.writes == []


@pytest.mark.parametrize("answer", [{"data": None}, {"data": {"viewer": None}}, {"errors": [{"message": "no"}]}, []])
def test_a_github_that_does_not_say_who_we_are_is_an_error(github: Forge, answer: object) -> None:
    github.add(OWN, github.marker)
    github.faults = [lambda request: None, fault(200, answer)]

    with pytest.raises(CommentError) as caught:
        publish(github)
    assert "RISKCHECK_AUTHOR" in caught.value.remedy
    assert github.writes == []
