import hashlib
import hmac
import os

ROUNDS = 720_000

SALT_BYTES = 16


def hashed(password: str) -> str:
    """What is stored of a password."""
    salt = os.urandom(SALT_BYTES)
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ROUNDS)
    return f"{ROUNDS}${salt.hex()}${key.hex()}"


def matches(password: str, stored: str) -> bool:
    rounds, salt, key = stored.split("$")
    found = hashlib.pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), int(rounds))
    return hmac.compare_digest(found.hex(), key)
