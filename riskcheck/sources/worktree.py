"""What is modified in the work tree, read without running a filter or following a link.

git itself would run the clean filters of the repository under test to see whether a file
changed. Here the files whose size or time differ from the index are read as they are, and
put into a temporary index with a temporary object store beside the repository's own.
"""

import hashlib
import os
import shutil
import stat
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from riskcheck.core.change import SUBMODULE, SYMLINK, Changeset, Skipped
from riskcheck.errors import RepositoryError
from riskcheck.expressions import expression
from riskcheck.plumbing import RawDiff
from riskcheck.repository import Repository
from riskcheck.sources.comparison import Comparison

_ENTRY = expression(
    rb"(\d{6}) ([0-9a-f]{40,64}) 0\t([^\0]*)\0"
    rb"  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n[^\n]*\n[^\n]*\n  size: (\d+)\t[^\n]*\n"
)
MAX_FILE_BYTES = 20_000_000


class _Entry(NamedTuple):
    mode: int
    blob: str
    path: str
    modified_ns: int
    size: int


@contextmanager
def snapshot(repository: Repository) -> Iterator[Repository]:
    """The repository with its work tree as index, for as long as the context lasts."""
    if repository.work_tree is None:
        raise RepositoryError(
            "a bare repository has no work tree", "name a revision, for example `riskcheck check HEAD`"
        )
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        index = os.path.join(folder, "index")
        if os.path.exists(repository.index):
            shutil.copyfile(repository.index, index)
        overlay = {
            "GIT_OBJECT_DIRECTORY": os.path.join(folder, "objects"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.path.join(repository.common_dir, "objects"),
        }
        os.mkdir(overlay["GIT_OBJECT_DIRECTORY"])
        copy = replace(repository, index=index, overlay=overlay)
        changes = b"".join(_changes(repository, overlay["GIT_OBJECT_DIRECTORY"]))
        if changes:
            copy.run("update-index", "-z", "--index-info", stdin=changes, index=index)
        yield copy


def read(
    snapshot: Repository, *, base: str | None, title: str, head: str | None, message: str | None = None
) -> Changeset:
    """The work tree, as a snapshot holds it, against a commit; `head` is the last commit that it contains."""

    def diff(paths: Sequence[str], text: bool) -> RawDiff:
        return snapshot.index_diff(base or snapshot.empty_tree, paths, text=text)

    patches, skipped = Comparison(snapshot, diff).patches()
    return Changeset(
        source="worktree",
        title=title,
        base=base,
        patches=patches,
        commits=snapshot.commits(base, head) if head and head != base else (),
        message=message,
        branch=snapshot.branch,
        skipped=(*skipped, *_untracked(snapshot)),
    )


def _untracked(snapshot: Repository) -> tuple[Skipped, ...]:
    listed = snapshot.try_run(
        "-c", "core.bare=false", f"--work-tree={snapshot.work_tree}", "ls-files", "-z", "--others", "--directory",
        "--no-empty-directory", "--exclude-standard", index=snapshot.index,
    )  # fmt: skip
    count = (listed or b"").count(b"\0")
    return (Skipped("untracked files", f"{count} not yet added to git"),) if count else ()


def _changes(repository: Repository, objects: str) -> Iterator[bytes]:
    """Lines for `update-index --index-info`, one for each file that differs from its index entry."""
    listed = repository.run("ls-files", "--stage", "--debug", "-z", index=repository.index)
    written_ns = os.stat(repository.index).st_mtime_ns if os.path.exists(repository.index) else 0
    links = _Links(repository.work_tree or "")
    for match in _ENTRY.finditer(listed):
        mode, blob, path, seconds, nanoseconds, size = match.groups()
        entry = _Entry(
            int(mode, 8), blob.decode(), os.fsdecode(path), int(seconds) * 10**9 + int(nanoseconds), int(size)
        )
        change = _change(repository, entry, written_ns, objects, links)
        if change:
            yield change + os.fsencode(entry.path) + b"\0"


def _change(repository: Repository, entry: _Entry, written_ns: int, objects: str, links: "_Links") -> bytes | None:
    if entry.mode == SUBMODULE:
        return None  # where a submodule stands is read by its own repository
    place = os.path.join(repository.work_tree or "", entry.path)
    removed = f"0 {'0' * len(entry.blob)}\t".encode()
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return removed
    if links[os.path.dirname(entry.path)]:
        return removed
    mode = _mode(found, entry.mode)
    if mode is None:
        return removed
    untouched = (found.st_mtime_ns, found.st_size & 0xFFFFFFFF) == (entry.modified_ns, entry.size)
    # A file written in the same instant as the index may have changed since with equal times.
    if untouched and entry.modified_ns < written_ns and mode == entry.mode:
        return None
    content = os.fsencode(os.readlink(place)) if mode == SYMLINK else _content(place, found.st_size)
    blob = _as_stored(repository, entry, content)
    if blob is None:
        blob = _store(objects, content, repository.object_format)
    return f"{mode:o} {blob}\t".encode() if (mode, blob) != (entry.mode, entry.blob) else None


class _Links(dict[str, bool]):
    """Whether a folder of the work tree is a symbolic link or behind one, asked once for each folder."""

    def __init__(self, work_tree: str) -> None:
        super().__init__({"": False})
        self._work_tree = work_tree

    def __missing__(self, folder: str) -> bool:
        self[folder] = self[os.path.dirname(folder)] or os.path.islink(os.path.join(self._work_tree, folder))
        return self[folder]


def _mode(found: os.stat_result, recorded: int) -> int | None:
    if stat.S_ISLNK(found.st_mode):
        return SYMLINK
    if not stat.S_ISREG(found.st_mode):
        return None
    return 0o100755 if found.st_mode & 0o100 else 0o100644


def _content(place: str, size: int) -> bytes:
    if size > MAX_FILE_BYTES:
        raise RepositoryError(
            f"{os.path.basename(place)} in the work tree is larger than {MAX_FILE_BYTES // 10**6} MB",
            "stage it and use `riskcheck check --staged`",
        )
    descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _as_stored(repository: Repository, entry: _Entry, content: bytes) -> str | None:
    """The recorded blob id if the content is that blob as a check-out would have written it."""
    if entry.mode == SYMLINK:
        return None
    forms = (content, content.replace(b"\r\n", b"\n"), _lfs_pointer(content))
    ids = [_blob_id(form, repository.object_format) for form in forms]
    return entry.blob if entry.blob in ids else None


def _lfs_pointer(content: bytes) -> bytes:
    # https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: what the repository stores for a large file
    oid = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n".encode()


def _blob_id(content: bytes, object_format: str) -> str:
    return hashlib.new(object_format, b"blob %d\0" % len(content) + content).hexdigest()


def _store(objects: str, content: bytes, object_format: str) -> str:
    """Write a loose object, as git does: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    blob = _blob_id(content, object_format)
    folder = os.path.join(objects, blob[:2])
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, blob[2:]), "wb") as file:
        file.write(zlib.compress(b"blob %d\0" % len(content) + content, 1))
    return blob
