import time

import pytest

from riskcheck.history.likeness import area, heard, words_of


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


@pytest.mark.parametrize(
    ("subject", "reformats"),
    [("Reformat with black", True), ("pay: rename rows", True), ("Sort rows", False), ("Add a formatter", False)],
)
def test_what_only_reformats_says_so(subject: str, reformats: bool) -> None:
    assert heard(subject).reformats == reformats


@pytest.mark.parametrize("unit", ["a", "0", "0123456 (", "fixes:", "(\n", "'", "aB"])
def test_a_subject_of_megabytes_is_no_trap(unit: str) -> None:
    text = unit * (4_000_000 // len(unit))
    start = time.process_time()

    heard(text)

    assert time.process_time() - start < 12
