import hashlib


def store(password, user, body):
    # ruleid: py-weak-hash
    hashlib.md5(password.encode()).hexdigest()
    # ruleid: py-weak-hash
    hashlib.sha1(salt + user.password).digest()
    # ruleid: py-weak-hash
    hashlib.new("md5", passwd)
    # ok: py-weak-hash
    hashlib.md5(body).hexdigest()
    # ok: py-weak-hash
    hashlib.sha256(password.encode()).hexdigest()
    # ok: py-weak-hash
    hashlib.scrypt(password.encode(), salt=salt, n=16384, r=8, p=1)
    # ok: py-weak-hash
    hashlib.sha1(path.encode(), usedforsecurity=False)
