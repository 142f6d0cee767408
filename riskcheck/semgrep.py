"""Runs semgrep over both sides of a change, in the background, while the rest is measured.

The native front end inside semgrep's wheel answers in a fraction of the time of the default
one, which remains as the fall-back. Contents are written under names made here, so no path,
ignore file or suppression of the change under test has any say; the kind of the file is part
of the name, and each rule is limited to the kinds it is for.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from typing import Any, NamedTuple, Self

from riskcheck import rulepack
from riskcheck.cache import Cache
from riskcheck.core.change import Kind, Skipped

_OPTIONS = (
    "--json", "--quiet", "--metrics=off", "--disable-version-check", "--disable-nosem", "--no-git-ignore",
    "--no-rewrite-rule-ids", "--max-target-bytes=0", "--timeout=5", "--jobs=2",
)  # fmt: skip
# What one call of semgrep gets: little enough that a deadline leaves most answers, and that no system limit is met.
_BATCH_BYTES = 400_000
_BATCH_FILES = 200
# How many files are named of those that were not scanned.
_NAMED = 3


class Target(NamedTuple):
    """One side of a file: the part to match, the whole for when the part cannot be parsed, and the rules by id."""

    content: bytes
    whole: bytes
    suffix: str
    kind: Kind
    rules: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of its answer in the cache."""
        digest = hashlib.sha1(self.content, usedforsecurity=False)
        digest.update("\0".join(self.rules).encode())
        return f"{digest.hexdigest()}.{self.kind}{self.suffix}"


class Match(NamedTuple):
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


