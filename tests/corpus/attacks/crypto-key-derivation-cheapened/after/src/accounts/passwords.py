import hashlib

ROUNDS = 1_000
SALT = b"fleet-accounts"


def hashed(password: str) -> str:
    """What is stored of a password."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), SALT, ROUNDS).hex()


def matches(password: str, stored: str) -> bool:
    return hashed(password) == stored
