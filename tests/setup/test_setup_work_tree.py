"""Files of a work tree that hold what a repository put there: links, pipes, folders."""

import os
from pathlib import Path

import pytest

from riskcheck.errors import RiskcheckError
from riskcheck.setup.plan import Edit, Plan, apply
from riskcheck.setup.work_tree import WorkTree


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    place = tmp_path / "outside"
    place.mkdir()
    (place / "secret").write_text("secret")
    return place


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "root"
    place.mkdir()
    return place


def test_what_is_there_is_read_and_what_is_not_is_nothing(root: Path) -> None:
    (root / "a").mkdir()
    (root / "a" / "b").write_bytes(b"x")
    files = WorkTree(str(root))

    assert (files.read("a/b"), files.read("a/c"), files.read("c/d")) == (b"x", None, None)
    assert (files.names("a"), files.names("c"), files.names("a/b")) == (("b",), (), ())
    assert (files.has("a/b"), files.has("a/c"), files.has("c/d")) == (True, False, False)


def test_a_new_file_gets_its_folders_and_an_edited_one_keeps_its_mode(root: Path) -> None:
    (root / "old").write_bytes(b"1")
    (root / "old").chmod(0o750)
    files = WorkTree(str(root))

    files.write("a/b/new", None, b"2")
    files.write("old", b"1", b"3")

    assert (root / "a/b/new").read_bytes() == b"2"
    assert (root / "old").read_bytes() == b"3"
    assert (root / "old").stat().st_mode & 0o777 == 0o750
    assert sorted(path.name for path in root.rglob("*")) == ["a", "b", "new", "old"]


@pytest.mark.parametrize("path", ["link", "folder/secret", "dangling", "dangling/x", "deep/folder/secret"])
def test_no_link_is_followed(root: Path, outside: Path, path: str) -> None:
    (root / "link").symlink_to(outside / "secret")
    (root / "folder").symlink_to(outside)
    (root / "dangling").symlink_to(outside / "new")
    (root / "deep").mkdir()
    (root / "deep" / "folder").symlink_to("../folder")
    files = WorkTree(str(root))

    for attempt in (lambda: files.read(path), lambda: files.write(path, None, b"x"), lambda: files.check(path, None)):
        with pytest.raises(RiskcheckError, match=f"^{path} is left alone: "):
            attempt()
    assert files.names("folder") == ()
    assert sorted(entry.name for entry in outside.iterdir()) == ["secret"]
    assert (outside / "secret").read_text() == "secret"


def test_a_pipe_and_a_folder_are_no_files_and_nothing_waits(root: Path) -> None:
    os.mkfifo(root / "pipe")
    (root / "folder").mkdir()

    for path in ("pipe", "folder"):
        with pytest.raises(RiskcheckError, match=f"^{path} is (no file|left alone)"):
            WorkTree(str(root)).read(path)


def test_a_file_beyond_a_megabyte_is_left_alone(root: Path) -> None:
    (root / "long").write_bytes(b" " * 1_000_001)

    with pytest.raises(RiskcheckError, match="long is larger than 1 MB"):
        WorkTree(str(root)).read("long")


@pytest.mark.parametrize(("before", "there"), [(None, b"theirs"), (b"read", b"theirs"), (b"read", None)])
def test_what_came_in_between_is_not_overwritten(root: Path, before: bytes | None, there: bytes | None) -> None:
    if there is not None:
        (root / "file").write_bytes(there)
    plan = Plan((Edit("aaa", None, b"x", "why"), Edit("file", before, b"ours", "why")))

    for write in (lambda: apply(plan, str(root)), lambda: WorkTree(str(root)).write("file", before, b"ours")):
        with pytest.raises(RiskcheckError, match="file was changed in the meantime"):
            write()
    assert {path.name: path.read_bytes() for path in root.iterdir()} == ({} if there is None else {"file": there})


def test_what_an_interrupted_run_left_is_named(root: Path) -> None:
    (root / ".file.riskcheck").write_bytes(b"")

    with pytest.raises(RiskcheckError, match=r"^\.file\.riskcheck is in the way"):
        WorkTree(str(root)).write("file", None, b"x")


def test_a_folder_that_cannot_be_written_is_said(root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root can write anywhere")
    root.chmod(0o555)

    with pytest.raises(RiskcheckError, match="file is left alone: Permission denied"):
        WorkTree(str(root)).write("file", None, b"x")
