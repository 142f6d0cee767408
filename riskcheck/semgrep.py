"""Runs semgrep over blobs, once for both sides of a change, while the rest is measured.

The native front end inside semgrep's wheel answers in a fraction of the time of the default
one, which remains as the fall-back. Blobs are written under ordinal names, so no path, ignore
file or suppression of the change under test has any say.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from riskcheck.cache import Cache
from riskcheck.core.change import Skipped

_PACK = Path(__file__).parent / "rules.json"
_OPTIONS = (
    "--json", "--quiet", "--metrics=off", "--disable-version-check", "--disable-nosem", "--no-git-ignore",
    "--no-rewrite-rule-ids", "--max-target-bytes=0", "--timeout=5", "--jobs=2",
)  # fmt: skip
# Which files a language's rules can read; regular expressions read all of them.
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "python": (".py", ".pyi"),
    "javascript": (".js", ".jsx", ".mjs", ".cjs"),
    "typescript": (".ts", ".tsx", ".mts", ".cts"),
    "go": (".go",),
    "java": (".java",),
    "ruby": (".rb",),
    "regex": (".sql",),
}
MAX_BLOB_BYTES = 1_000_000
_MAX_ARGUMENTS = 100_000


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of a rule in one blob; lines are 1-based, `message` tells what was hit."""

    rule: str
    message: str
    start_line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What semgrep found, by target name, and what it could not look at."""

    by_target: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()


@cache
def pack() -> tuple[dict[str, Any], ...]:
    """The rules that are shipped, as semgrep reads them."""
    rules: list[dict[str, Any]] = json.loads(_PACK.read_bytes())["rules"]
    return tuple(rules)


@cache
def rules_version() -> str:
    """A short digest of the shipped rules."""
    return hashlib.sha256(_PACK.read_bytes()).hexdigest()[:12]


def suffix_of(path: str) -> str | None:
    """The suffix under which a file of this path is scanned, or None if no rule reads it."""
    suffix = os.path.splitext(path)[1].lower()
    return suffix if suffix in _suffixes() else None


@cache
def _suffixes() -> frozenset[str]:
    languages = {language for rule in pack() for language in rule["languages"]}
    return frozenset(suffix for language in languages for suffix in _SUFFIXES.get(language, ()))


class Scan:
    """A run of semgrep in the background; a context, so that nothing outlives it.

    `targets` holds contents by name; a name is a blob id with its suffix, which is also the
    key of the cache.
    """

    def __init__(self, targets: Mapping[str, bytes], cache: Cache, environ: Mapping[str, str]) -> None:
        self._cache = cache
        self._environ = environ
        self._names = sorted(targets)
        self._known = {name: _restored(value) for name, value in cache.get(_version(), self._names).items()}
        self._folder = tempfile.TemporaryDirectory(prefix="riskcheck-")
        self._process: subprocess.Popen[bytes] | None = None
        self._files = self._written({name: content for name, content in targets.items() if name not in self._known})
        if self._files:
            self._process = self._started(_native(), list(self._files))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._process)
        self._folder.cleanup()

    def finish(self, seconds: float) -> Matches:
        """The matches, as soon as semgrep has them; what it has not looked at in time is skipped."""
        if not self._files:
            return Matches(self._known)
        limit = time.monotonic() + seconds
        output, problem = self._answer(self._process, limit)
        if output is None and problem != "deadline reached":
            _end(self._process)
            self._process = self._started(_default(self._environ), list(self._files))
            output, problem = self._answer(self._process, limit)
        if output is None:
            files = f"{len(self._files)} file{'s' if len(self._files) != 1 else ''}"
            return Matches(self._known, (Skipped(f"semgrep rules on {files}", problem),))
        found, skipped = self._read(output)
        self._cache.put(_version(), {name: _stored(matches) for name, matches in found.items() if name not in skipped})
        return Matches(
            {**self._known, **found},
            tuple(Skipped("semgrep rules on one file", skipped[name]) for name in sorted(skipped)),
        )

    def _written(self, targets: Mapping[str, bytes]) -> dict[str, str]:
        files = {}
        for number, name in enumerate(sorted(targets), start=1):
            file = os.path.join(self._folder.name, f"{number:05}{os.path.splitext(name)[1]}")
            with open(file, "wb") as out:
                out.write(targets[name])
            files[file] = name
        return files

    def _started(self, command: Sequence[str] | None, files: Sequence[str]) -> subprocess.Popen[bytes] | None:
        if command is None:
            return None
        program, *arguments = command
        environment = {
            "PATH": self._environ.get("PATH", os.defpath),
            "HOME": self._folder.name,
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            "SEMGREP_SETTINGS_FILE": os.path.join(self._folder.name, "settings.yml"),
            "SEMGREP_LOG_FILE": os.path.join(self._folder.name, "semgrep.log"),
        }
        try:
            return subprocess.Popen(
                [*arguments, f"--config={_PACK}", *_OPTIONS, *files], executable=program, env=environment,
                cwd=self._folder.name, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        except OSError:
            return None

    def _answer(self, process: subprocess.Popen[bytes] | None, limit: float) -> tuple[dict[str, Any] | None, str]:
        if process is None:
            return None, "semgrep is not installed: `pip install semgrep`"
        try:
            output, _ = process.communicate(timeout=max(limit - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            return None, "deadline reached"
        try:
            answer = json.loads(output)
        except ValueError:
            return None, f"semgrep failed (exit status {process.returncode})"
        return (answer, "") if isinstance(answer.get("results"), list) else (None, "semgrep gave no results")

    def _read(self, answer: Mapping[str, Any]) -> tuple[dict[str, tuple[Match, ...]], dict[str, str]]:
        found: dict[str, list[Match]] = {name: [] for name in self._files.values()}
        for result in answer["results"]:
            name = self._files.get(result["path"])
            if name is not None:
                found[name].append(_match(result))
        skipped = {}
        for error in answer.get("errors", ()):
            name = self._files.get(str(error.get("path")))
            # A file that is only partly understood keeps its matches; one that was given up on is named.
            if name is not None and "imeout" in str(error.get("type")):
                skipped[name] = "semgrep gave up on it after 5 seconds a rule"
        return {name: _distinct(matches) for name, matches in found.items()}, skipped


def _match(result: Mapping[str, Any]) -> Match:
    # semgrep's own `lines` says "requires login": the text is read from the file, by offset.
    content = Path(result["path"]).read_bytes()
    text = content[result["start"]["offset"] : result["end"]["offset"]].decode("utf-8", "replace")
    return Match(
        result["check_id"].rsplit(".", 1)[-1], result["extra"]["message"],
        result["start"]["line"], result["end"]["line"], " ".join(text.split()),
    )  # fmt: skip


def _distinct(matches: Sequence[Match]) -> tuple[Match, ...]:
    """One match a rule and place: in nested definitions semgrep reports a place once for each of them."""
    by_place: dict[tuple[str, int, int, str], Match] = {}
    for match in matches:
        place = (match.rule, match.start_line, match.end_line, match.text)
        if place not in by_place or match.message < by_place[place].message:
            by_place[place] = match
    return tuple(sorted(by_place.values(), key=_order))


def _order(match: Match) -> tuple[int, int, str, str]:
    return match.start_line, match.end_line, match.rule, match.text


def _stored(matches: Sequence[Match]) -> list[list[str | int]]:
    return [[match.rule, match.message, match.start_line, match.end_line, match.text] for match in matches]


def _restored(value: object) -> tuple[Match, ...]:
    return tuple(Match(*row) for row in value) if isinstance(value, list) else ()


@cache
def _version() -> str:
    core = _native()
    stamp = os.stat(core[0]) if core else None
    return f"{rules_version()}:{stamp.st_size}:{stamp.st_mtime_ns}" if stamp else rules_version()


@cache
def _native() -> tuple[str, ...] | None:
    """The native front end: semgrep-core answers as `osemgrep` when it is called by that name."""
    package = importlib.util.find_spec("semgrep")
    folders = list(package.submodule_search_locations or ()) if package else []
    cores = [os.path.join(folder, "bin", "semgrep-core") for folder in folders]
    core = next((path for path in cores if os.access(path, os.X_OK)), None) or shutil.which("semgrep-core")
    return (core, "osemgrep", "scan", "--experimental") if core else None


def _default(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    found = shutil.which("semgrep", path=environ.get("PATH"))
    return (found, "semgrep", "scan") if found else None


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    process.communicate()
