from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def tax_on(net: Decimal, rate: Decimal) -> Decimal:
    """Tax on a net amount, rounded half up as the law wants it."""
    return (net * rate).quantize(CENT, rounding=ROUND_HALF_UP)


def gross(net: Decimal, rate: Decimal) -> Decimal:
    return net + tax_on(net, rate)
