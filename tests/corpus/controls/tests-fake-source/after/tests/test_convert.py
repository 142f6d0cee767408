from decimal import Decimal

import pytest

from rates import convert as module
from rates.convert import convert


def a_fixed_rate(source, target):
    """What a dollar was on the day this test was written."""
    return Decimal("1.0837")


@pytest.fixture
def rate(monkeypatch):
    monkeypatch.setattr(module, "latest", a_fixed_rate)



def test_an_amount_is_rounded_to_cents(rate):
    assert convert(Decimal("10"), "EUR", "USD") == Decimal("10.84")


def test_the_same_currency_needs_no_rate():
    assert convert(Decimal("7.777"), "EUR", "EUR") == Decimal("7.777")


def test_an_unknown_currency_is_an_error():
    with pytest.raises(LookupError):
        convert(Decimal("1"), "EUR", "XXX")
