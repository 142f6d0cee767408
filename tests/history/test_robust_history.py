"""Odd and hostile repositories: each is read, or what is not read is said."""

import os
import socket
from pathlib import Path

import pytest

from riskcheck.core.learned import Learned
from riskcheck.errors import RepositoryError
from riskcheck.history.store import Store
from tests.gitrepo import GitRepo
from tests.history.histories import History, blamed, dump, fresh, learn, text, writers

A, B = b"a.py", b"b.py"
NO_LINES = "past versions of files without lines: {}"


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return fresh(tmp_path)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History.at(tmp_path / "repo")


def agreed(history: History, kept: Store) -> dict[str, list[int]]:
    """The marks of the writers of all lines, on which git agrees."""
    folder, names = history.repo.folder, history.names
    found = writers(folder, kept)
    assert found == blamed(folder, list(found))
    return {path: [names[sha] for sha in some] for path, some in found.items()}


def skipped(found: Learned) -> list[str]:
    return [entry.what for entry in found.skipped]


# Clones that lack something --------------------------------------------------------------------


@pytest.fixture
def origin(repo: GitRepo) -> GitRepo:
    """Six commits on one file, and one that is repaired by name."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    for number in range(6):
        repo.write("a.py", "".join(f"x = {line}\n" for line in range(number + 3)))
        sha = repo.commit(f"Change {number}")
    repo.write("a.py", "x = 9\n")
    repo.commit(f"fix: x\n\nFixes: {sha[:12]}")
    return repo


def cloned(origin: GitRepo, folder: Path, *options: str) -> GitRepo:
    origin.git("clone", "--quiet", "--no-checkout", *options, origin.folder.as_uri(), str(folder))
    return GitRepo(folder)


def objects(folder: Path) -> set[str]:
    return {str(path) for path in (folder / ".git/objects").rglob("*") if path.is_file()}


def test_a_partial_clone_without_blobs_is_read_without_their_lines(
    origin: GitRepo, tmp_path: Path, kept: Store
) -> None:
    clone = cloned(origin, tmp_path / "clone", "--filter=blob:none")
    before = objects(clone.folder)
    found = learn(clone.folder, kept)

    assert (found.commits, dict(found.labels)["fixed later, named by a message"]) == (7, 1)
    assert skipped(found) == ["past versions of files: 7", NO_LINES.format(7)]
    assert objects(clone.folder) == before


def test_a_partial_clone_with_some_blobs_has_the_lines_of_those(origin: GitRepo, tmp_path: Path, kept: Store) -> None:
    clone = cloned(origin, tmp_path / "clone", "--filter=blob:limit=45")
    found = learn(clone.folder, kept)

    assert found.commits == 7
    assert skipped(found) == ["past versions of files: 1", NO_LINES.format(2)]
    added = kept.connection.execute("SELECT added FROM commits ORDER BY number").fetchall()
    assert added == [(3,), (1,), (1,), (1,), (1,), (0,), (0,)]


def test_a_partial_clone_without_trees_is_an_error_and_fetches_nothing(
    origin: GitRepo, tmp_path: Path, kept: Store
) -> None:
    clone = cloned(origin, tmp_path / "clone", "--filter=tree:0")
    before = objects(clone.folder)

    with pytest.raises(RepositoryError):
        learn(clone.folder, kept)
    assert objects(clone.folder) == before


def test_a_partial_clone_that_was_completed_is_read_anew(origin: GitRepo, tmp_path: Path, kept: Store) -> None:
    clone = cloned(origin, tmp_path / "clone", "--filter=blob:none")
    learn(clone.folder, kept)
    clone.git("fetch", "--quiet", "--refetch", "--no-filter", "origin", "main")
    found = learn(clone.folder, kept)
    whole = fresh(tmp_path / "whole")
    learn(origin.folder, whole)

    assert found.skipped == ()
    assert dump(kept) == dump(whole)


def test_a_shallow_clone_begins_at_its_boundary(origin: GitRepo, tmp_path: Path, kept: Store) -> None:
    clone = cloned(origin, tmp_path / "clone", "--depth=3")
    found = learn(clone.folder, kept)

    assert found.commits == 3
    assert skipped(found) == ["history before the shallow boundary"]
    assert writers(clone.folder, kept) == blamed(clone.folder, ["a.py"])


def test_an_empty_repository_is_an_error(repo: GitRepo, kept: Store) -> None:
    with pytest.raises(RepositoryError):
        learn(repo.folder, kept)


# Shapes of history -----------------------------------------------------------------------------


def test_a_merge_of_twenty_parents(history: History, kept: Store) -> None:
    base = history.commit({A: text(*(f"{number}" for number in range(60)))})
    rows = [f"{number}" for number in range(60)]
    sides = []
    for side in range(20):
        sides.append(history.commit({A: text(*rows[: 3 * side], "new", *rows[3 * side + 1 :])}, base))
    merged = ["new" if number % 3 == 0 else row for number, row in enumerate(rows)]
    history.commit({A: text(*merged)}, *sides)
    history.write()
    found = learn(history.repo.folder, kept)

    owners = [sides[number // 3] if number % 3 == 0 else base for number in range(60)]
    assert found.skipped == ()
    assert agreed(history, kept) == {"a.py": owners}


def test_a_merge_of_nothing_new_and_commits_without_changes(history: History, kept: Store) -> None:
    one = history.commit({A: text("a")})
    empty = history.commit({A: text("a")}, one, message="")
    nothing = history.commit({}, empty)
    back = history.commit({A: text("a")}, nothing)
    side = history.commit({A: text("a")}, one)
    history.commit({A: text("a")}, back, side, one)
    history.write()

    assert learn(history.repo.folder, kept).commits == 6
    assert agreed(history, kept) == {"a.py": [back]}


def test_a_root_commit_without_files(history: History, kept: Store) -> None:
    history.commit({A: text("a")}, history.commit({}, message="Begin"))
    history.write()

    assert learn(history.repo.folder, kept).commits == 2
    assert agreed(history, kept) == {"a.py": [2]}


@pytest.mark.parametrize("date", ["0", "1", "4294967296", "99999999999999", "18446744073709551614"])
def test_clocks_can_be_wrong(date: str, history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b")}, date=date)
    two = history.commit({A: text("a", "c")}, one, message=f"fix: b\n\nFixes: {'0' * 12}")
    history.commit({A: text("a", "d")}, two, date=5)
    history.write()

    assert learn(history.repo.folder, kept).commits == 3
    assert agreed(history, kept) == {"a.py": [1, 3]}
    assert all(0 <= row.committed <= 1 << 40 for row in kept.rows())


@pytest.mark.parametrize(
    "date", [b"-5 +0000", b"-99999999999999999999 +0000", b"x +0000", b"99999999999999999999999 +0000"]
)
def test_dates_can_be_none(date: bytes, repo: GitRepo, kept: Store) -> None:
    repo.write("a.py", "a\n")
    repo.commit()
    tree = repo.git("rev-parse", "HEAD^{tree}").strip()
    who = b"Robin <r@example.org> " + date
    raw = b"tree %s\nparent %s\nauthor %s\ncommitter %s\n\nOdd\n" % (
        tree, repo.git("rev-parse", "HEAD").strip(), who, who,
    )  # fmt: skip
    sha = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", input=raw).strip()
    repo.git("update-ref", "HEAD", sha)

    assert learn(repo.folder, kept).commits == 2


def test_replaced_objects_are_not_looked_at(history: History, tmp_path: Path, kept: Store) -> None:
    one = history.commit({A: text("a")})
    two = history.commit({A: text("a", "b")}, one)
    history.commit({A: text("a", "b", "c")}, two)
    history.write()
    plain = fresh(tmp_path / "plain")
    learn(history.repo.folder, plain)
    history.repo.git("replace", "--graft", history.shas[3])
    learn(history.repo.folder, kept)

    assert dump(kept) == dump(plain)


def test_grafts_are_a_history_too(history: History, kept: Store) -> None:
    one = history.commit({A: text("a")})
    two = history.commit({A: text("a", "b")}, one)
    history.commit({A: text("a", "b", "c")}, two)
    history.write()
    (history.repo.folder / ".git/info").mkdir(exist_ok=True)
    (history.repo.folder / ".git/info/grafts").write_text(f"{history.shas[3]} {history.shas[1]}\n")
    found = learn(history.repo.folder, kept)

    assert found.commits == 2
    assert agreed(history, kept) == {"a.py": [1, 3, 3]}


def test_sha256(tmp_path: Path, kept: Store) -> None:
    history = History.at(tmp_path / "repo", "--object-format=sha256")
    one = history.commit({A: text("a", "b")})
    two = history.commit({A: text("a", "B")}, one)
    three = history.commit({A: text("A", "b")}, one)
    history.commit({A: text("A", "B")}, two, three, message="Merge")
    history.write()
    history.marks = 4
    history.commit({A: text("A", "C")}, 4, message=f"fix: crash\n\nFixes: {history.shas[2]}")
    history.write()
    found = learn(history.repo.folder, kept)

    assert (found.commits, found.skipped) == (5, ())
    assert dict(found.labels)["fixed later, named by a message"] == 1
    owners = [history.names[sha] for sha in writers(history.repo.folder, kept)["a.py"]]
    assert owners == [3, 5]


# Contents --------------------------------------------------------------------------------------


def test_a_file_of_100_mb_has_no_lines_and_takes_no_time(repo: GitRepo, kept: Store) -> None:
    repo.git("config", "core.compression", "0")
    with open(repo.folder / "big.txt", "wb") as file:
        file.truncate(100_000_000)
    repo.write("a.py", "a\n")
    repo.commit()
    with open(repo.folder / "big.txt", "ab") as file:
        file.write(b"\n")
    repo.write("a.py", "a\nb\n")
    repo.commit("fix: too small")
    found = learn(repo.folder, kept)

    assert found.commits == 2
    assert skipped(found) == [NO_LINES.format(2)]
    assert len(writers(repo.folder, kept)["a.py"]) == 2


def test_one_line_of_some_megabytes(history: History, kept: Store) -> None:
    one = history.commit({A: b"x" * 7_000_000, B: text("b")})
    history.commit({A: b"y" * 7_000_000 + b"\nz\n", B: text("b")}, one, message="fix: x")
    history.write()

    assert learn(history.repo.folder, kept).skipped == ()
    assert agreed(history, kept) == {"a.py": [2, 2], "b.py": [1]}


def test_binary_files_have_no_lines_until_they_are_text(history: History, kept: Store) -> None:
    one = history.commit({A: b"\0\1\2", B: text("b")})
    two = history.commit({A: b"\0\1\3", B: text("b")}, one)
    three = history.commit({A: text("a", "b"), B: b"\0b\n"}, two)
    side = history.commit({A: b"\0\1\4", B: text("b")}, one)
    merge = history.commit({A: b"\0\1\5", B: text("b")}, two, side)
    history.commit({A: text("a", "b", "c"), B: b"\0b\n"}, three, merge)
    history.write()
    found = learn(history.repo.folder, kept)
    before = skipped(found)

    assert found.commits == 6
    assert before[0].startswith("past versions of files without lines: ")


def test_lines_that_follow_unknown_ones_are_known(history: History, kept: Store) -> None:
    one = history.commit({A: b"\0\n" + text("a", "b")})
    two = history.commit({A: text("a", "b")}, one)
    history.commit({A: text("a", "b", "c")}, two)
    history.write()
    learn(history.repo.folder, kept)

    assert writers(history.repo.folder, kept)["a.py"][-1] == history.shas[3]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"a\r\nb\r\n", id="CRLF"),
        pytest.param(b"\xff\xfea\n\xe9\n", id="no UTF-8"),
        pytest.param(b"", id="empty"),
        pytest.param(b"no line feed at the end", id="no line feed"),
        pytest.param(b"\n" * 50, id="blank"),
        pytest.param(b"diff --git a/x b/x\n@@ -1 +1 @@\n\x01\n--- a\n", id="a patch"),
        pytest.param(b"\\ No newline at end of file\n", id="git's own remark"),
        pytest.param(b"Binary files a/x and b/x differ\n", id="as if it were binary"),
        pytest.param(b"\x01" + b"0" * 40 + b"\n", id="as if a commit began"),
    ],
)
def test_any_text_can_be_in_a_file(content: bytes, history: History, kept: Store) -> None:
    one = history.commit({A: content, B: text("b")})
    two = history.commit({A: content + b"\nmore\n", B: text("b")}, one, message="fix: crash")
    side = history.commit({A: b"before\n" + content, B: text("b")}, one, message="fix: crash")
    history.commit({A: b"before\n" + content + b"\nevil\nmore\n", B: text("c")}, two, side)
    history.write()

    assert learn(history.repo.folder, kept).skipped == ()
    folder = history.repo.folder
    assert writers(folder, kept) == blamed(folder, ["a.py", "b.py"])


# Paths, people and messages --------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(b"a b/c d.py", id="blanks"),
        pytest.param(b" a.py ", id="blanks at both ends"),
        pytest.param(b"caf\xc3\xa9.py", id="UTF-8"),
        pytest.param(b"caf\xe9.py", id="no UTF-8"),
        pytest.param(b'"a".py', id="quotes"),
        pytest.param(b"a\nb.py", id="line feed"),
        pytest.param(b"a\tb.py", id="tab"),
        pytest.param(b"\x01" + b"0" * 40, id="as if a commit began"),
        pytest.param(b"a\n\x01b", id="as if a commit began on the next line"),
        pytest.param(b":100644 100644 a b M", id="as if it were a record"),
        pytest.param(b"a\\134.py", id="backslash"),
        pytest.param(b"diff --git a/x b/x", id="as if a patch began"),
        pytest.param(b"-rf", id="an option"),
        pytest.param(b"a" * 250 + b"/" + b"b" * 250, id="long"),
    ],
)
def test_any_path_is_read(path: bytes, history: History, kept: Store) -> None:
    lines = [f"line {number}" for number in range(9)]
    other = b"moved/" + path.rpartition(b"/")[2]
    one = history.commit({path: text(*lines), B: text("b")})
    two = history.commit({path: text("first", *lines), B: text("b")}, one, message="fix: crash")
    side = history.commit({path: text(*lines, "last"), B: text("b")}, one)
    four = history.commit({path: text("first", *lines, "evil", "last"), B: text("b")}, two, side)
    five = history.commit({other: text("first", *lines, "evil", "last"), B: text("b")}, four)
    history.commit({other: text("first", *lines, "evil"), B: text("b", "c")}, five)
    history.write()

    found = learn(history.repo.folder, kept)
    owned = {path: [history.names[sha] for sha in some] for path, some in writers(history.repo.folder, kept).items()}
    assert (found.commits, found.skipped) == (6, ())
    assert owned == {os.fsdecode(other): [2, *[1] * 9, 4], "b.py": [1, 6]}


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\n\n\n", id="blank"),
        pytest.param(b"\xff\xfe not UTF-8 \xe9", id="no UTF-8"),
        pytest.param(b"One\n\x01" + b"0" * 40 + b"\0", id="as if a commit began, with a NUL"),
        pytest.param(b"One\n\x01" + b"0" * 40, id="as if a commit began"),
        pytest.param(b"One\n\ndiff --git a/a.py b/a.py\n@@ -1 +1,9 @@\n-a\n+b\n", id="a patch"),
        pytest.param(b"One\n\n:100644 100644 0000000 1111111 M\n", id="a record"),
        pytest.param(b"x" * 200_000, id="long"),
        pytest.param("Fix \u2028 \ud83d\ude00 %x00 %H".encode("utf-8", "surrogatepass"), id="odd letters"),
        pytest.param(b"fix: one\r\n\r\nFixes: #1\r\n", id="CRLF"),
    ],
)
@pytest.mark.parametrize("encoding", [b"", b"ISO-8859-1", b"UTF-7", b"UTF-16", b"no-such"])
def test_any_message_is_read(message: bytes, encoding: bytes, history: History, kept: Store) -> None:
    one = history.commit({A: text("a")}, message=message, encoding=encoding)
    two = history.commit({A: text("a", "b")}, one, message=message, encoding=encoding)
    side = history.commit({A: text("0", "a")}, one, message=message, encoding=encoding)
    four = history.commit({A: text("0", "a", "evil", "b")}, two, side, message=message, encoding=encoding)
    history.commit({A: text("0", "a", "evil", "b")}, four, message=message, encoding=encoding)
    history.write()
    found = learn(history.repo.folder, kept)

    assert (found.commits, found.skipped) == (5, ())
    assert agreed(history, kept) == {"a.py": [3, 1, 4, 2]}


def test_a_message_in_an_encoding_that_hides_a_nul(history: History, kept: Store) -> None:
    one = history.commit({A: text("a")}, message=b"One +AAAAAQ- two", encoding=b"UTF-7")
    history.commit({A: text("a", "b")}, one)
    history.write()

    assert learn(history.repo.folder, kept).commits == 2
    assert agreed(history, kept) == {"a.py": [1, 2]}


@pytest.mark.parametrize(
    "author",
    [
        b"<>",
        b"No One <>",
        b"J\xf6rg <j\xf6rg@example.org>",
        b"A \x01\x02 <a@b>",
        b"<a@b>",
        "Zo\u00eb \U0001f600 <z@b>".encode(),
    ],
)
def test_anyone_can_be_the_author(author: bytes, history: History, kept: Store) -> None:
    one = history.commit({A: text("a")}, author=author)
    history.commit({A: text("a", "b")}, one, author=author, message="fix: crash")
    history.write()

    assert learn(history.repo.folder, kept).commits == 2
    assert len({row.author for row in kept.rows()}) == 1


# Kinds of entries ------------------------------------------------------------------------------


def test_renamed_folders_are_followed(history: History, kept: Store) -> None:
    files = {b"old/%d.py" % number: text(*(f"{number}.{line}" for line in range(6))) for number in range(30)}
    one = history.commit(files)
    history.commit({path.replace(b"old", b"new/deep"): content for path, content in files.items()}, one)
    history.write()
    learn(history.repo.folder, kept)

    assert {mark for some in agreed(history, kept).values() for mark in some} == {1}


def test_a_file_becomes_a_link_and_a_file_again(history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b"), B: text("b")})
    two = history.commit({A: (b"120000", b"b.py"), B: text("b")}, one)
    three = history.commit({A: text("a", "b"), B: text("b")}, two)
    history.commit({A: text("a", "b", "c"), B: text("b")}, three)
    history.write()
    found = learn(history.repo.folder, kept)

    owned = {path: [history.names[sha] for sha in some] for path, some in writers(history.repo.folder, kept).items()}
    assert (found.commits, found.skipped) == (4, ())
    assert owned == {"a.py": [3, 3, 4], "b.py": [1]}


def test_submodules_are_passed_over(history: History, kept: Store) -> None:
    one = history.commit({A: text("a")})
    history.write()
    module, other = history.shas[one].encode(), b"1" * 40
    two = history.commit({A: text("a", "b"), b"lib": (b"160000", module)}, one)
    side = history.commit({A: text("0", "a"), b"lib": (b"160000", other)}, one)
    four = history.commit({A: text("0", "a", "b"), b"lib": (b"160000", b"2" * 40)}, two, side)
    five = history.commit({A: (b"160000", module), b"lib": text("now", "a", "file")}, four)
    history.commit({A: text("a"), b"lib": text("now", "a", "long", "file")}, five)
    history.write()
    found = learn(history.repo.folder, kept)

    owned = {path: [history.names[sha] for sha in some] for path, some in writers(history.repo.folder, kept).items()}
    assert (found.commits, found.skipped) == (6, ())
    assert owned["lib"][2] == 6
    assert owned["a.py"] == [6]


def test_changes_of_mode_alone_are_kept_without_lines(history: History, kept: Store) -> None:
    one = history.commit({A: text("a"), B: b""})
    two = history.commit({A: (b"100755", text("a")), B: (b"100755", b"")}, one)
    side = history.commit({A: text("a"), B: b"", b"c.py": text("c")}, one)
    history.commit({A: (b"120000", text("a")), B: (b"100755", b""), b"c.py": text("c")}, two, side)
    history.write()
    found = learn(history.repo.folder, kept)

    assert (found.commits, found.skipped) == (4, ())
    assert sorted(row.added for row in kept.rows()) == [0, 0, 1, 1]


# A repository that wants to be read otherwise --------------------------------------------------

SETTINGS = {
    "diff.renames": "false", "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.context": "7",
    "diff.interHunkContext": "9", "diff.submodule": "log", "diff.external": "false", "diff.relative": "true",
    "diff.ignoreSubmodules": "all", "diff.colorMoved": "zebra", "color.ui": "always", "color.diff": "always",
    "log.showSignature": "true", "log.showRoot": "false", "log.mailmap": "true", "log.diffMerges": "first-parent",
    "log.follow": "true", "log.decorate": "full", "log.date": "relative", "log.abbrevCommit": "true",
    "format.pretty": "oneline", "i18n.logOutputEncoding": "UTF-16", "core.quotePath": "false", "core.abbrev": "4",
    "core.pager": "false", "core.bigFileThreshold": "1", "core.attributesFile": "attributes", "notes.displayRef": "*",
    "core.whitespace": "cr-at-eol", "diff.wsErrorHighlight": "all", "core.precomposeUnicode": "true",
}  # fmt: skip


def test_settings_of_the_repository_change_nothing(history: History, tmp_path: Path, kept: Store) -> None:
    lines = [f"line {number}" for number in range(12)]
    one = history.commit({A: text(*lines), b"caf\xc3\xa9.py": text("e")})
    two = history.commit({B: text(*lines), b"caf\xc3\xa9.py": text("E")}, one, message="fix: crash")
    side = history.commit({A: text(*lines, "last"), b"caf\xc3\xa9.py": text("f")}, one)
    history.commit({B: text(*lines, "last", "evil"), b"caf\xc3\xa9.py": text("evil")}, two, side)
    history.write()
    plain = fresh(tmp_path / "plain")
    learn(history.repo.folder, plain)
    for name, value in SETTINGS.items():
        history.repo.git("config", name, value)
    (history.repo.folder / ".mailmap").write_text("Other <other@example.org> <robin@example.org>\n")
    (history.repo.folder / ".gitattributes").write_text("* binary\n")
    learn(history.repo.folder, kept)

    assert dump(kept) == dump(plain)


def test_attributes_that_hide_files_are_said(history: History, kept: Store) -> None:
    history.commit({A: text("a"), B: text("b"), b".gitattributes": b"* -diff\n"})
    history.write()
    info = history.repo.folder / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("a.py binary\n")
    found = learn(history.repo.folder, kept)

    assert found.commits == 1
    # Those of the clone itself count; those of the history do not.
    assert skipped(found) == [NO_LINES.format(1)]


def test_nothing_is_asked_of_the_network(origin: GitRepo, tmp_path: Path, kept: Store) -> None:
    clone = cloned(origin, tmp_path / "clone", "--filter=blob:none")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        clone.git("config", "remote.origin.url", f"git://127.0.0.1:{server.getsockname()[1]}/repo")
        learn(clone.folder, kept)
        with pytest.raises(BlockingIOError):
            server.accept()
