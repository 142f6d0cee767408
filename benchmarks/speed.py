"""Times `riskcheck check --staged` against semgrep alone, alternating, and prints the ratios.

Usage: python benchmarks/speed.py REPOSITORY BASE HEAD [FILES] [RUNS]
A clone stands at BASE with the changed files of HEAD staged (at most FILES that rules can read). semgrep
gets both sides of the same files and the same rules, with its native and with its default front end.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from riskcheck import rulepack
from riskcheck.kinds import kind_of

QUIET = {
    **os.environ,
    "PYTHONPATH": str(rulepack.PACK.parent.parent),
    "SEMGREP_SEND_METRICS": "off",
    "SEMGREP_ENABLE_VERSION_CHECK": "0",
}


def git(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints."""
    return subprocess.run(["git", "-C", folder, *arguments], input=stdin, capture_output=True, check=True).stdout


def seconds(command: Sequence[str], folder: str) -> float:
    """How long a command takes as a whole process."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=QUIET, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[:4]} failed: {done.stderr.decode()}")
    return time.perf_counter() - start


def stage(clone: str, base: str, head: str, most: int) -> list[str]:
    """Stage the first changed files of HEAD over BASE; their paths."""
    git(clone, "checkout", "--quiet", "--detach", base)
    changed = git(clone, "diff", "--name-only", "--diff-filter=M", base, head).decode().splitlines()
    paths = [path for path in changed if rulepack.suffix_of(path)][:most]
    git(clone, "checkout", head, "--", *paths)
    return paths


def sides(clone: str, base: str, head: str, paths: Sequence[str], folder: str) -> list[str]:
    """Both sides of each file, written beside each other."""
    files = []
    for number, path in enumerate(paths):
        for side in (base, head):
            # The name as riskcheck makes it: a rule reads only the kinds of files that it is for.
            file = Path(folder, f"{number:03}-{side[:7]}.{kind_of(path)}{Path(path).suffix}")
            file.write_bytes(git(clone, "show", f"{side}:{path}"))
            files.append(str(file))
    return files


def no_code(clone: str, base: str) -> None:
    """Stage a change without code."""
    git(clone, "reset", "--quiet", "--hard", base)
    Path(clone, "NOTES-benchmark.md").write_text("a note\n")
    git(clone, "add", "NOTES-benchmark.md")


def main() -> None:
    """Alternate the commands, and print medians and ratios."""
    repository, base, head, *rest = sys.argv[1:]
    most, runs = (int(rest[0]) if rest else 10), (int(rest[1]) if len(rest) > 1 else 5)
    check = [sys.executable, "-m", "riskcheck", "check", "--staged", "--format", "json"]
    options = [f"--config={rulepack.PACK}", "--json", "--quiet", "--no-git-ignore", "--metrics=off"]
    program = str(Path(sys.executable).with_name("semgrep"))
    with tempfile.TemporaryDirectory() as folder:
        clone = f"{folder}/clone"
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repository, clone], check=True)
        base, head = (git(repository, "rev-parse", name).decode().strip() for name in (base, head))
        paths = stage(clone, base, head, most)
        files = sides(clone, base, head, paths, folder)
        tracked = len(git(clone, "ls-files").splitlines())
        commands = {
            "riskcheck, no cache": [*check, "--no-cache"],
            "riskcheck, warm cache": check,
            "semgrep --experimental": [program, "scan", "--experimental", *options, *files],
            "semgrep": [program, "scan", *options, *files],
        }
        for command in commands.values():
            seconds(command, clone)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(seconds(command, clone))
        no_code(clone, base)
        plain = [seconds([*check, "--no-cache"], clone) for _ in range(runs)]
    print(f"{tracked} files in the repository, {len(paths)} changed, {runs} alternating runs, medians:")
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        print(f"  {name}: {value:.3f} s")
    for name in ("semgrep --experimental", "semgrep"):
        ratios = [ours / theirs for ours, theirs in zip(times["riskcheck, no cache"], times[name], strict=True)]
        print(f"  riskcheck without cache / {name}: {statistics.median(ratios):.2f}")
    print(f"  a change without code: {statistics.median(plain):.3f} s")


if __name__ == "__main__":
    main()
