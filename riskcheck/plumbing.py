"""Runs git's plumbing so that the repository under test can neither run nor hide anything.

git is called from inside the git directory with an environment built from nothing;
everything goes in and out as bytes.
"""

import contextlib
import os
import subprocess
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from riskcheck.errors import OverdueError, RepositoryError

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

# An environment that no user or repository setting reaches. The protocol list names no
# protocol that exists: a partial clone then reports a missing object and fetches nothing.
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    # Into a pipe, git would write each commit of a list or log by itself, and wake its reader for it.
    "GIT_FLUSH": "0",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}
_NOTHING: Mapping[str, str] = {}
_NO_INDEX = os.path.join(os.sep, "nonexistent", "index")
_SETTINGS = (
    ("core.bare", "true"),  # without a work tree no .gitattributes is read from it
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.attributesFile", os.devnull),
    ("core.bigFileThreshold", "512m"),  # git calls whatever is larger binary
    ("core.quotePath", "true"),
    ("diff.suppressBlankEmpty", "false"),
    ("diff.renameLimit", "1000"),
    ("protocol.allow", "never"),
    ("user.name", "riskcheck"),  # for commits of what is not committed, which nobody sees
    ("user.email", "riskcheck@localhost"),
)
EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
MAX_PATCH_BYTES = 20_000_000
_BLOCK = 1 << 20


@dataclass(frozen=True)
class RawDiff:
    """What `git diff-tree --raw --numstat -p -z` printed; `complete` unless it was cut at a limit."""

    output: bytes
    complete: bool


@dataclass(frozen=True)
class Plumbing:
    """git, on the repository at `git_dir`; `overlay` adds to git's environment, to place objects beside its own."""

    git_dir: str
    git: str
    overlay: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def command(
        self, *arguments: str, index: str = _NO_INDEX, overlay: Mapping[str, str] = _NOTHING
    ) -> tuple[list[str], dict[str, str]]:
        """The whole argument list and environment of a git call, and nothing else gets in."""
        settings = [*_SETTINGS, ("safe.directory", self.git_dir), ("attr.tree", EMPTY_TREES[40])]
        options = [word for name, value in settings for word in ("-c", f"{name}={value}")]
        environment = {**_ENVIRONMENT, "PATH": os.environ.get("PATH", os.defpath), "GIT_INDEX_FILE": index}
        return [self.git, "--no-pager", f"--git-dir={self.git_dir}", *options, *arguments], {
            **environment,
            **self.overlay,
            **overlay,
        }

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        index: str = _NO_INDEX,
        seconds: float | None = None,
        accepted: Sequence[int] = (0,),
        overlay: Mapping[str, str] = _NOTHING,
    ) -> bytes:
        """What git prints; RepositoryError with git's own words if it fails, OverdueError after so many seconds."""
        command, environment = self.command(*arguments, index=index, overlay=overlay)
        try:
            done = subprocess.run(
                command, env=environment, cwd=self.git_dir,
                input=stdin, capture_output=True, check=False, timeout=seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise OverdueError(
                f"git {_verb(arguments)}: deadline reached", "give it more time with --deadline"
            ) from None
        if done.returncode not in accepted:
            raise RepositoryError(
                f"git {_verb(arguments)}: {_first_line(done.stderr)}", "run `git fsck` to see what is wrong"
            )
        return done.stdout

    def stream(self, *arguments: str, index: str = _NO_INDEX) -> Generator[bytes, None, None]:
        """What git prints, block by block, none of which ends inside a character."""
        command, environment = self.command(*arguments, index=index)
        with subprocess.Popen(
            command, env=environment, cwd=self.git_dir,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            widen(process.stdout)
            try:
                held = b""
                while block := os.read(process.stdout.fileno(), _BLOCK):
                    # A line feed is never part of a longer character.
                    whole, feed, held_next = (held + block).rpartition(b"\n")
                    held = held_next
                    if feed:
                        yield whole + feed
                yield held
            except GeneratorExit:
                process.kill()
                raise
            problem = process.stderr.read()
        if process.returncode:
            raise RepositoryError(
                f"git {_verb(arguments)}: {_first_line(problem)}", "run `git fsck` to see what is wrong"
            )

    def try_run(self, *arguments: str, stdin: bytes = b"", index: str = _NO_INDEX) -> bytes | None:
        """What git prints, or None if it says no."""
        try:
            return self.run(*arguments, stdin=stdin, index=index)
        except RepositoryError:
            return None

    def diff(self, *arguments: str, index: str = _NO_INDEX) -> RawDiff:
        """The records and patches that a diff command of git prints, up to MAX_PATCH_BYTES."""
        command, environment = self.command(*arguments, index=index)
        with subprocess.Popen(
            [os.fsencode(word) for word in command], env=environment, cwd=self.git_dir,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            output = process.stdout.read(MAX_PATCH_BYTES)
            complete = len(output) < MAX_PATCH_BYTES
            if not complete:
                process.kill()
            problem = process.stderr.read()
        if complete and process.returncode:
            raise RepositoryError(
                f"git {_verb(arguments)}: {_first_line(problem)}",
                "objects are missing: fetch them (`git fetch --refetch`, or a deeper clone), or check with `git fsck`",
            )
        return RawDiff(output, complete)


def widen(pipe: IO[bytes]) -> None:
    """Let a process that writes go on for longer while nobody reads, where the system allows it."""
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _BLOCK)


def _verb(arguments: Sequence[str]) -> str:
    """What git is asked to do, behind a setting of its own."""
    return arguments[2] if arguments[0] == "-c" else arguments[0]


def _first_line(text: bytes) -> str:
    lines = text.decode("utf-8", "backslashreplace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "no explanation"
