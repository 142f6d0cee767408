"""What is read from the variables of each CI: recorded environments against whole runs, and hostile values."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from riskcheck import ci
from riskcheck.ci.run import CIRun, Named
from riskcheck.core.change import Skipped

COMMITS = {"HEAD": "4a" * 20, "BASE": "7b" * 20, "OTHER": "c0" * 20}
RECORDED = tomllib.loads((Path(__file__).parent / "environments.toml").read_text("utf-8"))["run"]


def with_commits(text: str) -> str:
    """The text with commit ids, where it is made of nothing but names of them and dots."""
    parts = text.split("...")
    return "...".join(COMMITS[part] for part in parts) if all(part in COMMITS for part in parts) else text


def named(revision: str, by: str, *exact: str) -> Named:
    return Named(with_commits(revision), by, exact=bool(exact))


def expected(row: Mapping[str, Any]) -> CIRun:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    fields["head"] = named(*row["head"]) if "head" in row else None
    fields["bases"] = tuple(named(*base) for base in row.get("bases", ()))
    fields["skipped"] = tuple(Skipped(*one) for one in row.get("skipped", ()))
    return CIRun(**fields)


@pytest.mark.parametrize("row", RECORDED, ids=[row["name"] for row in RECORDED])
def test_a_recorded_environment_is_read_as_this_run(row: Mapping[str, Any]) -> None:
    environ = {name: with_commits(value) for name, value in row["environ"].items()}

    assert ci.detect({"PATH": "/usr/bin", "HOME": "/root", **environ}) == expected(row["expected"])


@pytest.mark.parametrize("event", ["pull_request", "push"])
def test_every_ci_is_recorded_with_each_event(event: str) -> None:
    recorded = {row["expected"]["provider"] for row in RECORDED if row["expected"]["event"] == event}

    # These two are told by the file of the event, and are tested with it.
    assert recorded == set(ci.PROVIDERS) - {"github", "gitea"}


GITLAB = {
    "GITLAB_CI": "true",
    "CI_MERGE_REQUEST_IID": "12",
    "CI_MERGE_REQUEST_PROJECT_ID": "5",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "pay",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": COMMITS["BASE"],
    "CI_COMMIT_SHA": COMMITS["HEAD"],
    "CI_API_V4_URL": "https://gitlab.com/api/v4",
}


@pytest.mark.parametrize(
    ("variable", "value", "field", "left"),
    [
        pytest.param("CI_MERGE_REQUEST_IID", "12; rm -rf /", "number", None, id="a number is digits"),
        pytest.param("CI_MERGE_REQUEST_IID", "12345678901", "number", None, id="a number has ten digits at most"),
        pytest.param("CI_MERGE_REQUEST_IID", "٤", "number", None, id="a number is ASCII"),
        pytest.param("CI_MERGE_REQUEST_IID", "-4", "number", None, id="a number has no sign"),
        pytest.param("CI_MERGE_REQUEST_IID", "0", "number", None, id="no pull request is number 0"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "--upload-pack=x", "target", None, id="an option"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main^{/x}", "target", None, id="a search of git"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main@{1}", "target", None, id="a reflog"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "a..b", "target", None, id="a range"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "a/../../b", "target", None, id="a way out"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "refs/tags/v1", "target", None, id="another ref"),
        pytest.param("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main\n::error::", "target", None, id="a second line"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "a\x1b[31m", "branch", None, id="a terminal's escape"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "\ud800", "branch", None, id="half a character"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "a\udcff", "branch", "a\udcff", id="a byte of latin-1"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "a" * 501, "branch", None, id="too long"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "null", "branch", None, id="null is none"),
        pytest.param("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", " pay\t", "branch", "pay", id="space is no part of it"),
        pytest.param("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD~1", "bases", (), id="an expression is no commit"),
        pytest.param("CI_MERGE_REQUEST_DIFF_BASE_SHA", "abc", "bases", (), id="too short for a commit"),
        pytest.param("CI_COMMIT_SHA", "--all", "head", None, id="an option is no commit"),
        pytest.param("CI_API_V4_URL", "file:///etc/passwd", "api", None, id="not http"),
        pytest.param("CI_API_V4_URL", "https://u:p@evil.example/api", "api", None, id="a login"),
        pytest.param("CI_API_V4_URL", "https://evil.example/?x=", "api", None, id="a query"),
        pytest.param("CI_API_V4_URL", "https://evil.example/a b", "api", None, id="a space in an address"),
        pytest.param("CI_API_V4_URL", "https://evil.example/a/../b", "api", None, id="dots in an address"),
        pytest.param("CI_API_V4_URL", "https://gitlab.com:99999/api", "api", None, id="no such port"),
        pytest.param("CI_API_V4_URL", "https://gitlab.com/api/v4/", "api", "https://gitlab.com/api/v4", id="a slash"),
        pytest.param("CI_MERGE_REQUEST_PROJECT_ID", "../../user", "project", None, id="no project"),
        pytest.param("CI_MERGE_REQUEST_LABELS", ", ,null,", "labels", (), id="no label"),
    ],
)
def test_a_value_that_does_not_fit_is_left_out(variable: str, value: str, field: str, left: object) -> None:
    run = ci.detect({**GITLAB, variable: value})

    assert run is not None
    assert getattr(run, field) == left


@pytest.mark.parametrize(
    "project",
    ["../shop", "acme/..", "acme", "acme/shop/", "/acme/shop", "acme//shop", "acme/sh op", "acme/shop?x", "acmé/shop"],
)
def test_what_is_no_project_is_left_out(project: str) -> None:
    run = ci.detect({"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_REPO_FULL_NAME": project})

    assert run is not None
    assert run.project is None


@pytest.mark.parametrize(
    ("address", "project", "forge"),
    [
        ("https://github.com/acme/shop.git", "acme/shop", "github"),
        ("https://token:x@github.com/acme/shop/", "acme/shop", "github"),
        ("ssh://git@GitHub.com:22/acme/shop.git", "acme/shop", "github"),
        ("git@github.com:acme/shop.git", "acme/shop", "github"),
        ("git@gitlab.com:acme/web/shop.git", "acme/web/shop", "gitlab"),
        ("https://github.com.evil.example/acme/shop.git", "acme/shop", None),
        ("https://evil.example/github.com/acme/shop", "github.com/acme/shop", None),
        ("https://evil.example#github.com/acme/shop", None, None),
        ("https://github.com@evil.example/acme/shop", "acme/shop", None),
        ("https://evil.example\\@github.com/acme/shop", None, None),
        ("--upload-pack=x:acme/shop", None, None),
        ("file:///srv/acme/shop.git", None, None),
        ("/srv/acme/shop.git", None, None),
    ],
)
def test_the_place_that_is_cloned_from_tells_the_forge(address: str, project: str | None, forge: str | None) -> None:
    run = ci.detect({"BUILDKITE": "true", "BUILDKITE_REPO": address})

    assert run is not None
    assert (run.project, run.forge) == (project, forge)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com.evil.example/acme/shop/pull/12",
        "https://evil.example/-/merge_requests/12",
        "https://evil.example:99999/acme/shop/-/merge_requests/12",
        "https://u:p@github.com/acme/shop/pull/12",
        "javascript:alert(1)//github.com/acme/shop/pull/12",
    ],
)
def test_only_an_address_of_a_known_kind_names_a_forge(address: str) -> None:
    run = ci.detect({"JENKINS_URL": "https://jenkins.example.com", "CHANGE_ID": "12", "CHANGE_URL": address})

    assert run is not None
    assert (run.forge, run.api, run.number) == (None, None, 12)


def test_teamcity_is_read_from_its_files_of_properties(tmp_path: Path) -> None:
    system, configuration = tmp_path / "system.properties", tmp_path / "configuration.properties"
    escaped = str(configuration).replace(":", "\\:")
    system.write_text(f"#a comment\nteamcity.configuration.properties.file={escaped}\nbuild.vcs.number={'4a' * 20}\n")
    configuration.write_text(
        "teamcity.pullRequest.number=12\n"
        "teamcity.pullRequest.source.branch=pay\n"
        "teamcity.pullRequest.target.branch=main\n"
        "teamcity.pullRequest.title=Gr\\u00f6\\u00dfer \\ud83d\\ude00\\: pay\\n\\ud800\n"
        "teamcity.build.branch=pull/12\n"
        "vcsroot.url=https\\://github.com/acme/shop\n"
        "=\n\\\nno value\n"
    )

    run = ci.detect({"TEAMCITY_VERSION": "2025.11", "TEAMCITY_BUILD_PROPERTIES_FILE": str(system)})

    assert run == CIRun(
        "teamcity",
        "TeamCity",
        "pull_request",
        head=Named("4a" * 20, "build.vcs.number"),
        target="main",
        branch="pay",
        number=12,
        title="Größer 😀: pay\n\ufffd",
        forge="github",
        project="acme/shop",
        api="https://api.github.com",
        deepen="choose a checkout policy without shallow clones in the VCS root",
    )


@pytest.mark.parametrize(("written", "branch"), [("<default>", None), ("refs/heads/pay", "pay")])
def test_teamcity_tells_the_branch_of_a_push(tmp_path: Path, written: str, branch: str | None) -> None:
    file = tmp_path / "system.properties"
    file.write_text(f"teamcity.build.branch = {written}\n")

    run = ci.detect({"TEAMCITY_VERSION": "2025.11", "TEAMCITY_BUILD_PROPERTIES_FILE": str(file)})

    assert run is not None
    assert (run.event, run.branch) == ("push", branch)


def test_a_file_of_properties_that_is_huge_or_none_is_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.properties"
    huge.write_text("teamcity.pullRequest.number=12\n")
    with huge.open("ab") as file:
        file.truncate(5 * 1024 * 1024)

    for path in (str(huge), str(tmp_path), str(tmp_path / "absent"), "a\0b"):
        run = ci.detect({"TEAMCITY_VERSION": "2025.11", "TEAMCITY_BUILD_PROPERTIES_FILE": path})
        assert run is not None
        assert run.number is None
