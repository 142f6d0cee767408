"""The file that a history is kept in, and what is in its place."""

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from riskcheck import training
from riskcheck.history import store
from riskcheck.history.rows import LabelRow
from riskcheck.history.store import HistoryError, Store
from tests.history.histories import UNSEEN, History, dump, found, fresh, learn, text

A = b"a.py"


@pytest.fixture
def place(tmp_path: Path) -> str:
    return store.place(str(tmp_path / "kept"))


@pytest.fixture
def history(tmp_path: Path) -> History:
    """One change and its repair."""
    made = History.at(tmp_path / "repo")
    one = made.commit({A: text("a", "b")}, message="Add a")
    made.commit({A: text("a", "c")}, one, message='fix: b\n\nFixes: "Add a"')
    made.write()
    return made


def filled(place: str, history: History) -> dict[str, list[object]]:
    kept = store.opened(place)
    learn(history.repo.folder, kept)
    answer = dump(kept)
    kept.close()
    return answer


def test_what_is_kept_is_there_again(place: str, history: History) -> None:
    before = filled(place, history)
    again = store.opened(place)

    assert again.count() == 2
    assert dump(again) == before
    again.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000, os.urandom(20_000)])
def test_a_damaged_file_is_begun_anew(content: bytes, place: str, history: History) -> None:
    before = filled(place, history)
    Path(place).write_bytes(content)

    assert filled(place, history) == before


def test_a_file_with_a_damaged_middle_is_an_error_or_begun_anew(history: History) -> None:
    repository = found(history.repo.folder)
    training.learn(repository, repository.resolve("HEAD"), None, UNSEEN)
    place = Path(store.place(str(history.repo.folder / ".git/riskcheck")))
    connection = sqlite3.connect(place)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    spared = [1, *(page for (page,) in connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name='meta'"))]
    connection.close()
    content = place.read_bytes()
    pages = [
        content[at : at + size] if at // size + 1 in spared else b"\xff" * size for at in range(0, len(content), size)
    ]
    place.write_bytes(b"".join(pages))

    with contextlib.suppress(HistoryError):
        training.learn(repository, repository.resolve("HEAD"), None, UNSEEN)


def test_a_file_of_another_version_is_begun_anew(place: str, history: History) -> None:
    before = filled(place, history)
    connection = sqlite3.connect(place)
    connection.execute("UPDATE meta SET value='0' WHERE key='version'")
    connection.commit()
    connection.close()

    assert store.reading(place) is None
    assert filled(place, history) == before


def test_a_database_of_something_else_is_begun_anew(place: str, history: History) -> None:
    before = filled(place, history)
    Path(place).unlink()
    connection = sqlite3.connect(place)
    connection.execute("CREATE TABLE other (word TEXT)")
    connection.commit()
    connection.close()

    assert filled(place, history) == before


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")

    with pytest.raises(HistoryError, match="kept"):
        store.opened(store.place(str(tmp_path / "kept")))


def test_a_file_in_use_is_an_error(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_SECONDS", 0.1)
    first = store.opened(place)

    with pytest.raises(HistoryError, match="in use by another run"):
        store.opened(place)
    first.close()
    store.opened(place).close()


def test_nothing_is_made_to_be_read(place: str) -> None:
    assert store.reading(place) is None
    assert not Path(place).exists()


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_what_is_no_history_is_not_read(content: bytes, place: str) -> None:
    Path(place).parent.mkdir()
    Path(place).write_bytes(content)

    assert store.reading(place) is None


def test_a_reader_sees_what_is_kept_and_cannot_write(place: str, history: History) -> None:
    filled(place, history)
    writing = store.opened(place)
    reader = store.reading(place)

    assert reader is not None
    assert reader.count() == 2
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.put_meta("word", "value")
    reader.close()
    writing.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    kept = fresh(tmp_path)
    with contextlib.suppress(KeyboardInterrupt), kept.transaction():
        kept.put_meta("word", "value")
        raise KeyboardInterrupt

    assert kept.meta("word", "nothing") == "nothing"


def test_a_label_that_is_there_stays(tmp_path: Path) -> None:
    kept = fresh(tmp_path)
    kept.label([LabelRow(1, "fixed", "fixes", 1.0, 2, 100)])
    kept.label([LabelRow(1, "fixed", "fixes", 0.5, 2, 100), LabelRow(1, "fixed", "szz", 0.5, 2, 100)])

    assert [row[3] for row in kept.connection.execute("SELECT * FROM labels ORDER BY source")] == [1.0, 0.5]


def test_commits_are_found_by_the_beginning_of_their_ids(tmp_path: Path, history: History) -> None:
    kept = fresh(tmp_path)
    learn(history.repo.folder, kept)
    first, second = (row.sha for row in kept.rows())

    assert (kept.starting(first), kept.starting(second[:12])) == ([0], [1])
    assert len(kept.starting("")) == 2
    assert kept.number("0" * 40) is None


def test_what_renames_a_file_away_touches_it(tmp_path: Path) -> None:
    history = History.at(tmp_path / "repo")
    one = history.commit({A: text(*"abcdef")})
    two = history.commit({b"b.py": text(*"abcdef")}, one)
    history.commit({b"b.py": text(*"abcdef"), A: text("new")}, two)
    history.write()
    kept: Store = fresh(tmp_path)
    learn(history.repo.folder, kept)
    numbers = dict(kept.connection.execute("SELECT path, number FROM paths"))

    assert [kept.touching(numbers[path]) for path in (b"a.py", b"b.py")] == [{0, 1, 2}, {1}]
