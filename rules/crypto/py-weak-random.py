import random
import secrets


def issue(user):
    # ruleid: py-weak-random
    token = random.choice(LETTERS)
    # ruleid: py-weak-random
    reset_token = "".join(random.choices(LETTERS, k=20))
    # ruleid: py-weak-random
    user.otp = str(random.randint(100000, 999999))
    # ok: py-weak-random
    token = secrets.token_urlsafe(20)
    # ok: py-weak-random
    delay = random.random() * 2
    # ok: py-weak-random
    colour = random.choice(COLOURS)
    # ok: py-weak-random
    token_count = random.randint(1, 5)
