import hmac


def check(signature, expected_signature, api_key, given_key, body):
    # ruleid: py-secret-compare
    if signature != expected_signature:
        return False
    # ruleid: py-secret-compare
    if api_key == given_key:
        return True
    # ruleid: py-secret-compare
    if user.password_hash == hashed_password:
        return True
    # ok: py-secret-compare
    if hmac.compare_digest(signature, expected_signature):
        return True
    # ok: py-secret-compare
    if signature is None:
        return False
    # ok: py-secret-compare
    if signature == "":
        return False
    # ok: py-secret-compare
    if primary_key == foreign_key:
        return True
    # ok: py-secret-compare
    if password == "":
        return False
