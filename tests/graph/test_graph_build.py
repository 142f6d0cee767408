"""A graph is the same however it came about: cold, warm, from a damaged or unwritable store, or from none."""

import os
import sqlite3
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskcheck.graph import build, reading
from riskcheck.graph.build import Builder
from riskcheck.graph.graph import Graph
from riskcheck.graph.store import Store
from riskcheck.repository import Repository
from tests.gitrepo import GitRepo
from tests.source_tree import ROOT

FILES = {
    "shop/__init__.py": "",
    "shop/prices.py": "VAT = 3\n",
    "shop/pay.py": "from shop.prices import VAT\n",
    "shop/api.py": "from . import pay\nimport importlib\nimportlib.import_module(name)\n",
    "web/index.ts": "import { pay } from './pay'\n",
    "web/pay.ts": "export const pay = 1\n",
    "notes.md": "no code\n",
}


def built(folder: Path, store: Store, *, seconds: float = 60.0) -> Graph:
    repository = Repository.find(str(folder), {"PATH": os.environ["PATH"]})
    head = repository.resolve("HEAD")
    return Builder(repository, store, time.monotonic() + seconds).graph(head, lambda: repository.entries_at(head))


def edges(graph: Graph) -> set[tuple[str, str]]:
    return {(path, target) for path, targets in graph.dependencies.items() for target in targets}


def write(repo: GitRepo, files: Mapping[str, str | None]) -> None:
    for path, content in files.items():
        if content is None:
            (repo.folder / path).unlink(missing_ok=True)
        else:
            repo.write(path, content)


@pytest.fixture
def shop(repo: GitRepo) -> GitRepo:
    write(repo, FILES)
    repo.commit()
    return repo


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "kept" / "graph.sqlite3"), "1")


def test_files_of_a_known_language_have_edges_and_others_are_unknown(shop: GitRepo) -> None:
    graph = built(shop.folder, Store(None, "1"))

    assert edges(graph) == {
        ("shop/pay.py", "shop/prices.py"),
        ("shop/api.py", "shop/pay.py"),
        ("web/index.ts", "web/pay.ts"),
    }
    assert graph.dependents == {
        "shop/prices.py": ("shop/pay.py",),
        "shop/pay.py": ("shop/api.py",),
        "web/pay.ts": ("web/index.ts",),
    }
    assert "notes.md" not in graph.languages
    assert graph.dynamic == {"shop/api.py"}
    assert graph.within("shop/prices.py", 2) == {"shop/pay.py": "shop/prices.py", "shop/api.py": "shop/pay.py"}


# Each step is written, committed and read with the store of the steps before.
CONTENTS = st.sampled_from(
    [
        None,
        "",
        "import shop.pay\n",
        "from shop import prices\n",
        "from .prices import x\n",
        "import a, b.c\n",
        "from a import b\n",
        "import '../web/pay'\nimport '@/pay'\nimport 'shop'\n",
        "package pay\nfunc Run() {}\n",
        'package main\nimport "m/pay"\nfunc main() { pay.Run(); Other() }\n',
        "package main\nfunc Other() {}\n",
        "module m\n",
        "package a;\nclass Run {}\n",
        "package b;\nimport a.*;\nclass Other { Run run; }\n",
        "namespace A; class Run {} class PayAttribute {}\n",
        "using A; namespace B; [Pay] class Other { Run run; }\n",
        '{"name": "shop", "main": "pay.ts", "compilerOptions": {"paths": {"@/*": ["./*"]}}}',
    ]
)
PYTHON = ["shop/__init__.py", "shop/pay.py", "shop/prices.py", "shop/prices/__init__.py", "a/b.py", "a/__init__.py"]
TYPESCRIPT = ["web/pay.ts", "web/index.tsx", "web/tsconfig.json", "package.json", "tsconfig.json", "pay.ts"]
OTHERS = ["go.mod", "pay/a.go", "pay/b.go", "main.go", "a/Run.java", "b/Other.java", "b/Run.kt", "A.cs", "B.cs"]
PATHS = st.sampled_from([*PYTHON, *TYPESCRIPT, *OTHERS, "b/c.py"])


