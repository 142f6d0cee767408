"""Counts how often each signal fires on ordinary commits of real repositories, and draws a sample of evidence to read.

Usage: python benchmarks/signals.py COMMITS SAMPLE.md REPOSITORY...
The newest COMMITS commits of each that are no merges, each against its parent, without cache. Prints a table in
Markdown: the share of commits in which each signal fires, by repository and over all. SAMPLE.md gets 100 pieces of
evidence, drawn at random with a fixed seed from those of signals that are no plain measure of size or place, with
the lines that they name.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment
from riskcheck.core.signal import Evidence
from riskcheck.pipeline import Sources, assess
from riskcheck.repository import Repository
from riskcheck.settings import Settings
from riskcheck.signals import rules
from riskcheck.sources import revisions

DRAWN = 100
SEED = 4
# Measures and names of places: true of many changes, and meant to be.
INFORMATIONAL = ("size.", "path.", "tests.missing", "dependencies.new")
LEVELS = ("low", "medium", "high", "critical", "unknown")
_COMMIT = tuple[str, str, tuple[str, ...], tuple[tuple[str, Evidence], ...], tuple[str, ...]]


def assessed(folder: str, sha: str) -> _COMMIT:
    """What fires in a commit: id, level, signals, evidence, and what was skipped."""
    repository = Repository.find(folder, os.environ)
    changeset = revisions.read_commit(repository, sha)
    answer: Assessment = assess(changeset, Sources(repository, Cache(None), os.environ), Settings(deadline=60))
    evidence = tuple((signal.id, place) for signal in answer.signals for place in signal.evidence)
    skipped = tuple(f"{entry.what}: {entry.reason}" for entry in answer.skipped)
    return sha, answer.risk.level, tuple(signal.id for signal in answer.signals), evidence, skipped


def swept(folder: str, commits: int) -> list[_COMMIT]:
    """The newest commits of a repository that are no merges."""
    command = ["git", "-C", folder, "rev-list", "--no-merges", f"--max-count={commits}", "HEAD"]
    shas = subprocess.check_output(command).decode().split()
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(assessed, [folder] * len(shas), shas, chunksize=10))


def named(folder: str) -> str:
    """Owner and name, as the folder of a bare copy has them."""
    parts = [part for part in Path(folder).resolve().parts if part not in ("repo", ".git")]
    return parts[-1].replace("+", "/")


def table(found: dict[str, list[_COMMIT]]) -> Iterator[str]:
    """Lines of a Markdown table: one row a signal that fired, the most frequent first, then levels."""
    yield f"| signal | {' | '.join(found)} | all |"
    yield f"|---|{'---|' * len(found)}---|"
    total = sum(map(len, found.values()))
    counts = {name: Counter(id_ for commit in commits for id_ in commit[2]) for name, commits in found.items()}
    overall = sum(counts.values(), Counter[str]())
    for id_, count in sorted(overall.items(), key=lambda pair: (-pair[1], pair[0])):
        shares = [f"{counts[name][id_] / len(commits):.1%}" for name, commits in found.items()]
        yield f"| {id_} | {' | '.join(shares)} | {count / total:.1%} |"
    for level in LEVELS:
        by_name = [sum(commit[1] == level for commit in commits) for commits in found.values()]
        if any(by_name):
            yield f"| level {level} | {' | '.join(map(str, by_name))} | {sum(by_name) / total:.1%} |"


def sample(found: dict[str, list[_COMMIT]], folders: dict[str, str]) -> Iterator[str]:
    """The evidence that was drawn, with the lines that it names."""
    places = [
        (name, commit[0], id_, place)
        for name, commits in found.items()
        for commit in commits
        for id_, place in commit[3]
        if not id_.startswith(INFORMATIONAL)
    ]
    drawn = random.Random(SEED).sample(places, min(DRAWN, len(places)))
    yield f"{len(drawn)} of {len(places)} pieces of evidence\n"
    for number, (name, sha, id_, place) in enumerate(drawn, start=1):
        side = f"{sha}^" if place.removed else sha
        lines = f":{place.start_line}-{place.end_line}" if place.start_line else ""
        yield f"## {number}. {name} {sha[:10]} {id_}: {place.message}\n{place.path}{lines}{' (base)' * place.removed}\n"
        yield from _shown(folders[name], side, place)


def _shown(folder: str, side: str, place: Evidence) -> Iterator[str]:
    if not place.path or not place.start_line:
        return
    done = subprocess.run(["git", "-C", folder, "show", f"{side}:{place.path}"], capture_output=True, check=False)
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    first, last = place.start_line, min(place.end_line or place.start_line, place.start_line + 15)
    for number in range(max(first - 3, 1), min(last + 4, len(lines) + 1)):
        yield f"    {number:5}{'>' if first <= number <= last else ' '} {lines[number - 1][:160]}"
    yield ""


def main(arguments: Sequence[str]) -> None:
    """Sweep each repository that is named, print the table, and write the sample."""
    commits, file, *repositories = arguments
    folders = {named(folder): folder for folder in repositories}
    found = {name: swept(folder, int(commits)) for name, folder in folders.items()}
    for line in table(found):
        print(line)
    fired = {id_ for all_ in found.values() for row in all_ for id_ in row[2]}
    print(f"\n{len(fired)} of {len(rules())} signals fired at least once")
    skipped = Counter(entry for all_ in found.values() for row in all_ for entry in row[4])
    print(f"\nskipped: {sum(skipped.values())}, most often {skipped.most_common(5)}")
    Path(file).write_text("\n".join(sample(found, folders)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
