"""Patch text to patches and hunks.

git's own output comes as NUL-separated records followed by patch text: names, modes and
counts are taken from the records, hunks from the text, paired by order and checked against
each other. Any other diff is cut into one section a file first. unidiff reads one file's
hunks at a time, under headers written here, because it loses the whole text where one
header confuses it.
"""

import io
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unidiff.errors import UnidiffParseError
from unidiff.patch import PatchSet

from riskcheck.core.change import ChangeType, Hunk, Patch, Skipped
from riskcheck.errors import PatchError
from riskcheck.kinds import kind_of

_NO_ID = re.compile(r"^0+$")
_SECTION = re.compile(rb"^diff --git ", re.MULTILINE)
_FIRST_HUNK = re.compile(rb"^@@ ", re.MULTILINE)
_HUNK_HEADER = re.compile(rb"^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@")
_CHANGE_TYPES: dict[str, ChangeType] = {"A": "A", "C": "C", "D": "D", "M": "M", "R": "R", "T": "T"}
# unidiff's header patterns take quadratic time on long lines.
MAX_HEADER_BYTES = 4096


@dataclass(frozen=True, slots=True)
class _Record:
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
        hunks = tuple(hunk for section in sections for hunk in _hunks(_body(section)))
    except UnidiffParseError as problem:
        return patch, f"its hunks could not be read ({problem})"
    if counted is not None and _totals(hunks) != counted:
        return patch, "its hunks do not add up to git's own counts: its lines were not read"
    return replace(patch, hunks=hunks), None


def _body(section: bytes) -> bytes:
    first = _FIRST_HUNK.search(section)
    return section[first.start() :] if first else b""


def _totals(hunks: Sequence[Hunk]) -> tuple[int, int]:
    lines = [line[0] for hunk in hunks for line in hunk.lines]
    return lines.count("+"), lines.count("-")


def _hunks(body: bytes) -> Iterator[Hunk]:
    """The hunks in one file's part of a patch, read by unidiff under neutral headers."""
    if not body:
        return
    text = "--- a/file\n+++ b/file\n" + body.decode("utf-8", "surrogateescape")
    # Only a line feed ends a line of a patch: universal newlines would break lines with a CR.
    for patched_file in PatchSet(io.StringIO(text, newline="\n")):
        for hunk in patched_file:
            yield Hunk(
                source_start=hunk.source_start,
                source_length=hunk.source_length,
                target_start=hunk.target_start,
                target_length=hunk.target_length,
                section=hunk.section_header,
                lines=tuple(
                    (line.line_type or " ") + line.value.removesuffix("\n") for line in hunk if line.line_type != "\\"
                ),
            )


# A diff from elsewhere --------------------------------------------------------------------


def read_text(text: bytes) -> tuple[tuple[Patch, ...], tuple[Skipped, ...], str]:
    """The patches in any unified diff, what was left out, and the text before the first of them.

    Takes what `git diff`, `git show`, `git format-patch`, `diff -u`, svn and hg print.
    Raises PatchError for combined or coloured diffs, and for text that holds no diff:
    reading those would find fewer changes than there are.
    """
    _refuse(text)
    preamble: list[bytes] = []
    sections = list(_cut(text.split(b"\n"), preamble))
    if not sections and text.strip():
        raise PatchError("the text holds no unified diff", "give the output of `git diff` or `diff -u`")
    patches = []
    skipped = []
    for section in sections:
        patch, problem = section.patch()
        patches.append(patch)
        if problem:
            skipped.append(Skipped(patch.path, problem))
    return tuple(patches), tuple(skipped), b"\n".join(preamble).decode("utf-8", "surrogateescape")


def _refuse(text: bytes) -> None:
    if re.search(rb"^\x1b\[", text, re.MULTILINE):
        raise PatchError("the diff is coloured", "make it without colour: `git diff --no-color`")
    if re.search(rb"^(diff --(cc|combined) |@@@ )", text, re.MULTILINE):
        raise PatchError("the diff is a combined diff of a merge", "compare with one parent: `git diff HEAD^1 HEAD`")


@dataclass(frozen=True, slots=True)
class _Section:
    """One file's part of a foreign diff: header lines, and the lines of its hunks."""

    header: tuple[bytes, ...]
    body: tuple[bytes, ...]
    cut_short: bool

    def patch(self) -> tuple[Patch, str | None]:
        source, target = _names(self.header)
        patch = Patch(
            path=target or source or "?",
            change_type=_change_type(self.header, source, target),
            kind=kind_of(target or source or "?"),
            source_path=source if source and target and source != target else None,
            source_mode=_mode(self.header, rb"(?:old mode|deleted file mode|index \S+) (\d{6})$"),
            target_mode=_mode(self.header, rb"(?:new mode|new file mode|index \S+) (\d{6})$"),
            binary=any(line.startswith((b"Binary files ", b"GIT binary patch")) for line in self.header),
        )
        if self.cut_short:
            return patch, "its last hunk is cut short: its lines were not read"
        try:
            hunks = tuple(_hunks(b"\n".join((*self.body, b"")) if self.body else b""))
        except UnidiffParseError as problem:
            return patch, f"its hunks could not be read ({problem})"
        added, deleted = _totals(hunks)
        return replace(patch, hunks=hunks, lines_added=added, lines_deleted=deleted), None


