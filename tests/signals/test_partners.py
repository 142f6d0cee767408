"""Change coupling: a scripted history in, the partners that a change lacks out; what is kept never shows."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Signal
from riskcheck.graph.partners import Partner, measure, partners
from riskcheck.repository import Repository
from riskcheck.signals import partners as signal
from riskcheck.signals.context import Context
from riskcheck.sources import revisions
from tests.builders import a_changeset, a_patch
from tests.gitrepo import GitRepo

BOTH = ("a.py", "b.py")


def told(
    commits: Sequence[Sequence[str]], changed: Sequence[str] = ("a.py",), present: Sequence[str] = ()
) -> list[str]:
    found = partners(changed, {*changed, *present}, commits)
    return [f"{one.changed} {one.path} {one.shared}/{one.commits}" for one in found]


@pytest.mark.parametrize(
    ("commits", "expected"),
    [
        pytest.param([BOTH] * 8, ["a.py b.py 8/8"], id="eight of eight"),
        pytest.param([BOTH] * 7, [], id="seven are too few"),
        pytest.param([BOTH] * 8 + [["a.py"]] * 2, ["a.py b.py 8/10"], id="four of five are enough"),
        pytest.param([BOTH] * 8 + [["a.py"]] * 3, [], id="fewer are not"),
        pytest.param([BOTH] * 8 + [["b.py"]] * 8, ["a.py b.py 8/8"], id="every other time of the partner is enough"),
        pytest.param([BOTH] * 8 + [["b.py"]] * 9, [], id="a hub is no partner"),
        pytest.param([("a.py", "tests/test_a.py")] * 9, [], id="tests alone"),
        pytest.param([("a.py", "CHANGELOG.md")] * 9, [], id="a change log"),
        pytest.param([("a.py", "poetry.lock")] * 9, [], id="a lock file"),
        pytest.param([("a.py", "a_pb2.py")] * 9, [], id="generated code"),
        pytest.param([("a.py", "app/locale/de.js")] * 9, [], id="translations"),
        pytest.param([], [], id="no history"),
    ],
)
def test_who_is_a_partner(commits: Sequence[Sequence[str]], expected: list[str]) -> None:
    assert told(commits) == expected


def test_what_the_change_holds_is_not_absent() -> None:
    assert told([BOTH] * 9, present=["b.py"]) == []


def test_a_partner_of_two_files_is_told_once_with_the_stronger_tie() -> None:
    history = [("a.py", "b.py", "c.py")] * 8 + [("a.py",)]

    assert told(history, changed=["a.py", "b.py"]) == ["b.py c.py 8/8"]


@given(st.lists(st.sets(st.sampled_from(["a.py", "b.py", "c.py", "d.md"])), max_size=40), st.randoms())
def test_neither_order_nor_sweeps_of_other_files_matter(commits: list[set[str]], random: object) -> None:
    mixed = [sorted(touched, reverse=True) for touched in commits]
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert told(mixed) == told([sorted(touched) for touched in commits])
    assert all(one.shared <= one.commits for one in partners(["a.py"], ["a.py"], commits))


# With git ---------------------------------------------------------------------------------------


class History:
    """A repository in which a.py and b.py change together, and a change of a.py alone on top."""

    def __init__(self, folder: Path, *, together: int = 9) -> None:
        self.repo = GitRepo(folder / "repo")
        for _ in range(together):
            self.change(*BOTH)
        self.kept = str(folder / "kept")

    def change(self, *paths: str) -> str:
        for path in paths:
            self.repo.write(path, f"x = {self.repo.date}\n")
        return self.repo.commit()

    @property
    def repository(self) -> Repository:
        return Repository.find(str(self.repo.folder), {"PATH": "/usr/local/bin:/usr/bin:/bin"})

    def missing(self, sha: str, *, folder: str | None = None, seconds: float = 60) -> tuple[list[str], list[str]]:
        changeset = revisions.read_commit(self.repository, sha)
        found, skipped = measure(changeset, self.repository, folder, time.monotonic() + seconds)
        return [f"{one.path} {one.shared}/{one.commits}" for one in found], [entry.reason for entry in skipped]


def test_history_before_the_base_alone_counts(tmp_path: Path) -> None:
    history = History(tmp_path)

    assert history.missing(history.change("a.py")) == (["b.py 9/9"], [])
    assert history.missing(history.change("a.py")) == (["b.py 9/10"], [])
    assert history.missing(history.change(*BOTH)) == ([], [])


def test_a_new_file_has_no_partner_and_one_that_is_gone_is_none(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.repo.git("rm", "--quiet", "b.py")
    history.repo.commit()

    assert history.missing(history.change("a.py")) == ([], [])
    assert history.missing(history.change("c.py")) == ([], [])


def test_a_file_that_is_made_anew_has_no_partners_of_old(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.repo.git("rm", "--quiet", "a.py")
    history.repo.commit()

    assert history.missing(history.change("a.py")) == ([], [])


def test_a_renamed_file_keeps_its_partners_under_its_old_name(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.repo.git("mv", "a.py", "z.py")

    assert history.missing(history.repo.commit()) == (["b.py 9/9"], [])


def test_sweeps_count_neither_for_nor_against(tmp_path: Path) -> None:
    history = History(tmp_path)
    for _ in range(9):
        history.change("a.py", *(f"m{number}.py" for number in range(30)))
    sweep = history.change("a.py", *(f"m{number}.py" for number in range(30)))

    assert history.missing(history.change("a.py")) == (["b.py 9/9"], [])
    assert history.missing(sweep) == ([], [])


def test_paths_of_any_bytes_are_counted(tmp_path: Path) -> None:
    history = History(tmp_path, together=0)
    odd = b"\xff\n`x`.py"
    for _ in range(9):
        history.repo.write(odd, f"{history.repo.date}\n")
        history.change("a.py")
    sha = history.change("a.py")

    assert history.missing(sha, folder=history.kept) == (["\udcff\n`x`.py 9/9"], [])
    assert history.missing(sha, folder=history.kept) == (["\udcff\n`x`.py 9/9"], [])


def spoil_nothing(path: Path) -> None:
    pass


def remove(path: Path) -> None:
    path.unlink()


def garble(path: Path) -> None:
    path.write_bytes(b"no database" * 999)


def of_another_shape(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE answer SET value='{"x": 1, "y": [2], "z": null}'""")
    connection.close()


