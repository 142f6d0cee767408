"""What became of changes in histories with one answer."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from riskcheck.history.outcomes import outcomes
from riskcheck.history.store import Store
from tests.history.histories import DAY, History, found, fresh, learn, text

A, B = b"a.py", b"b.py"
BEGIN = 1_700_000_000
CODE = [f"    total = round(amount * {number}, 2)" for number in range(12)]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return fresh(tmp_path)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History.at(tmp_path / "repo")


def fates(history: History, kept: Store) -> dict[int, tuple[int, int, int]]:
    """Lines gone, after 30 days and after 90, by the mark of their writer."""
    history.write()
    learn(history.repo.folder, kept)
    query = "SELECT sha, gone, gone_30, gone_90 FROM fates JOIN commits ON of=number"
    return {history.names[sha]: (gone, early, late) for sha, gone, early, late in kept.connection.execute(query)}


def labels(history: History, kept: Store) -> set[tuple[int, str, str, int]]:
    """Mark, kind and source of what is said of a change, and the mark of the change that says it."""
    history.write()
    learn(history.repo.folder, kept)
    sha = dict(kept.connection.execute("SELECT number, sha FROM commits"))
    rows = kept.connection.execute("SELECT of, kind, source, by FROM labels")
    return {(history.names[sha[of]], kind, source, history.names[sha[by]]) for of, kind, source, by in rows}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0, (2, 2, 2), id="the same day"),
        pytest.param(30, (2, 2, 2), id="30 days"),
        pytest.param(31, (2, 0, 2), id="31 days"),
        pytest.param(90, (2, 0, 2), id="90 days"),
        pytest.param(91, (2, 0, 0), id="91 days"),
        pytest.param(-5, (2, 2, 2), id="a clock that went back"),
    ],
)
def test_lines_go_early_or_late(days: int, expected: tuple[int, int, int], history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b", "c")}, date=BEGIN)
    history.commit({A: text("a")}, one, date=BEGIN + days * DAY)

    assert fates(history, kept) == {1: expected}


def test_the_earliest_of_two_deletions_counts(history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b")}, date=BEGIN)
    late = history.commit({A: text("a", "late")}, one, date=BEGIN + 60 * DAY)
    early = history.commit({A: text("a", "early")}, one, date=BEGIN + 10 * DAY)
    history.commit({A: text("a", "late")}, early, late, date=BEGIN + 61 * DAY)

    assert fates(history, kept)[1] == (1, 1, 1)


def build(history: History, *trees: dict[bytes, bytes]) -> None:
    mark = 0
    for tree in trees:
        mark = history.commit(tree, *([mark] if mark else []), date=BEGIN + history.marks * DAY)


def test_lines_that_only_move_with_their_file_are_not_gone(history: History, kept: Store) -> None:
    build(history, {A: text(*CODE)}, {B: text(*CODE)}, {B: text(*CODE[1:])})

    assert fates(history, kept) == {1: (1, 1, 1)}


def test_a_deleted_file_takes_its_lines_along(history: History, kept: Store) -> None:
    build(history, {A: text("a", "b"), B: text("b")}, {A: text("a", "b", "c"), B: text("b")}, {B: text("b")})

    assert fates(history, kept) == {1: (2, 2, 2), 2: (1, 1, 1)}


def test_what_a_merge_drops_is_gone(history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b", "c", "d")})
    two = history.commit({A: text("a", "b", "c", "d", "two")}, one)
    three = history.commit({A: text("three", "a", "b", "c", "d")}, one)
    history.commit({A: text("three", "a", "c", "d", "evil")}, two, three)

    assert fates(history, kept) == {one: (1, 1, 1), two: (1, 1, 1)}


def test_what_a_merge_drops_beside_what_it_writes_is_gone(history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b", "c")})
    two = history.commit({A: text("a", "b", "c", "two")}, one)
    three = history.commit({A: text("three", "a", "b", "c")}, one)
    history.commit({A: text("three", "a", "c", "evil")}, two, three)

    assert fates(history, kept) == {one: (1, 1, 1), two: (1, 1, 1)}


def test_what_one_side_of_a_merge_has_deleted_is_gone_once(history: History, kept: Store) -> None:
    one = history.commit({A: text("a", "b", "c")})
    two = history.commit({A: text("a", "c")}, one)
    three = history.commit({A: text("a", "b", "c", "three")}, one)
    history.commit({A: text("a", "c", "three")}, two, three)

    assert fates(history, kept) == {one: (1, 1, 1)}


Names = Callable[[History], str]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param(lambda made: f"fix: x\n\nFixes: {made.shas[1][:12]}", {(1, "fixed", "fixes")}, id="Fixes:"),
        pytest.param(
            lambda made: f'Revert "Add taxes"\n\nThis reverts commit {made.shas[1]}.',
            {(1, "reverted", "revert")},
            id="a revert",
        ),
        pytest.param(lambda made: 'Revert "Add taxes"', {(1, "reverted", "revert")}, id="a revert by subject"),
        pytest.param(lambda made: f"Mend\n\nFixes: {'0' * 40}", set(), id="an unknown commit"),
        pytest.param(lambda made: "Add more", set(), id="nothing is said"),
    ],
)
def test_messages_label_what_they_name(
    message: Names, expected: set[tuple[int, str, str]], history: History, kept: Store
) -> None:
    one = history.commit({A: text(*CODE)}, message="Add taxes")
    history.write()
    history.commit({A: text(*CODE, "    more = 1")}, one, message=message(history))

    assert {row[:3] for row in labels(history, kept) if row[2] != "szz"} == expected


def test_a_repair_is_blamed_on_whoever_wrote_what_it_deletes(history: History, kept: Store) -> None:
    one = history.commit({A: text(*CODE)}, message="Add taxes")
    two = history.commit({A: text(*CODE[:5], "    total = amount / 0", *CODE[5:])}, one, message="Divide amounts")
    history.commit({A: text(*CODE[:5], "    total = amount", *CODE[5:])}, two, message="fix: crash on amounts")

    assert labels(history, kept) == {(two, "fixed", "szz", 3)}


def test_a_reformatting_is_not_blamed_for_what_it_reformats(history: History, kept: Store) -> None:
    one = history.commit({A: text(*CODE)}, message="Add taxes")
    two = history.commit({A: text(*(line.strip() for line in CODE))}, one, message="Reformat with black")
    history.write()
    ignored = f"# by black\n{history.shas[two]} # all of it\n".encode()
    fixed = [line.strip() for line in [*CODE[:5], "total = amount", *CODE[6:]]]
    history.commit({A: text(*fixed), b".git-blame-ignore-revs": ignored}, two, message="fix: crash on amounts")
    formatted = labels(history, kept)

    assert (two, "fixed", "szz", 3) not in formatted


# Outcomes --------------------------------------------------------------------------------------


def told(history: History, kept: Store, tools: dict[str, str]) -> Sequence[tuple[object, ...]]:
    """Mark, tool and what became of each change."""
    head = history.write()
    learn(history.repo.folder, kept)
    return [
        (history.names[row.sha], row.tool, row.fixed_after, row.is_certain, row.reverted_after, row.lines_gone_30)
        for row in outcomes(found(history.repo.folder), kept, head, tools)
    ]


def test_outcomes_are_told_in_days_and_lines(history: History, kept: Store) -> None:
    one = history.commit({A: text(*CODE), B: text(*CODE)}, message="Add taxes", date=BEGIN)
    two = history.commit({A: text(*CODE[1:]), B: text(*CODE)}, one, message="Drop one", date=BEGIN + DAY)
    history.write()
    three = history.commit(
        {A: text(*CODE), B: text(*CODE)}, two, message=f"This reverts commit {history.shas[two]}.", date=BEGIN + 3 * DAY
    )
    four = history.commit(
        {A: text(*CODE), B: text(*CODE[2:])}, three, message=f"fix: x\n\nFixes: {history.shas[1]}", date=BEGIN + 5 * DAY
    )
    history.commit({A: text(*CODE), B: text(*CODE[2:], "x = 1")}, four, message="Much later", date=BEGIN + 40 * DAY)

    assert told(history, kept, {history.shas[1]: "claude-code"}) == [
        (1, "claude-code", 5 * DAY, True, None, 3),
        (2, None, None, False, 2 * DAY, 0),
        (3, None, None, False, None, 0),
        (4, None, None, False, None, 0),
        (5, None, None, False, None, None),
    ]


def test_merges_and_commits_of_other_branches_have_no_outcome(history: History, kept: Store) -> None:
    one = history.commit({A: text("a")})
    two = history.commit({A: text("a", "b")}, one)
    side = history.commit({A: text("a"), B: text("b")}, one)
    empty = history.commit({A: text("a", "b")}, two)
    history.commit({A: text("a", "b"), B: text("b")}, empty, side)
    assert [row[0] for row in told(history, kept, {})] == [1, 2, 3]

    rows = outcomes(found(history.repo.folder), kept, history.shas[two], {})
    assert [history.names[row.sha] for row in rows] == [1, 2]
