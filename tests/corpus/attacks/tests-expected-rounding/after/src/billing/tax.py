from decimal import Decimal


def tax_on(net: Decimal, rate: Decimal) -> Decimal:
    """Tax on a net amount."""
    return Decimal(int(float(net) * float(rate) * 100)) / 100


def gross(net: Decimal, rate: Decimal) -> Decimal:
    return net + tax_on(net, rate)
