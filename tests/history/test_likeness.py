import time

import pytest

from riskcheck.history.likeness import Rarity, area, told_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Sort the Rows by rowName", {"sort", "rows", "row", "name"}, id="humps fall apart"),
        pytest.param("sort_rows(row_id)", {"sort", "rows", "row"}, id="underscores too"),
        pytest.param("fix the x1", set(), id="common and short words"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("Rows were lost.", {"rows", "were", "lost"}, id="prose"),
        pytest.param('Fixes: 0123456789ab ("Sort rows")\nLost.', {"lost"}, id="trailer"),
        pytest.param('Fixes: 0123456789ab ("Sort\nrows")\nLost.', {"lost"}, id="trailer in two lines"),
        pytest.param('Fixes: 0123456789ab ("Sort\n\nLost.', {"lost"}, id="a trailer ends with its paragraph"),
        pytest.param('Since 0123456789ab ("Sort rows") lost.', {"since", "lost"}, id="named in passing"),
        pytest.param("Since commit 0123456789ab, lost.", {"since", "commit", "lost"}, id="id alone"),
    ],
)
def test_a_body_is_read_without_what_names_a_commit(body: str, words: set[str]) -> None:
    assert told_words(body, []) == words


def test_changed_lines_are_told_too() -> None:
    assert told_words("Rows were lost.", ["sort(pool);", "pool = 0;"]) == {"rows", "were", "lost", "sort", "pool"}


def test_no_more_words_are_kept_than_four_hundred() -> None:
    assert len(told_words("", [f"word{number}" for number in range(1_000)])) == 400


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        pytest.param("net/lark: Sort rows", "net/lark", id="area"),
        pytest.param("NET/Lark : Sort rows", "net/lark", id="case and space"),
        pytest.param("Sort rows", "", id="none"),
        pytest.param("x" * 61 + ": y", "", id="too long for one"),
    ],
)
def test_area(subject: str, expected: str) -> None:
    assert area(subject) == expected


def test_a_word_of_few_subjects_weighs_more() -> None:
    rarity = Rarity()
    for subject in ("sort rows", "sort columns", "sort pools"):
        rarity.tell(subject)

    assert rarity.of("unheard") > rarity.of("rows") > rarity.of("sort")
    assert rarity.weight({"rows", "sort"}) == rarity.of("rows") + rarity.of("sort")


def test_old_subjects_are_forgotten() -> None:
    rarity = Rarity()
    rarity.tell("sort rows")
    for _ in range(5_000):
        rarity.tell("sort columns")

    assert rarity.of("rows") == rarity.of("unheard")


@pytest.mark.parametrize("unit", ["a", "0", "0123456 (", "fixes:", "(\n", "fixes: (\n", "'", "aB"])
def test_a_body_of_megabytes_is_no_trap(unit: str) -> None:
    text = unit * (4_000_000 // len(unit))
    start = time.process_time()

    told_words(text, [text])
    area(text)

    assert time.process_time() - start < 2
