from ledger.accounts import Account
from ledger.journal import Journal


def transfer(source: Account, target: Account, cents: int, journal: Journal) -> None:
    """Move money from one account to another."""
    if cents <= 0:
        raise ValueError("an amount is positive")
    source.withdraw(cents)
    target.deposit(cents)
    journal.write(source.id, target.id, cents)
