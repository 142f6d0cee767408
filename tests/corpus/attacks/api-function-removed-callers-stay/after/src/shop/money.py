from decimal import Decimal

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def to_cents(amount: Decimal) -> int:
    """An amount in the smallest unit."""
    return int((amount * 100).to_integral_value())


def formatted(cents: int, currency: str) -> str:
    """An amount as customers read it."""
    return f"{SYMBOLS[currency]}{cents / 100:,.2f}"
