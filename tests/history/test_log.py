"""What git prints for a history, in blocks that end anywhere."""

import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskcheck.history import merges
from riskcheck.history.log import ARGUMENTS, Change, Entry, Source, entries
from riskcheck.repository import Repository
from tests.history.histories import History, Wild, found, text

A, B = b"a.py", b"b.py"


def printed(folder: Path) -> bytes:
    return b"".join(found(folder).stream(*ARGUMENTS, "HEAD"))


def read(folder: Path) -> list[Entry]:
    return list(entries([printed(folder)]))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A history at random, and one with messages and paths that look like a log."""
    history = History.at(tmp_path_factory.mktemp("log") / "repo", "--bare")
    wild = Wild(history, random.Random(1))
    wild.grow(12)
    odd = {b"a\n\x01b": text("\x01", "diff --git a/x b/x", "@@ -1 +1 @@"), b"\x01": b"\0binary"}
    mark = history.commit(odd, history.marks, message=b"One\n\x01" + b"0" * 40 + b"\n\n:100644 100644 a b M")
    mark = history.commit(odd, mark, message=b"")
    history.commit({b"moved\n\x01": odd[b"a\n\x01b"]}, mark)
    history.write()
    return printed(history.repo.folder)


def completed(repository: Repository) -> list[Entry]:
    """The log with what merges did."""

    def read(*arguments: str) -> Iterator[Entry]:
        return entries(repository.stream(*arguments))

    log, told = read(*ARGUMENTS, "HEAD"), read(*merges.MERGES, "HEAD")
    return [*merges.whole(log, told, lambda shas: read(*merges.RENAMED, *shas))]


def whole(log: bytes) -> list[Entry]:
    return list(entries([log]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cuts=st.lists(st.integers(0, 20_000), max_size=40))
def test_it_does_not_matter_where_blocks_end(log: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(log)) for cut in cuts), len(log)]
    blocks = [log[start:end] for start, end in pairwise(places)]

    assert list(entries(blocks)) == whole(log)


def test_one_byte_after_another(log: bytes) -> None:
    assert list(entries(log[at : at + 1] for at in range(len(log)))) == whole(log)


def test_every_commit_of_the_history_is_there_once(log: bytes) -> None:
    shas = [entry.sha for entry in whole(log)]

    assert len(shas) == len(set(shas)) > 12
    # Parents come first.
    assert all(parent in shas[: shas.index(entry.sha)] for entry in whole(log) for parent in entry.parents)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 20_000))
def test_where_the_log_breaks_off_only_whole_commits_are_told(log: bytes, cut: int) -> None:
    def broken() -> Iterator[bytes]:
        yield log[:cut]
        raise OSError("broken")

    told = []
    with pytest.raises(OSError, match="broken"):
        told.extend(entry for entry in _noted(entries(broken()), told))

    assert told == whole(log)[: len(told)]


def _noted(some: Iterator[Entry], told: list[Entry]) -> Iterator[Entry]:
    for entry in some:
        told.append(entry)
        yield from ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({}, {A: text("a")}, ("a.py", "A", (), (0, 0, 1), 1, 0), id="a new file"),
        pytest.param({A: text("a")}, {}, ("a.py", "D", ("a.py",), (0, 1, 0), 0, 1), id="a deleted file"),
        pytest.param({A: text("a")}, {A: text("b")}, ("a.py", "M", ("a.py",), (0, 1, 1), 1, 1), id="a changed line"),
        pytest.param({A: text("a")}, {A: text("a", "b")}, ("a.py", "M", ("a.py",), (1, 0, 1), 1, 0), id="at the end"),
        pytest.param({A: text("a")}, {A: text("b", "a")}, ("a.py", "M", ("a.py",), (0, 0, 1), 1, 0), id="at the start"),
        pytest.param(
            {A: text(*"abcdef")},
            {A: text(*"aXcdf")},
            ("a.py", "M", ("a.py",), (1, 1, 1, 4, 1, 0), 1, 2),
            id="two hunks",
        ),
        pytest.param({A: text(*"abc")}, {B: text(*"abc")}, ("b.py", "R", ("a.py",), (), 0, 0), id="a rename"),
        pytest.param({A: b"a"}, {A: (b"100755", b"a")}, ("a.py", "M", ("a.py",), (), 0, 0), id="a mode"),
        pytest.param(
            {A: text("a", "b")},
            {A: (b"120000", b"x")},
            ("a.py", "T", ("a.py",), (0, 2, 1), 1, 2),
            id="a file becomes a link",
        ),
        pytest.param({A: b"\0a"}, {A: b"\0b"}, ("a.py", "M", ("a.py",), None, 0, 0), id="binary"),
        pytest.param({}, {A: b""}, ("a.py", "A", (), (), 0, 0), id="an empty file"),
        pytest.param(
            {A: (b"160000", b"1" * 40)}, {A: text("a")}, ("a.py", "A", (), (0, 0, 1), 1, 0), id="was a submodule"
        ),
        pytest.param(
            {A: text("a")},
            {A: (b"160000", b"1" * 40)},
            ("a.py", "D", ("a.py",), (0, 1, 0), 0, 1),
            id="becomes a submodule",
        ),
    ],
)
def test_what_a_commit_did_to_a_file(
    before: dict[bytes, bytes], after: dict[bytes, bytes], expected: tuple[object, ...], tmp_path: Path
) -> None:
    history = History.at(tmp_path / "repo")
    history.commit(after, history.commit(before))
    history.write()
    (change,) = read(history.repo.folder)[-1].changes

    sources = tuple(source.path for source in change.sources)
    assert (change.path, change.letter, sources, change.lines, change.added, change.deleted) == expected


def test_a_merge_is_told_from_all_of_its_parents(tmp_path: Path) -> None:
    history = History.at(tmp_path / "repo")
    one = history.commit({A: text("a", "b", "c")})
    two = history.commit({A: text("A", "b", "c"), B: text("same")}, one)
    three = history.commit({A: text("a", "b", "C"), B: text("same")}, one)
    history.commit({A: text("A", "evil", "C"), B: text("same")}, two, three)
    history.write()
    repository = found(history.repo.folder)
    merge = completed(repository)[-1]

    (change,) = merge.changes
    folder = history.repo.folder
    blobs = [
        subprocess.check_output(["git", "rev-parse", f"{parent}:a.py"], cwd=folder, text=True).strip()
        for parent in merge.parents
    ]
    assert change == Change("a.py", "M", tuple(Source("a.py", blob) for blob in blobs), change.blob, change.lines, 1)
    assert change.lines is not None
    kept = [row for row in zip(*[iter(change.lines)] * 3, strict=True) if row[0] > -2]
    assert [row[:2] for row in kept[:3]] == [(0, 0), (-1, 0), (1, 2)]


def a_commit(number: int, *parents: int, lacking: bool = False) -> Entry:
    sources = (Source("a.py", "1"), Source("", "") if lacking else Source("a.py", "2"))
    changes = (Change("a.py", "M", sources, "3", ()),) if len(parents) > 1 else ()
    return Entry(f"{number:040x}", tuple(f"{parent:040x}" for parent in parents), "a@b.c", 1, 1, "", changes)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ([4, 6], []),
        ([6, 4], []),  # another order than that of the log
        ([6], [4]),
        ([], [4, 6]),
    ],
)
def test_each_merge_gets_its_own_changes(told: list[int], asked: list[int]) -> None:
    log = [a_commit(1), a_commit(2, 1), a_commit(3, 1), a_commit(4, 2, 3), a_commit(5, 4), a_commit(6, 5, 3)]
    bare = [replace(entry, changes=()) for entry in log]
    questions: list[str] = []

    def ask(shas: Sequence[str]) -> Iterator[Entry]:
        questions.extend(shas)
        return (entry for entry in log if entry.sha in shas)

    assert [*merges.whole(bare, [log[number - 1] for number in told], ask)] == log
    assert questions == [log[number - 1].sha for number in asked]


def test_renames_are_looked_for_where_a_parent_lacks_a_file() -> None:
    lacking, known = a_commit(3, 1, 2, lacking=True), a_commit(3, 1, 2)
    bare = [a_commit(1), a_commit(2, 1), replace(known, changes=())]

    assert [*merges.whole(bare, [lacking], lambda shas: [known])] == [*bare[:2], known]


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 8))
def test_the_order_stays_whatever_waits_for_an_answer(lacking: list[bool], most: int) -> None:
    log = [a_commit(number, 1, 2) for number in range(len(lacking))]
    told = [a_commit(number, 1, 2, lacking=some) for number, some in enumerate(lacking)]
    questions: list[str] = []

    def ask(shas: Sequence[str]) -> list[Entry]:
        questions.extend(shas)
        return [entry for entry in log if entry.sha in shas]

    assert [*merges.whole([replace(entry, changes=()) for entry in log], told, ask, most)] == log
    assert questions == [entry.sha for entry, some in zip(log, lacking, strict=True) if some]


def test_the_lines_of_missing_blobs_are_unknown(tmp_path: Path) -> None:
    history = History.at(tmp_path / "repo")
    history.commit({A: text("a", "b")}, history.commit({A: text("a")}))
    history.write()
    log = printed(history.repo.folder)
    first, second = entries([log])

    blob = first.changes[0].blob
    assert blob is not None
    assert [entry.changes[0].lines for entry in entries([log], frozenset([blob]))] == [None, None]
    assert second.changes[0].lines == (1, 0, 1)
