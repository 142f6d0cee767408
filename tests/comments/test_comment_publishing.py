import dataclasses
import socket
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from riskcheck import comments
from riskcheck.errors import CommentError
from tests.comments.forges import OWN, SOMEBODY, TOKEN, VARIABLES, Forge, fault, says, serve

REPORT = "### riskcheck: high\n\nA line.\n"


def publish(forge: Forge, body: str = REPORT, *, only_update: bool = False, **environ: str) -> str:
    return comments.publish(
        forge.run,
        body,
        {**VARIABLES[forge.kind], **environ},
        only_update=only_update,
        pause=forge.pauses.append,
    )


def refusal(forge: Forge) -> str:
    with pytest.raises(CommentError) as caught:
        publish(forge)
    text = f"{caught.value}; {caught.value.remedy}"
    assert TOKEN not in text
    assert "\n" not in text
    return text


def test_a_first_comment_is_made_and_carries_the_marker(forge: Forge) -> None:
    forge.add(SOMEBODY, "Hello")

    assert publish(forge) == "comment made"
    assert forge.bodies[1].startswith(f"{forge.marker}\n")
    assert forge.bodies[1].endswith("\n\n### riskcheck: high\n\nA line.\n")
    assert len(forge.writes) == 1


def test_a_second_run_edits_it_in_place(forge: Forge) -> None:
    publish(forge)
    forge.add(SOMEBODY, "Thanks")

    assert publish(forge, "### riskcheck: medium\n") == "comment updated"
    assert len(forge.comments) == 2
    assert forge.bodies[0].startswith(forge.marker)
    assert forge.bodies[0].endswith("\n\n### riskcheck: medium\n")


def test_nothing_is_written_where_nothing_changed(forge: Forge) -> None:
    publish(forge)
    forge.comments[0].body = forge.comments[0].body.replace("\n", "\r\n").rstrip()
    forge.asked.clear()

    assert publish(forge) == "comment left as it is: nothing changed"
    assert forge.writes == []


def test_a_low_level_makes_no_comment(forge: Forge) -> None:
    assert publish(forge, only_update=True) == "no comment: the level is low"
    assert forge.writes == []


def test_a_level_that_falls_to_low_shortens_the_comment(forge: Forge) -> None:
    publish(forge)

    assert publish(forge, "**riskcheck: low** · 1 file\n", only_update=True) == "comment updated"
    assert forge.bodies[0].endswith("\n\n**riskcheck: low** · 1 file\n")


def test_a_comment_by_somebody_else_with_the_same_marker_is_left_alone(forge: Forge) -> None:
    forged = forge.add(SOMEBODY, f"{forge.marker}\n\nriskcheck: low, merge it").body

    assert publish(forge) == "comment made"
    assert publish(forge, "changed") == "comment updated"
    assert forge.bodies[0] == forged
    assert len(forge.comments) == 2


def test_a_comment_of_ours_that_only_quotes_the_marker_is_left_alone(forge: Forge) -> None:
    quoting = forge.add(OWN, f"> {forge.marker}\n\n{forge.marker}\n").body

    assert publish(forge) == "comment made"
    assert forge.bodies[0] == quoting


@pytest.mark.parametrize("others", [29, 30, 75])
def test_our_comment_is_found_on_whichever_page_it_is(forge: Forge, others: int) -> None:
    for number in range(others):
        forge.add(SOMEBODY, f"{forge.marker}\n" if number == 3 else f"comment {number}")
    publish(forge)
    forge.add(SOMEBODY, "the last word")

    assert publish(forge, "changed") == "comment updated"
    assert len(forge.comments) == others + 2


def test_three_thousand_comments_are_read(forge: Forge) -> None:
    publish(forge)
    forge.per_page = 100
    for number in range(3000):
        forge.add(SOMEBODY, f"comment {number}")

    assert publish(forge, "changed") == "comment updated"


def test_more_comments_than_can_be_read_are_an_error_and_no_second_comment(github: Forge) -> None:
    github.per_page = 1
    for number in range(101):
        github.add(SOMEBODY, f"comment {number}")

    assert "more than 100 pages" in refusal(github)
    assert github.writes == []


