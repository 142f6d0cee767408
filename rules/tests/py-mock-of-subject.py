from unittest import mock
from unittest.mock import patch


@patch("rates.convert", return_value=3)
def test_rounds(convert):
    # ruleid: py-mock-of-subject
    result = convert(2)
    assert result == 3


class TestRates:
    @mock.patch("rates.convert")
    def test_works(self, convert):
        # ruleid: py-mock-of-subject
        convert(1)
        assert convert.called


def test_inside():
    with patch("rates.convert") as convert:
        # ruleid: py-mock-of-subject
        convert(1)
        # ok: py-mock-of-subject
        other(1)


@patch("rates.latest", return_value=3)
def test_real(latest):
    # ok: py-mock-of-subject
    assert convert(2) == 6
    # ok: py-mock-of-subject
    latest.assert_called_once_with(2)
