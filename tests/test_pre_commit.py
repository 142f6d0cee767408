"""The hooks under a real pre-commit: run from the manifest, and installed into a repository as the example says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import source_tree
from tests.gitrepo import GitRepo
from tests.source_tree import ROOT

MANIFEST = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
EXAMPLE = yaml.safe_load((ROOT / "examples/pre-commit-config.yaml").read_text())
MARK = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>"


def run(repo: GitRepo, *command: str, **environ: str) -> str:
    """What a user sees of a command that succeeds, in a shell where pre-commit is installed."""
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(repo.folder.parent / "pre-commit-home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **{f"GIT_{role}_NAME": "Robin Doe" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "robin@example.org" for role in ("AUTHOR", "COMMITTER")},
        **environ,
    }
    done = subprocess.run(command, cwd=repo.folder, env=environment, capture_output=True, check=False)
    seen = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, seen
    return seen


def pre_commit(repo: GitRepo, *arguments: str) -> str:
    return run(repo, sys.executable, "-m", "pre_commit", *arguments)


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """The manifest as it is offered, run with the riskcheck of this environment: what differs is the installation."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    entries = {name: hook["entry"].removeprefix("riskcheck ") for name, hook in MANIFEST.items()}
    hooks = [
        {**hook, "language": "system", "entry": f"{sys.executable} -m riskcheck.cli {entries[name]}"}
        for name, hook in MANIFEST.items()
    ]
    offered = GitRepo(tmp_path / "riskcheck", "--initial-branch=main")
    offered.write(".pre-commit-hooks.yaml", yaml.safe_dump(hooks))
    offered.commit()
    return offered


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """riskcheck itself, which pre-commit installs with all that it depends on."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    offered = GitRepo(source_tree.copy_to(tmp_path / "riskcheck"), "--initial-branch=main")
    offered.commit()
    return offered


def follow_the_example(repo: GitRepo) -> None:
    """Do as examples/pre-commit-config.yaml says, to the letter: riskcheck is offered in the folder beside."""
    repo.write(".pre-commit-config.yaml", (ROOT / "examples/pre-commit-config.yaml").read_bytes())
    repo.write("auth/views.py", "x = 1\n")
    pre_commit(repo, "autoupdate")
    repo.commit()
    pre_commit(repo, "install")


def subject(repo: GitRepo) -> str:
    return repo.git("log", "-1", "--format=%s").decode().strip()


@pytest.mark.parametrize("name", MANIFEST)
def test_every_hook_is_offered_for_its_own_stage(name: str) -> None:
    hook = MANIFEST[name]

    assert hook["entry"].split()[:2] == ["riskcheck", "hook"]
    assert hook["entry"].split()[2] in hook["stages"]
    assert hook["always_run"]
    assert not hook.get("verbose")


def test_the_example_names_every_hook_in_a_stage_that_it_has_and_shows_its_advice() -> None:
    (source,) = EXAMPLE["repos"]
    hooks = {hook["id"]: hook for hook in source["hooks"]}

    assert hooks.keys() == MANIFEST.keys()
    for name, hook in hooks.items():
        stages = set(hook.get("stages", MANIFEST[name]["stages"]))
        assert hook["verbose"] is True
        assert stages <= set(MANIFEST[name]["stages"])
        assert stages <= {"manual", *EXAMPLE["default_install_hook_types"]}


def test_following_the_example_pins_riskcheck_to_a_commit(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)

    (source,) = yaml.safe_load((repo.folder / ".pre-commit-config.yaml").read_text())["repos"]
    assert source["rev"] == manifest.git("rev-parse", "HEAD").decode().strip()


def test_try_repo_speaks_about_a_commit_that_only_deletes(repo: GitRepo, manifest: GitRepo) -> None:
    repo.write("auth/views.py", "x = 1\n")
    repo.commit()
    (repo.folder / "auth" / "views.py").unlink()
    repo.stage()

    assert "riskcheck: low" in pre_commit(repo, "try-repo", str(manifest.folder), "riskcheck", "--verbose")


def test_a_commit_shows_the_advice_and_passes(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)
    repo.write("a.py", "x = 1\n")
    repo.stage()

    seen = run(repo, "git", "commit", "-m", f"Add a{MARK}")

    assert seen.count("riskcheck: ") == 1
    assert "marked: claude-code" in seen
    assert subject(repo) == "Add a"


def test_a_commit_that_only_deletes_shows_the_advice_and_passes(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)
    (repo.folder / "auth" / "views.py").unlink()

    seen = run(repo, "git", "commit", "--all", "-m", f"Remove views{MARK}")

    assert "riskcheck: " in seen
    assert "+0 -1" in seen
    assert subject(repo) == "Remove views"


def test_the_staged_changes_are_assessed_on_demand(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)
    repo.write("a.py", "x = 1\n")
    repo.stage()

    assert "riskcheck: low · 1 file, +1 -0 · staged changes" in pre_commit(
        repo, "run", "riskcheck", "--hook-stage", "manual"
    )


def test_a_push_shows_the_advice_on_what_is_pushed_and_passes(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)
    remote = GitRepo(repo.folder.parent / "remote.git", "--bare")
    repo.git("remote", "add", "origin", str(remote.folder))
    first = run(repo, "git", "push", "origin", "HEAD:refs/heads/main")
    for name, message in {"a.py": f"Add a{MARK}", "b.py": "Add b"}.items():
        repo.write(name, "x = 1\n")
        repo.stage()
        repo.git("commit", "--no-verify", "--message", message)

    second = run(repo, "git", "push", "origin", "HEAD:refs/heads/main")

    assert "riskcheck: " in first
    assert "2 files, +2 -0 · marked: claude-code" in second
    assert remote.git("rev-parse", "main") == repo.git("rev-parse", "HEAD")


BUG = "import riskcheck.pipeline\nriskcheck.pipeline.assess = lambda *_: 1 / 0\n"


def test_a_bug_in_riskcheck_is_told_in_a_line_and_the_commit_passes(repo: GitRepo, manifest: GitRepo) -> None:
    follow_the_example(repo)
    repo.write("a.py", "x = 1\n")
    repo.stage()
    broken = repo.folder.parent / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(BUG)

    seen = run(repo, "git", "commit", "-m", "Add a", PYTHONPATH=f"{broken}{os.pathsep}{ROOT}")

    assert "riskcheck: not assessed: division by zero\n" in seen
    assert "Traceback" not in seen
    assert subject(repo) == "Add a"


def test_a_configuration_that_cannot_be_read_is_told_in_a_line_and_the_commit_passes(
    repo: GitRepo, manifest: GitRepo
) -> None:
    repo.write("riskcheck.toml", "deadline = ]\n")
    follow_the_example(repo)
    repo.write("a.py", "x = 1\n")
    repo.stage()

    seen = run(repo, "git", "commit", "-m", "Add a")

    assert "riskcheck: not assessed: riskcheck.toml is not valid TOML" in seen
    assert subject(repo) == "Add a"


@pytest.mark.slow
def test_pre_commit_installs_riskcheck_and_its_rules_find_a_shell_command(repo: GitRepo, product: GitRepo) -> None:
    repo.write("run.py", "import subprocess\n")
    follow_the_example(repo)
    repo.write("run.py", "import subprocess\n\n\ndef run(cmd):\n    subprocess.run(cmd, shell=True)\n")
    repo.stage()

    tried = pre_commit(repo, "try-repo", str(product.folder), "riskcheck", "--verbose")
    committed = run(repo, "git", "commit", "-m", f"Run{MARK}")

    assert "run.py:5" in tried
    assert "run.py:5" in committed
    assert "marked: claude-code" in committed
    assert subject(repo) == "Run"
    home = repo.folder.parent / "pre-commit-home"
    assert list(home.glob("repo*/py_env-*/lib/python*/site-packages/riskcheck/rules.json"))
