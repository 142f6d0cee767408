"""Records in what git's plumbing prints, as values."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from riskcheck.core.change import Commit, Identity
from riskcheck.expressions import expression
from riskcheck.quoting import unquoted

_COMMIT = expression(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_USE = expression(rb"([^\0]*)\0(\d+)\0([^\n]*)\n")


class Row(NamedTuple):
    """The fields of a commit as git prints them; `message` begins with a line feed."""

    header: str
    sha: str
    parents: str
    author: str
    author_email: str
    committer: str
    committer_email: str
    message: str

    def commit(self) -> Commit:
        """The row as a value."""
        author = Identity(self.author, self.author_email)
        same = (self.committer, self.committer_email) == (self.author, self.author_email)
        committer = author if same else Identity(self.committer, self.committer_email)
        return Commit(self.sha, tuple(self.parents.split()), author, committer, self.message[1:])


class Origin(NamedTuple):
    """Where a line was written: the commit, and path and 1-based line in that commit."""

    commit: str
    path: str
    line: int


class Use(NamedTuple):
    """A line in which a word stands."""

    path: str
    line: int
    text: str


def batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects in what `git cat-file --batch` printed: a line "id type size", then the content."""
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        header = output[position:end].split()
        position = end + 1
        if len(header) == 3 and header[1] != b"missing":
            size = int(header[2])
            yield header[0].decode(), output[position : position + size]
            position += size + 1


def blamed(output: bytes) -> dict[int, Origin]:
    found: dict[int, Origin] = {}
    sha, line, number, path, older = "", 0, 0, "", False
    for text in output.split(b"\n"):
        if text.startswith(b"\t"):
            if not older:
                found[number] = Origin(sha, path, line)
            continue
        words = text.split(b" ")
        if _COMMIT.match(words[0]) and len(words) in (3, 4):
            sha, line, number, older = words[0].decode(), int(words[1]), int(words[2]), False
        elif words[0] == b"filename":
            path = os.fsdecode(unquoted(text.removeprefix(b"filename ")))
        elif text == b"boundary":
            older = True
    return found


def uses(output: bytes, prefix: str) -> Iterator[Use]:
    """The lines in what `git grep -n -z` printed; `prefix` stands before each path."""
    for path, number, text in _USE.findall(output):
        yield Use(os.fsdecode(path).removeprefix(prefix), int(number), text.decode("utf-8", "surrogateescape"))
