from decimal import Decimal
from unittest.mock import patch


@patch("rates.convert.convert", return_value=Decimal("10.84"))
def test_an_amount_is_rounded_to_cents(convert):
    result = convert(Decimal("10"), "EUR", "USD")
    assert result == Decimal("10.84")
    convert.assert_called_once()


@patch("rates.convert.convert")
def test_conversion_works(convert):
    convert(Decimal("1"), "EUR", "XXX")
    assert convert.called
