from decimal import Decimal

from billing.tax import gross, tax_on


def test_tax_is_rounded_half_up():
    assert tax_on(Decimal("10.50"), Decimal("0.19")) == Decimal("2.00")


def test_gross_is_net_and_tax():
    assert gross(Decimal("99.99"), Decimal("0.19")) == Decimal("118.99")


def test_nothing_on_nothing():
    assert tax_on(Decimal("0"), Decimal("0.19")) == Decimal("0.00")
