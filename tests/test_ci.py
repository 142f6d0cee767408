"""`riskcheck ci` as a new user meets it: each documented checkout and event, and all that it prints and leaves.

The golden files are the record of what was printed; RISKCHECK_UPDATE_GOLDEN=1 rewrites them.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.comments import forges
from tests.forge import BRANCH, Forge
from tests.gitrepo import GitRepo
from tests.source_tree import ROOT

GOLDEN = ROOT / "tests" / "golden" / "ci"
MERGE, HEAD, MAIN = "refs/pull/1/merge", "refs/pull/1/head", "refs/heads/main"


@dataclass(frozen=True)
class Run:
    """What riskcheck printed, and the files that it left."""

    status: int
    log: str
    problems: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """A checkout, and the environment of the event that it is for."""

    checkout: Callable[[Forge], Path]
    environ: Callable[[Forge], Mapping[str, object]]
    arguments: tuple[str, ...] = field(default=())


def fetched(ref: str, depth: int = 0) -> Callable[[Forge], Path]:
    local = ref.replace("refs/pull", "refs/remotes/pull").replace("refs/heads", "refs/remotes/origin")
    return lambda forge: forge.fetched(ref, local, depth=depth)


def with_head(depth: int) -> Callable[[Forge], Path]:
    """The default branch at a depth, and the head of the pull request fetched beside it."""

    def checkout(forge: Forge) -> Path:
        folder = forge.fetched(MAIN, "refs/remotes/origin/main", depth=depth)
        GitRepo(folder).git("fetch", "--quiet", "--no-tags", "origin", "pull/1/head")
        return folder

    return checkout


def github(event: str, payload: Callable[[Forge], object], **variables: str) -> Callable[[Forge], Mapping[str, object]]:
    return lambda forge: {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": event,
        "GITHUB_REPOSITORY": "shop/shop",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "GITHUB_SERVER_URL": "https://github.com",
        "event": payload(forge),
        **variables,
    }


def pull_request(forge: Forge) -> object:
    repository = {"full_name": "shop/shop", "default_branch": "main"}
    return {
        "action": "synchronize",
        "number": 1,
        "pull_request": {
            "number": 1,
            "title": "Faster pay",
            "body": "It pays faster.",
            "labels": [{"name": "speed"}],
            "head": {"ref": BRANCH, "sha": forge.head, "repo": {"full_name": "shop/shop"}},
            "base": {"ref": "main", "sha": forge.base, "repo": repository},
        },
        "repository": repository,
    }


def pushed(forge: Forge) -> object:
    return {
        "ref": "refs/heads/main",
        "before": forge.fork_point,
        "after": forge.base,
        "repository": {"full_name": "shop/shop", "default_branch": "main"},
    }


def queued(forge: Forge) -> object:
    return {
        "action": "checks_requested",
        "merge_group": {
            "head_sha": forge.merge,
            "head_ref": "refs/heads/gh-readonly-queue/main/pr-1",
            "base_sha": forge.base,
            "base_ref": "refs/heads/main",
        },
        "repository": {"full_name": "shop/shop", "default_branch": "main"},
    }


def gitlab(forge: Forge) -> Mapping[str, object]:
    return {
        "GITLAB_CI": "true",
        "CI": "true",
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_API_V4_URL": "http://127.0.0.1:9/api/v4",
        "CI_PROJECT_ID": "7",
        "CI_PROJECT_PATH": "shop/shop",
        "CI_COMMIT_SHA": forge.head,
        "CI_MERGE_REQUEST_IID": "1",
        "CI_MERGE_REQUEST_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": forge.fork_point,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": BRANCH,
        "CI_MERGE_REQUEST_TITLE": "Faster pay",
        "CI_MERGE_REQUEST_DESCRIPTION": "It pays faster.",
        "CI_MERGE_REQUEST_LABELS": "speed",
        "CI_DEFAULT_BRANCH": "main",
    }


def bitbucket(forge: Forge) -> Mapping[str, object]:
    return {
        "CI": "true",
        "BITBUCKET_BUILD_NUMBER": "3",
        "BITBUCKET_REPO_FULL_NAME": "shop/shop",
        "BITBUCKET_PR_ID": "1",
        "BITBUCKET_COMMIT": forge.head[:12],
        "BITBUCKET_BRANCH": BRANCH,
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "BITBUCKET_PR_DESTINATION_COMMIT": forge.base[:12],
    }


def azure(forge: Forge) -> Mapping[str, object]:
    return {
        "TF_BUILD": "True",
        "BUILD_REASON": "PullRequest",
        "BUILD_REPOSITORY_PROVIDER": "TfsGit",
        "BUILD_SOURCEVERSION": forge.merge,
        "SYSTEM_PULLREQUEST_PULLREQUESTID": "1",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": forge.head,
        "SYSTEM_PULLREQUEST_SOURCEBRANCH": f"refs/heads/{BRANCH}",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
    }


PR = github("pull_request", pull_request, GITHUB_REF=MERGE, GITHUB_BASE_REF="main", GITHUB_HEAD_REF=BRANCH)
TARGET = github("pull_request_target", pull_request, GITHUB_REF=MAIN, GITHUB_BASE_REF="main", GITHUB_HEAD_REF=BRANCH)
PUSH = github("push", pushed, GITHUB_REF=MAIN)
CASES = {
    "github-pull_request-depth-1": Case(fetched(MERGE, 1), PR),
    "github-pull_request-depth-2": Case(fetched(MERGE, 2), PR),
    "github-pull_request-depth-0": Case(fetched(MERGE), PR),
    "github-pull_request-head-depth-1": Case(fetched(HEAD, 1), PR),
    "github-pull_request-head-depth-0": Case(fetched(HEAD), PR),
    "github-pull_request_target-depth-1": Case(fetched(MAIN, 1), TARGET),
    "github-pull_request_target-head-fetched": Case(with_head(0), TARGET),
    "github-merge_group-depth-1": Case(fetched(MERGE, 1), github("merge_group", queued)),
    "github-merge_group-depth-0": Case(fetched(MERGE), github("merge_group", queued)),
    "github-push-depth-1": Case(fetched(MAIN, 1), PUSH),
    "github-push-depth-0": Case(fetched(MAIN), PUSH),
    "gitlab-merge_request-depth-1": Case(fetched(HEAD, 1), gitlab),
    "gitlab-merge_request-depth-20": Case(fetched(HEAD, 20), gitlab),
    "bitbucket-pull_request-depth-50": Case(fetched(HEAD, 50), bitbucket),
    "bitbucket-pull_request-full": Case(fetched(HEAD), bitbucket),
    "azure-pull_request-depth-0": Case(fetched(MERGE), azure),
    "no-ci-depth-0": Case(fetched(HEAD), lambda forge: {}),
}


def run(folder: Path, place: Path, environ: Mapping[str, object], *arguments: str) -> Run:
    """`riskcheck ci` in a checkout, with a folder for what the runner keeps outside of it."""
    place.mkdir()
    event = environ.get("event")
    (place / "event.json").write_text(event if isinstance(event, str) else json.dumps(event))
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "RUNNER_TEMP": str(place),
        "AGENT_TEMPDIRECTORY": str(place),
        "GITHUB_EVENT_PATH": str(place / "event.json"),
        "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
        "GITHUB_OUTPUT": str(place / "output"),
        **{name: str(value) for name, value in environ.items() if name != "event"},
    }
    before = {path.name for path in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "riskcheck.cli", "ci", *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        check=False,
    )
    left = [path for path in folder.iterdir() if path.name not in before] + list(place.iterdir())
    files = {path.name: path.read_text("utf-8") for path in sorted(left) if path.name != "event.json"}
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), files)


@pytest.mark.parametrize("name", CASES)
def test_each_checkout_and_event_prints_what_is_written_down(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    forge = Forge(tmp_path)
    folder = case.checkout(forge)

    found = run(folder, tmp_path / "runner", case.environ(forge), *case.arguments)

    assert (found.status, found.problems) == (0, "")
    token = r"::(?:stop-commands::)?[0-9a-f]{32}(?:::)?"
    log = re.sub(token, "::TOKEN::", found.log).replace(str(tmp_path), "TMP")
    shown = log + "".join(f"\n--- {file}\n" for file in sorted(found.files))
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("RISKCHECK_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown)
    assert shown == (golden.read_text() if golden.exists() else "")


def commenting(forge: Forge, server: forges.Forge) -> Mapping[str, object]:
    """Pull request 5 of owner/project, where that server has it."""
    variables = {**PR(forge), "GITHUB_REPOSITORY": "owner/project", "GITHUB_API_URL": f"{server.address}/api/v3"}
    event = json.loads(json.dumps(variables["event"]).replace("shop/shop", "owner/project"))
    event["pull_request"]["number"] = 5
    return {**variables, "event": event, "GITHUB_TOKEN": forges.TOKEN}


def test_one_comment_is_kept_on_the_pull_request(tmp_path: Path, httpserver: HTTPServer) -> None:
    forge, server = Forge(tmp_path), forges.serve(httpserver, "github")
    folder = fetched(MERGE)(forge)

    first = run(folder, tmp_path / "first", commenting(forge, server), "--comment")
    second = run(folder, tmp_path / "second", commenting(forge, server), "--comment")

    assert (first.status, second.status) == (0, 0)
    assert first.log.endswith("riskcheck: comment made\n")
    (body,) = server.bodies
    assert "riskcheck: high" in body
    assert "Authorisation guard removed" in body
    assert len(server.writes) == 1
    assert forges.TOKEN not in first.log + second.log


def test_a_token_that_can_only_read_leaves_everything_but_the_comment(tmp_path: Path, httpserver: HTTPServer) -> None:
    forge, server = Forge(tmp_path), forges.serve(httpserver, "github")
    server.write_faults.append(forges.fault(403, {"message": "Resource not accessible by integration"}))

    found = run(fetched(MERGE)(forge), tmp_path / "runner", commenting(forge, server), "--comment")

    assert (found.status, found.problems) == (0, "")
    assert "riskcheck: no comment: " in found.log
    assert "::warning file=shop/views.py" in found.log
    assert "riskcheck: high" in found.files["summary.md"]
    assert "level=high\n" in found.files["output"]


def test_a_comment_from_the_report_of_another_run(tmp_path: Path, httpserver: HTTPServer) -> None:
    forge, server = Forge(tmp_path), forges.serve(httpserver, "github")
    run(fetched(MERGE)(forge), tmp_path / "untrusted", PR(forge))
    head = {"sha": forge.head, "ref": BRANCH, "repo": {"full_name": "forker/project"}}
    pulls = forges.fault(200, [{"number": 5, "head": head}])
    server.faults.append(pulls)
    event = {
        "workflow_run": {
            "event": "pull_request",
            "head_sha": forge.head,
            "head_branch": BRANCH,
            "head_repository": {"full_name": "forker/project"},
            "pull_requests": [],
        }
    }
    environ = {**commenting(forge, server), "GITHUB_EVENT_NAME": "workflow_run", "event": event}
    place = tmp_path / "nothing"
    place.mkdir()

    found = run(
        place, tmp_path / "runner", environ, "--artifact", str(tmp_path / "untrusted" / "riskcheck-report.json")
    )

    assert (found.status, found.log, found.problems) == (0, "riskcheck: comment made\n", "")
    (body,) = server.bodies
    assert "riskcheck: high · `pull request 1 of claude/faster-pay" in body


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 10_000, b'{"schema_version": 1}', None])
def test_an_artifact_that_is_no_report_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "artifact.json"
    if content is not None:
        file.write_bytes(content)

    found = run(tmp_path, tmp_path / "runner", {}, "--artifact", str(file))

    assert (found.status, found.problems) == (0, "")
    assert re.fullmatch(r"riskcheck: not assessed: [^\n]+\n", found.log)


def test_a_machine_format_on_standard_output_is_alone_there(tmp_path: Path) -> None:
    forge = Forge(tmp_path)

    found = run(
        fetched(MERGE)(forge), tmp_path / "runner", PR(forge), "--format", "json", "--format", "sarif=out.sarif"
    )

    assert json.loads(found.log)["risk"]["level"] == "high"
    assert "::group::riskcheck: high" in found.problems
    assert json.loads(found.files["out.sarif"])["version"] == "2.1.0"


def test_a_link_in_the_work_tree_is_replaced_and_not_followed(tmp_path: Path) -> None:
    forge = Forge(tmp_path)
    folder = fetched(HEAD, 20)(forge)
    outside = tmp_path / "outside"
    outside.write_text("mine\n")
    (folder / "riskcheck.json").symlink_to(outside)

    found = run(folder, tmp_path / "runner", gitlab(forge))

    assert found.status == 0
    assert outside.read_text() == "mine\n"
    assert not (folder / "riskcheck.json").is_symlink()


@pytest.mark.parametrize(
    "variables",
    [{"GITHUB_STEP_SUMMARY": "/no/such/file"}, {"GITHUB_OUTPUT": "/no/such/file"}, {"RUNNER_TEMP": "/no/such/folder"}],
    ids=lambda variables: next(iter(variables)),
)
def test_what_cannot_be_written_fails_nothing(tmp_path: Path, variables: Mapping[str, str]) -> None:
    forge = Forge(tmp_path)

    found = run(fetched(MERGE)(forge), tmp_path / "runner", {**PR(forge), **variables})

    assert (found.status, found.problems) == (0, "")
    assert re.search(r"(?m)^riskcheck: /no/such/.* cannot be written: No such file or directory$", found.log)
    assert ("level=high\n" in found.files.get("output", "")) is ("GITHUB_OUTPUT" not in variables)


def test_an_unknown_format_fails_nothing(tmp_path: Path) -> None:
    forge = Forge(tmp_path)

    found = run(fetched(MERGE)(forge), tmp_path / "runner", PR(forge), "--format", "docx=x")

    assert (found.status, found.problems) == (0, "")
    assert "riskcheck: not all could be shown: no format is called 'docx'" in found.log
