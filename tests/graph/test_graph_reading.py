"""Facts are the same whether one process reads them or two, and whatever becomes of the second."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph import reading, second
from riskcheck.graph.facts import Facts
from riskcheck.repository import Repository
from tests.gitrepo import GitRepo

COUNT = 40
LACKING = "1" * 40
REFERENCES = st.dictionaries(st.text(), st.integers(min_value=1))


@pytest.fixture
def blobs(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Blobs in batches of three, for two processes."""
    for number in range(COUNT):
        repo.write(f"m{number}.py", f"from m{number + 1} import name\n")
    repo.commit()
    monkeypatch.setattr(reading, "_BATCH", 3)
    monkeypatch.setattr(reading, "_LEAST", 6)
    monkeypatch.setattr(reading, "_MANY", 1)
    monkeypatch.setattr(reading, "processors", lambda: 2)
    return sorted(_repository(repo).entries_at("HEAD").values())


def _repository(repo: GitRepo) -> Repository:
    return Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})


def read(repo: GitRepo, blobs: list[str], seconds: float = 60.0) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    batches = []
    for batch, facts, texts in reading.read(_repository(repo), {"python": blobs}, time.monotonic() + seconds):
        batches.append((batch.language, *batch.blobs))
        assert texts == {blob: facts[blob].as_text() for blob in texts}
        found |= facts
    assert len(set(batches)) == len(batches)
    return found


def alone(repo: GitRepo, blobs: list[str]) -> dict[str, Facts]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "processors", lambda: 1)
        return read(repo, blobs)


def test_two_processes_read_the_same_as_one(repo: GitRepo, blobs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = alone(repo, blobs)
    answered = []
    monkeypatch.setattr(reading, "extracted", _slow)
    done = second.Second.done
    monkeypatch.setattr(second.Second, "done", lambda self: [answered.append(pair) or pair for pair in done(self)])

    assert read(repo, blobs) == whole
    assert len(whole) == COUNT
    assert answered


def _slow(language: str, texts: dict[str, bytes]) -> dict[str, Facts]:
    time.sleep(0.1)  # longer than it takes to begin a process
    return EXTRACTED(language, texts)


EXTRACTED = reading.extracted


def test_blobs_that_the_clone_lacks_have_no_facts(repo: GitRepo, blobs: list[str]) -> None:
    assert read(repo, [*blobs, LACKING]).keys() == set(blobs)


def test_blobs_of_several_languages_are_read_together(repo: GitRepo, blobs: list[str]) -> None:
    for number in range(COUNT):
        repo.write(f"h{number}.h", f'#include "h{number + 1}.h"\n')
    repo.commit()
    headers = [blob for path, blob in _repository(repo).entries_at("HEAD").items() if path.endswith(".h")]

    wanted = {"python": blobs, "c": headers}
    found = {
        (batch.language, blob): facts[blob]
        for batch, facts, _ in reading.read(_repository(repo), wanted, time.monotonic() + 60)
        for blob in batch.blobs
    }

    assert found.keys() == {(language, blob) for language, some in wanted.items() for blob in some}
    assert {next(iter(facts.references)) for (language, _), facts in found.items() if language == "c"} == {
        f"h{number + 1}.h" for number in range(COUNT)
    }


def test_an_empty_list_has_no_facts(repo: GitRepo, blobs: list[str]) -> None:
    assert read(repo, []) == {}


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "echo '{\"a\": 1'",
        "echo nothing; exec sleep 60",
        "read line; read line; kill -9 $$",
        "exec cat",
        "exec sleep 60",
    ],
)
def test_a_second_process_that_is_of_no_use_costs_nothing_but_time(
    repo: GitRepo, blobs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    whole = alone(repo, blobs)
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))

    found = read(repo, blobs, seconds=3.0)

    # One that never answers holds two batches until the time is over.
    assert found == (whole if script != "exec sleep 60" else {blob: whole[blob] for blob in found})
    assert len(found) >= COUNT - 6


@pytest.mark.parametrize("executable", ["", "/nowhere/python"])
def test_without_a_second_process_the_first_reads_all(
    repo: GitRepo, blobs: list[str], monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    whole = alone(repo, blobs)
    monkeypatch.setattr(sys, "executable", executable)

    assert read(repo, blobs) == whole


def test_without_time_some_are_read(repo: GitRepo, blobs: list[str]) -> None:
    assert len(read(repo, blobs, seconds=-1)) == 6


def test_nothing_runs_from_the_folder_it_is_begun_in(
    repo: GitRepo, blobs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "riskcheck.py", "sitecustomize.py", "queue.py"):
        (tmp_path / name).write_text("open('it-ran', 'w')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert read(repo, blobs).keys() == set(blobs)
    assert not (tmp_path / "it-ran").exists()


def test_a_run_that_is_given_up_leaves_no_process(
    repo: GitRepo, blobs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[second.Second] = []
    enter = second.Second.__enter__
    monkeypatch.setattr(second.Second, "__enter__", lambda self: begun.append(self) or enter(self))
    found = reading.read(_repository(repo), {"python": blobs}, time.monotonic() + 60)
    next(found)

    found.close()

    (process,) = [other._process for other in begun]
    assert process is not None
    assert process.poll() is not None


@given(st.builds(Facts, REFERENCES, st.tuples(st.text()), st.booleans()))
def test_facts_are_what_their_text_says(facts: Facts) -> None:
    assert Facts.from_text(facts.as_text()) == facts