def test_of_several_the_oldest_is_kept_and_the_others_point_to_it(forge: Forge) -> None:
    publish(forge, "one")
    forge.add(OWN, forge.comments[0].body.replace("one", "two"))

    assert publish(forge, "three") == "comment updated"
    assert forge.bodies[0].endswith("\n\nthree\n")
    assert forge.bodies[1].startswith(forge.marker)
    assert forge.bodies[1].endswith("\n\nThe report of riskcheck is in its first comment on this pull request.\n")
    forge.asked.clear()
    assert publish(forge, "three") == "comment left as it is: nothing changed"
    assert forge.writes == []


def test_the_account_may_be_named_where_the_forge_does_not_tell_it(forge: Forge) -> None:
    publish(forge)
    name = {"github": OWN.upper(), "bitbucket": "{7}"}.get(forge.kind, "7")
    forge.asked.clear()

    assert publish(forge, "changed", RISKCHECK_AUTHOR=name) == "comment updated"
    assert not [line for line in forge.asked if line.endswith(("/user", "/graphql"))]


def test_after_a_write_that_got_no_answer_the_comment_is_looked_for(forge: Forge) -> None:
    def lost(request: Request) -> Response:
        body = request.get_json()
        forge.add(OWN, body["content"]["raw"] if forge.kind == "bitbucket" else body["body"])
        return says(504, {"message": "timed out"})

    forge.write_faults = [lost]

    assert publish(forge) == "comment made"
    assert len(forge.comments) == 1
    assert len(forge.writes) == 1


def test_a_write_that_failed_for_certain_is_done_again(forge: Forge) -> None:
    forge.write_faults = [fault(502)]

    assert publish(forge) == "comment made"
    assert len(forge.comments) == 1
    assert len(forge.writes) == 2


def test_a_write_that_never_gets_an_answer_is_given_up(forge: Forge) -> None:
    forge.write_faults = [fault(500)] * 9

    assert "status 500" in refusal(forge)
    assert len(forge.writes) == 3
    assert sum(forge.pauses) <= 60


def test_what_passes_is_tried_again(forge: Forge) -> None:
    forge.faults = [fault(503), fault(429, Retry_After="7"), fault(500)]

    assert publish(forge) == "comment made"
    assert forge.pauses == [1.0, 7.0, 4.0]


def test_no_forge_is_waited_for_longer_than_a_minute(forge: Forge) -> None:
    forge.faults = [fault(429, Retry_After="3600")]

    assert "status 429" in refusal(forge)
    assert forge.pauses == []


@pytest.mark.parametrize(
    ("kind", "status", "needed"),
    [
        ("github", 401, "GITHUB_TOKEN: ${{ github.token }}"),
        ("github", 403, "`permissions: pull-requests: write`"),
        ("github", 404, "`permissions: pull-requests: write`"),
        ("github", 422, "summary hold the report"),
        ("gitlab", 401, "the scope `api`"),
        ("gitlab", 403, "CI_JOB_TOKEN cannot write notes"),
        ("gitlab", 404, "does not see this project"),
        ("bitbucket", 401, "scope pullrequest:write"),
        ("bitbucket", 403, "may not comment here"),
        ("bitbucket", 404, "does not see this repository"),
        ("gitea", 401, "scopes write:issue and read:user"),
        ("gitea", 403, "may comment here"),
        ("gitea", 404, "sees this repository"),
        ("gitea", 423, "archived"),
    ],
)
def test_a_refusal_names_what_is_missing(httpserver: HTTPServer, kind: str, status: int, needed: str) -> None:
    forge = serve(httpserver, kind)
    forge.write_faults = [fault(status, {"message": f"Body is too long, says {TOKEN}\nto you"})]

    text = refusal(forge)
    assert f"status {status}: Body is too long, says *** to you" in text
    assert needed in text
    assert len(forge.writes) == 1


