"""Measures and trains the blaming of repairs, against repairs whose message names the commit that they repair.

Usage: python benchmarks/hindsight_szz.py measure --stores FOLDER REPOSITORY...
       python benchmarks/hindsight_szz.py oracle --stores FOLDER --truth bugfix_commits_all.json.gz REPOSITORY...
       python benchmarks/hindsight_szz.py train --stores FOLDER REPOSITORY...      needs scipy; prints szz.toml
REPOSITORY is a bare repository in a folder OWNER+NAME; FOLDER keeps what is learned of each. `measure` takes its truth
from `Fixes:` lines, as riskcheck reads them; of a repair's message the blaming sees the subject alone. `oracle` takes
it from the file of Rosa et al. (ICSE 2021). Plain blame (B-SZZ) names everybody who wrote a line that the repair
deletes, R-SZZ the latest of them. Precision, recall and F1 are over pairs of a repair and a commit, as in that paper.
"""

import argparse
import gzip
import json
import os
import random
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from riskcheck.history import culprits, learning, store, szz
from riskcheck.history.lines import Versions, replay, uses
from riskcheck.history.store import Store
from riskcheck.history.szz import Candidate
from riskcheck.history.timeline import Timeline
from riskcheck.repository import Repository

UNSEEN = learning.Progress(lambda done, total: None, lambda done, total: None)
MOST = 500  # repairs of one repository to train on
RIDGE = 3.0
Pairs = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Case:
    """One repair: whom it names, whom it may be blamed on, and who wrote the lines that it deletes."""

    true: frozenset[int]
    candidates: Sequence[Candidate]
    writers: frozenset[int]


def learned(place: Path, folder: Path) -> tuple[Repository, Store]:
    """A repository, and what is kept of it."""
    repository = Repository.find(str(place), os.environ)
    kept = store.opened(str(folder / f"{name(place)}.sqlite3"))
    learning.learn(repository, kept, repository.resolve("HEAD"), None, UNSEEN)
    return repository, kept


def name(place: Path) -> str:
    """OWNER+NAME in a path."""
    return next((part for part in reversed(place.parts) if "+" in part), place.name)


def stated(kept: Store) -> Pairs:
    """The pairs of `Fixes:` lines whose fix came later."""
    found: dict[int, frozenset[int]] = {}
    for by, of in kept.connection.execute("SELECT by, of FROM labels WHERE source='fixes' AND of<by ORDER BY by, of"):
        found[by] = found.get(by, frozenset()) | {of}
    return found


def oracle(kept: Store, truth: Path, repository: str) -> Pairs:
    """The pairs of a file of Rosa et al. that this history has."""
    found: dict[int, frozenset[int]] = {}
    for row in json.loads(gzip.decompress(truth.read_bytes())):
        if row["repo_name"].replace("/", "+").lower() == repository.lower():
            fix = kept.number(row["fix_commit_hash"])
            of = [kept.number(sha) for sha in row["bug_commit_hash"]]
            if fix is not None:
                found[fix] = frozenset(number for number in of if number is not None)
    return {fix: of for fix, of in found.items() if of}


def cases(repository: Repository, kept: Store, true: Pairs) -> Iterator[Case]:
    """The repairs of one history in their order."""
    rows = list(kept.rows())
    timeline, merged = Timeline.of(rows), kept.merged()
    ignored = learning.formatting(repository, repository.resolve("HEAD"))
    judge = culprits.Judge(timeline.rows, frozenset(row.number for row in rows if row.sha in ignored))
    versions = Versions(uses(kept.changes(), merged), kept.touching, timeline.parents)
    moves = replay(kept.changes(), merged, timeline.first_line, versions, timeline.parents)
    for number, some in groupby(moves, lambda moved: moved.change.of):
        if number in true:
            together = list(some)
            writers = {
                writer
                for moved in together
                for at, count in moved.deleted
                for writer in timeline.writers((moved.before or array("I"))[at : at + count])
            }
            traces = culprits.traces_in(together, timeline.writers)
            yield Case(true[number], judge.candidates(timeline.rows[number], traces), frozenset(writers - {-1}))


@dataclass
class Score:
    """Pairs that were named, were true, and were both."""

    named: int = 0
    true: int = 0
    right: int = 0

    def add(self, named: frozenset[int], true: frozenset[int]) -> None:
        self.named += len(named)
        self.true += len(true)
        self.right += len(named & true)

    def plus(self, other: "Score") -> "Score":
        return Score(self.named + other.named, self.true + other.true, self.right + other.right)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.named + self.true, 1)

    def __str__(self) -> str:
        return f"{self.right / max(self.named, 1):.3f} | {self.right / max(self.true, 1):.3f} | {self.f1:.3f}"


