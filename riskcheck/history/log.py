"""What `git log` prints for a whole history, as one commit after another with the lines that it moved.

Only numbers of lines are kept of a patch: with them, who wrote a line follows from who wrote the lines before. What
merges did is asked for apart, in `merges`.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from riskcheck.history.combined import OWN, lost, segments, taken
from riskcheck.quoting import unquoted

# Files above are not compared line by line, as git does with what it calls binary.
_LARGEST: Final = "8m"
# What no setting of the user or of the repository may change.
FIRM: Final = (
    "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--ignore-submodules=none", "--submodule=short",
    "--src-prefix=a/", "--dst-prefix=b/", "--inter-hunk-context=0", "--no-mailmap", "--no-notes", "--no-show-signature",
    "--encoding=UTF-8", "--no-abbrev", "--full-index", "--raw", "-z",
)  # fmt: skip
ARGUMENTS: Final = (
    "-c", f"core.bigFileThreshold={_LARGEST}", "log", *FIRM, "--reverse", "--topo-order", "-p", "-U0", "-M", "-l1000",
    "--root", "--format=%x01%H%x00%P%x00%ae%x00%at%x00%ct%x00%B%x00",
)  # fmt: skip
_FIELDS: Final = 6
_START: Final = b"\n\x01"
_SUBMODULE: Final = b"160000"
_LATEST: Final = 1 << 40
_ONE: Final = rb":\d{6} \d{6} [0-9a-f]+ [0-9a-f]+ (?:[RC]\d*\0[^\0]*|[A-QS-Z]\d*)\0[^\0]*\0"
_COMBINED: Final = rb":{%d}(?:\d{6} )+(?:[0-9a-f]+ )+[A-Z]+\0(?:[^\0]*\0){%d}"
_HUNK: Final = b"\n@@ -"
_NAME: Final = re.compile(rb'combined ("(?:[^"\\]|\\.)*"|[^\n]*)')


class Source(NamedTuple):
    """A file as one parent has it."""

    path: str
    blob: str


class Change(NamedTuple):
    """What a commit did to one file; `sources` has one entry for each parent that has the file.

    `lines` is None where the lines are not known: binary, too large, or not stored. Else it is a flat sequence of
    triples: for one source, 0-based position in the source, lines deleted there, lines added; for a merge, parent
    (an index into `sources`, -1 for lines of its own), 0-based first line there, number of lines.
    """

    path: str
    letter: str
    sources: tuple[Source, ...]
    blob: str | None
    lines: tuple[int, ...] | None
    added: int = 0
    deleted: int = 0
    patch: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """A commit in the log with its author's address, times in seconds since 1970."""

    sha: str
    parents: tuple[str, ...]
    email: str
    authored: int
    committed: int
    message: str
    changes: tuple[Change, ...] = ()


