"""Runs riskcheck over the newest commits of real repositories, and checks it against git's own numstat.

Usage: python benchmarks/field.py COMMITS REPOSITORY...
Prints a line a repository: commits, failures, files that git has and riskcheck has not, levels, seconds.
"""

import os
import subprocess
import sys
import time
from collections import Counter

from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment
from riskcheck.pipeline import Sources, assess
from riskcheck.repository import Repository
from riskcheck.settings import Settings
from riskcheck.sources import revisions


def numstat(folder: str, sha: str) -> dict[str, tuple[str, str]]:
    """Counts by path, as git gives them for a commit against its first parent."""
    parents = subprocess.check_output(["git", "-C", folder, "rev-list", "--parents", "-1", sha]).split()[1:]
    base = parents[0].decode() if parents else "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    command = [
        "git",
        "-C",
        folder,
        "diff-tree",
        "-r",
        "-M",
        "-l1000",
        "--numstat",
        "-z",
        "--ignore-submodules=none",
        base,
        sha,
    ]
    words = iter(subprocess.check_output(command).split(b"\0"))
    counts = {}
    for word in words:
        if word:
            added, deleted, path = word.split(b"\t")
            if not path:
                next(words)
                path = next(words)
            counts[os.fsdecode(path)] = (added.decode(), deleted.decode())
    return counts


def differences(folder: str, sha: str, assessment: Assessment) -> int:
    """How many files riskcheck misses, adds, or counts in another way than git."""
    ours = {
        patch.path: ("-", "-") if patch.binary else (str(patch.lines_added), str(patch.lines_deleted))
        for patch in assessment.changeset.patches
    }
    theirs = numstat(folder, sha)
    # A file that an attribute calls binary and that is text is counted by riskcheck alone.
    return sum(ours.get(path) != counts and counts[0] != "-" for path, counts in theirs.items()) + len(
        ours.keys() - theirs.keys()
    )


def sweep(folder: str, commits: int) -> str:
    """One line of figures for a repository."""
    shas = subprocess.check_output(["git", "-C", folder, "rev-list", f"--max-count={commits}", "HEAD"]).decode().split()
    repository = Repository.find(folder, os.environ)
    levels: Counter[str] = Counter()
    wrong = failed = marked = 0
    skipped: Counter[str] = Counter()
    slowest = 0.0
    start = time.monotonic()
    for sha in shas:
        began = time.monotonic()
        try:
            assessment = assess(
                revisions.read_commit(repository, sha),
                Sources(repository, Cache(None), os.environ),
                Settings(deadline=60),
            )
        except Exception as problem:  # the sweep is after just these
            failed += 1
            print(f"  {sha}: {type(problem).__name__}: {problem}", file=sys.stderr)
            continue
        slowest = max(slowest, time.monotonic() - began)
        wrong += differences(folder, sha, assessment)
        levels[assessment.risk.level] += 1
        marked += assessment.provenance.marked
        skipped.update(entry.reason[:60] for entry in assessment.skipped)
    told = ", ".join(
        f"{level} {levels[level]}" for level in ("low", "medium", "high", "critical", "unknown") if levels[level]
    )
    seconds = time.monotonic() - start
    return (
        f"{len(shas)} commits, failed {failed}, against numstat {wrong} wrong, {told}, marked {marked}, "
        f"{seconds / max(len(shas), 1):.2f} s a commit, slowest {slowest:.1f} s, skipped {dict(skipped)}"
    )


def main() -> None:
    """Sweep each repository that is named."""
    commits, *folders = sys.argv[1:]
    for folder in folders:
        print(f"{folder}: {sweep(folder, int(commits))}", flush=True)


if __name__ == "__main__":
    main()
