"""How far a change reaches: small repositories in, impacts out."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.reach import Dependent, Entry, Impact, Package, Reach
from riskcheck.graph import build, reading
from riskcheck.graph.entries import Entrances, entries
from riskcheck.graph.graph import Graph
from riskcheck.graph.reach import Tree, measure, reach
from riskcheck.graph.store import Store
from riskcheck.repository import Repository
from riskcheck.sources import patch, revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo

SHOP = {
    "shop/__init__.py": "",
    "shop/prices.py": "VAT = 3\n",
    "shop/billing/__init__.py": "",
    "shop/billing/invoice.py": "from shop.prices import VAT\n",
    "shop/api/__init__.py": "",
    "shop/api/orders.py": "from shop.billing import invoice\n\n\n@router.post('/orders')\ndef order():\n    pass\n",
    "shop/jobs.py": "from shop import prices\n\n\n@app.task\ndef nightly():\n    pass\n",
    "tests/test_invoice.py": "from shop.billing.invoice import bill\n",
    "tests/test_orders.py": "from shop.api import orders\n",
    "tests/test_jobs.py": "import shop.jobs\n",
    "run.sh": "exit 0\n",
}


def measured(repo: GitRepo, *, folder: str | None = None, seconds: float = 60.0) -> tuple[Reach, list[str]]:
    """The reach of the last commit."""
    repository = Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})
    changeset = revisions.read_commit(repository, "HEAD")
    found = measure(changeset, repository, folder, time.monotonic() + seconds)
    return found.reach, [f"{entry.what}: {entry.reason}" for entry in found.skipped]


def changed(repo: GitRepo, files: Mapping[str, str | None]) -> GitRepo:
    for path, content in files.items():
        if content is None:
            repo.git("rm", "--quiet", path)
        else:
            repo.write(path, content)
    repo.commit()
    return repo


@pytest.fixture
def shop(repo: GitRepo) -> GitRepo:
    return changed(repo, SHOP)


def test_an_impact_names_dependents_packages_entries_and_tests(shop: GitRepo) -> None:
    reach, skipped = measured(changed(shop, {"shop/prices.py": "VAT = 4\n"}))

    assert skipped == []
    assert reach == Reach(
        (
            Impact(
                path="shop/prices.py",
                dependents=(Dependent("shop/billing/invoice.py", 1, True), Dependent("shop/jobs.py", 1, True)),
                within_two=3,
                transitive=3,
                percentile=0.5,
                tests=3,
                packages=(
                    Package("shop", 1, ("shop/prices.py", "shop/jobs.py")),
                    Package(
                        "shop/api", 1, ("shop/prices.py", "shop/billing/invoice.py", "shop/api/orders.py")
                    ),
                    Package("shop/billing", 1, ("shop/prices.py", "shop/billing/invoice.py")),
                ),
                entries=(
                    Entry("route", "POST /orders", "shop/api/orders.py", 4),
                    Entry("job", "nightly", "shop/jobs.py", 4),
                ),
            ),
        )
    )  # fmt: skip


FILES = "abcdefg"
EDGES = st.dictionaries(st.sampled_from(FILES), st.sets(st.sampled_from(FILES), max_size=3), max_size=7)


@given(EDGES, st.sets(st.sampled_from(FILES)), st.sets(st.sampled_from(FILES), min_size=1))
def test_each_of_many_files_is_reached_by_as_many_as_if_it_were_alone(
    edges: dict[str, set[str]], tests: set[str], changed: set[str]
) -> None:
    dependencies = {path: dict.fromkeys(targets - {path}, 2) for path, targets in edges.items()}
    graph = Graph(dict.fromkeys(FILES, "python"), dependencies, tests=frozenset(tests))
    patches = [a_patch(path) for path in sorted(changed)]

    found = reach(patches, Tree(graph, {}), Entrances(cast(Repository, None), Store(None, "1")))

    for impact in found.impacts:
        reaching = graph.reaching(impact.path)
        assert (impact.transitive, impact.tests or 0) == (len(reaching - tests), len(reaching & tests))


def test_a_file_that_was_deleted_is_judged_by_the_base(shop: GitRepo) -> None:
    reach, _ = measured(changed(shop, {"shop/prices.py": None}))

    (impact,) = reach.impacts
    assert [dependent.path for dependent in impact.dependents] == ["shop/billing/invoice.py", "shop/jobs.py"]


def test_a_dependent_that_the_change_adds_counts_and_one_that_it_drops_does_not(shop: GitRepo) -> None:
    files = {"shop/prices.py": "VAT = 4\n", "shop/new.py": "import shop.prices\n", "shop/jobs.py": "pass\n"}
    reach, _ = measured(changed(shop, files))

    prices = next(impact for impact in reach.impacts if impact.path == "shop/prices.py")
    assert [dependent.path for dependent in prices.dependents] == ["shop/billing/invoice.py", "shop/new.py"]


def test_a_renamed_file_has_the_dependents_of_both_of_its_names(shop: GitRepo) -> None:
    shop.git("mv", "shop/prices.py", "shop/costs.py")
    reach, _ = measured(changed(shop, {"shop/jobs.py": "from shop import costs\n"}))

    costs = next(impact for impact in reach.impacts if impact.path == "shop/costs.py")
    assert [dependent.path for dependent in costs.dependents] == ["shop/billing/invoice.py", "shop/jobs.py"]


def test_who_refers_to_a_file_by_a_name_that_it_no_longer_has_depends_on_it(repo: GitRepo) -> None:
    files = {
        "go.mod": "module example.com/shop\n\ngo 1.22\n",
        "pay/pay.go": "package pay\n\nfunc Charge() int {\n\treturn 1\n}\n",
        "main.go": 'package main\n\nimport "example.com/shop/pay"\n\nfunc main() {\n\tpay.Charge()\n}\n',
        "pay/pay_test.go": "package pay\n\nfunc TestPay(t *testing.T) {\n\tCharge()\n}\n",
    }
    changed(repo, files)

    reach, _ = measured(changed(repo, {"pay/pay.go": files["pay/pay.go"].replace("Charge", "Bill")}))

    (impact,) = reach.impacts
    assert impact.dependents == (Dependent("main.go", 6, True),)
    assert impact.tests == 1


def test_an_unknown_language_is_unknown_and_not_none(shop: GitRepo) -> None:
    reach, skipped = measured(changed(shop, {"run.sh": "exit 1\n"}))

    assert (reach.impacts, reach.unknown) == ((), ("run.sh",))
    assert skipped == ["dependents: references are not read in the language of run.sh: unknown, not none"]


def test_code_that_no_test_reaches_counts_where_tests_reach_the_rest(shop: GitRepo) -> None:
    reach, _ = measured(changed(shop, {"shop/alone.py": "x = 1\n", "shop/prices.py": "VAT = 5\n"}))
    assert {impact.path: impact.tests for impact in reach.impacts} == {"shop/alone.py": 0, "shop/prices.py": 3}

    for name in ("invoice", "orders", "jobs"):
        shop.git("rm", "--quiet", f"tests/test_{name}.py")
    shop.commit()
    reach, _ = measured(changed(shop, {"shop/alone.py": "x = 2\n"}))
    assert [impact.tests for impact in reach.impacts] == [None]


def test_a_deadline_is_said_and_nothing_is_taken_for_none(
    shop: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(shop, {"shop/prices.py": "VAT = 4\n"})
    monkeypatch.setattr(reading, "_LEAST", 5)
    for module in (build, reading):
        monkeypatch.setattr(module, "_BATCH", 5)

    runs = [measured(shop, folder=str(tmp_path / "kept"), seconds=-1) for _ in range(3)]

    assert [reach.unknown for reach, _ in runs] == [("shop/prices.py",)] * 2 + [()]
    assert [skipped for _, skipped in runs] == [
        ["dependents: 3 of 10 files were not read before the deadline; the next run goes on from there"],
        [
            "dependents: 5 of 10 files were not followed to what they use before the deadline; "
            "the next run goes on from there"
        ],
        [],
    ]


def test_a_second_run_says_the_same(shop: GitRepo, tmp_path: Path) -> None:
    changed(shop, {"shop/prices.py": "VAT = 4\n"})

    cold = measured(shop, folder=str(tmp_path / "kept"))

    assert measured(shop, folder=str(tmp_path / "kept")) == cold
    assert measured(shop) == cold


def test_the_first_commit_of_all_has_a_reach(shop: GitRepo) -> None:
    reach, skipped = measured(shop)

    assert skipped[0].startswith("dependents: references are not read in the language of run.sh")
    assert {impact.path for impact in reach.impacts} == set(SHOP) - {"run.sh"}


def test_a_bare_diff_says_that_it_cannot_tell() -> None:
    changeset = patch.read(b"--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\n+b\n", name="a diff")

    found = measure(changeset, None, None, 0.0)

    assert found.reach.unknown == ("a.py",)
    assert [entry.what for entry in found.skipped] == ["dependents"]


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("a.py", "@click.command('sync')\ndef f(): ...\n", [("command", "sync", 1)]),
        (
            "a.py",
            "import click\n\n@cli.command()\n@click.option('--x')\ndef build(x): ...\n",
            [("command", "build", 3)],
        ),
        ("commands/clean.py", "class Command(BaseCommand):\n", [("command", "clean", 1)]),
        ("a.py", "@shared_task(bind=True)\ndef send(self): ...\n", [("job", "send", 1)]),
        ("a.py", "@mock.patch('os.remove')\ndef test(): ...\n", []),
        ("a.py", "if __name__ == '__main__':\n    main()\n", [("program", "a", 1)]),
        ("main.go", "package main\n\nfunc main() {\n}\n", [("program", "main", 3)]),
        ("root.go", '\tvar c = &cobra.Command{\n\t\tUse: "serve",\n', [("command", "serve", 2)]),
        ("A.java", '  @Scheduled(cron = "x")\n  public void tick() {\n', [("job", "tick", 1)]),
        ("A.java", '  @GetMapping("/a/{id}")\n  public A get() {\n', [("route", "GET /a/{}", 1)]),
        ("app.ts", "router.get('/users/:id', show)\n", [("route", "GET /users/{}", 1)]),
        ("job.rb", "class MailJob < ApplicationJob\nend\n", [("job", "MailJob", 1)]),
        ("a.py", "x" * 1_000_000, []),
        ("a.py", "\xff\udcff@click.command(\n" * 3, []),
    ],
)
def test_ways_in_are_told_by_what_declares_them(path: str, content: str, expected: list[tuple[str, str, int]]) -> None:
    found = entries(path, content.encode("utf-8", "surrogateescape"))

    assert [(entry.kind, entry.name, entry.line) for entry in found] == expected


def test_kept_entries_are_those_that_are_read_anew(shop: GitRepo, tmp_path: Path) -> None:
    changed(shop, {"shop/\udce9.py": "import shop.prices\n\n\n@app.task\ndef odd():\n    pass\n"})
    changed(shop, {"shop/prices.py": "VAT = 4\n"})
    kept = str(tmp_path)

    cold, warm, without = measured(shop, folder=kept), measured(shop, folder=kept), measured(shop)

    assert cold == warm == without
    assert {entry.name for impact in warm[0].impacts for entry in impact.entries} == {"POST /orders", "nightly", "odd"}