@pytest.mark.parametrize("spoil", [spoil_nothing, remove, garble, of_another_shape])
def test_cold_warm_and_spoilt_say_the_same(tmp_path: Path, spoil: object) -> None:
    history = History(tmp_path)
    first = history.missing(history.change("a.py"), folder=history.kept)
    spoil(Path(history.kept, "commits.sqlite3"))  # type: ignore[operator]
    history.change("a.py", "c.py")
    sha = history.change("a.py")

    assert first == (["b.py 9/9"], [])
    assert history.missing(sha, folder=history.kept) == history.missing(sha) == (["b.py 9/11"], [])


def test_another_branch_does_not_see_what_was_kept_for_this_one(tmp_path: Path) -> None:
    history = History(tmp_path)
    start = history.repo.git("rev-parse", "HEAD~5").decode().strip()
    history.missing(history.change("a.py"), folder=history.kept)
    history.repo.git("checkout", "--quiet", "-b", "old", start)

    assert history.missing(history.change("a.py"), folder=history.kept) == ([], [])


def test_what_was_not_read_in_time_is_told_and_not_taken_for_none(tmp_path: Path) -> None:
    history = History(tmp_path)
    found, reasons = history.missing(history.change("a.py"), folder=history.kept, seconds=-1)

    assert found == []
    assert len(reasons) == 1
    assert "deadline" in reasons[0]


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.change("a.py")
    clone = tmp_path / "clone"
    history.repo.git("clone", "--quiet", "--depth=4", f"file://{history.repo.folder}", str(clone))
    repository = Repository.find(str(clone), {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    changeset = revisions.read_commit(repository, "HEAD")

    assert measure(changeset, repository, None, time.monotonic() + 60) == (
        (),
        (Skipped("partners", "this clone is shallow: 3 commits before the change are known"),),
    )


def test_a_bare_diff_has_no_history() -> None:
    assert measure(a_changeset(a_patch("a.py")), None, None, time.monotonic() + 60) == ((), ())


# The signal -------------------------------------------------------------------------------------


def observed(*found: Partner, skipped: Sequence[Skipped] = ()) -> list[Signal | Skipped]:
    changeset: Changeset = a_changeset(*(Patch(path, "M", "code") for path in sorted({one.changed for one in found})))
    return list(signal.observe(changeset, Context(partners=lambda: (found, tuple(skipped)))))


def test_the_strongest_partner_comes_first_and_all_are_counted() -> None:
    (answer,) = observed(*(Partner(f"{n}.py", "a.py", 9 + n, 12) for n in (1, 2)), Partner("z.py", "b.py", 8, 8))

    assert isinstance(answer, Signal)
    assert (answer.id, answer.value) == ("reach.partner", 3)
    assert [f"{one.path}: {one.message}" for one in answer.evidence] == [
        "b.py: `z.py` changed together with it in 8 of 8 commits",
        "a.py: `2.py` changed together with it in 11 of 12 commits",
        "a.py: `1.py` changed together with it in 10 of 12 commits",
    ]


def test_without_partners_only_what_was_skipped_is_told() -> None:
    entry = Skipped("partners", "deadline")

    assert observed(skipped=[entry]) == [entry]
    assert observed() == []
