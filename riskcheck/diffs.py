"""git's records and patch text to patches and hunks.

Names, modes and counts are taken from the NUL-separated records, hunks from the patch text,
paired by order and checked against each other. unidiff reads one file's hunks at a time,
under headers written here, because it loses the whole text where one header confuses it.
"""

import io
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from unidiff.errors import UnidiffParseError
from unidiff.patch import PatchSet

from riskcheck.core.change import ChangeType, Hunk, Patch, Skipped
from riskcheck.errors import PatchError
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of

_NO_ID = expression(r"^0+$")
_SECTION = expression(rb"^diff --git ", re.MULTILINE)
_FIRST_HUNK = expression(rb"^@@ ", re.MULTILINE)
_CHANGE_TYPES: dict[str, ChangeType] = {"A": "A", "C": "C", "D": "D", "M": "M", "R": "R", "T": "T"}


class _Record(NamedTuple):
    status: str
    source_mode: int
    target_mode: int
    source_id: str | None
    target_id: str | None
    source_path: str
    path: str


def read_records(output: bytes, *, complete: bool = True) -> tuple[tuple[Patch, ...], tuple[Skipped, ...]]:
    """The patches in what `git diff-tree --raw --numstat -p -z` printed, and what was left out.

    There is one patch for each record, whatever the patch text says. `complete` is False
    where the text was cut at a limit: patches past the cut have counts and no hunks.
    """
    head, _, text = output.partition(b"\0\0")
    words = head.split(b"\0")
    records, rest = _raw_records(words)
    counts = _counts(rest)
    skipped = [
        Skipped(record.path, "not merged yet: the index has several versions of it")
        for record in records
        if record.status == "U"
    ]
    records = [record for record in records if record.status in _CHANGE_TYPES]
    sections = _sections(text)
    if complete and len(sections) != sum(_section_count(record) for record in records):
        raise PatchError(
            "git's patch text does not match its list of files", "report this with the output of `git --version`"
        )
    patches = []
    for record, parts in _paired(records, sections, complete):
        patch, problem = _patch(record, counts.get(record.path), parts)
        patches.append(patch)
        if problem:
            skipped.append(Skipped(record.path, problem))
    return tuple(patches), tuple(skipped)


def _raw_records(words: Sequence[bytes]) -> tuple[list[_Record], Sequence[bytes]]:
    records = []
    position = 0
    while position < len(words) and words[position].startswith(b":"):
        source_mode, target_mode, source_id, target_id, status = words[position][1:].decode().split(" ")
        paths = 2 if status[0] in "RC" else 1
        names = [os.fsdecode(name) for name in words[position + 1 : position + 1 + paths]]
        if len(names) < paths:
            break  # cut at the limit in the middle of a record
        records.append(
            _Record(
                status[0],
                int(source_mode, 8),
                int(target_mode, 8),
                _known(source_id),
                _known(target_id),
                names[0],
                names[-1],
            )
        )
        position += 1 + paths
    return records, words[position:]


def _known(object_id: str) -> str | None:
    return None if _NO_ID.match(object_id) else object_id


def _counts(words: Sequence[bytes]) -> dict[str, tuple[int, int] | None]:
    """Added and deleted lines by path, None for a file that git takes for binary."""
    counts: dict[str, tuple[int, int] | None] = {}
    remaining = iter(words)
    for word in remaining:
        added, _, rest = word.partition(b"\t")
        deleted, _, path = rest.partition(b"\t")
        if not added:
            continue
        if not path:  # a rename: both names follow
            next(remaining, b"")
            path = next(remaining, b"")
        counts[os.fsdecode(path)] = None if added == b"-" else (int(added), int(deleted))
    return counts


def _sections(text: bytes) -> list[bytes]:
    starts = [match.start() for match in _SECTION.finditer(text)]
    return [text[start:end] for start, end in itertools.pairwise([*starts, len(text)])]


def _section_count(record: _Record) -> int:
    # A change of type is printed as a deletion and a creation.
    return 2 if record.status == "T" else 1


def _paired(
    records: Sequence[_Record], sections: Sequence[bytes], complete: bool
) -> Iterator[tuple[_Record, Sequence[bytes] | None]]:
    position = 0
    # The last section of a cut text is itself cut.
    whole = len(sections) if complete else len(sections) - 1
    for record in records:
        end = position + _section_count(record)
        yield record, sections[position:end] if end <= whole else None
        position = end


def _patch(
    record: _Record, counted: tuple[int, int] | None, sections: Sequence[bytes] | None
) -> tuple[Patch, str | None]:
    added, deleted = counted or (0, 0)
    patch = Patch(
        path=record.path,
        change_type=_CHANGE_TYPES[record.status],
        kind=kind_of(record.path),
        source_path=record.source_path if record.status in "RC" else None,
        source_mode=record.source_mode,
        target_mode=record.target_mode,
        source_id=record.source_id,
        target_id=record.target_id,
        lines_added=added,
        lines_deleted=deleted,
        binary=counted is None,
    )
    if sections is None:
        return patch, "beyond the size limit: counted, its lines were not read"
    try:
        found = tuple(hunk for section in sections for hunk in hunks(_body(section)))
    except ValueError as problem:
        return patch, f"its hunks could not be read ({problem})"
    if counted is not None and totals(found) != counted:
        return patch, "its hunks do not add up to git's own counts: its lines were not read"
    return replace(patch, hunks=found), None


def _body(section: bytes) -> bytes:
    first = _FIRST_HUNK.search(section)
    return section[first.start() :] if first else b""


def totals(hunks: Sequence[Hunk]) -> tuple[int, int]:
    """The added and deleted lines of hunks."""
    lines = [line[0] for hunk in hunks for line in hunk.lines]
    return lines.count("+"), lines.count("-")


def hunks(body: bytes) -> tuple[Hunk, ...]:
    """The hunks in one file's part of a patch, from the first `@@` on; ValueError where they do not hold together."""
    if not body:
        return ()
    text = "--- a/file\n+++ b/file\n" + body.decode("utf-8", "surrogateescape")
    try:
        # Only a line feed ends a line of a patch: universal newlines would break lines with a CR.
        patched = PatchSet(io.StringIO(text, newline="\n"))
    except UnidiffParseError as problem:
        raise ValueError(str(problem)) from problem
    return tuple(
        Hunk(
            source_start=hunk.source_start,
            source_length=hunk.source_length,
            target_start=hunk.target_start,
            target_length=hunk.target_length,
            section=hunk.section_header,
            lines=tuple(
                (line.line_type or " ") + line.value.removesuffix("\n") for line in hunk if line.line_type != "\\"
            ),
        )
        for patched_file in patched
        for hunk in patched_file
    )
