"""Measures which commits the messages of a history name against a list of such pairs.

Usage: python benchmarks/hindsight_links.py --truth FOLDER --repositories FOLDER [--differences] OWNER/NAME...
FOLDER of the truth has OWNER+NAME.csv.gz with fix_sha, inducing_sha, kind and fix_time; FOLDER of the repositories has
OWNER+NAME/repo, a bare repository. Prints a Markdown table; with --differences every pair that only one side has.
Only pairs whose commits are both in the history count, and of ours only those up to the newest fix of the truth.
"recall" and "precision" count plainly against the explicit kinds of the truth, and so do the columns for one kind.
hindsight_links_reviewed.csv beside this file says of pairs that only one side had what a reader of both messages says:
"named" (the message does name that commit so), or why not. "recall, read" and "precision, read" take that as the
truth of those pairs; "read" counts them. Pairs that both sides had, and those that both missed, were not read.
"""

import argparse
import bisect
import csv
import gzip
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riskcheck.history import links

TRUE_KINDS = ("fixes_trailer", "revert_sha", "revert_subj", "revert_pr", "backout_D", "cl")
OUR_KINDS = ("fixes", "revert", "back-out")
REVIEWED = Path(__file__).with_name("hindsight_links_reviewed.csv")
LENGTH = 12  # of the ids in it
FORMAT = "--format=%x00%H%x00%P%x00%ct%x00%B"

Pair = tuple[str, str]


@dataclass
class Index:
    """The commits of a history by their names, numbered parents first."""

    shas: list[str] = field(default_factory=list)
    parents: list[list[int]] = field(default_factory=list)
    names: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, int] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)
    reverts: set[int] = field(default_factory=set)

    def add(self, sha: str, parents: Sequence[str], keys: Sequence[str], is_revert: bool) -> None:
        """Number the next commit."""
        number = len(self.shas)
        self.shas.append(sha)
        self.ordered.append(sha)
        self.numbers[sha] = number
        self.parents.append([self.numbers[parent] for parent in parents if parent in self.numbers])
        for key in keys:
            self.names[key].append(number)
        if is_revert:
            self.reverts.add(number)

    def is_ancestor(self, number: int, of: int) -> bool:
        """Whether a commit is among the ancestors of another."""
        return links.descends(self.parents, of, number)

    def find(self, key: str) -> Sequence[int]:
        """Commits by a key; a sha by its beginning."""
        if not key.startswith("sha:"):
            return self.names.get(key, ())
        prefix = key[4:]
        at = bisect.bisect_left(self.ordered, prefix)
        return [self.numbers[sha] for sha in self.ordered[at : at + 2] if sha.startswith(prefix)]


@dataclass(frozen=True)
class Reading:
    """What was read of one history."""

    head: str
    found: dict[Pair, str]
    known: frozenset[str]
    messages: int
    seconds: float


def history(repository: Path) -> Iterator[tuple[str, str, int, str]]:
    """Sha, parents, committer time and message of every commit, parents first."""
    options = ["log", "--topo-order", "--reverse", "--no-mailmap", "--no-notes", "--encoding=UTF-8", FORMAT]
    done = subprocess.run(["git", f"--git-dir={repository}", *options], capture_output=True, check=True)
    fields = done.stdout.decode("utf-8", "replace").split("\0")[1:]
    for sha, parents, when, message in zip(*[iter(fields)] * 4, strict=True):
        yield sha, parents, int(when), message


def read(repository: Path, until: int) -> Reading:
    """The links of a history whose later commit is not younger than `until`."""
    commits = list(history(repository))
    index = Index()
    start = time.process_time()
    named = [(links.keys(text), links.is_revert(text), links.references(text)) for _, _, _, text in commits]
    spent = time.process_time() - start
    for (sha, parents, _, _), (keys, is_revert, _) in zip(commits, named, strict=True):
        index.add(sha, parents.split(), keys, is_revert)
    index.ordered.sort()
    found: dict[Pair, str] = {}
    for number, ((sha, _, when, _), (_, _, references)) in enumerate(zip(commits, named, strict=True)):
        if when <= until:
            made = links.resolve(
                number, references, index.find, is_revert=index.reverts.__contains__, is_ancestor=index.is_ancestor
            )
            found |= {(sha, index.shas[link.of]): link.kind for link in made}
    return Reading(index.shas[-1], found, frozenset(index.shas), len(commits), spent)


