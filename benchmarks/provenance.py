"""Counts marked commits in real histories, times the pass against git, and computes git-ai's lines a second time.

Usage: python benchmarks/provenance.py REPOSITORY[=EXPECTED]... [--notes REPOSITORY COMMITS]
A line a repository: commits that are no merges, marked ones, those expected by an independent count, and the time
of `riskcheck provenance --history` over that of `git log` with the same fields (median of 5 alternating runs).
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import riskcheck
from riskcheck import provenance
from riskcheck.provenance.shares import shares
from riskcheck.repository import Repository
from riskcheck.sources import revisions

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(riskcheck.__file__).parent.parent)}
FIELDS = "--format=%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00"
RUNS = 5


def git(folder: str, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape")


def seconds(command: Sequence[str], folder: str) -> float:
    """How long a command takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def census(folder: str, expected: str) -> str:
    """Marked commits of a history, and what the pass over it costs."""
    repository = Repository.find(folder, os.environ)
    table = provenance.with_rows(())
    plain = marked = 0
    for commit in repository.history(None, repository.resolve("HEAD")):
        if len(commit.parents) > 1:
            continue
        plain += 1
        found = provenance.messages.in_message(commit.message, commit.author.name, table)
        marked += bool(found or list(provenance.identities.of_commit(commit, table)))
    ours = [sys.executable, "-m", "riskcheck", "provenance", "--history", "--format", "json"]
    theirs = ["git", "log", FIELDS, "HEAD"]
    ratios = [seconds(ours, folder) / seconds(theirs, folder) for _ in range(RUNS)]
    recall = f", expected {expected}, recall {min(marked / int(expected), 1):.4f}" if expected else ""
    return f"{plain} commits, {marked} marked{recall}, time over git log {statistics.median(ratios):.2f}"


def attested(note: str) -> dict[str, dict[int, bool]]:
    """Lines by path that a note of git-ai gives to an agent (True) or a person, expanded one by one."""
    text, _, described = f"\n{note}".partition("\n---\n")
    humans = json.loads(described).get("humans", {}) if described.strip() else {}
    found: dict[str, dict[int, bool]] = {}
    path = ""
    for line in filter(None, text.splitlines()):
        if not line.startswith(" "):
            path = line.strip('"')
            continue
        key, ranges = line.split()
        agent = not (key.startswith("h_") or key == "human" or key in humans)
        for part in ranges.split(","):
            first, _, last = part.partition("-")
            found.setdefault(path, {}).update(dict.fromkeys(range(int(first), int(last or first) + 1), agent))
    return found


def added(folder: str, sha: str) -> dict[str, set[int]]:
    """Added lines by path, from `git show` with its usual context: without any, git places some hunks elsewhere."""
    text = git(folder, "-c", "core.quotePath=false", "show", "-M", "--format=", "--no-color", sha)
    found: dict[str, set[int]] = {}
    path, number, left = "", 0, 0
    for line in text.split("\n"):
        match = re.match(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", line)
        if match:
            number, left = int(match[1]), int(match[2] or 1)
        elif left and line[:1] in ("+", " "):
            if line[0] == "+":
                found.setdefault(path, set()).add(number)
            number, left = number + 1, left - 1
        elif not left and line.startswith("+++ "):
            path = line[4:].removeprefix("b/").rstrip("\t")
    return found


def notes(folder: str, most: int) -> str:
    """How many of the newest noted commits have as many AI lines as the separate computation says."""
    repository = Repository.find(folder, os.environ)
    noted = set(repository.noted("refs/notes/ai"))
    shas = [sha for sha in git(folder, "rev-list", "--no-merges", "HEAD").split() if sha in noted][:most]
    same = lines = 0
    for sha in shas:
        note = attested(git(folder, "notes", "--ref=ai", "show", sha))
        fresh = added(folder, sha)
        expected = sum(note.get(path, {}).get(line, False) for path, numbers in fresh.items() for line in numbers)
        changeset = revisions.read_commit(repository, sha)
        reading = provenance.read(changeset, provenance.Context(repository))
        fine = [claim for claim in reading.attributions if claim.mark == "git-ai"]
        found = shares(changeset, fine, repository).provenance.lines_added_marked
        lines += expected
        same += found == expected
        if found != expected:
            print(f"  {sha}: {found} lines, expected {expected}", file=sys.stderr)
    return f"{len(shas)} commits with notes, {same} with the same number of AI lines, {lines} such lines"


def main() -> None:
    """One line for each repository, then for the notes."""
    named = sys.argv[1:]
    if "--notes" in named:
        at = named.index("--notes")
        folder, most = named[at + 1 : at + 3]
        del named[at : at + 3]
    for name in named:
        path, _, expected = name.partition("=")
        print(f"{path}: {census(path, expected)}", flush=True)
    if "--notes" in sys.argv:
        print(f"{folder}: {notes(folder, int(most))}")


if __name__ == "__main__":
    main()
