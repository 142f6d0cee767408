import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from riskcheck.reports.text import ascii_only, columns, cut, decoded, plain, shortened, wrapped
from tests.reports.hostile import texts

visible_texts = texts.map(plain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("caf\u00e9 \u6f22\u5b57.py", "caf\u00e9 \u6f22\u5b57.py", id="letters stay"),
        pytest.param(r"C:\new", r"C:\new", id="a backslash stays"),
        pytest.param("a\tb\nc\rd", r"a\tb\nc\rd", id="white space that moves the cursor shows"),
        pytest.param("\x1b[2J\x07\x7f\x85", r"\x1b[2J\x07\x7f\u0085", id="controls show"),
        pytest.param("a\u2028b\u2029c", r"a\u2028b\u2029c", id="line and paragraph separators show"),
        pytest.param("\u202eyp.exe\u2066", r"\u202eyp.exe\u2066", id="bidirectional controls show"),
        pytest.param("a\u200bb\ufe0fc\u3164d\u00a0e", r"a\u200bb\ufe0fc\u3164d\u00a0e", id="invisible characters show"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag characters show"),
        pytest.param("\udcff.py", r"\xff.py", id="a byte that is not UTF-8 shows as that byte"),
        pytest.param("\ud800", r"\ud800", id="any other lone surrogate shows by its number"),
        pytest.param("##[group]#5 ##", r"#\x23[group]#5 ##", id="a log command is broken"),
        pytest.param("##vso[x] ##teamcity[x]", r"#\x23vso[x] #\x23teamcity[x]", id="so are other logs' commands"),
    ],
)
def test_text_that_could_act_can_only_be_read(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(texts)
def test_plain_text_is_printable_and_stays_as_it_is(text: str) -> None:
    shown = plain(text)

    assert shown.isprintable()
    assert plain(shown) == shown
    shown.encode("utf-8")


def test_decoded_text_keeps_all_but_lone_surrogates() -> None:
    assert decoded("a\n\x1b\udcff\ud800") == "a\n\x1b\\xff\\ud800"


def test_ascii_text_keeps_the_look_of_our_punctuation() -> None:
    assert ascii_only("a · b … c → caf\u00e9") == r"a | b ... c -> caf\xe9"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("src/app.py", 10, "src/app.py", id="what fits stays"),
        pytest.param("src/long/way/app.py", 11, "src/l…pp.py", id="the middle goes"),
        pytest.param("\u6f22\u5b57\u6f22\u5b57\u6f22", 6, "\u6f22…\u6f22", id="wide letters count twice"),
        pytest.param("abc", 1, "…", id="one column holds the ellipsis"),
    ],
)
def test_a_long_path_loses_its_middle(text: str, width: int, expected: str) -> None:
    assert shortened(text, width) == expected


@given(visible_texts, st.integers(5, 40))
def test_nothing_is_wider_than_it_may_be(text: str, width: int) -> None:
    lines = [shortened(text, width), cut(text, width), *wrapped(text, width)]

    assert max(map(wcswidth, lines)) <= width
    assert not any(line.startswith("::") for line in lines[2:])


def test_no_character_takes_more_columns_than_are_counted() -> None:
    characters = filter(str.isprintable, map(chr, range(0x20, 0x32000)))

    assert not [ascii(each) for each in characters if columns(each) < wcwidth(each)]


@given(visible_texts)
def test_columns_are_never_fewer_than_a_terminal_takes(text: str) -> None:
    assert columns(text) >= wcswidth(text)


def test_wrapping_breaks_at_spaces_and_else_within_a_word() -> None:
    assert wrapped("one two three abcdefghijkl x", 8) == ["one two", "three", "abcdefgh", "ijkl x"]
