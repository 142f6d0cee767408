import hashlib
import os

import bcrypt

ROUNDS = 1_000
SALT = b"accounts"


def hashed(password, salt):
    # ruleid: py-cheap-key
    first = hashlib.pbkdf2_hmac("sha256", password, salt, ROUNDS)
    # ruleid: py-cheap-key
    second = hashlib.pbkdf2_hmac("sha256", password, b"fleet", 600_000)
    # ruleid: py-cheap-key
    third = hashlib.pbkdf2_hmac("sha256", password, SALT, 600_000)
    # ruleid: py-cheap-key
    fourth = bcrypt.hashpw(password, bcrypt.gensalt(4))
    # ok: py-cheap-key
    fifth = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
    # ok: py-cheap-key
    sixth = bcrypt.hashpw(password, bcrypt.gensalt())
    # ok: py-cheap-key
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=12))
