"""The fourteen measures, on histories where each can be counted by hand."""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.measures import ChangedFile, PlannedChange
from riskcheck.history.before import History
from riskcheck.history.measures import entropy, is_fix, measures, recorded, sized
from riskcheck.history.standing import Standing
from riskcheck.history.store import Store
from tests.gitrepo import FIRST_DATE
from tests.history import histories
from tests.history.histories import DAY, found, fresh, learn

ROBIN = "robin@example.org"
KIM = "kim@example.org"
BY_KIM = b"Kim <kim@example.org>"
YEAR = 365.25


def lines(*numbers: int) -> bytes:
    return "".join(f"line {number}\n" for number in numbers).encode()


@pytest.fixture
def shop(tmp_path: Path) -> histories.History:
    """Two years: Robin begins, Kim goes on, and Robin renames; the last commit is the one that is measured."""
    history = histories.History.at(tmp_path / "shop")
    tree = {b"src/web/a.py": lines(1, 2, 3), b"setup.py": lines(1)}
    one = history.commit(tree, date=FIRST_DATE)
    tree |= {b"src/db/b.py": lines(*range(10))}
    two = history.commit(tree, one, author=BY_KIM, date=FIRST_DATE + 365 * DAY)
    tree |= {b"setup.py": lines(1, 2), b"docs/c.md": lines(1)}
    three = history.commit(tree, two, date=FIRST_DATE + 700 * DAY)
    tree[b"src/db/d.py"] = tree.pop(b"src/db/b.py")
    four = history.commit(tree, three, date=FIRST_DATE + 720 * DAY)
    tree |= {b"src/db/d.py": lines(*range(10), 10, 11), b"setup.py": lines(2), b"lib/new.py": lines(1, 2, 3, 4)}
    history.commit(tree, four, author=BY_KIM, date=FIRST_DATE + 730 * DAY, message="fix: crash on start")
    history.write()
    return history


@pytest.fixture
def kept(shop: histories.History, tmp_path: Path) -> Store:
    store = fresh(tmp_path)
    learn(shop.repo.folder, store)
    return store


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """A past in which nothing was."""
    with closing(fresh(tmp_path_factory.mktemp("empty"))) as empty:
        yield History(empty, None, Standing((), FIRST_DATE, None), FIRST_DATE)  # type: ignore[arg-type]


def test_all_measures_of_a_kept_commit(shop: histories.History, kept: Store) -> None:
    sha, parent = shop.shas[5], shop.shas[4]
    repository = found(shop.repo.folder)
    change = recorded(kept, sha)
    assert change is not None

    answer = measures(History.before(kept, repository, sha), sized(repository, parent, change))

    assert (answer.ns, answer.nd, answer.nf) == (3, 3, 3)  # root, src and lib
    assert answer.entropy == pytest.approx(
        -(4 / 7 * math.log2(4 / 7) + 2 / 7 * math.log2(2 / 7) + math.log2(1 / 7) / 7)
    )
    assert (answer.la, answer.ld, answer.lt) == (6, 1, 12)
    assert answer.fix
    assert answer.ndev == 2
    assert answer.age == pytest.approx((30 + 10 + 0) / 3)
    assert answer.nuc == 2
    assert (answer.exp, answer.sexp) == (1, 1)
    assert answer.rexp == pytest.approx(1 / (365 / YEAR + 1))


def test_a_change_that_is_not_committed_yet_has_the_same_measures(shop: histories.History, kept: Store) -> None:
    repository = found(shop.repo.folder)
    files = (
        ChangedFile("lib/new.py", 4, 0, 0),
        ChangedFile("setup.py", 0, 1, 2),
        ChangedFile("src/db/d.py", 2, 0, 10),
    )
    planned = PlannedChange(files, KIM, is_fix("fix: crash on start"))
    change = recorded(kept, shop.shas[5])
    assert change is not None

    now = measures(History.at(kept, repository, shop.shas[4], FIRST_DATE + 730 * DAY), planned)
    then = measures(History.before(kept, repository, shop.shas[5]), sized(repository, shop.shas[4], change))

    assert now == then


def test_a_file_that_is_renamed_by_the_change_has_the_past_of_its_old_name(
    shop: histories.History, kept: Store
) -> None:
    history = History.at(kept, found(shop.repo.folder), shop.shas[5])
    renamed = ChangedFile("src/db/e.py", 0, 0, 12, source_path="src/db/d.py")

    answer = measures(history, PlannedChange((renamed,), ROBIN, False))

    assert (answer.ndev, answer.nuc, answer.lt, answer.age) == (2, 1, 12, 0)


