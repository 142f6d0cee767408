from shop import money


def shares(order, guests: list[str]) -> dict[str, int]:
    """What each guest pays of a shared order."""
    return dict(zip(guests, money.shares_of(order.total_cents, len(guests)), strict=True))
