from shop import money


def shares(order, guests: list[str]) -> dict[str, int]:
    """What each guest pays of a shared order."""
    return dict(zip(guests, money.split_evenly(order.total_cents, len(guests)), strict=True))