@given(st.lists(st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_warm_graph_equals_a_cold_one(tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("warm")
    repo = GitRepo(folder / "repo")
    warm = Store(str(folder / "graph.sqlite3"), "1")
    write(repo, FILES)
    repo.commit()
    built(repo.folder, warm)
    for step in steps:
        _follow(repo, step, warm)


def _follow(repo: GitRepo, step: Mapping[str, str | None], warm: Store) -> None:
    write(repo, {path: content for path, content in step.items() if _fits(repo.folder / path)})
    repo.commit()

    assert built(repo.folder, warm) == built(repo.folder, Store(None, "1"))


def _fits(path: Path) -> bool:
    return not path.is_dir() and all(parent.is_dir() or not parent.exists() for parent in path.parents)


def cut_short(folder: Path, store: Store) -> Graph:
    """What a run has that is out of time from its start, where one file is a batch."""
    with pytest.MonkeyPatch.context() as patched:
        _read_one_by_one(patched)
        return built(folder, store, seconds=-1)


def _read_one_by_one(patched: pytest.MonkeyPatch, ticks: Iterator[float] | None = None) -> None:
    """One file is a batch, and the clock shows `ticks`."""
    patched.setattr(reading, "_LEAST", 1)
    for module in (build, reading):
        patched.setattr(module, "_BATCH", 1)
        if ticks is not None:
            patched.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(ticks)))


def test_runs_without_time_say_what_is_missing_and_come_to_the_whole_graph(shop: GitRepo, store: Store) -> None:
    cuts = [cut_short(shop.folder, store)]
    while not cuts[-1].is_whole:
        cuts.append(cut_short(shop.folder, store))

    unread = [(count, 0) for count in (5, 4, 3, 2, 1)]
    assert [(cut.unread, len(cut.pending)) for cut in cuts] == [*unread, (0, 4), (0, 2), (0, 1), (0, 0)]
    assert all(not cut.dependencies for cut in cuts if cut.unread)
    assert cuts[-1] == built(shop.folder, Store(None, "1"))


@given(st.lists(st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_graph_that_runs_without_time_left_unfinished_comes_out_right(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    repo = GitRepo(folder / "repo")
    store = Store(str(folder / "graph.sqlite3"), "1")
    for step in [FILES, *steps]:
        write(repo, {path: content for path, content in step.items() if _fits(repo.folder / path)})
        repo.commit()
        for _ in range(4):
            cut_short(repo.folder, store)

    assert built(repo.folder, store) == built(repo.folder, Store(None, "1"))


def test_files_that_were_read_in_time_are_not_counted_as_missing(
    repo: GitRepo, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repo, {f"m{number}.py": f"import m{number + 1}\n" for number in range(5)})
    head = repo.commit()
    ticks = chain([0.0] * 2, repeat(1_000.0))
    _read_one_by_one(monkeypatch, ticks)
    repository = Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})

    cut = Builder(repository, store, 60.0).graph(head, lambda: repository.entries_at(head))

    assert (cut.unread, cut.dependencies) == (2, {})


def test_what_is_not_resolved_in_time_is_missing_and_the_next_run_goes_on(
    shop: GitRepo, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = built(shop.folder, Store(None, "1"))
    reads = len(whole.languages)
    # The clock stands still for a while, and then jumps past the limit.
    ticks = chain([0.0] * reads, repeat(1_000.0))
    with monkeypatch.context() as patched:
        _read_one_by_one(patched, ticks)
        repository = Repository.find(str(shop.folder), {"PATH": os.environ["PATH"]})
        head = repository.resolve("HEAD")
        cut = Builder(repository, store, 60.0).graph(head, lambda: repository.entries_at(head))

    assert 0 < len(cut.pending) < reads
    assert edges(cut) < edges(whole)
    assert built(shop.folder, store) == whole


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 99])
def test_a_damaged_store_gives_the_same_graph(shop: GitRepo, store: Store, damage: bytes) -> None:
    whole = built(shop.folder, store)
    assert store.path is not None
    Path(store.path).write_bytes(damage)

    assert built(shop.folder, store) == whole
    assert built(shop.folder, store) == whole
    assert store.latest("HEAD") is not None


@pytest.mark.parametrize("table", ["facts", "graphs"])
@pytest.mark.parametrize("value", ["", "[]", "{}", '{"paths": 1}', "[1, 2, 3]", '[["x"], [], false]'])
def test_values_of_another_shape_are_no_values(shop: GitRepo, store: Store, table: str, value: str) -> None:
    whole = built(shop.folder, store)
    assert store.path is not None
    with sqlite3.connect(store.path) as connection:
        connection.execute(f"UPDATE {table} SET value=?", (value,))
    shop.write("notes.md", "more\n")
    shop.commit()

    assert built(shop.folder, store) == whole


@pytest.mark.parametrize(
    "edges", [None, "text", b"", b"odd", array("I", [0] * 99).tobytes(), array("I", [9] * 99).tobytes()]
)
def test_edges_of_another_graph_are_none(shop: GitRepo, store: Store, edges: object) -> None:
    whole = built(shop.folder, store)
    assert store.path is not None
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE graphs SET edges=?", (edges,))
    shop.write("notes.md", "more\n")
    shop.commit()

    assert built(shop.folder, store) == whole


@pytest.fixture
def aliased(shop: GitRepo) -> GitRepo:
    """A file of configuration leads from one to another."""
    write(shop, {"tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./web/*"]}}}', "a.ts": "import '@/pay'\n"})
    shop.commit()
    return shop


