"""The hooks under a real pre-commit: run from the manifest, and installed into a repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.gitrepo import GitRepo

ROOT = Path(__file__).parent.parent


def pre_commit(repo: GitRepo, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PRE_COMMIT_HOME": str(repo.folder.parent / "pre-commit-home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_AUTHOR_NAME": "Robin Doe",
        "GIT_AUTHOR_EMAIL": "robin@example.org",
        "GIT_COMMITTER_NAME": "Robin Doe",
        "GIT_COMMITTER_EMAIL": "robin@example.org",
    }
    return subprocess.run(arguments, cwd=repo.folder, env=environment, capture_output=True, check=False)


@pytest.fixture
def manifest(tmp_path: Path) -> GitRepo:
    """The manifest as it is offered, run with the riskcheck of this environment: what differs is the installation."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        hook["language"] = "system"
        hook["entry"] = f"{sys.executable} -m riskcheck.cli {hook['entry'].removeprefix('riskcheck ')}"
    offered = GitRepo(tmp_path / "offered")
    offered.write(".pre-commit-hooks.yaml", yaml.safe_dump(hooks))
    offered.commit()
    return offered


@pytest.mark.parametrize("hook", ["riskcheck", "riskcheck-commit-msg", "riskcheck-pre-push"])
def test_every_hook_is_offered_for_its_own_stage(hook: str) -> None:
    (entry,) = [entry for entry in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if entry["id"] == hook]

    assert entry["entry"].split()[:2] == ["riskcheck", "hook"]
    assert entry["entry"].split()[2] in entry["stages"]
    assert entry["always_run"]
    assert not entry.get("verbose")


def test_try_repo_speaks_about_a_commit_that_only_deletes(repo: GitRepo, manifest: GitRepo) -> None:
    repo.write("auth/views.py", "x = 1\n")
    repo.commit()
    (repo.folder / "auth" / "views.py").unlink()
    repo.stage()

    done = pre_commit(
        repo, sys.executable, "-m", "pre_commit", "try-repo", str(manifest.folder), "riskcheck", "--verbose"
    )

    assert done.returncode == 0, done.stdout.decode()
    assert "riskcheck: low" in done.stdout.decode()


def test_an_installed_hook_shows_its_advice_and_lets_the_commit_pass(repo: GitRepo, manifest: GitRepo) -> None:
    revision = manifest.git("rev-parse", "HEAD").decode().strip()
    hook = {"id": "riskcheck-commit-msg", "verbose": True}
    repo.write(
        ".pre-commit-config.yaml",
        yaml.safe_dump({"repos": [{"repo": str(manifest.folder), "rev": revision, "hooks": [hook]}]}),
    )
    repo.commit()
    installed = pre_commit(repo, sys.executable, "-m", "pre_commit", "install", "--hook-type", "commit-msg")
    assert installed.returncode == 0, installed.stdout.decode()
    repo.write("a.py", "x = 1\n")
    repo.stage()

    done = pre_commit(repo, "git", "commit", "-m", "Add a\n\nCo-Authored-By: Claude <noreply@anthropic.com>")

    assert done.returncode == 0, done.stderr.decode()
    assert "marked: claude-code" in done.stderr.decode() + done.stdout.decode()
