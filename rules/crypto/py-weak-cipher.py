from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(key, data):
    # ruleid: py-weak-cipher
    AES.new(key, AES.MODE_ECB)
    # ruleid: py-weak-cipher
    DES.new(key, DES.MODE_CBC)
    # ruleid: py-weak-cipher
    Cipher(algorithms.AES(key), modes.ECB())
    # ruleid: py-weak-cipher
    Cipher(algorithms.ARC4(key), None)
    # ok: py-weak-cipher
    AES.new(key, AES.MODE_GCM)
    # ok: py-weak-cipher
    Cipher(algorithms.AES(key), modes.GCM(nonce))
    # ok: py-weak-cipher
    Fernet(key).encrypt(data)
