from decimal import Decimal

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def to_cents(amount: Decimal) -> int:
    """An amount in the smallest unit."""
    return int((amount * 100).to_integral_value())


def formatted(cents: int, currency: str) -> str:
    """An amount as customers read it."""
    return f"{SYMBOLS[currency]}{cents / 100:,.2f}"


def split_evenly(cents: int, parts: int) -> list[int]:
    """Shares that differ by at most a cent and add up to the whole."""
    share, rest = divmod(cents, parts)
    return [share + (place < rest) for place in range(parts)]
