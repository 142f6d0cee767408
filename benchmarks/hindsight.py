"""Times the reading of whole histories, and holds who wrote each line against `git blame`.

Usage: python benchmarks/hindsight.py speed REPOSITORY...
       python benchmarks/hindsight.py blame REPOSITORY...       150 files each, drawn with a fixed seed
       python benchmarks/hindsight.py past REPOSITORY...        25 commits of 8 to 12 files each, the latest there are
       python benchmarks/hindsight.py pydriller REPOSITORY      needs PyDriller and a .git; the last 200 repairs
Each figure is taken in a process of its own. `speed` compares `riskcheck learn` into an empty store with
`git log -p -U0` in one run, alternating, and then times ten more commits. All print rows of Markdown.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from riskcheck.collection import without_collection
from riskcheck.history import learning, lines, store
from riskcheck.history.before import History
from riskcheck.history.measures import measures, recorded
from riskcheck.history.store import Store
from riskcheck.history.timeline import Timeline
from riskcheck.repository import Repository

RUNS = 3
FILES = 150
FIXES = 200
UNSEEN = learning.Progress(lambda done, total: None, lambda done, total: None)


def learned(source: str, place: str, head: str) -> dict[str, float]:
    """Seconds and the peak in MB to bring a store up to date with `head`, in this process."""
    repository = Repository.find(source, os.environ)
    start = time.perf_counter()
    kept = store.opened(place)
    found = learning.learn(repository, kept, repository.resolve(head), None, UNSEEN)
    kept.close()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak": peak, "commits": found.commits, "new": found.new}


def alone(source: str, place: str, head: str) -> dict[str, float]:
    """The same in a process of its own."""
    answer: dict[str, float] = json.loads(
        subprocess.check_output([sys.executable, __file__, "one", source, place, head])
    )
    return answer


def logged(source: str) -> float:
    """Seconds that git takes alone."""
    start = time.perf_counter()
    git = ["git", f"--git-dir={Repository.find(source, os.environ).git_dir}"]
    subprocess.run([*git, "log", "-p", "-U0", "HEAD"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def speed(sources: Sequence[str]) -> None:
    """A row for each repository."""
    print("| repository | commits | learn | `git log -p -U0` | ratio | peak | store | ten more commits |")
    print("|---|---|---|---|---|---|---|---|")
    for source in sources:
        ratios, runs, logs = [], [], []
        with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
            for run in range(RUNS):
                place = os.path.join(folder, f"{run}.sqlite3")
                logs.append(logged(source))
                runs.append(alone(source, place, "HEAD"))
                ratios.append(runs[-1]["seconds"] / logs[-1])
            size = os.path.getsize(place) / 1e6
            place = os.path.join(folder, "more.sqlite3")
            alone(source, place, "HEAD~10")
            more = alone(source, place, "HEAD")
        seconds = statistics.median(run["seconds"] for run in runs)
        peak = max(run["peak"] for run in runs)
        print(
            f"| {_name(source)} | {runs[0]['commits']:,} | {seconds:.1f} s | {statistics.median(logs):.1f} s "
            f"| {statistics.median(ratios):.2f} | {peak:.0f} MB | {size:.0f} MB "
            f"| {more['new']:.0f} in {more['seconds']:.2f} s |",
            flush=True,
        )


def blame(sources: Sequence[str]) -> None:
    """A row for each repository."""
    print("| repository | commits | merges | files | lines | agree | lines not known |\n|---|---|---|---|---|---|---|")
    for source in sources:
        repository = Repository.find(source, os.environ)
        head = repository.resolve("HEAD")
        with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
            kept = store.opened(os.path.join(folder, "history.sqlite3"))
            learning.learn(repository, kept, head, None, UNSEEN)
            counts, other = _compared(repository, kept, head)
            rows = list(kept.rows())
        merges = sum(len(row.parent_numbers) > 1 for row in rows)
        share = counts["agree"] / max(counts["lines"], 1)
        print(
            f"| {_name(source)} | {len(rows):,} | {merges:,} | {counts['files']} | {counts['lines']:,} | {share:.4%} "
            f"| {counts['unknown']} |",
            flush=True,
        )
        for count, path in sorted(other, reverse=True)[:5]:
            print(f"  {count} lines differ in {path!a}", file=sys.stderr)


def _compared(repository: Repository, kept: Store, head: str) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Lines of files at `head` that both say, or do not say, are of the same commit."""
    rows = list(kept.rows())
    timeline, merged = Timeline.of(rows), kept.merged()
    numbers = {os.fsdecode(path): number for number, path in kept.connection.execute("SELECT number, path FROM paths")}
    tree = {path: blob for path, blob in repository.entries_at(head).items() if path in numbers}
    uses = lines.uses(kept.changes(), merged)
    uses.update((numbers[path], bytes.fromhex(blob)) for path, blob in tree.items())
    versions = lines.Versions(uses, kept.touching, timeline.parents)
    for _ in lines.replay(kept.changes(), merged, timeline.first_line, versions, timeline.parents):
        pass
    number = kept.number(head)
    assert number is not None
    counts: Counter[str] = Counter()
    other = []
    for path in random.Random(7).sample(sorted(tree), min(FILES, len(tree))):
        ours = versions.take((numbers[path], bytes.fromhex(tree[path])), number)
        theirs = repository.run("blame", "-l", "-s", "--root", head, "--", path).split(b"\n")[:-1]
        counts["files"] += 1
        if ours is None or 0 in ours:
            counts["unknown"] += len(theirs)
            continue
        pairs = zip(timeline.writers(ours), theirs, strict=False)
        same = sum(timeline.rows[writer].sha.encode() == text[:40] for writer, text in pairs)
        counts["lines"] += len(theirs)
        counts["agree"] += same
        if same < len(theirs):
            other.append((len(theirs) - same, path))
    return counts, other


