import hmac
import secrets


def matches(given, key):
    # ruleid: py-constant-time
    return hmac.compare_digest(given, key)


def known(given, key):
    # ruleid: py-constant-time
    if not secrets.compare_digest(given, key):
        raise PermissionError
    # ruleid: py-constant-time
    return constant_time_compare(given, key)


def other(given, key):
    # ok: py-constant-time
    if given == key:
        return hmac.new(key, given)
    # ok: py-constant-time
    return compare(given, key)


# ok: py-constant-time
secrets.token_hex(8)
