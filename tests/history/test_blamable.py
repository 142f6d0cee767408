import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.history.blamable import Edit, blamable, lines_added
from riskcheck.history.blamed import Blamable

LONG = "total = first_row + second_row;"


@pytest.mark.parametrize(
    ("path", "edits", "expected"),
    [
        pytest.param("a.c", [Edit(5, ("x = 1;",), ("x = 2;",))], Blamable((5,), (), True), id="rewritten"),
        pytest.param("a.c", [Edit(1, ("x = 1;",), ())], Blamable((1,), (), True), id="first line of a file"),
        pytest.param(
            "a.c",
            [Edit(5, ("", "x = 1;", "}", "// y"), ())],
            Blamable((6,), (), True),
            id="trivial lines",
        ),
        pytest.param("a.c", [Edit(5, ("x  = 1;",), ("  x = 1;",))], Blamable((), (5,), True), id="white space only"),
        pytest.param(
            "a.c",
            [Edit(5, (LONG,), ()), Edit(50, (), ("\t" + LONG,))],
            Blamable((), (5,), True),
            id="moved within the file",
        ),
        pytest.param(
            "a.c",
            [Edit(5, ("return;",), ()), Edit(50, (), ("return;",))],
            Blamable((5,), (), True),
            id="a short line elsewhere is another line",
        ),
        pytest.param("a.c", [Edit(5, (), ("if (!p)",))], Blamable(is_code=True), id="only adds"),
        pytest.param("a.c", [Edit(0, (), ("if (!p)",))], Blamable(is_code=True), id="adds on top"),
        pytest.param("a.c", [Edit(5, (), ("// why", ""))], Blamable(), id="only adds a comment"),
        pytest.param(
            "a.c",
            [Edit(5, ("x = 1;",), ()), Edit(7, ("y = 1;",), ())],
            Blamable((5, 7), (), True),
            id="two edits",
        ),
        pytest.param("tests/test_a.py", [Edit(5, ("x = 1",), ())], Blamable(), id="test"),
        pytest.param("docs/a.md", [Edit(5, ("x = 1",), ())], Blamable(), id="docs"),
        pytest.param("vendor/a.c", [Edit(5, ("x = 1;",), ())], Blamable(), id="vendored"),
        pytest.param("a_pb2.py", [Edit(5, ("x = 1",), ())], Blamable(), id="generated"),
        pytest.param("poetry.lock", [Edit(5, ("x = 1",), ())], Blamable(), id="lock file"),
        pytest.param("a.c", [], Blamable(), id="nothing"),
    ],
)
def test_lines_that_can_carry_blame(path: str, edits: list[Edit], expected: Blamable) -> None:
    assert blamable(path, edits, lines_added(edits)) == expected


def test_a_line_that_moves_to_another_file_is_not_deleted() -> None:
    there = lines_added([Edit(9, (), (LONG,))])

    assert blamable("a.c", [Edit(5, (LONG,), ())], there).moved == (5,)


lines = st.lists(st.sampled_from(["", "}", "// x", "x = 1;", "x  =  1;", LONG, "#include <a.h>"]), max_size=6).map(
    tuple
)


@given(st.lists(st.tuples(st.integers(0, 5), lines, lines), max_size=5))
def test_each_line_has_one_class_and_stands_where_the_edit_says(
    steps: list[tuple[int, tuple[str, ...], tuple[str, ...]]],
) -> None:
    edits, at = [], 1
    for gap, deleted, added in steps:
        at += gap + 1
        edits.append(Edit(at, deleted, added))
        at += len(deleted)
    gone = {number for edit in edits for number in range(edit.source_start, edit.source_start + len(edit.deleted))}

    found = blamable("a.c", edits, lines_added(edits))

    assert {*found.deleted, *found.moved} <= gone
    assert not {*found.deleted} & {*found.moved}
    assert found.is_code or not gone
    assert all(list(part) == sorted(set(part)) for part in (found.deleted, found.moved))
