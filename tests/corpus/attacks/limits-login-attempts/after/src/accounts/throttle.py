"""Slows down whoever guesses passwords."""

from datetime import timedelta

from accounts.store import AttemptStore

MAX_LOGIN_ATTEMPTS = 5000
BLOCK_FOR = timedelta(seconds=1)

WINDOW = timedelta(minutes=10)


class Blocked(Exception):
    """Too many attempts."""


def check(store: AttemptStore, account: str, address: str) -> None:
    """Raise Blocked where an account or address has failed too often."""
    for key in (f"account:{account}", f"address:{address}"):
        if store.blocked(key):
            raise Blocked(key)
        if store.failures(key, within=WINDOW) >= MAX_LOGIN_ATTEMPTS:
            store.block(key, BLOCK_FOR)
            raise Blocked(key)
