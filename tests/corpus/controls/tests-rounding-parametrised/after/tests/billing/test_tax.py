from decimal import Decimal

import pytest

from billing.tax import gross, tax_on


@pytest.mark.parametrize(
    ("net", "rate", "expected"),
    [
        pytest.param("10.50", "0.19", "2.00", id="rounded half up"),
        pytest.param("0", "0.19", "0.00", id="nothing on nothing"),
        pytest.param("100", "0.07", "7.00", id="reduced rate"),
    ],
)
def test_tax(net, rate, expected):
    assert tax_on(Decimal(net), Decimal(rate)) == Decimal(expected)


def test_gross_is_net_and_tax():
    assert gross(Decimal("99.99"), Decimal("0.19")) == Decimal("118.99")
    assert gross(Decimal("0"), Decimal("0.19")) == Decimal("0")
