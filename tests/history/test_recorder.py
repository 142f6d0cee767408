"""A run that is stopped at any moment leaves a whole history behind, which the next run completes."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from riskcheck.errors import RepositoryError
from riskcheck.history import store
from riskcheck.history.log import Change, Entry
from riskcheck.history.recorder import Recorder
from riskcheck.history.store import Store
from tests.history.histories import History, dump, fresh, text

ROOT = Path(__file__).parent.parent.parent
COMMITS = 2400
MOMENTS = 10


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of some thousand commits: many files, side branches, repairs that name what they repair."""
    history, chance = History.at(tmp_path_factory.mktemp("long") / "repo", "--bare"), random.Random(3)
    tree = {b"src/f%d.py" % number: text(*(f"x = {number}.{line}" for line in range(20))) for number in range(12)}
    tip = history.commit(tree, message="Begin")
    for step in range(COMMITS // 3):
        path = chance.choice(sorted(tree))
        side = {**tree, b"side/%d.py" % (step % 7): text(*(f"y = {step}.{line}" for line in range(6)))}
        lines = tree[path].splitlines(keepends=True)
        lines[chance.randrange(len(lines))] = b"z = %d\n" % step
        tree = {**tree, path: b"".join(lines)}
        word = f"fix: crash of {step}\n\nFixes: Change {step - 9}" if step % 3 else f"Change {step}"
        one, two = history.commit(tree, tip, message=word), history.commit(side, tip, message=f"Side {step}")
        tree = {**side, path: tree[path]}
        tip = history.commit(tree, one, two, message=f"Merge side {step}")
    history.write()
    return history.repo.folder


@pytest.fixture(scope="module")
def whole(long: Path) -> tuple[float, dict[str, list[object]]]:
    """The seconds of a run that nobody disturbs, and everything that it keeps."""
    start = time.monotonic()
    run(long).communicate()
    seconds = time.monotonic() - start
    answer = kept_at(long)
    place(long).unlink()
    return seconds, answer


def run(folder: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "riskcheck", "learn"]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def place(folder: Path) -> Path:
    return folder / "riskcheck" / store.NAME


def kept_at(folder: Path) -> dict[str, list[object]]:
    kept = store.opened(str(place(folder)))
    answer = dump(kept)
    kept.close()
    return answer


def named(row: object) -> list[str]:
    """The id of the commit that a row of a dump belongs to, among its other words."""
    first, second, *_ = row if isinstance(row, tuple) else ("", "")
    return [word for word in (second, *(first if isinstance(first, tuple) else ())) if isinstance(word, str)]


def wholeness(folder: Path, expected: dict[str, list[object]]) -> int:
    """How many commits are kept; everything that belongs to each of them is, and nothing else."""
    connection = sqlite3.connect(place(folder))
    (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()
    assert integrity == "ok"
    if tables == (0,):
        return 0
    kept = store.opened(str(place(folder)))
    found, shas = dump(kept), {row.sha for row in kept.rows()}
    judged = int(kept.meta("judged", "-1"))
    kept.close()
    assert judged in (-1, COMMITS)
    for table in ("changes", "merged", "names"):
        assert found[table] == [row for row in expected[table] if not shas.isdisjoint(named(row))]
    for table in ("labels", "fates"):
        assert found[table] == (expected[table] if judged >= 0 else [])
    return len(shas)


def test_a_run_that_is_killed_at_any_moment_leaves_a_whole_history(
    long: Path, whole: tuple[float, dict[str, list[object]]]
) -> None:
    seconds, expected = whole
    counts = []
    for moment in range(MOMENTS):
        place(long).unlink(missing_ok=True)
        started = run(long)
        # Python takes a while to begin.
        time.sleep(seconds * (0.25 + 0.75 * moment / MOMENTS))
        started.kill()
        started.communicate()
        if place(long).exists():
            counts.append(wholeness(long, expected))
    done = run(long)
    done.communicate()

    assert done.returncode == 0
    assert any(count > 0 for count in counts), counts
    assert kept_at(long) == expected


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(
    long: Path, whole: tuple[float, dict[str, list[object]]]
) -> None:
    seconds, expected = whole
    place(long).unlink(missing_ok=True)
    for _ in range(3):
        started = run(long)
        time.sleep(seconds * 0.55)
        started.kill()
        started.communicate()
    run(long).communicate()

    assert kept_at(long) == expected


def test_ctrl_c_keeps_what_was_done(long: Path, whole: tuple[float, dict[str, list[object]]]) -> None:
    seconds, expected = whole
    place(long).unlink(missing_ok=True)
    for share in (0.45, 0.6, 0.75):
        started = run(long)
        time.sleep(seconds * share)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate()
        # Before Python has begun, the signal ends it.
        assert started.returncode in (0, 130, -signal.SIGINT)
        assert "Traceback" not in said
        assert "Exception ignored" not in said
        if place(long).exists():
            wholeness(long, expected)
    run(long).communicate()

    assert kept_at(long) == expected


# Without git -----------------------------------------------------------------------------------


def entry(number: int, parent: int | None = None) -> Entry:
    change = Change("a.py", "A", (), f"{number:040x}", (0, 0, 3), 3, 0)
    parents = () if parent is None else (f"{parent:040x}",)
    return Entry(f"{number:040x}", parents, "robin@example.org", number, number, "Change", (change,))


def counted(kept: Store) -> tuple[int, int]:
    return kept.count(), len(list(kept.changes()))


@pytest.mark.parametrize("problem", [RepositoryError("git broke", "mend it"), KeyboardInterrupt()])
def test_what_was_read_before_the_log_broke_off_is_kept(problem: BaseException, tmp_path: Path) -> None:
    def log() -> Iterator[Entry]:
        yield from (entry(1), entry(2, 1))
        raise problem

    kept, seen = fresh(tmp_path), list[int]()
    with pytest.raises(type(problem)):
        Recorder(kept).record(log(), seen.append)

    assert counted(kept) == (2, 2)
    assert seen == [2]
    assert kept.tips() == (f"{2:040x}",)


def test_a_second_run_goes_on_with_the_numbers_of_the_first(tmp_path: Path) -> None:
    kept = fresh(tmp_path)
    Recorder(kept).record([entry(1)], lambda done: None)
    Recorder(kept).record([entry(2, 1), entry(3, 9)], lambda done: None)

    rows = list(kept.rows())
    assert [(row.number, row.parent_numbers, row.first_line, row.tip) for row in rows] == [
        (0, (), 1, 0),
        (1, (0,), 4, 1),
        (2, (-1,), 7, 1),
    ]
