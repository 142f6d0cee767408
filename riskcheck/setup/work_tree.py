"""Files of a work tree, read and written without following a link: a repository can hold one at any path."""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from riskcheck.errors import RiskcheckError

MAX_BYTES = 1_000_000
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A named pipe would otherwise wait for somebody to write to it.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files below a folder, by paths with slashes; raises RiskcheckError for whatever is no file of its own."""

    root: str

    def read(self, path: str) -> bytes | None:
        """The content of a file, None where there is none."""
        with _told(path), contextlib.suppress(FileNotFoundError), self._folder_of(path) as folder:
            return _read(folder, _name(path), path)[0]
        return None

    def names(self, path: str) -> tuple[str, ...]:
        """The names in a folder, sorted; none where there is no such folder, or a link in its place."""
        with contextlib.suppress(OSError), self._folder_of(f"{path}/") as folder:
            return tuple(sorted(os.listdir(folder)))
        return ()

    def has(self, path: str) -> bool:
        """Whether there is anything at a path, be it a link."""
        with contextlib.suppress(OSError), self._folder_of(path) as folder:
            os.stat(_name(path), dir_fd=folder, follow_symlinks=False)
            return True
        return False

    def check(self, path: str, content: bytes | None) -> None:
        """Raise if a file is not as it was read."""
        if self.read(path) != content:
            raise _changed(path)

    def write(self, path: str, before: bytes | None, after: bytes) -> None:
        """Put `after` in the place of `before`, all at once; whatever else is there by now is left as it is."""
        with _told(path), self._folder_of(path, create=True) as folder:
            name = _name(path)
            found, mode = _found(folder, name, path)
            if found != before:
                raise _changed(path)
            _replace(folder, name, after, mode)

    @contextlib.contextmanager
    def _folder_of(self, path: str, *, create: bool = False) -> Iterator[int]:
        with contextlib.ExitStack() as opened:
            folder = _opened(opened, os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
            for part in path.split("/")[:-1]:
                if create:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, dir_fd=folder)
                folder = _opened(opened, os.open(part, _FOLDER, dir_fd=folder))
            yield folder


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        remedy = "put a file of this repository there, in a folder that can be written"
        raise RiskcheckError(f"{path} is left alone: {reason}", remedy) from None


def _changed(path: str) -> RiskcheckError:
    return RiskcheckError(f"{path} was changed in the meantime", "run `riskcheck init` again")


def _opened(stack: contextlib.ExitStack, descriptor: int) -> int:
    stack.callback(os.close, descriptor)
    return descriptor


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _read(folder: int, name: str, path: str) -> tuple[bytes, int]:
    with open(os.open(name, _FILE, dir_fd=folder), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise RiskcheckError(f"{path} is no file", "put a file of this repository there")
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RiskcheckError(f"{path} is larger than {MAX_BYTES // 10**6} MB", "edit it by hand")
    return content, stat.S_IMODE(found.st_mode) & 0o777


def _found(folder: int, name: str, path: str) -> tuple[bytes | None, int | None]:
    try:
        return _read(folder, name, path)
    except FileNotFoundError:
        return None, None


def _replace(folder: int, name: str, content: bytes, mode: int | None) -> None:
    """Write beside the file and move it there; `mode` is that of the file, None for a new one."""
    beside = f".{name}.riskcheck"
    try:
        descriptor = os.open(beside, _NEW, 0o666, dir_fd=folder)
    except FileExistsError:
        raise RiskcheckError(f"{beside} is in the way", "delete it: a run was interrupted there") from None
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            if mode is not None:
                os.fchmod(descriptor, mode)
        if mode is None:
            _give_new_name(folder, beside, name)
        else:
            os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside, dir_fd=folder)


def _give_new_name(folder: int, beside: str, name: str) -> None:
    """Move a file to where none is; a link is made because a rename would replace what came in between."""
    try:
        os.link(beside, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # there are file systems without hard links
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
