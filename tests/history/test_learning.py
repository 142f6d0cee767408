"""What is kept after several runs, whatever happened to the repository between them, is what one run would keep."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from riskcheck.history.store import Store
from tests.gitrepo import GitRepo
from tests.history.histories import History, Wild, dump, fresh, learn, text, writers

A = b"a.py"
ROOT = Path(__file__).parent.parent.parent


def once(folder: Path, repo: Path, head: str = "HEAD", since: str | None = None) -> dict[str, list[object]]:
    """Everything that a single run keeps."""
    kept = fresh(folder / "once")
    learn(repo, kept, head, since)
    answer = dump(kept)
    kept.close()
    return answer


def said(labels: list[object]) -> list[object]:
    return [label for label in labels if isinstance(label, tuple) and label[2] != "szz"]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return fresh(tmp_path)


def wild(folder: Path, seed: int, commits: int = 40) -> History:
    history = History.at(folder / "repo", "--bare")
    Wild(history, random.Random(seed)).grow(commits)
    history.write()
    return history


def linear(folder: Path, seed: int, commits: int = 60) -> History:
    """A straight line of changes, repairs and reverts, some of which name others."""
    history, chance = History.at(folder / "repo", "--bare"), random.Random(seed)
    some = [f"    total += {number}" for number in range(40)]
    mark = history.commit({A: text(*some)}, message="Add totals")
    for step in range(commits):
        of = chance.choice(list(range(1, mark + 1)))
        message = chance.choice(
            [
                f"Change number {step}",
                f"fix: crash in total {step}",
                f'Revert "Change number {of}"',
                f"Fix #{of}\n\nBug",
            ]
        )
        at = chance.randrange(len(some))
        some[at : at + chance.randrange(3)] = [f"    total -= {step}"] * chance.randrange(1, 3)
        mark = history.commit({A: text(*some), b"b/%d.py" % (step % 3): text(*some[:5])}, mark, message=message)
    history.write()
    return history


@pytest.mark.parametrize("seed", range(3))
def test_a_straight_history_is_judged_alike_in_one_run_and_in_several(seed: int, tmp_path: Path, kept: Store) -> None:
    history = linear(tmp_path, seed)
    for mark in sorted(random.Random(seed).sample(sorted(history.shas), 5)):
        learn(history.repo.folder, kept, history.shas[mark])
    learn(history.repo.folder, kept)

    assert dump(kept) == once(tmp_path, history.repo.folder)


@pytest.mark.parametrize("seed", range(3))
def test_a_history_with_branches_is_kept_alike_in_one_run_and_in_several(
    seed: int, tmp_path: Path, kept: Store
) -> None:
    history = wild(tmp_path, seed)
    for mark in sorted(random.Random(seed).sample(sorted(history.shas), 5)):
        learn(history.repo.folder, kept, history.shas[mark])
    learn(history.repo.folder, kept)
    several, single = dump(kept), once(tmp_path, history.repo.folder)

    # How rare a word is depends on what was known first, and with it whom the lines of a repair are blamed on.
    assert said(several.pop("labels")) == said(single.pop("labels"))
    assert several == single


def test_no_more_lines_go_than_were_written(tmp_path: Path, kept: Store) -> None:
    history = wild(tmp_path, 3)
    for mark in (10, 20, 30):
        learn(history.repo.folder, kept, history.shas[mark])
    learn(history.repo.folder, kept)

    query = "SELECT added, gone, gone_90, gone_30 FROM fates JOIN commits ON of=number"
    rows = kept.connection.execute(query).fetchall()
    assert rows
    assert all(added >= gone >= late >= early >= 0 for added, gone, late, early in rows)


def test_a_line_that_two_branches_delete_is_gone_once(tmp_path: Path, kept: Store) -> None:
    history = History.at(tmp_path / "repo")
    base = history.commit({A: text("a", "b", "c")})
    one = history.commit({A: text("a", "c")}, base)
    two = history.commit({A: text("a", "c", "d")}, base)
    history.commit({A: text("a", "c", "d")}, one, two)
    history.write()
    learn(history.repo.folder, kept, history.shas[one])
    learn(history.repo.folder, kept)

    number = kept.number(history.shas[base])
    assert kept.connection.execute("SELECT gone FROM fates WHERE of=?", (number,)).fetchall() == [(1,)]


def test_a_second_run_without_news_changes_nothing(tmp_path: Path, kept: Store) -> None:
    history = wild(tmp_path, 1)
    first = learn(history.repo.folder, kept)
    before = dump(kept)
    second = learn(history.repo.folder, kept)

    assert (first.new, second.new, second.commits, second.forgotten) == (first.commits, 0, first.commits, 0)
    assert dump(kept) == before


def test_an_older_revision_than_the_last_one_adds_nothing(tmp_path: Path, kept: Store) -> None:
    history = linear(tmp_path, 1)
    learn(history.repo.folder, kept)
    before = dump(kept)

    assert learn(history.repo.folder, kept, history.shas[10]).new == 0
    assert dump(kept) == before


# Rewritten histories ---------------------------------------------------------------------------


def branched(repo: GitRepo) -> None:
    """A main line of four, and a branch of three on its second commit."""
    repo.write("pay.py", "def pay():\n    return 1\n")
    first = repo.commit("Add payments")
    repo.write("tax.py", "def tax():\n    return 2\n")
    repo.commit("Add taxes")
    repo.git("checkout", "--quiet", "-b", "topic")
    for number in range(3):
        repo.write("topic.py", f"TOPIC = {number}\nMORE = 1\n")
        repo.commit(f"fix: topic {number}")
    repo.git("checkout", "--quiet", "main")
    repo.write("pay.py", "def pay():\n    return 3\n")
    repo.commit(f"fix: wrong amount\n\nFixes: {first[:12]}")
    repo.write("more.py", "MORE = 1\n")
    repo.commit("Add more")


def amend(repo: GitRepo) -> None:
    repo.write("more.py", "MORE = 2\n")
    repo.stage()
    repo.git("commit", "--quiet", "--amend", "--message", "Add more of it")


def force_push(repo: GitRepo) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~2")
    repo.write("other.py", "OTHER = 1\n")
    repo.commit("Another way")


def rebase(repo: GitRepo) -> None:
    repo.git("checkout", "--quiet", "topic")
    repo.git("rebase", "--quiet", "main")
    repo.git("branch", "--force", "main", "topic")
    repo.git("checkout", "--quiet", "main")


def squash(repo: GitRepo) -> None:
    repo.git("reset", "--quiet", "--soft", "HEAD~3")
    repo.commit("All at once")
    repo.git("branch", "--quiet", "-D", "topic")


def orphan(repo: GitRepo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "clean")
    repo.commit("Begin anew")
    repo.git("branch", "--quiet", "--force", "main", "clean")
    repo.git("branch", "--quiet", "-D", "topic")


def nothing(repo: GitRepo) -> None:
    """Only the branch goes on."""


REWRITINGS = [amend, force_push, rebase, squash, orphan, nothing]


@pytest.mark.parametrize("rewrite", REWRITINGS, ids=lambda rewrite: rewrite.__name__)
@pytest.mark.parametrize("prune", [False, True], ids=["the old objects stay", "the old objects go"])
def test_a_rewritten_history_is_the_same_as_a_new_one(
    rewrite: object, prune: bool, repo: GitRepo, tmp_path: Path, kept: Store
) -> None:
    branched(repo)
    learn(repo.folder, kept)
    assert callable(rewrite)
    rewrite(repo)
    if prune:
        repo.git("reflog", "expire", "--expire=all", "--all")
        repo.git("gc", "--quiet", "--prune=now")
    learn(repo.folder, kept)

    assert dump(kept) == once(tmp_path, repo.folder)


def test_the_commits_of_a_deleted_branch_are_forgotten(repo: GitRepo, tmp_path: Path, kept: Store) -> None:
    branched(repo)
    learn(repo.folder, kept, "topic")
    learn(repo.folder, kept)
    whole = kept.count()
    repo.git("branch", "--quiet", "-D", "topic")
    found = learn(repo.folder, kept)

    assert (whole, found.commits, found.forgotten) == (7, 4, 3)
    assert dump(kept) == once(tmp_path, repo.folder)


def test_the_commits_of_another_branch_are_kept_while_it_is_there(repo: GitRepo, kept: Store) -> None:
    branched(repo)
    learn(repo.folder, kept, "topic")

    assert learn(repo.folder, kept).forgotten == 0
    assert kept.count() == 7


def test_after_forgetting_the_history_goes_on(repo: GitRepo, tmp_path: Path, kept: Store) -> None:
    branched(repo)
    learn(repo.folder, kept, "topic")
    learn(repo.folder, kept)
    repo.git("branch", "--quiet", "-D", "topic")
    learn(repo.folder, kept)
    repo.write("pay.py", "def pay():\n    return 4\n")
    repo.commit("fix: amount is wrong again")
    learn(repo.folder, kept)

    assert dump(kept) == once(tmp_path, repo.folder)


def test_a_deepened_clone_is_the_same_as_a_new_one(repo: GitRepo, tmp_path: Path, kept: Store) -> None:
    branched(repo)
    clone = GitRepo(tmp_path / "clone")
    clone.git("remote", "add", "origin", repo.folder.as_uri())
    clone.git("fetch", "--quiet", "--depth=2", "origin", "main")
    clone.git("checkout", "--quiet", "-b", "main", "FETCH_HEAD")
    shallow = learn(clone.folder, kept)
    clone.git("fetch", "--quiet", "--deepen=1", "origin", "main")
    deeper = learn(clone.folder, kept)
    deepened = dump(kept), once(tmp_path / "deeper", clone.folder)
    clone.git("fetch", "--quiet", "--unshallow", "origin", "main")
    whole = learn(clone.folder, kept)

    assert (shallow.commits, deeper.commits, whole.commits) == (2, 3, 4)
    assert [found.skipped[0].what for found in (shallow, deeper)] == ["history before the shallow boundary"] * 2
    assert whole.skipped == ()
    assert deepened[0] == deepened[1]
    assert dump(kept) == once(tmp_path, repo.folder)


def test_another_beginning_is_read_anew(tmp_path: Path, kept: Store) -> None:
    history = linear(tmp_path, 2)
    folder = history.repo.folder
    learn(folder, kept)
    date = "2023-12-20T00:00:00Z"
    part = learn(folder, kept, since=date)
    parted = dump(kept)
    whole = learn(folder, kept)

    assert 0 < part.commits < whole.commits
    assert parted == once(tmp_path / "part", folder, since=date)
    assert dump(kept) == once(tmp_path, folder)


def test_a_history_without_its_beginning_goes_on(tmp_path: Path, kept: Store) -> None:
    history = linear(tmp_path, 2)
    date = "2023-12-20T00:00:00Z"
    learn(history.repo.folder, kept, history.shas[50], date)
    learn(history.repo.folder, kept, since=date)

    assert dump(kept) == once(tmp_path, history.repo.folder, since=date)


def test_lines_from_before_the_beginning_belong_to_nobody(tmp_path: Path, kept: Store) -> None:
    history = History.at(tmp_path / "repo")
    first = history.commit({A: text("a", "b", "c")})
    second = history.commit({A: text("a", "B", "c")}, first)
    history.write()
    learn(history.repo.folder, kept, since="@1700160000")

    assert writers(history.repo.folder, kept) == {"a.py": ["?", history.shas[second]]}


# Two at once -----------------------------------------------------------------------------------


def test_two_runs_at_once_keep_what_one_would(tmp_path: Path) -> None:
    history = linear(tmp_path, 1, 1500)
    folder = history.repo.folder
    script = (
        "import sys, tests.history.histories as histories; from pathlib import Path\n"
        "from riskcheck.errors import RiskcheckError\n"
        "kept = histories.fresh(Path(sys.argv[2]))\n"
        "try: histories.learn(Path(sys.argv[1]), kept)\n"
        "except RiskcheckError as problem: print(problem, file=sys.stderr); sys.exit(2)\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(tmp_path)]
    runs = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate()[1] for run in runs]

    # One may have to give way, and says so.
    assert {run.returncode for run in runs} <= {0, 2}, said
    assert 0 in {run.returncode for run in runs}, said
    kept = fresh(tmp_path)
    learn(folder, kept)
    assert dump(kept) == once(tmp_path, folder)
