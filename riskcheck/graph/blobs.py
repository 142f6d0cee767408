"""What is in blobs, asked for batch by batch.

To begin git anew for each batch takes as long again as to unpack it: the index of the packs is opened, and what
others of the batch stand on is unpacked once more.
"""

import contextlib
import subprocess
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from riskcheck.repository import Repository

# Larger files were written by programs.
LARGEST: Final = 5_000_000
# So many names, and what git says of them, fit into the smallest pipe.
_ASKED_AT_ONCE: Final = 200
_BUFFER: Final = 1 << 20
_Git = subprocess.Popen[bytes]


class Blobs:
    """Two processes of git, one for sizes and one for contents, from the first batch on; a context, for one thread."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._running: tuple[_Git, _Git] | None = None
        self._fails = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running or ():
            process.kill()
            # What it was not told any more stands in the pipe.
            with contextlib.suppress(OSError), process:
                pass

    def read(self, ids: Sequence[str]) -> dict[str, bytes]:
        """The contents by blob id, without those that this clone does not have or that are too large.

        RepositoryError where git fails, which is asked once more to say why.
        """
        found: dict[str, bytes] = {}
        try:
            for start in range(0, 0 if self._fails else len(ids), _ASKED_AT_ONCE):
                found |= self._asked(ids[start : start + _ASKED_AT_ONCE])
        except (OSError, ValueError):
            self._fails = True
        return self._repository.blobs(ids, limit=LARGEST) if self._fails else found

    def _asked(self, ids: Sequence[str]) -> dict[str, bytes]:
        if self._running is None:
            self._running = (self._begun("--batch-check"), self._begun("--batch"))
        sizes, contents = self._running
        _say(sizes, ids)
        small = [found[0] for found in [_header(sizes) for _ in ids] if found and found[1] <= LARGEST]
        _say(contents, small)
        return dict(_content(contents) for _ in small)

    def _begun(self, form: str) -> _Git:
        command, environment = self._repository.command("cat-file", form)
        return subprocess.Popen(
            command, env=environment, cwd=self._repository.git_dir, bufsize=_BUFFER,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _say(process: _Git, ids: Sequence[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("".join(f"{blob}\n" for blob in ids).encode("ascii"))
    process.stdin.flush()


def _header(process: _Git) -> tuple[str, int] | None:
    """The name and size of an object that git has; ValueError where it says no more."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise ValueError("git has ended")
    words = line.split()
    return (words[0].decode(), int(words[2])) if len(words) == 3 else None


def _content(process: _Git) -> tuple[str, bytes]:
    found = _header(process)
    assert process.stdout is not None
    if found is None:
        raise ValueError("git has lost an object")
    content = process.stdout.read(found[1] + 1)
    if len(content) <= found[1]:
        raise ValueError("git has ended")
    return found[0], content[:-1]
