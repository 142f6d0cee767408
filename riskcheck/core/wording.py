"""How numbers are said in every report."""


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in "1 file" and "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