def truth(path: Path) -> tuple[dict[Pair, set[str]], int]:
    """The kinds of each pair, and the time of the newest fix."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kinds: dict[Pair, set[str]] = defaultdict(set)
    for row in rows:
        kinds[row["fix_sha"], row["inducing_sha"]].add(row["kind"])
    return kinds, max(int(row["fix_time"]) for row in rows)


def reviewed(name: str) -> tuple[set[Pair], set[Pair]]:
    """Pairs of a repository, by shortened ids, that a reader found named and not named."""
    with REVIEWED.open(encoding="utf-8") as file:
        rows = [
            ((row["fix"], row["inducing"]), row["verdict"] == "named")
            for row in csv.DictReader(file)
            if row["repository"] == name
        ]
    return {pair for pair, is_named in rows if is_named}, {pair for pair, is_named in rows if not is_named}


def read_figures(name: str, ours: set[Pair], explicit: set[Pair]) -> list[str]:
    """Recall and precision after reading the differences, and how many were read."""
    named, not_named = reviewed(name)
    short = {(fix[:LENGTH], inducing[:LENGTH]) for fix, inducing in ours}
    true = ({(fix[:LENGTH], inducing[:LENGTH]) for fix, inducing in explicit} - not_named) | named
    both = len(true & short)
    return [share(both, len(true)), share(both, len(short)), str(len(named) + len(not_named))]


def share(part: int, whole: int) -> str:
    """A share with its counts, empty where there is nothing."""
    return f"{part / whole:.4f} ({part}/{whole})" if whole else ""


def row(name: str, reading: Reading, true: dict[Pair, set[str]]) -> list[str]:
    """One line of the table: recall by kind of the truth, precision by our kinds."""
    ours = {pair: kind for pair, kind in reading.found.items() if kind in OUR_KINDS}
    held = {pair: kinds for pair, kinds in true.items() if reading.known.issuperset(pair)}
    explicit = {pair for pair, kinds in held.items() if not kinds.isdisjoint(TRUE_KINDS)}
    cells = [name, reading.head[:12], str(len(explicit)), share(len(explicit & ours.keys()), len(explicit))]
    cells += [share(len(explicit & ours.keys()), len(ours)), *read_figures(name, set(ours), explicit)]
    for kind in TRUE_KINDS:
        of_kind = {pair for pair, kinds in held.items() if kind in kinds}
        cells.append(share(len(of_kind & ours.keys()), len(of_kind)))
    for kind in OUR_KINDS:
        of_kind = {pair for pair, own in ours.items() if own == kind}
        cells.append(share(len(of_kind & explicit), len(of_kind)))
    return [*cells, f"{reading.seconds / reading.messages * 100_000:.2f}"]


def differences(reading: Reading, true: dict[Pair, set[str]]) -> Iterator[str]:
    """The explicit pairs that only one of both has."""
    for pair, kinds in sorted(true.items()):
        if not kinds.isdisjoint(TRUE_KINDS) and reading.known.issuperset(pair):
            ours = reading.found.get(pair)
            if ours not in OUR_KINDS:
                yield f"missed {pair[0]} {pair[1]} {'+'.join(sorted(kinds))} ours={ours}"
    for pair, kind in sorted(reading.found.items()):
        if kind in OUR_KINDS and true.get(pair, set()).isdisjoint(TRUE_KINDS):
            yield f"extra {pair[0]} {pair[1]} {kind} truth={'+'.join(sorted(true.get(pair, ())))}"


def main() -> None:
    """A table with a line for each repository."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--repositories", type=Path, required=True)
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("names", nargs="+")
    options = parser.parse_args()
    heads = ["repository", "commit", "pairs", "recall", "precision", "recall, read", "precision, read", "read"]
    heads += [f"recall {kind}" for kind in TRUE_KINDS] + [f"precision {kind}" for kind in OUR_KINDS]
    heads += ["seconds for 100,000 messages"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for name in options.names:
        folder = name.replace("/", "+")
        true, newest = truth(options.truth / f"{folder}.csv.gz")
        reading = read(options.repositories / folder / "repo", newest)
        print("| " + " | ".join(row(name, reading, true)) + " |", flush=True)
        if options.differences:
            print(*differences(reading, true), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
