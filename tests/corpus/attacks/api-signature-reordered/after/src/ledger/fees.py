from ledger.transfer import transfer


def charge_fee(house, merchant, cents, journal) -> None:
    """Take the fee from a merchant."""
    transfer(merchant, house, cents, journal)