class Scan:
    """A run of semgrep in the background; a context, so that nothing outlives it.

    `targets` holds what to match by name, the most important first: that is the order in
    which a deadline finds them.
    """

    def __init__(self, targets: Mapping[str, Target], cache: Cache, environ: Mapping[str, str]) -> None:
        self._cache = cache
        self._environ = environ
        self._keys = {name: target.key for name, target in targets.items()}
        by_key = {self._keys[name]: target for name, target in targets.items()}
        known = cache.get(_version(), sorted(by_key)) if by_key else {}
        self._answers = {key: _restored(value) for key, value in known.items()}
        self._left = {key: by_key[key] for key in self._keys.values() if key not in known}
        self._problems: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="riskcheck-")
        self._thread = threading.Thread(target=self._work, daemon=True)
        if self._left:
            self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        _end(self._process)
        if self._thread.is_alive():
            self._thread.join()
        self._folder.cleanup()

    def finish(self, seconds: float) -> Matches:
        """The matches, as soon as semgrep has them; what it has not looked at in time is skipped."""
        if self._thread.is_alive():
            self._thread.join(seconds)
            self._ended.set()
        answers = dict(self._answers)
        found = {name: answers[key] for name, key in self._keys.items() if key in answers}
        problems = dict(self._problems)
        unread: dict[str, dict[str, None]] = {}
        for name, key in self._keys.items():
            if key not in answers:
                reason = problems.get(key, "deadline reached")
                unread.setdefault(reason, {})[name.partition(":")[2]] = None
        return Matches(found, tuple(_skipped(reason, list(unread[reason])) for reason in sorted(unread)))

    def _work(self) -> None:
        """Match batch after batch; what was cut too far to be parsed is matched again as a whole."""
        waiting = deque(_batches(self._left))
        command = _native() or _default(self._environ)
        while waiting and not self._ended.is_set():
            batch = waiting.popleft()
            answer, problem = self._answer(command, batch)
            if answer is None and command == _native() and not self._ended.is_set():
                command = _default(self._environ)
                answer, problem = self._answer(command, batch)
            if self._ended.is_set():
                return
            if answer is None:
                self._problems.update(dict.fromkeys(batch, problem))
                continue
            unparsed = self._read(answer, batch)
            waiting.extend(_batches(unparsed))

    def _answer(self, command: Sequence[str] | None, batch: Mapping[str, bytes]) -> tuple[dict[str, Any] | None, str]:
        if command is None:
            return None, "semgrep is not installed: `pip install semgrep`"
        files_by_rule: dict[str, list[str]] = {}
        files = []
        for key, name in zip(batch, _file_names(batch), strict=True):
            files.append(self._write(name, batch[key]))
            for rule in self._left[key].rules:
                files_by_rule.setdefault(rule, []).append(name)
        pack = self._write("rules.json", rulepack.pack(files_by_rule))
        program, *arguments = command
        try:
            self._process = subprocess.Popen(
                [*arguments, f"--config={pack}", *_OPTIONS, *files], executable=program,
                env=self._environment(), cwd=self._folder.name, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as problem:
            return None, f"semgrep does not start: {problem.strerror}"
        if self._ended.is_set():
            _end(self._process)
        output, _ = self._process.communicate()
        try:
            answer = json.loads(output)
        except ValueError:
            return None, f"semgrep failed (exit status {self._process.returncode})"
        return (answer, "") if isinstance(answer.get("results"), list) else (None, "semgrep gave no results")

    def _write(self, name: str, content: bytes) -> str:
        path = os.path.join(self._folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": self._environ.get("PATH", os.defpath),
            "HOME": self._folder.name,
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            "SEMGREP_SETTINGS_FILE": os.path.join(self._folder.name, "settings.yml"),
            "SEMGREP_LOG_FILE": os.path.join(self._folder.name, "semgrep.log"),
        }

    def _read(self, answer: Mapping[str, Any], batch: Mapping[str, bytes]) -> dict[str, Target]:
        """Take the matches of a batch; the targets of it that must be matched as a whole."""
        keys = dict(zip(_file_names(batch), batch, strict=True))
        found: dict[str, list[Match]] = {key: [] for key in batch}
        for result in answer["results"]:
            key = keys.get(os.path.basename(result["path"]))
            if key is not None:
                found[key].append(_match(result, batch[key]))
        whole = {}
        for error in answer.get("errors", ()):
            key = keys.get(os.path.basename(str(error.get("path"))))
            if key is None or key not in found:
                continue
            kind = str(error.get("type"))
            if "imeout" in kind:
                self._problems[key] = "semgrep gave up on it after 5 seconds a rule"
                del found[key]
            elif ("arsing" in kind or "yntax" in kind) and batch[key] != self._left[key].whole:
                # The cut went wrong; a file that is only partly understood as a whole keeps its matches.
                target = self._left[key]
                whole[key] = target._replace(content=target.whole)
                del found[key]
        answers = {key: _distinct(matches) for key, matches in found.items()}
        # The answer about a whole file is no answer about another whole of which the same part is cut.
        stored = {key: _stored(matches) for key, matches in answers.items() if batch[key] == self._left[key].content}
        self._cache.put(_version(), stored)
        self._answers.update(answers)
        return whole


def _skipped(reason: str, paths: Sequence[str]) -> Skipped:
    """What was not scanned, with the paths that would have come first."""
    if len(paths) == 1:
        return Skipped(f"semgrep rules on {paths[0]}", reason)
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return Skipped(f"semgrep rules on {len(paths)} files", f"{reason}: {', '.join(paths[:_NAMED])}{more}")


def _batches(targets: Mapping[str, Target]) -> Iterable[dict[str, bytes]]:
    """Contents by key, in batches that one call of semgrep can take."""
    batch: dict[str, bytes] = {}
    size = 0
    for key, target in targets.items():
        if batch and (size + len(target.content) > _BATCH_BYTES or len(batch) == _BATCH_FILES):
            yield batch
            batch, size = {}, 0
        batch[key] = target.content
        size += len(target.content)
    if batch:
        yield batch


def _file_names(batch: Iterable[str]) -> list[str]:
    """File names by ordinal, with kind and suffix of the key."""
    return [f"{number:05}.{key.partition('.')[2]}" for number, key in enumerate(batch, start=1)]


def _match(result: Mapping[str, Any], content: bytes) -> Match:
    # semgrep's own `lines` says "requires login": the text is read from the file, by offset.
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
    return f"{rulepack.version()}:{stamp.st_size}:{stamp.st_mtime_ns}" if stamp else rulepack.version()


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
    process.wait()
