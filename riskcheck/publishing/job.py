"""The job of a CI: its environment, its log, and the files that it is left with."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from riskcheck.reports.text import plain


@dataclass(frozen=True, slots=True)
class Job:
    """Where an assessment is published: `folder` takes files, `log` takes whole lines.

    `report` is the assessment as the log shows it. `token` is a word that nobody could guess beforehand. A file that
    cannot be written is one line of the log, and the rest is published all the same.
    """

    environ: Mapping[str, str]
    folder: str
    log: Callable[[str], None]
    report: str
    token: str

    def write(self, name: str, text: str, *, folder: str | None = None) -> str | None:
        """Write a file, by default into the job's folder; its path, or None where it could not be written.

        The folder may hold the change under test: a link of that name is replaced, never followed.
        """
        place = folder or self.folder
        path = os.path.join(place, name)
        try:
            descriptor, temporary = tempfile.mkstemp(prefix=".riskcheck-", dir=place)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
            # What a later job or another user picks up must be readable to them.
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except OSError as problem:
            self._unwritten(path, problem.strerror)
            return None
        return path

    def append(self, variable: str, text: str, *, limit: int) -> None:
        """Append to the file that a variable of the CI names, if it does and there is room in its `limit` of bytes."""
        path = self.environ.get(variable)
        if not path:
            return
        added = text.encode("utf-8", "backslashreplace")
        try:
            taken = os.path.getsize(path) if os.path.exists(path) else 0
            if taken + len(added) > limit:
                self._unwritten(variable, f"it is full: {taken} of {limit} bytes")
                return
            with open(path, "ab") as file:
                file.write(added)
        except OSError as problem:
            self._unwritten(f"{path} ({variable})", problem.strerror)

    def _unwritten(self, what: str, reason: str | None) -> None:
        self.log(f"riskcheck: {plain(what)} cannot be written: {plain(reason or 'no reason given')}\n")