def test_a_kept_rename_names_its_source(shop: histories.History, kept: Store) -> None:
    change = recorded(kept, shop.shas[4])

    assert change == PlannedChange((ChangedFile("src/db/d.py", 0, 0, None, "src/db/b.py"),), ROBIN, False)
    assert sized(found(shop.repo.folder), shop.shas[3], change).files[0].lines_before == 10


def test_a_new_file_adds_nothing_to_what_looks_back(shop: histories.History, kept: Store) -> None:
    history = History.at(kept, found(shop.repo.folder), shop.shas[5])

    answer = measures(history, PlannedChange((ChangedFile("other/x.py", 5, 0, 0),), "new@example.org", False))

    assert (answer.ndev, answer.age, answer.nuc, answer.exp, answer.rexp, answer.sexp) == (0, 0.0, 0, 0, 0.0, 0)
    assert (answer.lt, answer.entropy) == (0, 0.0)


def test_two_files_that_one_commit_changed_last_are_one_unique_change(shop: histories.History, kept: Store) -> None:
    history = History.at(kept, found(shop.repo.folder), shop.shas[3])
    files = (ChangedFile("setup.py", 1, 0, 2), ChangedFile("docs/c.md", 1, 0, 1), ChangedFile("src/web/a.py", 1, 0, 3))

    assert measures(history, PlannedChange(files, ROBIN, False)).nuc == 2


def test_lines_before_are_not_known_where_those_of_one_file_are_not(shop: histories.History, kept: Store) -> None:
    history = History.at(kept, found(shop.repo.folder), shop.shas[5])
    files = (ChangedFile("setup.py", 1, 0, None), ChangedFile("docs/c.md", 1, 0, 1))

    assert measures(history, PlannedChange(files, ROBIN, False)).lt is None


def test_a_commit_that_is_not_kept_is_no_change(kept: Store) -> None:
    assert recorded(kept, "0" * 40) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", 0), (b"one\n", 1), (b"one\ntwo", 2), (b"a\r\nb\r\n", 2), (b"\0\n\n\n", 0)],
    ids=["empty", "one line", "no line feed at the end", "carriage returns", "binary"],
)
def test_lines_before_are_counted_as_git_counts_them(tmp_path: Path, content: bytes, expected: int) -> None:
    history = histories.History.at(tmp_path / "repo")
    history.commit({b"a": content})
    sha = history.write()
    change = PlannedChange((ChangedFile("a", 1, 1),), ROBIN, False)

    assert sized(found(history.repo.folder), sha, change).files[0].lines_before == expected


def test_without_a_commit_before_there_are_no_lines_before(shop: histories.History) -> None:
    change = PlannedChange((ChangedFile("a", 1, 1),), ROBIN, False)

    assert sized(found(shop.repo.folder), None, change).files[0].lines_before == 0


@pytest.mark.parametrize(
    ("message", "expected"), [("fix: crash", True), ("\nFix crash on exit\n\nbody", True), ("Add a page", False)]
)
def test_a_fix_is_what_the_message_says(message: str, expected: bool) -> None:
    assert is_fix(message) == expected


@given(st.lists(st.integers(0, 1000), max_size=12))
def test_entropy_is_between_one_file_and_all_alike(counts: list[int]) -> None:
    changed = [count for count in counts if count]
    answer = entropy(counts)

    assert 0 <= answer <= math.log2(max(len(changed), 1)) + 1e-9
    assert math.isclose(answer, entropy(counts[::-1]))
    assert math.isclose(entropy([7] * len(counts)), math.log2(len(counts)) if counts else 0, abs_tol=1e-12)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=6))
def test_sizes_add_up_over_files_in_any_order(nothing: History, rows: list[tuple[int, int]]) -> None:
    files = tuple(ChangedFile(f"d{at}/f", added, deleted, at) for at, (added, deleted) in enumerate(rows))
    change = PlannedChange(files, ROBIN, False)

    answer, backward = (measures(nothing, some) for some in (change, replace(change, files=files[::-1])))

    assert (answer.la, answer.ld) == (sum(row[0] for row in rows), sum(row[1] for row in rows))
    assert (answer.ns, answer.nd, answer.nf, answer.lt) == (len(rows), len(rows), len(rows), sum(range(len(rows))))
    assert answer == backward
