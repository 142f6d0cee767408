"""What `riskcheck init` proposes for what it finds, and that it is done once."""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.errors import RepositoryError
from riskcheck.repository import Repository
from riskcheck.settings import Settings, load
from riskcheck.setup import installation, snippets
from riskcheck.setup.init import plan
from riskcheck.setup.installation import Address
from riskcheck.setup.plan import Edit, Note, Plan, apply, render
from tests.gitrepo import GitRepo

COMMIT = "0123456789" * 4
ADDRESS = Address("https://github.com/org/riskcheck.git", COMMIT)
WORKFLOW = ".github/workflows/riskcheck.yml"
DEFAULTS = b"""\
# deadline = 10.0  # seconds to wait for semgrep
# scope = "all"  # or "ai": only what is marked
# critical_paths = []  # globs such as "billing/**": files whose change always counts as far-reaching
"""


def planned(repo: GitRepo, files: Mapping[str, str | bytes], address: Address | None = ADDRESS) -> Plan:
    for path, content in files.items():
        repo.write(path, content)
    return plan(Repository.find(str(repo.folder), os.environ), address)


def edited(found: Plan) -> dict[str, bytes]:
    return {edit.path: edit.after for edit in found.edits}


def noted(found: Plan) -> list[str]:
    return [note.text for note in found.notes]


NO_CI = "no CI was found: examples/ in riskcheck's repository has a file for each that it knows"
GIT_HOOKS = [f"git: put this into .git/hooks/{stage}, and make it executable" for stage in ("commit-msg", "pre-push")]
FORKS = (
    "GitHub Actions: pull requests from forks get everything but the comment; examples/github/fork-report.yml adds it"
)


@pytest.mark.parametrize(
    ("files", "paths", "notes"),
    [
        pytest.param({}, ["riskcheck.toml"], [NO_CI, *GIT_HOOKS], id="nothing"),
        pytest.param(
            {".github/workflows/ci.yml": "on: push\n"}, [WORKFLOW, "riskcheck.toml"], [FORKS, *GIT_HOOKS], id="GitHub",
        ),
        pytest.param(
            {".github/workflows/ci.yml": "jobs: {a: {steps: [{uses: org/riskcheck@v1}]}}\n", "riskcheck.toml": ""}, [],
            GIT_HOOKS, id="a workflow that uses it already",
        ),
        pytest.param(
            {".github/workflows/ci.yml": "# riskcheck\n", "riskcheck.toml": ""}, [WORKFLOW], [FORKS, *GIT_HOOKS],
            id="a workflow that speaks of it in a comment",
        ),
        pytest.param(
            {WORKFLOW: "on: push\n", "riskcheck.toml": ""}, [],
            [f"{WORKFLOW} is there and does not run riskcheck: it is left as it is", *GIT_HOOKS],
            id="a workflow of that name",
        ),
        pytest.param(
            {".gitea/workflows/ci.yml": "a: 1\n", ".forgejo/workflows/ci.yml": "a: 1\n", "riskcheck.toml": ""},
            [".forgejo/workflows/riskcheck.yml", ".gitea/workflows/riskcheck.yml"], GIT_HOOKS, id="Gitea and Forgejo",
        ),
        pytest.param(
            {"Jenkinsfile": "pipeline {}\n", ".gitlab-ci.yml": "a: 1\n", "riskcheck.toml": ""}, [],
            ["GitLab CI: put this into .gitlab-ci.yml", "Jenkins: put this into Jenkinsfile", *GIT_HOOKS],
            id="CIs whose file there is is for the user",
        ),
        pytest.param(
            {".gitlab-ci.yml": "a: {script: [riskcheck ci]}\n", "riskcheck.toml": ""}, [], GIT_HOOKS,
            id="GitLab has it",
        ),
        pytest.param(
            {".pre-commit-config.yaml": "repos:\n- repo: meta\n", "riskcheck.toml": ""}, [".pre-commit-config.yaml"],
            [NO_CI, "pre-commit: then run"], id="pre-commit",
        ),
        pytest.param(
            {".pre-commit-config.yaml": "repos: []\n", "riskcheck.toml": ""}, [],
            [NO_CI, "pre-commit: put this into `repos` of .pre-commit-config.yaml", "pre-commit: then run"],
            id="pre-commit with a list that is not edited",
        ),
        pytest.param(
            {".pre-commit-config.yaml": "repos:\n- repo: meta\n  hooks: [{id: riskcheck}]\n", "riskcheck.toml": ""}, [],
            [NO_CI], id="pre-commit has it",
        ),
        pytest.param(
            {"lefthook.yml": "pre-push: {}\n", "riskcheck.toml": ""}, [],
            [NO_CI, "lefthook: put this into lefthook.yml"], id="lefthook",
        ),
        pytest.param(
            {".husky/pre-commit": "npm test\n", "riskcheck.toml": ""}, [],
            [NO_CI, *(note.replace("git: ", "husky: ").replace(".git/hooks", ".husky") for note in GIT_HOOKS)],
            id="husky",
        ),
        pytest.param(
            {"pyproject.toml": '[project]\nname = "x"\n'}, ["pyproject.toml"], [NO_CI, *GIT_HOOKS], id="pyproject.toml",
        ),
        pytest.param({"pyproject.toml": "[tool.riskcheck]\n"}, [], [NO_CI, *GIT_HOOKS], id="a section that is there"),
        pytest.param(
            {"pyproject.toml": "tool = {}\n"}, [],
            [NO_CI, *GIT_HOOKS, "pyproject.toml is left as it is; what can be set there"], id="a table that is closed",
        ),
        pytest.param(
            {"pyproject.toml": "name = ]\n"}, [],
            [NO_CI, *GIT_HOOKS, "pyproject.toml is left as it is; what can be set there"], id="a file that is broken",
        ),
    ],
)  # fmt: skip
def test_what_is_proposed_for_what_is_there(
    repo: GitRepo, files: Mapping[str, str], paths: list[str], notes: list[str]
) -> None:
    found = planned(repo, files)

    assert (sorted(edited(found)), noted(found)) == (paths, notes)


