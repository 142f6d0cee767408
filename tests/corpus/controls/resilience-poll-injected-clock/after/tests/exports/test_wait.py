import pytest

from exports.wait import ExportTimedOut, wait_for


class NeverReady:
    def state(self, export_id):
        raise AssertionError("asked after the deadline")


def test_a_deadline_that_has_passed_asks_nothing():
    ticks = iter([0.0, 1000.0])

    with pytest.raises(ExportTimedOut):
        wait_for(NeverReady(), "e1", clock=lambda: next(ticks))
