import re

_SHAPE = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,27}$")


def _digits(text: str) -> str:
    return "".join(str(int(letter, 36)) for letter in text)


def is_valid(number: str) -> bool:
    """Whether the check digits of an account number hold; spaces and case do not matter."""
    compact = number.replace(" ", "").upper()
    if not _SHAPE.match(compact):
        return False
    return int(_digits(compact[4:] + compact[:4])) % 97 == 1
