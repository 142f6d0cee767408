"""Times the graph in generated repositories of growing size, and in real ones with ten files changed.

Usage: python benchmarks/graph_speed.py generated [FILES...]      default: 5000 and 50000
       python benchmarks/graph_speed.py warm REPOSITORY...
       python benchmarks/graph_speed.py cold REPOSITORY...
Each figure is taken in a process of its own. `generated` writes Python packages in which each file imports eight
others; it prints seconds cold and warm, with ten files changed, and the peak of memory. `warm` stages edits of the ten
files that were changed last and a copy of the first beside it, and compares whole runs of `riskcheck check --staged`
with and without the graph (median of fifteen, alternating). `cold` reads the graph at the head into an empty store,
with the second process and without it, and has git print the same files (medians of five, alternating).
"""

import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from riskcheck.collection import without_collection
from riskcheck.graph import reach, reading
from riskcheck.graph.build import Builder
from riskcheck.graph.store import Store
from riskcheck.repository import Repository
from riskcheck.sources import staged

# Of a file that cannot be parsed semgrep is asked anew in every run.
CONSTANTS = {
    **dict.fromkeys((".ts", ".tsx"), b"const CHANGED = 1;\n"),
    **dict.fromkeys((".c", ".cpp"), b"static int changed = 1;\n"),
    ".go": b"var changed = 1\n",
    ".java": b"    static final int CHANGED = 1;\n",
    ".cs": b"    const int CHANGED = 1;\n",
    ".kt": b"val changed = 1\n",
    ".rs": b"const CHANGED: i32 = 1;\n",
    ".php": b"$changed = 1;\n",
}
MEMBERS = (".java", ".cs")
RUNS = 15
COLD_RUNS = 5
WITHOUT = (
    "import riskcheck.pipeline as p, riskcheck.signals as s; p._has_code = lambda changeset: False; "
    "s.DETECTORS = tuple(row for row in s.DETECTORS if row[0] not in ('reach', 'symbols', 'owners')); "
)
MAIN = "import sys; from riskcheck.cli import main; sys.argv = ['riskcheck', 'check', '--staged']; main()"