def test_a_run_for_a_fork_says_where_the_report_is(github: Forge) -> None:
    github.write_faults = [fault(403, {"message": "Resource not accessible by integration"})]
    run = dataclasses.replace(github.run, fork=True)

    with pytest.raises(CommentError) as caught:
        comments.publish(run, REPORT, VARIABLES["github"], only_update=False, pause=github.pauses.append)
    assert "Resource not accessible by integration" in str(caught.value)
    assert "annotations and the job's summary" in caught.value.remedy
    assert "fork-report.yml and fork-comment.yml in examples/github" in caught.value.remedy


@pytest.mark.parametrize("token", ["", " ", "two words", "a\nb", "caf\u00e9"])
def test_what_is_no_token_is_not_sent(forge: Forge, token: str) -> None:
    with pytest.raises(CommentError) as caught:
        comments.publish(forge.run, REPORT, {"RISKCHECK_TOKEN": token}, only_update=False, pause=forge.pauses.append)
    assert "RISKCHECK_TOKEN" in f"{caught.value}{caught.value.remedy}"
    assert forge.asked == []
    if token.strip():
        assert token not in str(caught.value)


def test_the_token_of_a_job_is_no_token_at_gitlab(httpserver: HTTPServer) -> None:
    forge = serve(httpserver, "gitlab")
    with pytest.raises(CommentError) as caught:
        comments.publish(forge.run, REPORT, {"CI_JOB_TOKEN": TOKEN}, only_update=False)
    assert "CI_JOB_TOKEN cannot write notes" in caught.value.remedy
    assert forge.asked == []


@pytest.mark.parametrize("missing", ["forge", "project", "api", "number"])
def test_a_run_without_a_pull_request_is_an_error(forge: Forge, missing: str) -> None:
    without: dict[str, Any] = {missing: None}
    run = dataclasses.replace(forge.run, **without)

    with pytest.raises(CommentError, match="A CI does not name the"):
        comments.publish(run, REPORT, VARIABLES[forge.kind], only_update=False)


@pytest.mark.parametrize(
    "content",
    ["<html>Sign in</html>", '{"message": "odd"}', '[{"id": "x"}]', "[1]", '{"values": 3}', "[" * 100_000, "\xff", ""],
)
def test_an_answer_of_another_shape_is_an_error(forge: Forge, content: str) -> None:
    forge.faults = [lambda request: Response(content.encode("latin-1"), 200)]

    assert "API" in refusal(forge)
    assert forge.writes == []


@pytest.mark.parametrize("row", [{"id": 1}, {"id": 1, "user": None, "author": None, "body": None, "content": None}])
def test_a_comment_whose_author_is_gone_is_nobody_s(forge: Forge, row: object) -> None:
    forge.faults = [fault(200, {"values": [row]} if forge.kind == "bitbucket" else [row])]

    assert publish(forge) == "comment made"


def test_the_token_follows_no_redirect_to_another_host(forge: Forge) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.2)
        port = other.getsockname()[1]
        forge.faults = [fault(307, Location=f"http://127.0.0.1:{port}/steal")]

        assert "where the token does not belong" in refusal(forge)
        with pytest.raises(TimeoutError):
            other.accept()


def test_a_redirect_within_the_forge_is_followed_but_not_for_ever(github: Forge) -> None:
    github.faults = [fault(301, Location="/api/v3/repos/owner/project/issues/5/comments?per_page=100")]
    assert publish(github) == "comment made"

    github.faults = [fault(301, Location="/api/v3/again")] * 9
    assert "again and again" in refusal(github)


def test_everything_is_asked_with_the_token(forge: Forge) -> None:
    publish(forge)
    publish(forge, "changed")

    prefix = {"gitlab": "", "gitea": "token "}.get(forge.kind, "Bearer ")
    assert forge.tokens == {f"{prefix}{TOKEN}"}


@pytest.mark.parametrize(
    "body", ["", "x" * 2_000_000, f"{'line ' * 20}\n" * 50_000, "\u6f22\U0001f600\n" * 500_000, "<details>\n" * 300_000]
)
def test_no_body_is_longer_than_the_forge_takes(forge: Forge, body: str) -> None:
    publish(forge, body)

    assert forge.bodies[0].startswith(forge.marker)
    assert len(forge.bodies[0]) <= {"gitlab": 1_000_000, "bitbucket": 32_768}.get(forge.kind, 65_536)