def _cut(lines: Sequence[bytes], preamble: list[bytes]) -> Iterator[_Section]:
    """Sections of a diff; a line inside a hunk is never taken for a header, whatever it says."""
    header: list[bytes] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if not _begins(lines, position):
            if not header:
                preamble.append(line)
            position += 1
            continue
        header = [line]
        position += 1
        while (
            position < len(lines) and not _HUNK_HEADER.match(lines[position]) and not _begins(lines, position, header)
        ):
            header.append(lines[position])
            position += 1
        body, position, cut_short = _hunk_lines(lines, position)
        if any(len(line) > MAX_HEADER_BYTES for line in (*header, *(line for line in body if line.startswith(b"@@ ")))):
            raise PatchError(
                "a header line of the diff is longer than any path can be", "give the output of `git diff`"
            )
        yield _Section(tuple(header), tuple(body), cut_short)


def _begins(lines: Sequence[bytes], position: int, header: Sequence[bytes] = ()) -> bool:
    line = lines[position]
    if line.startswith(b"diff --git "):
        return True
    # Without git's line, the pair of names begins a section.
    if not line.startswith(b"--- ") or position + 1 == len(lines) or not lines[position + 1].startswith(b"+++ "):
        return False
    return not header or any(seen.startswith(b"--- ") for seen in header)


def _hunk_lines(lines: Sequence[bytes], position: int) -> tuple[list[bytes], int, bool]:
    body: list[bytes] = []
    while position < len(lines) and (match := _HUNK_HEADER.match(lines[position])):
        source = int(match[2]) if match[2] else 1
        target = int(match[4]) if match[4] else 1
        body.append(lines[position])
        position += 1
        while position < len(lines) and (source > 0 or target > 0):
            origin = lines[position][:1]
            if origin not in (b" ", b"+", b"-", b"", b"\\", b"\r"):
                return body, position, True
            source -= origin in (b" ", b"-", b"", b"\r")
            target -= origin in (b" ", b"+", b"", b"\r")
            # Mail programs and editors strip the space of an empty context line.
            body.append(lines[position] if origin not in (b"", b"\r") else b" " + lines[position])
            position += 1
        if source > 0 or target > 0 or min(source, target) < 0:
            return body, position, True
        if position < len(lines) and lines[position].startswith(b"\\"):
            body.append(lines[position])
            position += 1
    return body, position, False


_PREFIXES = (
    (b"a/", b"b/"),
    (b"c/", b"i/"),
    (b"i/", b"w/"),
    (b"c/", b"w/"),
    (b"o/", b"w/"),
    (b"w/", b"i/"),
    (b"w/", b"c/"),
)
_ESCAPES = {
    b"a": b"\a",
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"v": b"\v",
    b"f": b"\f",
    b"r": b"\r",
    b'"': b'"',
    b"\\": b"\\",
}


def _names(header: Sequence[bytes]) -> tuple[str | None, str | None]:
    """The source and target path that a section's header names, None for a side that does not exist."""
    source = _named(header, b"rename from ", b"copy from ")
    target = _named(header, b"rename to ", b"copy to ")
    if source and target:
        return os.fsdecode(source), os.fsdecode(target)
    source, target = _named(header, b"--- "), _named(header, b"+++ ")
    if source is None or target is None:
        source, target = _git_line_names(header[0])
    for prefix in _PREFIXES:
        if all(
            name == b"/dev/null" or name.startswith(start) for name, start in zip((source, target), prefix, strict=True)
        ):
            source, target = (name if name == b"/dev/null" else name[2:] for name in (source, target))
            break
    if any(line.startswith(b"new file mode ") for line in header):
        source = b"/dev/null"
    if any(line.startswith(b"deleted file mode ") for line in header):
        target = b"/dev/null"
    return _existing(source), _existing(target)


def _existing(name: bytes) -> str | None:
    return None if name == b"/dev/null" else os.fsdecode(name)


def _named(header: Sequence[bytes], *starts: bytes) -> bytes | None:
    for line in header:
        for start in starts:
            if line.startswith(start):
                return _unquoted(line[len(start) :].rstrip(b"\r"))
    return None


def _unquoted(name: bytes) -> bytes:
    """A path as git quotes it in patches: C escapes in double quotes, else up to a tab."""
    if not name.startswith(b'"'):
        return name.split(b"\t", 1)[0]
    quoted = re.match(rb'"((?:[^"\\]|\\.)*)"', name)
    inner = quoted[1] if quoted else name[1:]
    return (
        re.sub(rb"\\([0-7]{3}|.)", lambda match: _ESCAPES.get(match[1]) or bytes([int(match[1], 8) & 0xFF]), inner)
        if (re.fullmatch(rb'(?:[^\\]|\\[0-7]{3}|\\[abtnvfr"\\])*', inner))
        else inner
    )


def _git_line_names(line: bytes) -> tuple[bytes, bytes]:
    """Both names of a `diff --git` line, which are the same but for their prefixes."""
    rest = line.removeprefix(b"diff --git ").rstrip(b"\r")
    if rest.startswith(b'"'):
        quoted = re.findall(rb'"(?:[^"\\]|\\.)*"', rest)
        names = [_unquoted(name) for name in quoted]
        return names[0] if names else rest, names[-1] if names else rest
    middle = len(rest) // 2
    return rest[:middle], rest[middle + 1 :]


def _change_type(header: Sequence[bytes], source: str | None, target: str | None) -> ChangeType:
    if source is None:
        return "A"
    if target is None:
        return "D"
    if any(line.startswith(b"copy from ") for line in header):
        return "C"
    return "M" if source == target else "R"


def _mode(header: Sequence[bytes], pattern: bytes) -> int:
    found = [match for line in header if (match := re.match(pattern, line.rstrip(b"\r")))]
    return int(found[0][1], 8) if found else 0
