"""The git hooks of the examples, in a real repository: plain ones, those of husky, and those of a real lefthook."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples.files import EXAMPLES
from tests.gitrepo import GitRepo
from tests.source_tree import ROOT

HOOKS = ("pre-commit", "commit-msg", "pre-push")
MARK = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>"
NOT_INSTALLED = "riskcheck: not assessed"


class Product:
    """A repository with a hook in it, a remote beside it, and a PATH."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.program("riskcheck", f'#!/bin/sh\nexec {sys.executable} -m riskcheck "$@"\n')
        self.remote = GitRepo(folder / "remote.git", "--bare")
        self.repo = GitRepo(folder / "product", "--initial-branch=main")
        self.repo.write("app.py", "def pay(user):\n    check(user)\n")
        self.repo.commit()
        self.repo.git("remote", "add", "origin", str(self.remote.folder))
        self.repo.git("push", "--quiet", "origin", "main")

    def program(self, name: str, text: str) -> None:
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def run(self, *command: str) -> str:
        """What a user sees of a command that succeeds."""
        environment = {
            "PATH": f"{self.programs}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.programs.parent),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{role}_NAME": "Robin Doe" for role in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{role}_EMAIL": "robin@example.org" for role in ("AUTHOR", "COMMITTER")},
        }
        done = subprocess.run(command, cwd=self.repo.folder, env=environment, capture_output=True, check=False)
        seen = (done.stdout + done.stderr).decode()
        assert done.returncode == 0, seen
        return seen


@pytest.fixture
def product(tmp_path: Path) -> Product:
    return Product(tmp_path)


def plain(product: Product, hook: str) -> None:
    """As the file says: into .git/hooks, and executable."""
    place = product.repo.folder / ".git" / "hooks" / hook
    shutil.copyfile(EXAMPLES / "git-hooks" / hook, place)
    place.chmod(0o755)


def husky(product: Product, hook: str) -> None:
    """As husky 9 does it: core.hooksPath is .husky/_, whose hooks start those in .husky with `sh -e`."""
    product.repo.write(f".husky/{hook}", (EXAMPLES / "husky" / hook).read_bytes())
    product.repo.write(f".husky/_/{hook}", f'#!/usr/bin/env sh\nsh -e .husky/{hook} "$@"\n')
    (product.repo.folder / ".husky" / "_" / hook).chmod(0o755)
    product.repo.git("config", "core.hooksPath", ".husky/_")


def lefthook(product: Product, hook: str) -> None:
    """With all the hooks of lefthook.yml, of which git starts the one in question."""
    product.repo.write("lefthook.yml", (EXAMPLES / "lefthook" / "lefthook.yml").read_bytes())
    product.run("lefthook", "install")
    assert (product.repo.folder / ".git" / "hooks" / hook).exists()


Install = Callable[[Product, str], None]
EVERY = [pytest.param(install, hook, id=f"{install.__name__} {hook}") for install in (plain, husky) for hook in HOOKS]
EVERY += [pytest.param(lefthook, hook, id=f"lefthook {hook}") for hook in HOOKS[1:]]


def act(product: Product, hook: str) -> str:
    """Do what starts the hook: commit or push a change that has a mark in its message."""
    product.repo.write("app.py", "def pay(user):\n    pass\n")
    product.repo.git("add", "app.py")
    commit = ["git", "commit", "--message", f"Pay faster{MARK}"]
    if hook != "pre-push":
        return product.run(*commit)
    product.run(*commit)
    return product.run("git", "push", "origin", "main")


@pytest.mark.parametrize(("install", "hook"), EVERY)
def test_a_hook_advises_and_lets_pass(product: Product, install: Install, hook: str) -> None:
    install(product, hook)

    seen = act(product, hook)

    assert "riskcheck: " in seen
    assert NOT_INSTALLED not in seen
    assert ("marked: claude-code" in seen) is (hook != "pre-commit"), seen


@pytest.mark.parametrize(("install", "hook"), EVERY)
def test_a_hook_lets_pass_where_riskcheck_is_not_installed(product: Product, install: Install, hook: str) -> None:
    product.program("riskcheck", "#!/bin/sh\nexit 127\n")
    install(product, hook)

    seen = act(product, hook)

    assert NOT_INSTALLED in seen


@pytest.mark.parametrize("install", [plain, husky, lefthook])
def test_a_push_is_assessed_as_what_git_says_is_pushed(product: Product, install: Install) -> None:
    """From standard input, which each manager hands on."""
    product.program("riskcheck", '#!/bin/sh\ncat > "$(git rev-parse --git-dir)/pushed"\n')
    install(product, "pre-push")
    before = product.repo.git("rev-parse", "HEAD").decode().strip()

    act(product, "pre-push")

    after = product.repo.git("rev-parse", "HEAD").decode().strip()
    pushed = (product.repo.folder / ".git" / "pushed").read_text()
    assert pushed == f"refs/heads/main {after} refs/heads/main {before}\n"


@pytest.mark.parametrize("hook", HOOKS)
def test_a_plain_hook_and_that_of_husky_say_the_same(hook: str) -> None:
    ends = [(EXAMPLES / folder / hook).read_text("utf-8").splitlines()[2:] for folder in ("git-hooks", "husky")]

    assert ends[0] == ends[1]
