"""Finds and runs the programs of specialists, with an environment built from nothing and only while there is time."""

import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

# A specialist answers in a tenth of a second; what takes this long has met a file made to hold it up.
_SECONDS: Final = 10.0
_MAX_ANSWER: Final = 20_000_000


class ProgramError(Exception):
    """A program that was found did not answer; the text says why."""


def find(name: str, environ: Mapping[str, str]) -> str | None:
    """The program beside this Python, or else on the PATH of `environ`, whose relative folders may be the change's."""
    beside = os.path.join(sysconfig.get_path("scripts"), name)
    folders = [folder for folder in environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]
    return shutil.which(beside) or (shutil.which(name, path=os.pathsep.join(folders)) if folders else None)


def run(command: Sequence[str], files: Mapping[str, bytes], limit: float) -> tuple[int, bytes]:
    """Exit status and output of a program that reads `files`, whose names are made by the caller, in its folder.

    Raises ProgramError where it does not start, or has not ended at `limit` on the monotonic clock.
    """
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        for name, content in files.items():
            place = os.path.join(folder, name)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(content)
        with tempfile.TemporaryFile() as output:
            status = _wait(_started(command, folder, output.fileno()), limit)
            if output.seek(0, os.SEEK_END) > _MAX_ANSWER:
                raise ProgramError("its answer is too long")
            output.seek(0)
            return status, output.read()


def _started(command: Sequence[str], folder: str, output: int) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    try:
        return subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as problem:
        raise ProgramError(f"does not start: {problem.strerror}") from problem


def _wait(process: subprocess.Popen[bytes], limit: float) -> int:
    try:
        return process.wait(min(max(limit - time.monotonic(), 0.01), _SECONDS))
    except subprocess.TimeoutExpired:
        raise ProgramError("deadline reached") from None
    finally:
        # Also what it left behind: the group outlives its first process.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
