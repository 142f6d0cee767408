from shop.money import formatted, split_evenly


def instalments(total_cents: int, months: int, currency: str) -> list[str]:
    """What is due each month."""
    return [formatted(share, currency) for share in split_evenly(total_cents, months)]
