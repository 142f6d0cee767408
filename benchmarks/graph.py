"""Compares the graph of real repositories with what other tools find in them, edge by edge, and times it beside them.

Usage: python benchmarks/graph.py ruff|grimp|dependency-cruiser REPOSITORY... [--runs N]
A clone of each is read at its head. `ruff analyze graph` has to be on the PATH; grimp has to be installed, and reads
every package at the root or in `src`; `depcruise` (npm: dependency-cruiser) is asked about relative imports alone.
Prints a table in Markdown, and below it up to ten edges that just one of the two has. Precision and recall take the
other tool's edges as right, between files that both know.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from riskcheck.graph.build import Builder
from riskcheck.graph.graph import Graph
from riskcheck.graph.languages import javascript
from riskcheck.graph.store import Store
from riskcheck.repository import Repository

SHOWN = 10
Edges = set[tuple[str, str]]


def ours(folder: Path, store: Store) -> Graph:
    """The graph at the head of a repository."""
    repository = Repository.find(str(folder), os.environ)
    head = repository.resolve("HEAD")
    return Builder(repository, store, time.monotonic() + 600).graph(head, lambda: repository.entries_at(head))


def ruff(folder: Path) -> tuple[Edges, set[str]]:
    """What `ruff analyze graph` finds in Python."""
    command = ["ruff", "analyze", "graph", "--preview", "."]
    found = json.loads(subprocess.check_output(command, cwd=folder, stderr=subprocess.DEVNULL))
    return {(path, target) for path, targets in found.items() for target in targets if path != target}, set(found)


def grimp(folder: Path) -> tuple[Edges, set[str]]:
    """What grimp finds in every package."""
    import grimp

    edges: Edges = set()
    known: set[str] = set()
    for root in (folder / "src", folder):
        sys.path.insert(0, str(root))
        for package in sorted(path.parent.name for path in root.glob("*/__init__.py")):
            graph = grimp.build_graph(package, cache_dir=None)
            file = {module: _file(folder, root, module) for module in graph.modules}
            known |= {path for path in file.values() if path}
            for module in graph.modules:
                for target in graph.find_modules_directly_imported_by(module):
                    edges.add((file[module], file[target]))
        sys.path.remove(str(root))
    return {edge for edge in edges if all(edge)}, known


def _file(folder: Path, root: Path, module: str) -> str:
    stem = root.joinpath(*module.split("."))
    for path in (stem / "__init__.py", stem.with_name(stem.name + ".py")):
        if path.is_file():
            return str(path.relative_to(folder))
    return ""


def dependency_cruiser(folder: Path) -> tuple[Edges, set[str]]:
    """What dependency-cruiser finds by relative imports in JavaScript and TypeScript."""
    command = ["depcruise", "--no-config", "--output-type", "json", "--ts-pre-compilation-deps", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    modules = json.loads(done.stdout)["modules"]
    known = {module["source"] for module in modules}
    edges = {
        (module["source"], target["resolved"])
        for module in modules
        for target in module["dependencies"]
        if target["module"].startswith(".") and target["resolved"] != module["source"]
    }
    return {edge for edge in edges if edge[1] in known}, known


TOOLS: Mapping[str, Callable[[Path], tuple[Edges, set[str]]]] = {
    "ruff": ruff,
    "grimp": grimp,
    "dependency-cruiser": dependency_cruiser,
}
LANGUAGE = {"ruff": "python", "grimp": "python", "dependency-cruiser": "javascript"}


def between(graph: Graph, known: set[str], folder: Path, *, relative: bool) -> Edges:
    """Our edges between files that the other tool knows; on demand those alone that a relative path names."""
    edges = {(path, target) for path, targets in graph.dependencies.items() for target in targets}
    edges = {edge for edge in edges if known.issuperset(edge)}
    if not relative:
        return edges
    named = {path: _relative_lines(folder / path) for path in {path for path, _ in edges}}
    return {(path, target) for path, target in edges if graph.edge(path, target).line in named[path]}


def _relative_lines(path: Path) -> set[int]:
    references = javascript.extract(path.read_bytes()).references
    return {line for name, line in references.items() if name.startswith(".")}


def compared(tool: str, source: str, runs: int) -> Iterator[str]:
    """One row of the table, and the edges that just one of the two has."""
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as temporary:
        folder = Path(temporary, "clone")
        subprocess.run(["git", "clone", "--quiet", source, str(folder)], check=True)
        sha = subprocess.check_output(["git", "-C", str(folder), "rev-parse", "--short=10", "HEAD"]).decode().strip()
        cold, other, warm = [], [], []
        for run in range(runs):
            store = Store(os.path.join(temporary, f"graph{run}.sqlite3"), "1")
            start = time.perf_counter()
            graph = ours(folder, store)
            middle = time.perf_counter()
            theirs, known = TOOLS[tool](folder)
            end = time.perf_counter()
            ours(folder, Store(store.path, "1"))
            cold.append(middle - start)
            other.append(end - middle)
            warm.append(time.perf_counter() - end)
        mine = between(graph, known, folder, relative=tool == "dependency-cruiser")
        theirs = {(path, target) for path, target in theirs if path in graph.languages and target in graph.languages}
        both = len(mine & theirs)
        name = "/".join(part.replace("+", "/") for part in Path(source).parts if part not in ("/", "repo"))[-40:]
        ratio = min(first / second for first, second in zip(cold, other, strict=True))
        yield (
            f"| {name} {sha} | {sum(language == LANGUAGE[tool] for language in graph.languages.values()):,} "
            f"| {len(theirs):,} | {both / max(len(mine), 1):.4f} | {both / max(len(theirs), 1):.4f} "
            f"| {min(cold):.2f} s | {min(other):.2f} s | {ratio:.2f} | {min(warm):.3f} s |"
        )
        drawn = random.Random(6)
        for title, rest in (("only here", mine - theirs), (f"only {tool}", theirs - mine)):
            for path, target in drawn.sample(sorted(rest), min(SHOWN, len(rest))):
                yield f"  {title}: {path} -> {target}"


def main() -> None:
    """Compare every repository with one tool."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("repository", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    rows: list[str] = []
    details: list[str] = []
    for repository in options.repository:
        row, *rest = compared(options.tool, repository, options.runs)
        rows.append(row)
        details += rest
    columns = (
        "repository",
        "files",
        f"edges of {options.tool}",
        "precision",
        "recall",
        "cold",
        options.tool,
        "ratio",
        "warm",
    )
    print(f"| {' | '.join(columns)} |")
    print("|---|---|---|---|---|---|---|---|---|")
    print("\n".join((*rows, "", *details)))


if __name__ == "__main__":
    main()