def past(sources: Sequence[str]) -> None:
    """A row for each repository: what a change's past costs, from the closed store on, in milliseconds."""
    print("| repository | commits | earlier changes | files and authors | companions | 14 measures | sum |")
    print("|---|---|---|---|---|---|---|")
    for source in sources:
        repository = Repository.find(source, os.environ)
        with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
            place = os.path.join(folder, "history.sqlite3")
            alone(source, place, "HEAD")
            kept = store.opened(place)
            query = (
                "SELECT sha FROM commits JOIN changes ON of=commits.number WHERE instr(parents, ' ')=0 "
                "GROUP BY commits.number HAVING count(*) BETWEEN 8 AND 12 ORDER BY commits.number DESC LIMIT 25"
            )
            shas = [sha for (sha,) in kept.connection.execute(query)]
            count = kept.count()
            kept.close()
            with without_collection():  # as in a check
                times = [min(_asked(repository, place, sha) for _ in range(RUNS)) for sha in shas]
        columns = [[time[at] for time in times] for at in range(5)]
        cells = [f"{statistics.median(column):.1f}, at most {max(column):.1f}" for column in columns[1:]]
        print(
            f"| {_name(source)} | {count:,} | {statistics.median(columns[0]):,.0f} | {' | '.join(cells)} |", flush=True
        )


def _asked(repository: Repository, place: str, sha: str) -> tuple[float, ...]:
    """Earlier changes of the files of a commit, and milliseconds: three steps and their sum."""
    start = time.perf_counter()
    kept = store.reading(place)
    assert kept is not None
    history = History.before(kept, repository, sha)
    change = recorded(kept, sha)
    assert change is not None
    paths = [file.known_as for file in change.files]
    history.files(paths, change.author)
    history.experience(change.author, paths)
    known = time.perf_counter()
    history.companions(paths)
    together = time.perf_counter()
    measures(history, change)
    end = time.perf_counter()
    touches = sum(len(history.touches(path)) for path in paths)
    kept.close()
    return touches, *(1000 * (b - a) for a, b in ((start, known), (known, together), (together, end), (start, end)))


def pydriller(source: str) -> None:
    """One row: who wrote the lines that the last repairs delete, by PyDriller and by a whole reading and judging."""
    from pydriller import Git  # type: ignore[import-not-found]

    repository = Repository.find(source, os.environ)
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        place = os.path.join(folder, "history.sqlite3")
        ours = alone(source, place, "HEAD")
        kept = store.opened(place)
        query = "SELECT sha FROM commits WHERE repair>0 AND deleted>0 ORDER BY number DESC LIMIT ?"
        fixes = [sha for (sha,) in kept.connection.execute(query, (FIXES,))]
        (repairs,) = kept.connection.execute("SELECT count(*) FROM commits WHERE repair>0 AND deleted>0").fetchone()
    git = Git(repository.work_tree or repository.git_dir)
    start = time.perf_counter()
    for sha in fixes:
        git.get_commits_last_modified_lines(git.get_commit(sha))
    theirs = (time.perf_counter() - start) / len(fixes)
    own = ours["seconds"] / repairs
    print(
        f"| {_name(source)} | {repairs:,} | {ours['seconds']:.1f} s | {own * 1000:.2f} ms | {theirs * 1000:.0f} ms "
        f"| {theirs / own:.0f} |"
    )


def _name(source: str) -> str:
    repository = Repository.find(source, os.environ)
    parts = Path(repository.git_dir).parts
    name = next((part.replace("+", "/") for part in reversed(parts) if "+" in part), parts[-1])
    return f"{name} {repository.resolve('HEAD')[:10]}"


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "one":
        print(json.dumps(learned(*rest)))
    elif command == "pydriller":
        pydriller(rest[0])
    else:
        {"speed": speed, "blame": blame, "past": past}[command](rest)