@pytest.mark.parametrize(
    ("remote", "paths"),
    [
        ("git@github.com:org/shop.git", [WORKFLOW]),
        ("https://codeberg.org/org/shop", [".gitea/workflows/riskcheck.yml"]),
        ("https://gitlab.com/org/shop", []),
        ("https://git.example/org/shop", []),
        ("/somewhere/else", []),
    ],
)
def test_without_a_file_of_a_ci_the_host_of_the_remote_tells(repo: GitRepo, remote: str, paths: list[str]) -> None:
    repo.git("remote", "add", "origin", remote)

    assert sorted(edited(planned(repo, {"riskcheck.toml": ""}))) == paths


EVERYTHING = {
    ".github/workflows/ci.yml": "on: push\n",
    ".gitea/workflows/ci.yml": "on: push\n",
    ".pre-commit-config.yaml": "repos:\n- repo: meta\n  hooks: []",
    "pyproject.toml": '[project]\r\nname = "x"',
}


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_done_once_there_is_nothing_left_to_do(repo: GitRepo, address: Address | None) -> None:
    first = planned(repo, EVERYTHING, address)
    apply(first, str(repo.folder))
    second = planned(repo, {}, address)

    assert len(first.edits) == 4
    assert second == Plan()
    assert render(second) == "nothing to do\n"
    assert {edit.path: (repo.folder / edit.path).read_bytes() for edit in first.edits} == edited(first)


def test_what_is_written_can_be_read_by_those_it_is_for(repo: GitRepo) -> None:
    found = edited(planned(repo, EVERYTHING))
    job = yaml.safe_load(found[WORKFLOW])["jobs"]["riskcheck"]

    assert job["steps"][1]["uses"] == f"org/riskcheck@{COMMIT}"
    assert f"git+{ADDRESS.url}@{COMMIT}".encode() in found[".gitea/workflows/riskcheck.yml"]
    assert tomllib.loads(found["pyproject.toml"].decode()) == {"project": {"name": "x"}, "tool": {"riskcheck": {}}}
    assert found["pyproject.toml"] == b'[project]\r\nname = "x"\r\n\r\n[tool.riskcheck]\r\n' + DEFAULTS.replace(
        b"\n", b"\r\n"
    )


def test_every_default_that_is_shown_is_the_one_that_holds(repo: GitRepo) -> None:
    text = edited(planned(repo, {}))["riskcheck.toml"].decode()
    shown = "\n".join(line.removeprefix("# ") for line in text.splitlines()[1:])

    assert load({"riskcheck.toml": text.encode()}.get, {}) == Settings()
    assert load({"riskcheck.toml": shown.encode()}.get, {}) == Settings()
    assert set(tomllib.loads(shown)) == {"deadline", "scope", "critical_paths"}


def test_without_an_address_the_gap_is_marked_and_said(repo: GitRepo) -> None:
    found = planned(repo, {".github/workflows/ci.yml": "on: push\n", "riskcheck.toml": ""}, None)

    assert b"# fill in:" in edited(found)[WORKFLOW]
    assert noted(found)[0] == f"{WORKFLOW}: fill in where your copy of riskcheck is, at the line marked `fill in:`"


def test_the_default_branch_is_the_one_of_this_repository(repo: GitRepo) -> None:
    repo.commit()
    repo.git("branch", "--move", "trunk")
    found = planned(repo, {".github/workflows/ci.yml": "on: push\n"})

    assert yaml.safe_load(edited(found)[WORKFLOW])[True]["push"] == {"branches": ["trunk"]}


def test_a_hostile_name_of_a_branch_gets_nowhere() -> None:
    assert snippets.snippet("github.yml", None, 'x"]\n  y') == snippets.snippet("github.yml", None)