def test_what_configures_paths_is_kept_too(aliased: GitRepo, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("a.ts", "web/pay.ts") in edges(built(aliased.folder, store))
    aliased.write("b.ts", "import '@/index'\n")
    aliased.commit()
    wanted = []
    blobs = Repository.blobs
    monkeypatch.setattr(
        Repository, "blobs", lambda self, ids, *, limit: wanted.extend(ids) or blobs(self, ids, limit=limit)
    )

    assert ("b.ts", "web/index.ts") in edges(built(aliased.folder, store))
    assert wanted == []

    # Another version forgets what was kept for this one.
    built(aliased.folder, Store(store.path, "2"))
    assert len(wanted) == 1
    assert store.contents(wanted) == {}
    assert Store(store.path, "2").contents(wanted).keys() == set(wanted)


@pytest.mark.parametrize("value", [None, "text", 7])
def test_contents_of_another_shape_are_read_again(aliased: GitRepo, store: Store, value: object) -> None:
    built(aliased.folder, store)
    assert store.path is not None
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE contents SET value=?", (value,))
        assert connection.total_changes
    aliased.write("b.ts", "import '@/index'\n")
    aliased.commit()

    assert built(aliased.folder, store) == built(aliased.folder, Store(None, "1"))


@pytest.mark.parametrize(
    "tables",
    [
        "CREATE TABLE graph (number INTEGER PRIMARY KEY, version TEXT, tree TEXT UNIQUE, value TEXT);",
        "CREATE TABLE contents (blob TEXT PRIMARY KEY, value BLOB); CREATE TABLE graphs (number INTEGER, tree TEXT);",
        "CREATE TABLE facts (blob TEXT);",
    ],
)
def test_the_store_of_an_older_riskcheck_is_used_anew(shop: GitRepo, store: Store, tables: str) -> None:
    assert store.path is not None
    Path(store.path).parent.mkdir()
    with sqlite3.connect(store.path) as connection:
        connection.executescript(tables)
    whole = built(shop.folder, store)

    assert store.latest("HEAD") is not None
    assert built(shop.folder, store) == whole


def test_a_place_that_cannot_be_written_gives_the_same_graph(shop: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    graph = built(shop.folder, Store(str(tmp_path / "file" / "graph.sqlite3"), "1"))

    assert graph == built(shop.folder, Store(None, "1"))


def test_another_version_of_the_extractors_starts_anew(shop: GitRepo, store: Store) -> None:
    built(shop.folder, store)
    assert store.path is not None

    newer = Store(store.path, "2")

    assert newer.latest("HEAD") is None
    assert edges(built(shop.folder, newer)) == edges(built(shop.folder, store))


def test_two_processes_at_once_are_safe(shop: GitRepo, store: Store) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.graph.test_graph_build import built; "
        "from riskcheck.graph.store import Store; "
        "print(len(built(Path(sys.argv[1]), Store(sys.argv[2], '1')).dependencies))"
    )
    command = [sys.executable, "-c", script, str(shop.folder), str(store.path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(4)]

    assert [process.communicate()[0] for process in running] == [b"3\n"] * 4
    assert built(shop.folder, store) == built(shop.folder, Store(None, "1"))


@given(st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_graph_that_was_updated_equals_one_that_was_built(
    tmp_path_factory: pytest.TempPathFactory, step: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("updated")
    repo = GitRepo(folder / "repo")
    write(repo, FILES)
    base = repo.commit()
    write(repo, {path: content for path, content in step.items() if _fits(repo.folder / path)})
    head = repo.commit()
    repository = Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})
    changes = repository.changed_entries(base, head)
    assert changes is not None
    for store in (Store(None, "1"), Store(str(folder / "graph.sqlite3"), "1")):
        builder = Builder(repository, store, time.monotonic() + 60)
        graph = builder.graph(base, lambda: repository.entries_at(base))

        updated = builder.updated(graph, changes, repository.entries_at(head))

        assert updated == built(repo.folder, Store(None, "1"))
