from collections.abc import Generator
from threading import Event

import pytest

from riskcheck.errors import RepositoryError
from riskcheck.history.ahead import ahead


def printed(count: int, seen: list[str], problem: Exception | None = None) -> Generator[bytes, None, None]:
    try:
        for number in range(count):
            yield b""
            yield b"%d " % number
        if problem:
            raise problem
    finally:
        seen.append("closed")


@pytest.mark.parametrize("most", [0, 10, 1_000_000])
@pytest.mark.parametrize("count", [0, 1, 1_000])
def test_the_bytes_are_the_same_however_few_may_wait(most: int, count: int) -> None:
    seen: list[str] = []

    assert b"".join(ahead(printed(count, seen), most)) == b"".join(b"%d " % number for number in range(count))
    assert seen == ["closed"]


def test_what_the_program_says_at_last_is_raised_behind_its_bytes() -> None:
    read: list[bytes] = []
    with pytest.raises(RepositoryError, match="broken"):
        read.extend(ahead(printed(3, [], RepositoryError("git log: broken", "run git fsck"))))

    assert b"".join(read) == b"0 1 2 "


def test_the_program_is_read_before_anybody_asks() -> None:
    begun = Event()

    def program() -> Generator[bytes, None, None]:
        begun.set()
        yield b"printed"

    blocks = ahead(program())

    assert begun.wait(10)
    assert b"".join(blocks) == b"printed"


def test_who_has_enough_closes_the_program() -> None:
    seen: list[str] = []
    blocks = ahead(printed(1_000_000, seen), 10)
    next(blocks)
    blocks.close()

    assert seen == ["closed"]
