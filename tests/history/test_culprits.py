from array import array
from bisect import bisect_right

import pytest

from riskcheck.history.blamed import Blamable, unpacked
from riskcheck.history.culprits import Judge, traces_in
from riskcheck.history.lines import Moved
from riskcheck.history.rows import ChangeRow, Row

FIRST_LINES = [1, 11, 21, 31]


def row(number: int, subject: str = "") -> Row:
    when = number * 86_400
    return Row(number, f"{number:040x}", "", 1, when, when, subject, 0.0, FIRST_LINES[number], 10, 0, 0)


def owners(lines: "array[int]") -> list[int]:
    return [bisect_right(FIRST_LINES, line) - 1 for line in lines]


def packed(deleted: tuple[int, ...] = (), moved: tuple[int, ...] = ()) -> bytes:
    return array("I", [len(deleted), *deleted, *moved]).tobytes()


def moved(before: list[int], edit: tuple[int, int, int], blamed: bytes | None) -> Moved:
    change = ChangeRow(1, 3, 1, "M", 1, b"", b"", array("I", edit).tobytes(), edit[2], edit[1], blamed)
    return Moved(change, array("I", before), None)


def judge(subjects: tuple[str, str, str] = ("", "", "")) -> Judge:
    return Judge({at: row(at, subjects[at]) for at in range(3)}, frozenset())


@pytest.mark.parametrize(
    ("moves", "of"),
    [
        pytest.param([moved([1, 11, 21], (1, 1, 1), packed((2,)))], 1, id="who wrote the deleted line"),
        pytest.param([moved([1, 11, 12, 2], (2, 0, 1), packed())], 1, id="who wrote beside an insertion"),
        pytest.param([moved([1, 2, 3], (1, 1, 1), None)], 0, id="a file without blame is better than none"),
        pytest.param([Moved(moved([], (0, 0, 1), None).change, None, None)], None, id="a file of unknown lines"),
        pytest.param([moved([0, 0, 0], (1, 1, 1), packed((2,)))], None, id="lines that nobody knows"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_who_is_blamed(moves: list[Moved], of: int | None) -> None:
    found = judge().blame(row(3), traces_in(moves, owners))

    assert (found.of if found else None) == of


def test_the_words_of_a_subject_decide_between_equals() -> None:
    moves = [moved([1, 11], (0, 2, 0), packed((1, 2)))]
    subjects = ("Sort lanterns", "Paint", "")

    assert judge(subjects).blame(row(3), traces_in(moves, owners)).of == 1
    assert judge(subjects).blame(row(3, "Lanterns sort wrong"), traces_in(moves, owners)).of == 0


def test_lines_are_unpacked_as_they_were_packed() -> None:
    assert unpacked(packed((1, 2), (3,))) == Blamable((1, 2), (3,), is_code=True)
    assert unpacked(None) == Blamable()
