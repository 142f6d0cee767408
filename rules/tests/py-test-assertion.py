import pytest


def test_total():
    # ruleid: py-test-assertion
    assert total([1, 2]) == 3
    # ruleid: py-test-assertion
    assert total([]) == 0, "nothing adds up to nothing"
    # ruleid: py-test-assertion
    with pytest.raises(ValueError, match="negative"):
        total([-1])
    # ruleid: py-test-assertion
    numpy.testing.assert_allclose(total([0.1]), 0.1)


class TestLedger(TestCase):
    def test_close(self):
        # ruleid: py-test-assertion
        self.assertEqual(self.ledger.close(), 3)
        # ruleid: py-test-assertion
        self.mailer.send.assert_called_once_with("closed")


def test_nothing(self):
    # ok: py-test-assertion
    assert True
    # ok: py-test-assertion
    self.assertTrue(True)
    # ok: py-test-assertion
    assertions = count()
    # ok: py-test-assertion
    ledger.asserted(3)
    # ok: py-test-assertion
    reader.raises(ValueError)
