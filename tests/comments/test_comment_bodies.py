import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from riskcheck.comments.body import begins_with, fitted, same

NOTE = "\n\nThe rest of this report was cut: it is longer than a comment may be.\n"
LONG = "\n".join(f"line {number}" for number in range(50))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("short\n", "short\n", id="what fits stays"),
        pytest.param(f"first\n{LONG}", f"first\nline 0\nline 1{NOTE}", id="cut at the end of a line"),
        pytest.param("x" * 500, NOTE, id="a line that is too long is left out whole"),
        pytest.param(f"```py\n{LONG}", f"```py\nline 0\nline 1\n```{NOTE}", id="a fence is closed"),
        pytest.param(f"~~~~\n```\n{LONG}", f"~~~~\n```\nline 0\n~~~~{NOTE}", id="with the characters that opened it"),
        pytest.param(f"```\n<details>\n```\n{LONG}", f"```\n<details>\n```{NOTE}", id="a fold in a fence is text"),
        pytest.param(f"<details>\n{LONG}", f"<details>\nline 0\n\n</details>{NOTE}", id="a fold is closed"),
        pytest.param(
            f"<details>\n<details>\n</details>\n{LONG}",
            f"<details>\n<details>\n</details>\nline 0\n\n</details>{NOTE}",
            id="only as often as it is open",
        ),
        pytest.param(f"- `<details>` x\n{LONG}", f"- `<details>` x\nline 0{NOTE}", id="a fold in a code span is text"),
    ],
)
def test_a_long_text_is_cut(text: str, expected: str) -> None:
    assert fitted(text, len(expected)) == expected


_lines = st.lists(
    st.sampled_from(("```", "~~~~", "````py", "<details>", "</details>", "- item", "`</details>`", "", "\u6f22" * 9)),
    max_size=60,
)


@given(_lines, st.integers(len(NOTE), 400))
def test_whatever_is_cut_fits_and_folds_nothing_that_follows(lines: list[str], limit: int) -> None:
    text = "\n".join(lines)
    cut = fitted(text, limit)

    assert len(cut) <= limit
    if len(text) > limit:
        assert cut.endswith(NOTE)
        shown = MarkdownIt("commonmark").render(cut)
        assert shown.endswith("<p>The rest of this report was cut: it is longer than a comment may be.</p>\n")


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("<!-- m -->", True),
        ("<!-- m -->\r\nx", True),
        ("\n<!-- m --> \nx", True),
        ("<!-- m --> x", False),
        ("x\n<!-- m -->", False),
        ("> <!-- m -->", False),
        ("", False),
    ],
)
def test_the_marker_is_the_whole_first_line(text: str, is_ours: bool) -> None:
    assert begins_with(text, "<!-- m -->") == is_ours


def test_line_ends_and_blank_edges_make_no_other_text() -> None:
    assert same("a \r\n\r\nb\r\n\r\n", "a\n\nb")
    assert not same("a\nb", "a\n\nb")
