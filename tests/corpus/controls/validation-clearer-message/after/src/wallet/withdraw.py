from wallet.models import Wallet

DAILY_LIMIT_CENTS = 100_000


class Refused(ValueError):
    """The withdrawal is against the rules."""


def withdraw(wallet: Wallet, cents: int, today_cents: int) -> int:
    """Take money out of a wallet; what is left in it."""
    if cents <= 0:
        raise Refused("an amount is positive")
    if cents > wallet.balance_cents:
        raise Refused(f"the wallet holds {wallet.balance_cents} cents, not {cents}")
    if today_cents + cents > DAILY_LIMIT_CENTS:
        raise Refused(f"over the daily limit of {DAILY_LIMIT_CENTS} cents")

    wallet.balance_cents -= cents
    return wallet.balance_cents
