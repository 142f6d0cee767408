"""Spans of lines, laid over each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.provenance.spans import Span, lines_in, overlay

SPANS = st.lists(
    st.builds(
        lambda start, length, value: Span(start, start + length, value),
        st.integers(1, 30),
        st.integers(0, 12),
        st.sampled_from("abc"),
    ),
    max_size=12,
)


def by_line(spans: list[Span[str]] | tuple[Span[str], ...]) -> dict[int, str]:
    """The slow answer: line by line, the last one wins."""
    return {line: span.value for span in spans for line in range(span.start, span.end + 1)}


@given(SPANS)
def test_every_line_keeps_the_latest_claim(spans: list[Span[str]]) -> None:
    assert by_line(overlay(spans)) == by_line(spans)


@given(SPANS)
def test_spans_come_out_sorted_apart_and_joined(spans: list[Span[str]]) -> None:
    found = overlay(spans)

    for left, right in pairwise(found):
        assert left.end < right.start
        assert left.end + 1 < right.start or left.value != right.value


@given(SPANS)
def test_laying_over_twice_changes_nothing(spans: list[Span[str]]) -> None:
    assert overlay(overlay(spans)) == overlay(spans)


def test_a_span_of_all_lines_there_could_be_is_one_span() -> None:
    assert overlay([Span(1, 10**15, "a"), Span(5, 5, "b")]) == (Span(1, 4, "a"), Span(5, 5, "b"), Span(6, 10**15, "a"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", (7, 7)),
        ("3-9", (3, 9)),
        ("1-999999999999", (1, 999_999_999_999)),
        ("0", None),
        ("0-3", None),
        ("9-3", None),
        ("-3", None),
        ("3-", None),
        ("3-4-5", None),
        ("٣", None),
        (" 3", None),
        ("3\n", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_ranges_of_lines_are_read_strictly(text: str, expected: tuple[int, int] | None) -> None:
    assert lines_in(text) == expected
