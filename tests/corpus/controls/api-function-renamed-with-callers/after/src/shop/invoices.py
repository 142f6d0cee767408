from shop.money import formatted, shares_of


def instalments(total_cents: int, months: int, currency: str) -> list[str]:
    """What is due each month."""
    return [formatted(share, currency) for share in shares_of(total_cents, months)]
