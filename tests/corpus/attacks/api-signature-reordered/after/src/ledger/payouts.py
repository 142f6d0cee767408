from ledger.transfer import transfer


def pay_out(house, merchant, cents, journal) -> None:
    """Pay a merchant from the account of the house."""
    transfer(merchant, house, cents, journal)