def scored(some: Sequence[Case]) -> tuple[Score, Score, Score]:
    """riskcheck, B-SZZ and R-SZZ."""
    ours, plain, latest = Score(), Score(), Score()
    for case in some:
        chosen = szz.choose(case.candidates, szz.shipped_weights())
        ours.add(frozenset([chosen.of] if chosen else []), case.true)
        plain.add(case.writers, case.true)
        latest.add(frozenset([max(case.writers)] if case.writers else []), case.true)
    return ours, plain, latest


def measure(places: Sequence[Path], folder: Path, truth: Path | None) -> None:
    """A row for each repository, and one for all."""
    heads = [f"{who} {what}" for who in ("riskcheck", "B-SZZ", "R-SZZ") for what in ("P", "R", "F1")]
    print(f"| repository | repairs | {' | '.join(heads)} | F1 more than B-SZZ |\n|{'---|' * 12}")
    sums = Score(), Score(), Score()
    count = 0
    for place in places:
        repository, kept = learned(place, folder)
        true = oracle(kept, truth, name(place)) if truth else stated(kept)
        found = list(cases(repository, kept, true))
        kept.close()
        scores = scored(found)
        sums = tuple(a.plus(b) for a, b in zip(sums, scores, strict=True))  # type: ignore[assignment]
        count += len(found)
        row(f"{name(place).replace('+', '/')} {repository.resolve('HEAD')[:10]}", len(found), scores)
    row("all", count, sums)


def row(title: str, count: int, scores: Sequence[Score]) -> None:
    """Print a row of the table."""
    gain = scores[0].f1 - scores[1].f1
    print(f"| {title} | {count:,} | {' | '.join(map(str, scores))} | {gain:+.3f} |", flush=True)


def train(places: Sequence[Path], folder: Path) -> None:
    """Print the weights of a conditional logit over the candidates of each repair."""
    chosen: list[Case] = []
    names = []
    for place in places:
        repository, kept = learned(place, folder)
        true = stated(kept)
        some = random.Random(7).sample(sorted(true), min(MOST, len(true)))
        found = list(cases(repository, kept, {number: true[number] for number in some}))
        kept.close()
        chosen += found
        names.append(f"#   {name(place).replace('+', '/')} {repository.resolve('HEAD')[:10]}: {len(found)}")
    usable = [case for case in chosen if any(one.number in case.true for one in case.candidates)]
    print(*names, sep="\n")
    print(f"reach = {len(usable) / len(chosen):.3f}\n\n[features]")
    for feature, weight in sorted(fitted(usable).items()):
        print(f"{feature} = {weight:.3f}")


def fitted(some: Sequence[Case]) -> dict[str, float]:
    """The weights, for features as they are; those of standardised features are what the ridge holds small."""
    import numpy as np  # type: ignore[import-not-found]
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    names = sorted({feature for case in some for one in case.candidates for feature in one.features})
    table = np.array([[one.features.get(f, 0.0) for f in names] for case in some for one in case.candidates])
    spread = table.std(axis=0)
    table = table / np.where(spread > 0, spread, 1)
    start = np.cumsum([0, *(len(case.candidates) for case in some)])
    true = np.array([one.number in case.true for case in some for one in case.candidates])
    group = np.repeat(np.arange(len(some)), np.diff(start))

    def loss(weights: "np.ndarray") -> tuple[float, "np.ndarray"]:
        score = table @ weights
        score -= np.maximum.reduceat(score, start[:-1])[group]
        raised = np.exp(score)
        whole, right = np.add.reduceat(raised, start[:-1]), np.add.reduceat(raised * true, start[:-1])
        slope = table.T @ (raised / whole[group] - raised * true / right[group])
        return float(np.log(whole / right).sum() + RIDGE * weights @ weights / 2), slope + RIDGE * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, found.x / np.where(spread > 0, spread, 1), strict=True))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("measure", "oracle", "train"))
    parser.add_argument("places", nargs="+", type=Path, metavar="REPOSITORY")
    parser.add_argument("--stores", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    options = parser.parse_args()
    options.stores.mkdir(parents=True, exist_ok=True)
    if options.command == "train":
        train(options.places, options.stores)
    else:
        measure(options.places, options.stores, options.truth if options.command == "oracle" else None)


if __name__ == "__main__":
    main()
