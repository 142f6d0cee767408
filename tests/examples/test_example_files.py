"""The examples as files: against the published schemas, zizmor and shellcheck, and what holds for all of them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.examples import files
from tests.examples.files import ACTION, EXAMPLES, FILL_IN, HOOKS, WORKFLOWS
from tests.source_tree import ROOT

BIN = Path(sys.executable).parent
SCHEMAS = {
    "action.yml": ["vendor.github-actions"],
    **{str(path.relative_to(ROOT)): ["vendor.github-workflows"] for path in WORKFLOWS},
    "examples/gitlab/.gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "examples/azure/azure-pipelines.yml": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines"],
    "examples/bitbucket/bitbucket-pipelines.yml": ["vendor.bitbucket-pipelines"],
    "examples/buildkite/pipeline.yml": ["vendor.buildkite"],
    "examples/circleci/config.yml": ["vendor.circle-ci"],
    "examples/drone/.drone.yml": ["vendor.drone-ci"],
    "examples/woodpecker/.woodpecker.yml": ["vendor.woodpecker-ci"],
}
# The other examples, and the test that runs each for real.
RUN_ELSEWHERE = {
    "examples/jenkins/Jenkinsfile": "tests/examples/test_example_runs.py",
    "examples/lefthook/lefthook.yml": "tests/examples/test_example_hooks.py",
    "examples/pre-commit-config.yaml": "tests/test_pre_commit.py",
    **{str(path.relative_to(ROOT)): "tests/examples/test_example_hooks.py" for path in HOOKS},
}
# Findings of zizmor that we live with. Both triggers bring a token that can write, which is why they are used, and are
# dangerous where something of the pull request runs: `test_nothing_of_a_fork_is_checked_out_or_run`. Gitea has no
# environments that could hold a secret back.
ACCEPTED = {
    ("dangerous-triggers", "examples/github/fork-comment.yml"),
    ("dangerous-triggers", "examples/github/pull-request-target.yml"),
    ("secrets-outside-env", "examples/gitea/riskcheck.yml"),
}
# The permissions that each workflow may give its jobs: no more than its comments explain.
PERMISSIONS = {
    "gitea/riskcheck.yml": {"contents: read"},
    "github/riskcheck.yml": {"contents: read", "pull-requests: write"},
    "github/with-sarif.yml": {"contents: read", "actions: read", "security-events: write"},
    "github/fork-report.yml": {"contents: read"},
    "github/fork-comment.yml": {"actions: read", "pull-requests: write"},
    "github/pull-request-target.yml": {"contents: read", "pull-requests: write"},
    "github/route-by-level.yml": {"contents: read", "pull-requests: write"},
}
OFFLINE = {
    **os.environ,
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"),
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_example_has_a_schema_or_is_run() -> None:
    found = {named(path) for path in EXAMPLES.rglob("*") if path.is_file() and "demo" not in path.parts}

    assert found | {"action.yml"} == {*SCHEMAS, *RUN_ELSEWHERE}
    for example, test in RUN_ELSEWHERE.items():
        assert example.split("/")[1] in (ROOT / test).read_text("utf-8")


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_is_what_its_schema_says(file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--regex-variant=nonunicode", "--builtin-schema"]

    done = subprocess.run(
        [*command, *SCHEMAS[file], str(ROOT / file)], env=OFFLINE, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_is_not_what_the_schema_says(tmp_path: Path) -> None:
    """The schemas are read, and a `$ref` to the network would fail."""
    broken = tmp_path / "workflow.yml"
    broken.write_text(WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "run-on:"))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(broken)]

    done = subprocess.run(command, env=OFFLINE, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "run-on" in done.stdout


def zizmor(*places: str) -> set[tuple[str, str]]:
    command = [
        str(BIN / "zizmor"),
        "--offline",
        "--persona=auditor",
        "--format=json-v1",
        "--no-config",
        "--no-exit-codes",
    ]
    done = subprocess.run([*command, *places], cwd=ROOT, env=OFFLINE, capture_output=True, check=True)
    return {
        (finding["ident"], location["symbolic"]["key"]["Local"]["verbatim_path"])
        for finding in json.loads(done.stdout)
        for location in finding["locations"]
    }


def test_zizmor_finds_only_what_is_accepted() -> None:
    assert zizmor("action.yml", *map(named, WORKFLOWS)) == ACCEPTED


@pytest.mark.parametrize("script", files.scripts(), ids=lambda script: script.file)
def test_shellcheck_has_no_complaint_about_a_script(script: files.Script) -> None:
    given = "".join(f"export {name}=''\n" for name, _ in script.environment)
    command = [str(BIN / "shellcheck"), f"--shell={script.shell}", "--norc", "-"]

    done = subprocess.run(command, input=given + script.text, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("hook", HOOKS, ids=named)
def test_shellcheck_has_no_complaint_about_a_hook(hook: Path) -> None:
    done = subprocess.run([str(BIN / "shellcheck"), "--norc", str(hook)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=named)
def test_no_script_has_an_expression_in_it(path: Path) -> None:
    """The runner would put a branch name or title into the script before the shell reads it."""
    for step in files.steps(yaml.safe_load(path.read_text("utf-8"))):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=named)
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if "uses: " in line:
            assert re.fullmatch(r"\s+(- )?uses: [\w./-]+@[0-9a-f]{40} # (v\d+\.\d+\.\d+|fill in: .+)", line), line


def test_one_version_of_each_action_is_used() -> None:
    used = {
        step["uses"] for path in WORKFLOWS for step in files.steps(yaml.safe_load(path.read_text())) if "uses" in step
    }

    assert len(used) == len({action.split("@")[0] for action in used})


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_a_workflow_has_no_more_permissions_than_it_needs(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))

    given = {f"{scope}: {access}" for job in workflow["jobs"].values() for scope, access in job["permissions"].items()}

    assert workflow["permissions"] == {}
    assert given == PERMISSIONS[str(path.relative_to(EXAMPLES))]


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_no_credentials_are_left_in_the_clone(path: Path) -> None:
    checkouts = [
        step["with"]
        for step in files.steps(yaml.safe_load(path.read_text("utf-8")))
        if step.get("uses", "").startswith("actions/checkout@")
    ]

    assert all((step["persist-credentials"], step["fetch-depth"]) == (False, 0) for step in checkouts)


@pytest.mark.parametrize("file", sorted(file for audit, file in ACCEPTED if audit == "dangerous-triggers"))
def test_nothing_of_a_fork_is_checked_out_or_run(file: str) -> None:
    """A token that can write is at hand: only our action, a download and a fetch of objects may run, and no checkout
    names a revision."""
    workflow = yaml.safe_load((ROOT / file).read_text("utf-8"))
    allowed = {"actions/checkout", "actions/download-artifact", "your-org/riskcheck"}

    for step in files.steps(workflow):
        assert step.get("uses", "actions/checkout@").split("@")[0] in allowed
        assert step.get("run", "git fetch ").startswith("git fetch ")
        assert not {"ref", "repository"} & {*step.get("with", {})}
        assert "\n" not in step.get("run", "")


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES.rglob("*") if path.is_file() and "demo" not in path.parts], ids=named
)
def test_what_is_to_be_filled_in_is_marked_once_and_only_there(path: Path) -> None:
    text = path.read_text("utf-8")
    places = [line for line in text.splitlines() if "your-org/" in line or "../riskcheck" in line]

    assert text.count(FILL_IN) == len(places) == (0 if path in HOOKS or path.name == "lefthook.yml" else 1)


def test_the_pair_for_forks_knows_each_other() -> None:
    """One workflow leaves what the other takes."""
    report, comment = (files.parsed(f"github/fork-{name}.yml") for name in ("report", "comment"))
    left = next(step["with"] for step in files.steps(report) if "upload-artifact" in step.get("uses", ""))
    taken = next(step["with"] for step in files.steps(comment) if "download-artifact" in step.get("uses", ""))
    used = next(step["with"] for step in files.steps(comment) if "your-org" in step.get("uses", ""))

    assert comment[True]["workflow_run"]["workflows"] == [report["name"]]  # YAML 1.1 reads `on` as true
    assert taken["name"] == left["name"]
    assert used == {"artifact": f"{taken['path']}/riskcheck-report.json"}
