from threading import Event

import pytest

from riskcheck.apart import begun


def test_work_begins_before_anybody_waits_for_it() -> None:
    seen = Event()
    answer = begun(lambda: seen.set() or "done")

    assert seen.wait(10)
    assert (answer(), answer()) == ("done", "done")


def test_what_the_work_raises_is_raised_where_its_answer_is_waited_for() -> None:
    answer = begun(lambda: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        answer()