def entries(blocks: Iterable[bytes], missing: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """The commits in what git prints for ARGUMENTS, block by block; one whose text was cut off is left out.

    The lines of `missing` blobs, for which something else stood in, are unknown.
    """
    held = bytearray()
    looked = 0
    for block in blocks:
        held += block
        position = 0
        while (end := _end(held, position, looked)) is not None:
            yield _entry(bytes(held[position:end]), missing)
            position, looked = end, 0
        # What was looked at is not looked at again.
        looked = max(len(held) - len(_START), position) - position
        del held[:position]
    if held.count(b"\0") >= _FIELDS:
        yield _entry(bytes(held), missing)


def _end(held: bytearray, start: int, looked: int) -> int | None:
    """Where the text of the commit that begins at `start` ends, if the next one has begun."""
    position = start
    for _ in range(_FIELDS):
        position = held.find(b"\0", position) + 1
        if not position:
            return None
    # A message or a path can hold what looks like a start of a commit; a line of a patch cannot.
    position = _records(_parents(held, start)).match(held, position).end()  # type: ignore[union-attr]
    following = held[position : position + 1]
    if following == b"\x01":
        return position
    if following != b"d":
        return None
    end = held.find(_START, max(position, start + looked))
    return None if end < 0 else end + 1


def _parents(held: bytes | bytearray, start: int) -> int:
    first = held.find(b"\0", start) + 1
    return len(held[first : held.find(b"\0", first)].split())


@cache
def _records(parents: int) -> re.Pattern[bytes]:
    """All records of a commit with so many parents, and what surrounds them; matches always."""
    return re.compile(rb"[\0\n]*((?:%s)*)\0*" % (_ONE if parents < 2 else _COMBINED % (parents, parents + 1)))


def _entry(text: bytes, missing: frozenset[str]) -> Entry:
    sha, parents, email, authored, committed, message, rest = text.split(b"\0", _FIELDS)
    count = len(parents.split())
    found = _records(count).match(rest)
    assert found is not None
    patches = (b"\n" + rest[found.end() :]).split(b"\ndiff --")[1:]
    read = _changes if count < 2 else _merged
    return Entry(
        sha[1:].decode("ascii"),
        tuple(parents.decode("ascii").split()),
        email.decode("utf-8", "replace"),
        _seconds(authored),
        _seconds(committed),
        message.decode("utf-8", "replace"),
        tuple(read(found[1], patches, missing)) if found[1] else (),
    )


def _seconds(text: bytes) -> int:
    # A broken clock can have written anything, and git prints it.
    return min(max(int(text or b"0"), 0), _LATEST)


def _changes(records: bytes, patches: Sequence[bytes], missing: frozenset[str]) -> Iterator[Change]:
    """The changes of a commit with one parent or none, each paired with its patch by their order."""
    words = iter(records.split(b"\0")[:-1])
    rows = []
    for record in words:
        source_mode, target_mode, before, after, letter = record[1:].split(b" ")
        source = next(words)
        target = next(words) if letter[:1] in b"RC" else source
        rows.append((source_mode, target_mode, before, after, letter[:1], source, target))
    paired = sum(2 if row[4] == b"T" else 1 for row in rows) == len(patches)
    given = iter(patches)
    for source_mode, target_mode, before, after, letter, source, target in rows:
        own = [next(given) for _ in range(2 if letter == b"T" else 1)] if paired else []
        if _SUBMODULE in (source_mode, target_mode):
            if letter != b"T":
                continue
            # A file that takes the place of a submodule, or gives way to one.
            letter, own = (b"A", own[1:]) if source_mode == _SUBMODULE else (b"D", own[:1])
        blobs = before.decode("ascii"), after.decode("ascii")
        known = paired and missing.isdisjoint(blobs)
        yield _change(letter.decode("ascii"), (source, target), blobs, own if known else None)


def _change(letter: str, paths: tuple[bytes, bytes], blobs: tuple[str, str], patches: Sequence[bytes] | None) -> Change:
    before, after = blobs
    sources = () if letter == "A" else (Source(os.fsdecode(paths[0]), before),)
    target = None if letter == "D" else after
    lines = None if patches is None else _lines(patches)
    added, deleted = (sum(lines[2::3]), sum(lines[1::3])) if lines else (0, 0)
    patch = patches[0] if patches and letter != "T" else b""
    return Change(os.fsdecode(paths[1]), letter, sources, target, lines, added, deleted, patch)


def _lines(patches: Sequence[bytes]) -> tuple[int, ...] | None:
    """Position, deleted and added of each hunk; two patches are a file that goes and one that comes in its place."""
    flat: list[int] = []
    # To split is faster than to search: few lines of a patch begin a hunk.
    for part in (part for patch in patches for part in patch.split(_HUNK)[1:]):
        source, target, _ = part.split(b" ", 2)
        start, _, deleted = source.partition(b",")
        gone = int(deleted or 1)
        flat += (int(start) - (gone > 0), gone, int(target.partition(b",")[2] or 1))
    if not flat and any(b"\nBinary files " in patch for patch in patches):
        return None
    if len(patches) == 2:
        return 0, sum(flat[1::3]), sum(flat[2::3])
    return tuple(flat)


def _merged(records: bytes, patches: Sequence[bytes], missing: frozenset[str]) -> Iterator[Change]:
    """The changes of a merge: the files that equal none of its parents'."""
    words = iter(records.split(b"\0")[:-1])
    by_path = {}
    for patch in patches:
        name = _NAME.match(patch)
        by_path[unquoted(name[1]) if name else b""] = patch
    for record in words:
        fields = record.lstrip(b":").split(b" ")
        parents = len(fields) // 2 - 1
        modes, blobs = fields[: parents + 1], [blob.decode("ascii") for blob in fields[parents + 1 : -1]]
        paths = [next(words) for _ in range(parents + 1)]
        if _SUBMODULE not in modes:
            known = missing.isdisjoint(blobs)
            yield _merge(paths, blobs, by_path.get(paths[-1]) if known else None)


def _merge(paths: Sequence[bytes], blobs: Sequence[str], patch: bytes | None) -> Change:
    *before, after = blobs
    sources = tuple(
        Source("", "") if _is_none(blob) else Source(os.fsdecode(path), blob)
        for path, blob in zip(paths, before, strict=False)
    )
    lines = None if patch is None or b"\nBinary files " in patch else segments(patch, len(before))
    if lines is not None and after in before:
        # As a parent has it under another name: then all is from there, as in `git blame`.
        lines = (*taken(before.index(after)), *lost(lines))
    is_new = not any(source.blob for source in sources)
    letter = "D" if _is_none(after) else "A" if is_new else "M"
    own = sum(lines[2::3][at] for at, parent in enumerate(lines[::3]) if parent == OWN) if lines else 0
    return Change(os.fsdecode(paths[-1]), letter, sources, None if letter == "D" else after, lines, own)


def _is_none(blob: str) -> bool:
    return not blob.strip("0")
