"""A history that two processes replay is judged as by one."""

import random
import sys
from pathlib import Path

import pytest

from riskcheck.history import judging, parts, second
from riskcheck.history.parts import part
from tests.history.histories import History, Wild, dump, fresh, learn


@pytest.fixture
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MANY", 0)
    monkeypatch.setattr(judging, "processors", lambda: 2)


def wild(folder: Path, seed: int) -> History:
    history = History.at(folder / "repo", "--bare")
    Wild(history, random.Random(seed)).grow(60)
    history.write()
    return history


def alone(folder: Path, history: History, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    """Everything that one process keeps."""
    with monkeypatch.context() as patched:
        patched.setattr(judging, "processors", lambda: 1)
        kept = fresh(folder / "alone")
        learn(history.repo.folder, kept)
        answer = dump(kept)
        kept.close()
    return answer


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize("seed", range(6))
def test_two_processes_judge_as_one_does(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = wild(tmp_path, seed)
    asked = []
    serving = second.serving
    monkeypatch.setattr(second, "serving", lambda module: asked.append(module) or serving(module))
    # Where it fails, this process does all alone, and nobody would see that.
    monkeypatch.delattr(judging._Judgement, "_told")
    kept = fresh(tmp_path)
    learn(history.repo.folder, kept)
    monkeypatch.undo()

    assert asked == [second.__name__]
    assert dump(kept) == alone(tmp_path, history, monkeypatch)
    assert kept.connection.execute("SELECT count(*) FROM labels WHERE source='szz'").fetchone() > (0,)
    assert kept.connection.execute("SELECT count(*) FROM fates").fetchone() > (0,)


SCRIPTS = {
    "ends at once": "pass",
    "says nothing that can be read": "print('x')",
    "ends in the middle": 'import sys; sys.stdin.readline(); print(\'{"of": 1, "traces": []}\')',
}


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize(
    "command", [["/nonexistent"], *([sys.executable, "-c", script] for script in SCRIPTS.values())]
)
def test_what_the_other_process_does_not_say_is_found_alone(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = wild(tmp_path, 1)
    monkeypatch.setattr(second, "serving", lambda module: command)
    kept = fresh(tmp_path)

    learn(history.repo.folder, kept)

    assert dump(kept) == alone(tmp_path, history, monkeypatch)


@pytest.mark.usefixtures("_two")
def test_no_line_goes_from_one_part_to_the_other(tmp_path: Path) -> None:
    kept = fresh(tmp_path)
    learn(wild(tmp_path, 2).repo.folder, kept)
    theirs = part(kept)
    merged = kept.merged()

    assert theirs
    for change in kept.changes():
        sources = {change.source, *(row.source for row in merged.get(change.number, ()))} - {None}
        assert {source in theirs for source in sources} <= {change.path in theirs}


def test_a_small_history_is_for_one_process(tmp_path: Path) -> None:
    kept = fresh(tmp_path)
    learn(wild(tmp_path, 2).repo.folder, kept)

    assert part(kept) == frozenset()
