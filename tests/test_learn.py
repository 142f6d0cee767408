"""`riskcheck learn` and `riskcheck provenance --hindsight` on real repositories."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gitrepo import GitRepo

ROOT = Path(__file__).parent.parent


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "riskcheck.cli", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def shop(repo: GitRepo) -> GitRepo:
    """Four changes, of which one is repaired by name, one by its lines, and one is taken back."""
    repo.write("pay.py", "def pay(amount):\n    total = amount\n    return total\n")
    first = repo.commit("Add payments")
    repo.write("tax.py", "def tax(amount):\n    return amount * 0.19\n")
    second = repo.commit("Add taxes\n\nCo-authored-by: Claude <noreply@anthropic.com>")
    repo.write("pay.py", "def pay(amount):\n    total = round(amount, 2)\n    return total\n")
    repo.commit(f'fix: amounts with too many digits\n\nFixes: {first[:12]} ("Add payments")')
    repo.write("tax.py", "def tax(amount):\n    return round(amount * 0.19, 2)\n")
    repo.commit("fix: crash on odd amounts")
    repo.git("rm", "--quiet", "tax.py")
    repo.commit(f'Revert "Add taxes"\n\nThis reverts commit {second}.')
    return repo


def test_a_history_is_read_once_and_then_what_is_new(shop: GitRepo) -> None:
    first = run(shop.folder, "learn")
    shop.write("more.py", "MORE = 1\n")
    shop.commit("Add more")
    second = run(shop.folder, "learn")

    labels = "  reverted later: 1\n  fixed later, named by a message: 1\n  fixed later, as the lines of a fix tell: 2\n"
    assert (first.returncode, first.stdout, first.stderr) == (
        0,
        f"5 commits known, all of them new.\n{labels}",
        "",
    )
    assert second.stdout == f"6 commits known, 1 of them new.\n{labels}"


def test_what_became_of_marked_changes_is_said_with_how_little_it_tells(shop: GitRepo) -> None:
    done = run(shop.folder, "provenance", "--hindsight")
    answer = json.loads(run(shop.folder, "provenance", "--hindsight", "--format", "json").stdout)

    assert done.returncode == 0, done.stderr
    assert "5 changes, 1 AI-marked." in done.stdout
    assert "too few to tell" in done.stdout
    assert "does not mean that a human wrote it" in done.stdout
    assert {comparison["verdict"] for comparison in answer["comparisons"]} == {"too few to tell"}


def test_where_nothing_can_be_kept_the_error_says_so(shop: GitRepo) -> None:
    Path(shop.folder, ".git/riskcheck").write_text("in the way")

    done = run(shop.folder, "learn")

    assert (done.returncode, done.stdout) == (2, "")
    assert ".git/riskcheck" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("learn", "no-such-branch"), ("provenance", "--hindsight", "HEAD~99")])
def test_an_unknown_revision_is_an_error_of_two_lines(shop: GitRepo, arguments: tuple[str, ...]) -> None:
    done = run(shop.folder, *arguments)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


def test_a_repository_without_commits_is_an_error_of_two_lines(repo: GitRepo) -> None:
    done = run(repo.folder, "learn")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)


def test_only_what_is_newer_than_a_date_is_read(shop: GitRepo) -> None:
    whole = run(shop.folder, "learn")
    part = run(shop.folder, "learn", "--since", "2023-11-16T12:00:00Z")
    again = run(shop.folder, "learn")

    assert part.stdout.splitlines()[:2] == [
        "3 commits known, all of them new.",
        "Forgotten, as no part of the history any more: 5.",
    ]
    assert again.stdout.splitlines()[0] == whole.stdout.splitlines()[0]
