"""Any unified diff to patches: what `git diff`, `diff -u`, svn, hg and mail programs print.

There are no records to go by, as with git's own plumbing, so the text is first cut into one
section a file, and names are read from the headers.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from riskcheck.core.change import ChangeType, Patch, Skipped
from riskcheck.diffs import hunks, totals
from riskcheck.errors import PatchError
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.quoting import unquoted

_HUNK_HEADER = expression(rb"^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@")
# unidiff's header patterns take quadratic time on long lines.
MAX_HEADER_BYTES = 4096


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


class _Section(NamedTuple):
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
            found = hunks(b"\n".join((*self.body, b"")) if self.body else b"")
        except ValueError as problem:
            return patch, f"its hunks could not be read ({problem})"
        added, deleted = totals(found)
        return replace(patch, hunks=found, lines_added=added, lines_deleted=deleted), None


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
                return unquoted(line[len(start) :].rstrip(b"\r"))
    return None


def _git_line_names(line: bytes) -> tuple[bytes, bytes]:
    """Both names of a `diff --git` line, which are the same but for their prefixes."""
    rest = line.removeprefix(b"diff --git ").rstrip(b"\r")
    if rest.startswith(b'"'):
        quoted = re.findall(rb'"(?:[^"\\]|\\.)*"', rest)
        names = [unquoted(name) for name in quoted]
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