def test_no_link_of_the_repository_is_read_or_written(repo: GitRepo, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "workflows").mkdir(parents=True)
    (outside / "file").write_text("repos:\n- repo: meta\n")
    (repo.folder / ".github").symlink_to(outside)
    (repo.folder / ".pre-commit-config.yaml").symlink_to(outside / "file")
    (repo.folder / "pyproject.toml").symlink_to(outside / "file")
    repo.git("remote", "add", "origin", "git@github.com:org/shop.git")

    found = planned(repo, {})

    assert found.edits == ()
    assert [text.partition(": ")[0] for text in noted(found)] == [
        f"{WORKFLOW} is left alone", ".pre-commit-config.yaml is left alone", "pyproject.toml is left alone",
    ]  # fmt: skip
    assert sorted(path.name for path in outside.rglob("*")) == ["file", "workflows"]


def test_a_bare_repository_has_nothing_to_write_to(tmp_path: Path) -> None:
    GitRepo(tmp_path / "bare", "--bare")

    with pytest.raises(RepositoryError, match="a bare repository has no work tree"):
        plan(Repository.find(str(tmp_path / "bare"), os.environ), None)


def test_a_plan_is_shown_as_a_diff_with_its_notes_and_harmless() -> None:
    shown = render(
        Plan(
            (
                Edit("a\x1b.toml", b"x = '\x1b[2J'", b"x = '\x1b[2J'\ny = 1\n", "be\x1bcause"),
                Edit("b", None, b"1", "new"),
            ),
            (Note("then\x1b", ("run\x1b", "")),),
        )
    )

    assert shown == (
        "# be\\x1bcause\n--- a/a\\x1b.toml\n+++ b/a\\x1b.toml\n@@ -1 +1,2 @@\n-x = '\\x1b[2J'\n"
        "\\ No newline at end of file\n+x = '\\x1b[2J'\n+y = 1\n"
        "# new\n--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+1\n\\ No newline at end of file\n"
        "\nthen\\x1b\n    run\\x1b\n\n"
    )


def test_templates_are_what_the_examples_say() -> None:
    examples = Path(__file__).parents[2] / "examples"

    assert {path.name for path in snippets.FOLDER.iterdir()} == set(snippets.EXAMPLES)
    for template, example in snippets.EXAMPLES.items():
        assert (snippets.FOLDER / template).read_text("utf-8") == (examples / example).read_text("utf-8"), template


@pytest.mark.parametrize("name", sorted(snippets.EXAMPLES))
def test_an_address_fills_every_gap_there_is(name: str) -> None:
    text, filled = (snippets.snippet(name, address) for address in (None, ADDRESS))
    is_hook = name.endswith(".sh") or name == "lefthook.yml"

    assert snippets.has_gaps(text) is not is_hook
    assert not snippets.has_gaps(filled)
    assert "git.example" not in filled
    assert is_hook or COMMIT in filled
    if name.endswith(".yml"):
        yaml.safe_load(filled)


VCS = {"vcs": "git", "commit_id": COMMIT}


@pytest.mark.parametrize(
    ("record", "address", "action"),
    [
        (None, None, None),
        ("{", None, None),
        ("[]", None, None),
        ({"url": "https://github.com/a/riskcheck", "vcs_info": VCS}, "https://github.com/a/riskcheck", "a/riskcheck"),
        ({"url": "https://robin:pass@git.example:84/a/b.git", "vcs_info": VCS}, "https://git.example:84/a/b.git", None),
        ({"url": "file:///home/robin/riskcheck", "vcs_info": VCS}, None, None),
        ({"url": "file:///home/robin/riskcheck", "dir_info": {"editable": True}}, None, None),
        ({"url": "https://example.org/riskcheck.zip", "archive_info": {}}, None, None),
        ({"url": "https://git.example/a b", "vcs_info": VCS}, None, None),
        ({"url": "https://git.example/a/$(id)", "vcs_info": VCS}, None, None),
        ({"url": "https://git.example/a/b\n- repo: x", "vcs_info": VCS}, None, None),
        ({"url": "https://git.example/a/b", "vcs_info": {"vcs": "git", "commit_id": "main"}}, None, None),
        ({"url": "https://git.example/a/b", "vcs_info": {"vcs": "hg", "commit_id": COMMIT}}, None, None),
        ({"url": "https://git.example/a/b", "vcs_info": []}, None, None),
    ],
)  # fmt: skip
def test_the_address_is_what_others_can_install_from(record: object, address: str | None, action: str | None) -> None:
    text = record if record is None or isinstance(record, str) else json.dumps(record)
    found = installation.recorded(text)

    assert (found and found.url, found and found.action) == (address, action and f"{action}@{COMMIT}")


@given(st.recursive(st.none() | st.text() | st.booleans(), lambda each: st.lists(each) | st.dictionaries(
    st.sampled_from(["url", "vcs_info", "vcs", "commit_id"]), each)).map(json.dumps))  # fmt: skip
def test_any_record_has_an_answer(record: str) -> None:
    assert installation.recorded(record) is None
