"""Which CI is found: every module is listed, none is loaded in vain, and nothing that is said makes it fail."""

import json
import pkgutil
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck import ci
from riskcheck.ci import signs

FOLDER = Path(ci.__file__).parent
DEVELOPER = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/home/dev",
    "USER": "dev",
    "SHELL": "/bin/bash",
    "LANG": "en_US.UTF-8",
    "TERM": "xterm-256color",
    "SSH_AUTH_SOCK": "/run/user/1000/ssh",
    "GITHUB_TOKEN": "a developer may have one",
    "GITLAB_TOKEN": "and another",
    "JENKINS_HOME": "/home/dev/.jenkins",
}
VARIABLES = sorted(
    {
        name
        for file in FOLDER.glob("*.py")
        for name in re.findall(r'"((?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|CI|ghprb\w+|gitlab[A-Z]\w+))"', file.read_text())
    }
    | {name for names in signs.SIGNS.values() for name in names}
)
KEYS = sorted(
    {
        part
        for text in [(FOLDER / "github_events.py").read_text(), (FOLDER / "github.py").read_text()]
        for name in re.findall(r'"([a-z_.]+)"', text)
        for part in name.split(".")
    }
    | {"head_sha", "pull_requests", "full_name", "head_repository", "sha", "base", "number"}
)
SHAS = ["4a" * 20, "7b" * 20, "0" * 40]
WORDS = [*SHAS, "12", "0", "true", "false", "null", "HEAD", "main", "refs/heads/main", "refs/pull/12/merge", "pr/12"]
ADDRESSES = ["https://github.com/acme/shop/pull/12", "git@github.com:acme/shop.git", "acme/shop", "https://a.example"]
EVENTS = ["pull_request", "pull_request_target", "push", "merge_group", "workflow_run", "check_suite", "issue_comment"]
VALUES = st.sampled_from([*WORDS, *ADDRESSES, *EVENTS, "woodpecker", "GitHub", "gitlab"]) | st.text(max_size=30)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([*WORDS, *ADDRESSES, *EVENTS])
    | st.text(max_size=10)
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=20,
)


def test_every_module_that_detects_is_listed_once() -> None:
    modules = [module.name for module in pkgutil.iter_modules(ci.__path__)]
    detecting = [name for name in modules if hasattr(import_module(f"riskcheck.ci.{name}"), "detect")]

    assert sorted(ci.PROVIDERS) == sorted(detecting)


def test_the_variables_that_the_property_draws_from_are_those_that_are_read() -> None:
    assert {"GITHUB_EVENT_NAME", "CI_MERGE_REQUEST_IID", "ghprbPullId", "gitlabAfter", "BUILDKITE"} <= set(VARIABLES)
    assert len(VARIABLES) > 150


def test_the_machine_of_a_developer_is_no_ci() -> None:
    assert ci.detect(DEVELOPER) is None
    assert ci.head_branch(DEVELOPER) is None


@pytest.mark.parametrize("value", ["", " ", "false", "False", "0", "null"])
def test_a_ci_that_is_switched_off_is_none(value: str) -> None:
    assert ci.detect({**DEVELOPER, **{names[0]: value for names in signs.SIGNS.values()}}) is None


def test_a_ci_that_nobody_knows_is_none() -> None:
    assert ci.detect({**DEVELOPER, "CI": "true"}) is None


@pytest.mark.parametrize("provider", ci.PROVIDERS)
def test_a_module_says_nothing_where_its_ci_does_not_show(provider: str) -> None:
    assert import_module(f"riskcheck.ci.{provider}").detect(DEVELOPER) is None


@pytest.mark.parametrize(
    ("variables", "branch"),
    [
        ({"GITHUB_HEAD_REF": "codex/fix"}, "codex/fix"),
        ({"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "codex/fix"}, "codex/fix"),
        ({"SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/codex/fix"}, "codex/fix"),
        ({"CHANGE_BRANCH": "codex/fix"}, "codex/fix"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/codex/fix"}, "codex/fix"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/tags/v1"}, None),
        ({"TRAVIS": "true", "TRAVIS_PULL_REQUEST_BRANCH": "codex/fix", "TRAVIS_PULL_REQUEST": "1"}, "codex/fix"),
        ({"CIRCLECI": "true", "CIRCLE_BRANCH": "codex/fix"}, "codex/fix"),
    ],
)
def test_the_head_branch_is_that_of_the_run(variables: dict[str, str], branch: str | None) -> None:
    assert ci.head_branch({**DEVELOPER, **variables}) == branch


def test_a_hook_loads_no_module_of_a_ci() -> None:
    script = (
        "import sys; from riskcheck import ci; ci.head_branch({'PATH': '/bin', 'HOME': '/root'});"
        "print(*sorted(name for name in sys.modules if name.startswith('riskcheck.ci.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()

    assert {name.removeprefix("riskcheck.ci.") for name in loaded} == {"outside", "run", "signs", "values"}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(VARIABLES), VALUES, max_size=25), DOCUMENTS)
def test_nothing_that_is_said_makes_it_fail(environ: dict[str, str], document: object) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps(document))
        file.flush()
        for said in (environ, {**environ, "GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": file.name}):
            run = ci.detect(said)

            assert run == ci.detect(said)
            assert run is None or run.provider in ci.PROVIDERS


@settings(deadline=None)
@given(st.sampled_from(EVENTS), DOCUMENTS, st.text(max_size=20))
def test_what_is_passed_on_fits(name: str, document: object, ref: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps(document))
        file.flush()
        environ = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": file.name}
        run = ci.detect({**environ, "GITHUB_HEAD_REF": ref, "GITHUB_BASE_REF": ref})

    assert run is not None
    for branch in filter(None, (run.target, run.branch)):
        assert not re.search(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|^-|/$", branch)
    for named in filter(None, (run.head, *run.bases)):
        assert re.fullmatch(r"[0-9a-f]{7,64}|refs/pull/[0-9]{1,10}/head|refs/remotes/origin/[^-\s].*", named.revision)
    assert run.number is None or 0 < run.number < 10**10
    assert run.project is None or re.fullmatch(r"[\w.~-]+(/[\w.~-]+)+", run.project, re.ASCII)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_an_address_is_read_or_it_is_not(text: str) -> None:
    run = ci.detect({"BUILDKITE": "true", "BUILDKITE_REPO": text, "BUILDKITE_BRANCH": text, "BUILDKITE_COMMIT": text})

    assert run is not None
    assert (run.forge is None) == (run.api is None)
