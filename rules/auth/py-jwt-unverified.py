import jwt
import jwt as tokens


def read(token, key):
    # ruleid: py-jwt-unverified
    jwt.decode(token, options={"verify_signature": False, "verify_exp": True})
    # ruleid: py-jwt-unverified
    jwt.decode(token, key, verify=False)
    # ruleid: py-jwt-unverified
    tokens.decode(token, key, algorithms=["HS256", "none"])
    # ruleid: py-jwt-unverified
    jwt.decode(token, key, ["None"])

    # ok: py-jwt-unverified
    jwt.decode(token, key, algorithms=["RS256"])
    # ok: py-jwt-unverified
    jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})
    # ok: py-jwt-unverified
    jwt.get_unverified_header(token)
    # ok: py-jwt-unverified
    base64.decode(token, verify=False)
