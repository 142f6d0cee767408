"""What detectors can read of both sides of a change, whatever its source is."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset
from riskcheck.errors import OverdueError
from riskcheck.repository import Repository
from riskcheck.sources import revisions, staged, worktree
from tests.gitrepo import GitRepo


@pytest.fixture
def changed(repo: GitRepo) -> GitRepo:
    repo.write("a.py", "def old():\n    return 1\n")
    repo.write("b.py", "from a import old\nolder = old()\n")
    repo.write("odd\nname.py", "old = 1\n")
    repo.commit()
    repo.write("a.py", "def new():\n    return 1\n")
    return repo


def seen(contents: Contents) -> tuple[object, ...]:
    (patch,) = contents.changeset.patches
    uses = [(use.path, use.line, use.text) for use in contents.uses(["old"])]
    return contents.source(patch), contents.target(patch), uses, sorted(contents.paths), contents.files(["b.py", "c"])


def test_one_change_reads_the_same_as_work_tree_index_and_commit(changed: GitRepo) -> None:
    repository = Repository.find(str(changed.folder), os.environ)
    head = repository.head
    with worktree.snapshot(repository) as snapshot:
        from_worktree = seen(Contents(worktree.read(snapshot, base=head, head=head, title="t"), snapshot))
    changed.stage()
    from_index = seen(Contents(staged.read(repository), repository))
    changed.commit()
    from_commit = seen(Contents(revisions.read_commit(repository, "HEAD"), repository))

    assert from_worktree == from_index == from_commit
    assert from_commit == (
        b"def old():\n    return 1\n",
        b"def new():\n    return 1\n",
        [("b.py", 1, "from a import old"), ("b.py", 2, "older = old()"), ("odd\nname.py", 1, "old = 1")],
        ["a.py", "b.py", "odd\nname.py"],
        {"b.py": b"from a import old\nolder = old()\n"},
    )


def test_a_search_that_takes_too_long_is_given_up(changed: GitRepo) -> None:
    slow = Path(changed.folder, "slow-git")
    slow.write_text("#!/bin/sh\nexec sleep 20\n")
    slow.chmod(0o755)
    repository = replace(Repository.find(str(changed.folder), os.environ), git=str(slow))

    with pytest.raises(OverdueError, match="deadline reached"):
        list(Contents(Changeset("staged", "t"), repository, time.monotonic()).uses(["old"]))


def test_a_bare_diff_knows_no_files() -> None:
    contents = Contents(Changeset("patch", "t"))

    assert (contents.is_known, contents.paths, contents.files(["a"]), list(contents.uses(["a"]))) == (
        False, frozenset(), {}, [],
    )  # fmt: skip
