from ledger.accounts import Account
from ledger.journal import Journal


def transfer(target: Account, source: Account, cents: int, journal: Journal) -> None:
    """Give an account money from another."""
    if cents <= 0:
        raise ValueError("an amount is positive")
    source.withdraw(cents)
    target.deposit(cents)
    journal.write(source.id, target.id, cents)