def stream(files: int) -> Iterator[bytes]:
    """A repository for `git fast-import`: folders of fifty files, each file with eight imports."""
    draw = random.Random(5)
    yield b"commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\ndata 0\n"
    for number in range(files):
        imports = "".join(f"from app.p{other // 50} import m{other}\n" for other in draw.sample(range(files), 8))
        content = (imports + "\n\ndef run(value):\n    return value + 1\n" * 40).encode()
        yield b"M 100644 inline app/p%d/m%d.py\ndata %d\n%s\n" % (number // 50, number, len(content), content)
    for package in range(0, files, 50):
        yield b"M 100644 inline app/p%d/__init__.py\ndata 0\n" % (package // 50)
    yield b"M 100644 inline app/__init__.py\ndata 0\n"


def measured(folder: str, kept: str) -> dict[str, float]:
    """Seconds and the peak in MB of one run over what is staged, in this process."""
    repository = Repository.find(folder, os.environ)
    changeset = staged.read(repository)
    start = time.perf_counter()
    found = reach.measure(changeset, repository, kept, time.monotonic() + 600)
    assert found.reach.impacts
    assert not any("deadline" in entry.reason for entry in found.skipped)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - start, "peak": peak}


def alone(folder: str, kept: str) -> dict[str, float]:
    """The same in a process of its own."""
    answer: dict[str, float] = json.loads(subprocess.check_output([sys.executable, __file__, "one", folder, kept]))
    return answer


def read(source: str, processes: str) -> dict[str, float]:
    """Seconds to read the graph at the head into an empty store, and what it is of."""
    if processes == "1":
        reading.processors = lambda: 1
    repository = Repository.find(source, os.environ)
    head = repository.resolve("HEAD")
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as kept, without_collection():
        start = time.perf_counter()
        builder = Builder(repository, Store(os.path.join(kept, "graph.sqlite3"), "1"), time.monotonic() + 600)
        graph = builder.graph(head, lambda: repository.entries_at(head))
        seconds = time.perf_counter() - start
    entries = repository.entries_at(head)
    blobs = "".join(f"{entries[path]}\n" for path in sorted(graph.languages)).encode()
    start = time.perf_counter()
    contents = repository.run("cat-file", "--batch", stdin=blobs)
    git = time.perf_counter() - start
    return {"seconds": seconds, "git": git, "megabytes": len(contents) / 1e6, "files": len(graph.languages)}


def cold(repositories: Sequence[str]) -> None:
    """A row for each repository."""
    print("| repository | files | MB | seconds | with one process | ratio | git alone |\n|---|---|---|---|---|---|---|")
    for source in repositories:
        runs: dict[str, list[dict[str, float]]] = {"2": [], "1": []}
        for _ in range(COLD_RUNS):
            for processes, found in runs.items():
                found.append(json.loads(subprocess.check_output([sys.executable, __file__, "read", source, processes])))
        two, one = (statistics.median(run["seconds"] for run in found) for found in runs.values())
        git = statistics.median(run["git"] for found in runs.values() for run in found)
        last = runs["1"][-1]
        row = f"{source} | {last['files']:,} | {last['megabytes']:.1f} | {two:.2f} s | {one:.2f} s | {two / one:.2f}"
        print(f"| {row} | {git:.2f} s |", flush=True)


def edit(folder: str, paths: Sequence[str]) -> None:
    """Change the files, add one beside the first, and stage all."""
    for path in paths:
        file = Path(folder, path)
        file.write_bytes(_edited(file.read_bytes(), file.suffix))
    new = Path(folder, paths[0]).with_name("added_just_now" + Path(paths[0]).suffix)
    new.write_bytes(Path(folder, paths[0]).read_bytes())
    subprocess.run(["git", "-C", folder, "add", "--all"], check=True)


def _edited(content: bytes, suffix: str) -> bytes:
    """A constant more: in the first class where the language has them nowhere else, or at the end."""
    line = CONSTANTS.get(suffix, b"CHANGED = 1\n")
    first = re.search(rb"\b(?:class|interface|enum|record)\s+\w[^;{]*\{", content) if suffix in MEMBERS else None
    return content[: first.end()] + b"\n" + line + content[first.end() :] if first else content + b"\n\n" + line


def generated(sizes: Sequence[int]) -> None:
    """A row for each size."""
    print("| files | cold | warm | warm, 10 changed and 1 new | peak, cold |\n|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="riskcheck-") as temporary:
            folder, kept = os.path.join(temporary, "repo"), os.path.join(temporary, "kept")
            subprocess.run(["git", "init", "--quiet", "-b", "main", folder], check=True)
            importing = ["git", "-C", folder, "fast-import", "--quiet"]
            subprocess.run(importing, input=b"".join(stream(size)), check=True)
            subprocess.run(["git", "-C", folder, "reset", "--quiet", "--hard"], check=True)
            edit(folder, ["app/p0/m1.py"])
            cold, warm = alone(folder, kept), alone(folder, kept)
            edit(folder, [f"app/p0/m{number}.py" for number in range(10)])
            changed = alone(folder, kept)
            row = (f"{size:,}", *(f"{run['seconds']:.2f} s" for run in (cold, warm, changed)), f"{cold['peak']:.0f} MB")
            print(f"| {' | '.join(row)} |")


def warm(repositories: Sequence[str]) -> None:
    """A row for each repository."""
    print("| repository | files | with the graph | without | difference |\n|---|---|---|---|---|")
    for source in repositories:
        with tempfile.TemporaryDirectory(prefix="riskcheck-") as temporary:
            folder = os.path.join(temporary, "clone")
            subprocess.run(["git", "clone", "--quiet", source, folder], check=True)
            edit(folder, _recent(folder))
            times: dict[str, list[float]] = {MAIN: [], WITHOUT + MAIN: []}
            for run in range(RUNS + 1):
                for script, seconds in times.items():
                    start = time.perf_counter()
                    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True, stdout=subprocess.DEVNULL)
                    if run:  # the first fills the caches
                        seconds.append(time.perf_counter() - start)
            first, second = (statistics.median(seconds) for seconds in times.values())
            difference = statistics.median(one - other for one, other in zip(*times.values(), strict=True))
            count = len(subprocess.check_output(["git", "-C", folder, "ls-files"]).splitlines())
            print(f"| {source} | {count:,} | {first:.3f} s | {second:.3f} s | {difference:.3f} s |")


def _recent(folder: str) -> list[str]:
    listed = subprocess.check_output(
        ["git", "-C", folder, "log", "-n", "60", "--no-merges", "--name-only", "--format="]
    )
    known = (".py", ".ts", ".tsx", ".go", ".java", ".kt", ".rb", ".rs", ".php", ".cs", ".c", ".cpp")
    listed_paths = dict.fromkeys(listed.decode().split("\n"))
    paths = [path for path in listed_paths if path.endswith(known) and not path.startswith("vendor/")]
    return [path for path in paths if Path(folder, path).is_file()][:10]


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "one":
        print(json.dumps(measured(*rest)))
    elif command == "read":
        print(json.dumps(read(*rest)))
    elif command == "cold":
        cold(rest)
    elif command == "generated":
        generated([int(size) for size in rest] or [5000, 50000])
    else:
        warm(rest)
