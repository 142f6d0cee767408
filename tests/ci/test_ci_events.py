"""What is read from the event of GitHub Actions and of those that speak as it does, and from what is no event."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from riskcheck import ci
from riskcheck.ci.run import CIRun, Named
from riskcheck.core.change import Skipped

HEAD, BASE, MERGE = "4a" * 20, "7b" * 20, "c0" * 20
ZEROS = "0" * 40
VARIABLES = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "GITHUB_API_URL": "https://api.github.com",
    "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": MERGE,
}
REPOSITORY = {"full_name": "acme/shop", "default_branch": "main"}
BARE = CIRun(
    "github",
    "GitHub Actions",
    "push",
    forge="github",
    project="acme/shop",
    api="https://api.github.com",
    deepen="set `fetch-depth: 0` at actions/checkout",
)
PULL_REQUEST = replace(
    BARE,
    event="pull_request",
    head=Named(HEAD, "pull_request.head.sha"),
    bases=(Named(BASE, "pull_request.base.sha"),),
    merged=True,
    target="main",
    branch="codex/pay",
    number=12,
    title="Faster pay",
    body="Generated with Codex",
    labels=("ai", "urgent"),
)
NOT_NAMED = Skipped("the pull request", "workflow_run does not name it: not its title, text, labels or target was read")


def pull_request(source: str | None = "acme/shop", **changed: object) -> Mapping[str, Any]:
    repo = None if source is None else {"full_name": source, "fork": source != "acme/shop"}
    described = {
        "number": 12,
        "title": "Faster pay",
        "body": "Generated with Codex\n",
        "labels": [{"id": 1, "name": "ai"}, {"id": 2, "name": "urgent"}],
        "head": {"ref": "codex/pay", "sha": HEAD, "repo": repo},
        "base": {"ref": "main", "sha": BASE, "repo": REPOSITORY},
    }
    return {"action": "opened", "number": 12, "pull_request": {**described, **changed}, "repository": REPOSITORY}


def pushed(**changed: object) -> Mapping[str, Any]:
    described = {"ref": "refs/heads/main", "before": BASE, "after": HEAD, "created": False, "deleted": False}
    return {**described, "forced": False, "repository": REPOSITORY, **changed}


def followed(key: str = "workflow_run", **changed: object) -> Mapping[str, Any]:
    described = {
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "codex/pay",
        "head_repository": {"full_name": "acme/shop"},
        "repository": {"full_name": "acme/shop"},
        "pull_requests": [pull_reference()],
    }
    return {key: {**described, **changed}, "repository": REPOSITORY}


def pull_reference(number: int = 12) -> Mapping[str, Any]:
    return {"number": number, "head": {"ref": "codex/pay", "sha": HEAD}, "base": {"ref": "release", "sha": BASE}}


def commented(**changed: object) -> Mapping[str, Any]:
    issue = {"number": 12, "title": "Faster pay", "body": "Please", "labels": [{"name": "ai"}], "pull_request": {}}
    return {"issue": {**issue, **changed}, "comment": {"body": "/riskcheck"}, "repository": REPOSITORY}


def detected(folder: Path, event: object, **variables: str) -> CIRun | None:
    """The run whose event is this text, or this value as JSON."""
    file = folder / "event.json"
    file.write_text(event if isinstance(event, str) else json.dumps(event))
    return ci.detect({**VARIABLES, "GITHUB_EVENT_PATH": str(file), **variables})


GROUP = {"head_sha": HEAD, "head_ref": "refs/heads/gh-readonly-queue/main/pr-12-x", "base_sha": BASE}
MAIN = Named("refs/remotes/origin/main", "origin/main (the event does not name the target)")
EVENTS = [
    pytest.param("pull_request", pull_request(), PULL_REQUEST, id="a pull request"),
    pytest.param(
        "pull_request", pull_request(source="someone/shop"), replace(PULL_REQUEST, fork=True), id="one from a fork"
    ),
    pytest.param("pull_request", pull_request(source=None), replace(PULL_REQUEST, fork=True), id="from a deleted fork"),
    pytest.param("pull_request", pull_request(source="ACME/shop"), PULL_REQUEST, id="names have no case"),
    pytest.param("pull_request", pull_request(body=None), replace(PULL_REQUEST, body=""), id="one without a text"),
    pytest.param(
        "pull_request_target", pull_request(), replace(PULL_REQUEST, merged=False), id="its base is checked out"
    ),
    pytest.param(
        "pull_request_target",
        pull_request(head={}),
        replace(
            PULL_REQUEST,
            head=Named(ZEROS, "the event does not name it"),
            merged=False,
            branch=None,
            fork=True,
        ),
        id="a head that is not named is never taken for what is checked out",
    ),
    pytest.param("pull_request_review", pull_request(), PULL_REQUEST, id="a review"),
    pytest.param(
        "push",
        pushed(),
        replace(
            BARE,
            head=Named(HEAD, "after"),
            bases=(Named(BASE, "before", exact=True),),
            target="main",
            branch="main",
        ),
        id="a push",
    ),
    pytest.param(
        "push",
        pushed(ref="refs/heads/pay", forced=True),
        replace(BARE, head=Named(HEAD, "after"), bases=(Named(BASE, "before"),), target="main", branch="pay"),
        id="after a forced push the former tip stands for a branch",
    ),
    pytest.param(
        "push",
        pushed(ref="refs/heads/pay", before=ZEROS, created=True),
        replace(BARE, head=Named(HEAD, "after"), target="main", branch="pay"),
        id="a new branch",
    ),
    pytest.param(
        "push",
        pushed(ref="refs/tags/v1", before=ZEROS, created=True),
        replace(BARE, head=Named(HEAD, "after"), target="main"),
        id="a tag is no branch",
    ),
    pytest.param(
        "push",
        pushed(ref="refs/heads/pay", after=ZEROS, deleted=True),
        replace(BARE, target="main", skipped=(Skipped("the push", "it deleted what is named by its ref"),)),
        id="a branch that was deleted",
    ),
    pytest.param(
        "merge_group",
        {"merge_group": {**GROUP, "base_ref": "refs/heads/main"}, "repository": REPOSITORY},
        replace(
            BARE,
            event="merge_queue",
            head=Named(HEAD, "merge_group.head_sha"),
            bases=(Named(BASE, "merge_group.base_sha", exact=True),),
            target="main",
        ),
        id="a merge queue",
    ),
    pytest.param(
        "workflow_run",
        followed(),
        replace(
            BARE,
            event="pull_request",
            head=Named(HEAD, "workflow_run.head_sha"),
            bases=(Named(BASE, "workflow_run.pull_requests.0.base.sha"),),
            target="release",
            branch="codex/pay",
            number=12,
        ),
        id="after the workflow of a pull request",
    ),
    pytest.param(
        "workflow_run",
        followed(pull_requests=[], head_repository={"full_name": "someone/shop"}),
        replace(
            BARE,
            event="pull_request",
            head=Named(HEAD, "workflow_run.head_sha"),
            bases=(MAIN,),
            branch="codex/pay",
            fork=True,
            skipped=(NOT_NAMED,),
        ),
        id="after the workflow of a fork, whose pull request is not named",
    ),
    pytest.param(
        "workflow_run",
        followed(pull_requests=[pull_reference(12), pull_reference(13)]),
        replace(
            BARE,
            event="pull_request",
            head=Named(HEAD, "workflow_run.head_sha"),
            bases=(MAIN,),
            branch="codex/pay",
            skipped=(NOT_NAMED,),
        ),
        id="of two pull requests of one branch neither is chosen",
    ),
    pytest.param(
        "workflow_run",
        followed(event="push", head_branch="main", pull_requests=[]),
        replace(BARE, head=Named(HEAD, "workflow_run.head_sha"), target="main", branch="main"),
        id="after the workflow of a push",
    ),
    pytest.param(
        "check_suite",
        followed("check_suite"),
        replace(
            BARE,
            event="pull_request",
            head=Named(HEAD, "check_suite.head_sha"),
            bases=(Named(BASE, "check_suite.pull_requests.0.base.sha"),),
            target="release",
            branch="codex/pay",
            number=12,
        ),
        id="the checks of a pull request",
    ),
    pytest.param(
        "check_run",
        followed("check_run", check_suite={"head_branch": "pay"}),
        replace(
            BARE,
            event="pull_request",
            head=Named(HEAD, "check_run.head_sha"),
            bases=(Named(BASE, "check_run.pull_requests.0.base.sha"),),
            target="release",
            branch="pay",
            number=12,
        ),
        id="a check of a pull request",
    ),
    pytest.param(
        "check_suite",
        followed("check_suite", pull_requests=[]),
        replace(BARE, target="main"),
        id="the checks of no pull request",
    ),
    pytest.param(
        "issue_comment",
        commented(),
        replace(
            BARE,
            event="pull_request",
            head=Named("refs/pull/12/head", "issue.number"),
            bases=(MAIN,),
            number=12,
            title="Faster pay",
            body="Please",
            labels=("ai",),
        ),
        id="a comment on a pull request",
    ),
    pytest.param(
        "issue_comment", commented(pull_request=None), replace(BARE, target="main"), id="a comment on an issue"
    ),
    pytest.param("schedule", {"schedule": "0 0 * * *"}, BARE, id="a schedule"),
    pytest.param("workflow_dispatch", {"repository": REPOSITORY}, replace(BARE, target="main"), id="by hand"),
]


@pytest.mark.parametrize(("name", "event", "run"), EVENTS)
def test_an_event_is_read_as_this_run(tmp_path: Path, name: str, event: object, run: CIRun) -> None:
    assert detected(tmp_path, event, GITHUB_EVENT_NAME=name) == run


def test_variables_fill_in_what_the_event_leaves_out(tmp_path: Path) -> None:
    run = detected(tmp_path, {}, GITHUB_EVENT_NAME="workflow_dispatch", GITHUB_REF="refs/heads/pay")

    assert run == replace(BARE, branch="pay")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "is not JSON", id="an empty file"),
        pytest.param("{", "is not JSON", id="half a file"),
        pytest.param('{"a": "\xff"', "is not JSON", id="something else"),
        pytest.param("[" * 200_000, "is not JSON", id="as deep as can be"),
        pytest.param('{"number": ' + "9" * 5000 + "}", "is not JSON", id="a number without end"),
        pytest.param("[1]", "is not a JSON object", id="a list"),
        pytest.param("null", "is not a JSON object", id="nothing"),
    ],
)
def test_a_pull_request_without_its_event_is_told_by_the_variables(tmp_path: Path, text: str, reason: str) -> None:
    names = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/12/merge", "GITHUB_BASE_REF": "main"}

    assert detected(tmp_path, text, GITHUB_HEAD_REF="codex/pay", **names) == replace(
        BARE,
        event="pull_request",
        merged=True,
        target="main",
        branch="codex/pay",
        number=12,
        skipped=(Skipped("the event", f"GITHUB_EVENT_PATH {reason}: only the variables were read"),),
    )


def test_without_its_event_the_head_of_a_pull_request_target_is_not_what_is_checked_out() -> None:
    names = {"GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_REF": "refs/heads/main"}

    run = ci.detect({**VARIABLES, **names, "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "pay"})

    assert run is not None
    assert (run.head, run.merged) == (Named(ZEROS, "the event does not name it"), False)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("", "is not set"), ("absent.json", "is not a file"), (".", "is not a file"), ("a\0b", "is not a file")],
)
def test_an_event_that_cannot_be_read_is_listed(tmp_path: Path, path: str, reason: str) -> None:
    run = ci.detect({**VARIABLES, "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": path and f"{tmp_path}/{path}"})

    assert run is not None
    assert [skipped.reason.partition(":")[0] for skipped in run.skipped] == [f"GITHUB_EVENT_PATH {reason}"]


def test_a_huge_event_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    with file.open("wb") as opened:
        opened.truncate(33 * 1024 * 1024)

    run = ci.detect({**VARIABLES, "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": str(file)})

    assert run is not None
    assert run.skipped == (
        Skipped("the event", "GITHUB_EVENT_PATH is larger than 32 MB: only the variables were read"),
    )


def test_what_has_the_wrong_type_is_left_out_and_listed(tmp_path: Path) -> None:
    event = pull_request(
        title=["x"],
        body=5,
        labels="ai",
        number="12; x",
        head={"ref": {"a": 1}, "sha": True, "repo": "acme/shop"},
        base=7,
    )

    run = detected(tmp_path, {**event, "number": {}}, GITHUB_EVENT_NAME="pull_request", GITHUB_BASE_REF="main")

    misfits = (
        "number, pull_request.base.ref, pull_request.base.sha, pull_request.body, pull_request.head.ref, "
        "pull_request.head.repo.full_name, pull_request.head.sha, pull_request.number, pull_request.title"
    )
    assert run == replace(
        BARE,
        event="pull_request",
        merged=True,
        target="main",
        labels=("ai",),
        fork=True,
        skipped=(Skipped("the event", f"not of the type that is documented, and left out: {misfits}"),),
    )


def test_the_branch_that_is_checked_out_is_not_taken_for_the_head(tmp_path: Path) -> None:
    head = {"ref": "a b", "sha": HEAD, "repo": REPOSITORY}
    names = {"GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_HEAD_REF": "a b", "GITHUB_REF": "refs/heads/main"}

    run = detected(tmp_path, pull_request(head=head), **names)

    assert run is not None
    assert run.branch is None


def test_half_a_character_does_not_spoil_a_text(tmp_path: Path) -> None:
    run = detected(tmp_path, pull_request(title="a\ud800b", labels=["\udfff"]), GITHUB_EVENT_NAME="pull_request")

    assert run is not None
    assert (run.title, run.labels) == ("a\ufffdb", ("\ufffd",))


def test_labels_that_are_none_are_left_out(tmp_path: Path) -> None:
    labels = [{"name": " ai "}, {"name": 3}, {}, None, ["x"], "urgent", {"name": "ai"}, {"name": "a,b"}]

    run = detected(tmp_path, pull_request(labels=labels), GITHUB_EVENT_NAME="pull_request")

    assert run is not None
    assert run.labels == ("ai", "urgent", "a,b")


@pytest.mark.parametrize(
    "ref", ["--upload-pack=x", "a b", "main\n::error::x", "refs/pull/12/merge", "a\u0000b", "\ud800", "-"]
)
def test_a_branch_that_git_would_not_make_is_left_out(tmp_path: Path, ref: str) -> None:
    base = {"ref": ref, "sha": BASE, "repo": REPOSITORY}

    run = detected(tmp_path, pull_request(base=base), GITHUB_EVENT_NAME="pull_request")

    assert run is not None
    assert run.target == "main"  # the default branch
    assert "pull_request.base.ref" in run.skipped[0].reason


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({}, ("github", "github", "https://api.github.com"), id="GitHub"),
        pytest.param(
            {"GITHUB_API_URL": "https://github.example.com/api/v3"},
            ("github", "github", "https://github.example.com/api/v3"),
            id="GitHub Enterprise",
        ),
        pytest.param(
            {"GITHUB_API_URL": "ftp://evil.example"}, ("github", "github", "https://api.github.com"), id="no address"
        ),
        pytest.param(
            {"GITEA_ACTIONS": "true", "GITHUB_API_URL": "https://git.example.com/api/v1"},
            ("gitea", "gitea", "https://git.example.com/api/v1"),
            id="Gitea",
        ),
        pytest.param(
            {"GITEA_ACTIONS": "true", "FORGEJO_ACTIONS": "true", "FORGEJO_SERVER_URL": "https://codeberg.org"},
            ("gitea", "gitea", "https://codeberg.org/api/v1"),
            id="Forgejo, whose API is below its server",
        ),
        pytest.param(
            {"GITHUB_API_URL": "https://codeberg.org/api/v1/"},
            ("gitea", "gitea", "https://codeberg.org/api/v1"),
            id="an older runner of Forgejo",
        ),
    ],
)
def test_the_address_of_the_api_tells_the_forge(
    tmp_path: Path, variables: Mapping[str, str], expected: tuple[str, str, str]
) -> None:
    run = detected(tmp_path, pull_request(), **{"GITHUB_EVENT_NAME": "pull_request", **variables})

    assert run is not None
    assert (run.provider, run.forge, run.api) == expected
    assert (run.number, run.head) == (12, Named(HEAD, "pull_request.head.sha"))


@pytest.mark.parametrize(
    ("variable", "name"), [("GITEA_ACTIONS", "Gitea Actions"), ("FORGEJO_ACTIONS", "Forgejo Actions")]
)
def test_gitea_and_forgejo_are_told_apart(tmp_path: Path, variable: str, name: str) -> None:
    run = detected(
        tmp_path, pushed(), GITHUB_EVENT_NAME="push", GITHUB_API_URL="https://a.example/api/v1", **{variable: "true"}
    )

    assert run == replace(
        BARE,
        provider="gitea",
        name=name,
        head=Named(HEAD, "after"),
        bases=(Named(BASE, "before", exact=True),),
        target="main",
        branch="main",
        forge="gitea",
        api="https://a.example/api/v1",
    )
