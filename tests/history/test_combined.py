"""git's combined diffs, read as lines of parents."""

import pytest

from riskcheck.history.combined import LOST, OWN, REST, lost, segments

HEADER = b"combined a.py\nindex 1,2..3\n--- a/a.py\n+++ b/a.py\n"


@pytest.mark.parametrize(
    ("hunks", "parents", "expected"),
    [
        pytest.param(b"", 2, (0, 0, REST), id="all lines are as in every parent"),
        pytest.param(b"@@@ -2,0 -2,0 +3,1 @@@\n++own\n", 2, (0, 0, 2, OWN, 0, 1, 0, 2, REST), id="a line of its own"),
        pytest.param(
            b"@@@ -1,0 -1,2 +1,1 @@@\n -lost\n+ second\n",
            2,
            (LOST - 1, 0, 1, 1, 1, 1, 0, 0, REST),
            id="a line that the second parent alone has",
        ),
        pytest.param(
            b"@@@ -1,2 -1,1 +1,2 @@@\n- lost\n +one\n  both\n",
            2,
            (LOST, 0, 1, 0, 1, REST + 2),
            id="a line of the first parent, and one of both",
        ),
        pytest.param(
            b"@@@ -5,1 -5,1 +5,0 @@@\n--gone\n",
            2,
            (0, 0, 4, LOST, 4, 1, LOST - 1, 4, 1, 0, 5, REST),
            id="a line that both had",
        ),
        pytest.param(
            b"@@@@ -1,0 -1,0 -1,0 +1,3 @@@@\n+++own\n++ third\n+ +second\n",
            3,
            (OWN, 0, 1, 2, 0, 1, 1, 0, 1, 0, 0, REST),
            id="three parents",
        ),
        pytest.param(
            b"@@@ -1,1 -1,1 +1,1 @@@\n--a\n++b\n\\ No newline at end of file\n",
            2,
            (LOST, 0, 1, LOST - 1, 0, 1, OWN, 0, 1, 0, 1, REST),
            id="git's remark on the last line",
        ),
        pytest.param(
            b"@@@ -1,0 -1,0 +1,2 @@@ def f():\n++@@@ -1,0 -1,0 +1,2 @@@\n++--- a\n",
            2,
            (OWN, 0, 2, 0, 0, REST),
            id="lines that look like a patch",
        ),
        pytest.param(
            b"@@@ -1,0 -1,0 +1,1 @@@\n++own\n@@@ -10,0 -9,1 +11,1 @@@\n+ second\n",
            2,
            (OWN, 0, 1, 0, 0, 9, 1, 9, 1, 0, 9, REST),
            id="two hunks",
        ),
        pytest.param(
            b"@@@ -1,3 -1,2 +1,3 @@@\n- lost\n  common\n++own\n  both\n",
            2,
            (LOST, 0, 1, 0, 1, 1, OWN, 0, 1, 0, 2, REST + 1),
            id="context",
        ),
    ],
)
def test_each_line_is_of_a_parent_or_of_the_merge(hunks: bytes, parents: int, expected: tuple[int, ...]) -> None:
    assert segments(HEADER + hunks, parents) == expected


def test_what_only_a_parent_had_is_lost_wherever_the_rest_is_from() -> None:
    assert [*lost((0, 0, 2, LOST - 1, 2, 1, OWN, 0, 1, LOST, 2, 3, 0, 5, REST))] == [LOST - 1, 2, 1, LOST, 2, 3]
