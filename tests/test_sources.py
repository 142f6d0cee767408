"""One change, read from every source, and everything that git can put into a commit."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskcheck.core.change import Changeset
from riskcheck.errors import PatchError, RepositoryError
from riskcheck.repository import Repository
from riskcheck.sources import branch, patch, revisions, staged, worktree
from tests.gitrepo import GitRepo


def opened(repo: GitRepo) -> Repository:
    return Repository.find(str(repo.folder), os.environ)


def summary(changeset: Changeset) -> list[tuple[str, str, int, int]]:
    return [(found.path, found.change_type, found.lines_added, found.lines_deleted) for found in changeset.patches]


def in_worktree(repo: GitRepo) -> list[tuple[str, str, int, int]]:
    with worktree.snapshot(opened(repo)) as snapshot:
        head = opened(repo).head
        return summary(worktree.read(snapshot, base=head, head=head, title="t"))


def test_one_change_is_the_same_from_every_source(repo: GitRepo) -> None:
    repo.write("a.py", "one\ntwo\n")
    first = repo.commit()
    repo.write("a.py", "one\nthree\r\nfour")
    repo.write("b.py", "x\n")
    repo.stage()
    expected = [("a.py", "M", 2, 1), ("b.py", "A", 1, 0)]

    from_index = summary(staged.read(opened(repo)))
    from_worktree = in_worktree(repo)
    second = repo.commit()
    text = repo.git("diff", first, second)

    assert from_index == expected
    assert from_worktree == expected
    assert summary(revisions.read_commit(opened(repo), "HEAD")) == expected
    assert summary(revisions.read_range(opened(repo), first, second)) == expected
    assert summary(revisions.read_since_merge_base(opened(repo), first, second)) == expected
    assert summary(patch.read(text, name="f")) == expected


def test_every_kind_of_entry_is_read(repo: GitRepo) -> None:
    repo.write("moved.py", "a\nb\nc\nd\n")
    repo.write("gone.py", "x\n")
    repo.write("mode.sh", "x\n")
    repo.write("turned", "x\n")
    repo.commit()
    repo.git("mv", "moved.py", "there.py")
    repo.git("rm", "--quiet", "gone.py", "turned")
    os.chmod(repo.folder / "mode.sh", 0o755)
    os.symlink("/etc/passwd", repo.folder / "turned")
    repo.write("empty", "")
    repo.write("pixel.png", b"\x89PNG\0\0")
    repo.write(b'caf\xe9 \t"q".py', b"\xff\r\n")
    repo.write("b/b/x b/y.py", "++i\n")
    repo.commit()

    changeset = revisions.read_commit(opened(repo), "HEAD")

    assert summary(changeset) == [
        ("b/b/x b/y.py", "A", 1, 0),
        ('caf\udce9 \t"q".py', "A", 1, 0),
        ("empty", "A", 0, 0),
        ("gone.py", "D", 0, 1),
        ("mode.sh", "M", 0, 0),
        ("pixel.png", "A", 0, 0),
        ("there.py", "R", 0, 0),
        ("turned", "T", 1, 1),
    ]
    assert [found.path for found in changeset.patches if found.binary] == ["pixel.png"]
    assert changeset.skipped == ()


def test_the_first_commit_is_compared_with_nothing(repo: GitRepo) -> None:
    repo.write("a", "x\n")
    repo.commit()

    assert summary(revisions.read_commit(opened(repo), "HEAD")) == [("a", "A", 1, 0)]


def test_before_the_first_commit_the_index_is_read(repo: GitRepo) -> None:
    repo.write("a", "x\n")
    repo.stage()

    assert summary(staged.read(opened(repo))) == [("a", "A", 1, 0)]
    with branch.read(opened(repo)) as (changeset, _):
        assert summary(changeset) == [("a", "A", 1, 0)]


def test_a_merge_is_compared_with_its_first_parent(repo: GitRepo) -> None:
    repo.write("a", "x\n")
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("b", "y\n")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write("c", "z\n")
    repo.commit()
    repo.git("merge", "--quiet", "--no-edit", "side")

    changeset = revisions.read_commit(opened(repo), "HEAD")

    assert summary(changeset) == [("b", "A", 1, 0)]
    assert len(changeset.commits) == 2


def test_the_bare_default_takes_the_branch_and_what_is_uncommitted(repo: GitRepo) -> None:
    repo.write("a", "x\n")
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "feature")
    repo.write("b", "y\n")
    repo.commit()
    with branch.read(opened(repo)) as (changeset, _):
        assert summary(changeset) == [("b", "A", 1, 0)]
        assert changeset.title.startswith("feature since it left main (merge base ")
    repo.write("a", "x\nmore\n")
    with branch.read(opened(repo)) as (changeset, _):
        assert summary(changeset) == [("a", "M", 1, 0), ("b", "A", 1, 0)]
        assert changeset.source == "worktree"


def test_a_detached_head_and_a_linked_worktree_are_read(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("a", "x\n")
    repo.commit()
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    (tmp_path / "linked" / "a").write_text("y\n")
    linked = Repository.find(str(tmp_path / "linked"), os.environ)

    assert linked.branch is None
    with worktree.snapshot(linked) as snapshot:
        assert summary(worktree.read(snapshot, base=linked.head, head=linked.head, title="t")) == [("a", "M", 1, 1)]


def test_a_bare_repository_is_read(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("a", "x\n")
    repo.commit()
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))

    bare = Repository.find(str(tmp_path / "bare.git"), os.environ)

    assert bare.work_tree is None
    assert summary(revisions.read_commit(bare, "HEAD")) == [("a", "A", 1, 0)]


def test_a_bare_repository_inside_a_work_tree_is_found_before_that(repo: GitRepo) -> None:
    repo.write("a.py", "x = 1\n")
    repo.commit()
    repo.git("clone", "--quiet", "--bare", ".", "inner.git")

    assert Repository.find(str(repo.folder / "inner.git" / "refs"), os.environ).git_dir == str(
        repo.folder / "inner.git"
    )
    assert Repository.find(str(repo.folder / ".git" / "refs"), os.environ).git_dir == str(repo.folder / ".git")


def test_a_shallow_clone_says_what_it_lacks(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("a", "x\n")
    repo.commit()
    repo.write("b", "x\n")
    repo.commit()
    repo.git("clone", "--quiet", "--depth", "1", f"file://{repo.folder}", str(tmp_path / "shallow"))

    shallow = Repository.find(str(tmp_path / "shallow"), os.environ)
    changeset = revisions.read_commit(shallow, "HEAD")

    assert summary(changeset) == [("a", "A", 1, 0), ("b", "A", 1, 0)]
    assert [entry.what for entry in changeset.skipped] == ["history"]
    with pytest.raises(RepositoryError) as problem:
        shallow.resolve("HEAD~1")
    assert "shallow" in problem.value.remedy


def test_a_submodule_pointer_is_a_patch(repo: GitRepo) -> None:
    repo.write("a", "x\n")
    sha = repo.commit()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},sub")
    repo.git("commit", "--quiet", "-m", "sub")

    (found,) = revisions.read_commit(opened(repo), "HEAD").patches

    assert (found.path, found.target_mode, found.lines_added) == ("sub", 0o160000, 1)


def test_an_unknown_revision_is_an_error_with_a_remedy(repo: GitRepo) -> None:
    with pytest.raises(RepositoryError, match="no commit is called '--output=x'"):
        revisions.read_commit(opened(repo), "--output=x")


@pytest.mark.parametrize("place", [".gitattributes", ".git/info/attributes"])
def test_attributes_cannot_hide_a_file(repo: GitRepo, place: str) -> None:
    repo.write("a.py", "x\n")
    repo.commit()
    repo.write(place, "*.py -diff\n*.py binary\n")
    repo.write("a.py", "x\nevil()\n")
    repo.commit()

    (found,) = [found for found in revisions.read_commit(opened(repo), "HEAD").patches if found.path == "a.py"]

    assert (found.binary, found.lines_added, list(found.added())) == (False, 1, [(2, "evil()")])


def test_source_with_a_nul_byte_is_read_all_the_same(repo: GitRepo) -> None:
    repo.write("a.js", b"// \0\nevil()\n")
    repo.commit()

    (found,) = revisions.read_commit(opened(repo), "HEAD").patches

    assert found.binary
    assert (2, "evil()") in list(found.added())


def test_nothing_that_a_repository_configures_is_run(repo: GitRepo, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
    script.chmod(0o755)
    repo.write("a.py", "x\n")
    repo.commit()
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
    ):
        repo.git("config", key, str(script))
    repo.git("config", "core.hooksPath", str(tmp_path))
    (tmp_path / "post-index-change").write_text(script.read_text())
    (tmp_path / "post-index-change").chmod(0o755)
    (repo.folder / ".gitattributes").write_text("*.py diff=x filter=x\n")
    (repo.folder / ".git" / "info" / "attributes").write_text("*.py diff=x filter=x\n")
    (repo.folder / "a.py").write_text("x\ny\n")

    with branch.read(opened(repo)) as (changeset, _):
        assert summary(changeset) == [("a.py", "M", 1, 0)]
    staged.read(opened(repo))
    revisions.read_commit(opened(repo), "HEAD")

    assert not canary.exists()


def test_the_work_tree_is_not_read_through_a_link(repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a").write_text("secret\n")
    repo.write("folder/a", "x\n")
    repo.commit()
    (repo.folder / "folder" / "a").unlink()
    (repo.folder / "folder").rmdir()
    os.symlink(tmp_path / "secret", repo.folder / "folder")

    assert in_worktree(repo) == [("folder/a", "D", 0, 1)]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (b"diff --cc a\n@@@ -1,1 -1,1 +1,1 @@@\n", "combined"),
        (b"\x1b[1mdiff --git a/a b/a\x1b[m\n", "coloured"),
        (b"nothing of the kind\n", "no unified diff"),
        (b"diff --git a/" + b"x" * 9000 + b" b/x\n", "longer than any path"),
    ],
)
def test_text_that_would_be_read_as_less_than_it_is_is_refused(text: bytes, cause: str) -> None:
    with pytest.raises(PatchError, match=cause):
        patch.read(text, name="f")


def test_a_line_inside_a_hunk_is_no_header() -> None:
    text = b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\n-b\n+++ b/y\n+c\n"

    assert summary(patch.read(text, name="f")) == [("x", "M", 2, 2)]


NAMES = st.binary(min_size=1, max_size=12).filter(
    lambda name: (
        not {b"\0", b"/"} & {name[i : i + 1] for i in range(len(name))}
        and name not in (b".", b"..", b".git")
        and name.lower() != b".git"
    )
)
CONTENTS = st.one_of(
    st.binary(max_size=60),
    st.lists(
        st.sampled_from([b"a", b"--- a", b"+++ b", b"@@ -1 +1 @@", b"\r", b"", b"diff --git a/a b/a", b"\x0c"]),
        max_size=12,
    ).map(b"\n".join),
)
TREES = st.dictionaries(NAMES, st.tuples(st.sampled_from([b"100644", b"100755", b"120000"]), CONTENTS), max_size=5)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(trees=st.lists(TREES, min_size=20, max_size=20))
def test_names_and_counts_are_gits_own(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[bytes, tuple[bytes, bytes]]]
) -> None:
    """500 commits, made by fast-import from any bytes, are read as git's own records have them."""
    repo = GitRepo(tmp_path_factory.mktemp("imported"), "--bare")
    repo.git("fast-import", "--quiet", input=b"".join(_commit(tree) for tree in trees))
    repository = Repository.find(str(repo.folder), os.environ)
    for commit in repository.commits(None, repository.resolve("refs/heads/main")):
        base = commit.parents[0] if commit.parents else repository.empty_tree
        expected = _numstat(repo, base, commit.sha)
        changeset = revisions.read_commit(repository, commit.sha)

        found = {os.fsencode(each.path): (each.lines_added, each.lines_deleted) for each in changeset.patches}
        assert found == expected
        assert changeset.skipped == ()


def _commit(tree: dict[bytes, tuple[bytes, bytes]]) -> bytes:
    files = b"".join(
        b"M %b inline %b\ndata %d\n%b\n"
        % (mode, b'"' + b"".join(b"\\%03o" % byte for byte in name) + b'"', len(content), content)
        for name, (mode, content) in tree.items()
    )
    return (
        b"commit refs/heads/main\ncommitter R <r@example.org> 1700000000 +0000\ndata 1\nx\ndeleteall\n" + files + b"\n"
    )


def _numstat(repo: GitRepo, base: str, head: str) -> dict[bytes, tuple[int, int]]:
    command = ["git", "diff-tree", "-r", "-M", "-l1000", "--numstat", "-z", base, head]
    words = iter(subprocess.check_output(command, cwd=repo.folder).split(b"\0"))
    counts = {}
    for word in words:
        if word:
            added, deleted, path = word.split(b"\t", 2)
            if not path:
                next(words)
                path = next(words)
            counts[path] = (0, 0) if added == b"-" else (int(added), int(deleted))
    return counts
