import unittest

import pytest

# ruleid: py-test-skipped
pytestmark = pytest.mark.skip(reason="slow")


# ruleid: py-test-skipped
@pytest.mark.skip
def test_refund(): ...


# ruleid: py-test-skipped
@pytest.mark.xfail(reason="rounding")
async def test_total(): ...


# ruleid: py-test-skipped
@unittest.skip("later")
class TestLedger(unittest.TestCase):
    def test_close(self):
        # ruleid: py-test-skipped
        self.skipTest("no ledger")


def test_export():
    # ruleid: py-test-skipped
    pytest.skip("flaky")


# ok: py-test-skipped
@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_fork(): ...


# ok: py-test-skipped
@pytest.mark.parametrize("rows", [1, 2])
def test_rows(rows):
    # ok: py-test-skipped
    yaml = pytest.importorskip("yaml")
    # ok: py-test-skipped
    reader.skip(rows)
    # ok: py-test-skipped
    found["skip"] = skip


# ok: py-test-skipped
def skip(rows): ...
