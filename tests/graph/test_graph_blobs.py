"""What is in blobs, from processes that stay, is what git says of each alone."""

import os
import stat
from pathlib import Path

import pytest

from riskcheck.graph import blobs
from riskcheck.graph.blobs import Blobs
from riskcheck.repository import Repository
from tests.gitrepo import GitRepo

COUNT = 450
LACKING = "1" * 40


@pytest.fixture
def repository(repo: GitRepo) -> Repository:
    for number in range(COUNT):
        repo.write(f"m{number}.py", f"{number}\n" * number)
    repo.write("bytes.py", b"\xff\x00\n\r\n" * 30_000)
    repo.commit()
    return Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})


def listed(repository: Repository) -> list[str]:
    return list(repository.entries_at("HEAD").values())


def test_contents_are_those_of_the_blobs(repository: Repository) -> None:
    ids = listed(repository)

    with Blobs(repository) as reader:
        first, second, none = reader.read(ids[:300]), reader.read(ids[200:]), reader.read([])

    assert first | second == repository.blobs(ids, limit=blobs.LARGEST)
    assert (len(first | second), none) == (COUNT + 1, {})


def test_what_the_clone_lacks_and_what_is_too_large_is_left_out(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "LARGEST", 1_000)
    ids = listed(repository)

    with Blobs(repository) as reader:
        found = reader.read([LACKING, *ids, LACKING])
        again = reader.read(ids)

    assert found == again == repository.blobs(ids, limit=1_000)
    assert 0 < len(found) < COUNT


def test_nothing_is_begun_before_something_is_asked(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs.subprocess, "Popen", None)

    with Blobs(repository) as reader:
        assert reader.read([]) == {}


@pytest.mark.parametrize("form", ["--batch-check", "--batch"])
@pytest.mark.parametrize("ends", ["exit 1", "read line; exit 1", "read line; echo half a l", "read line; kill -9 $$"])
def test_a_process_that_ends_is_replaced_by_one_for_each_batch(
    repository: Repository, tmp_path: Path, form: str, ends: str
) -> None:
    ids = listed(repository)
    whole = repository.blobs(ids, limit=blobs.LARGEST)
    begun = Blobs._begun

    class Ending(Blobs):
        def _begun(self, other: str) -> blobs._Git:
            script = tmp_path / "git"
            script.write_text(f"#!/bin/sh\n{ends}\n")
            script.chmod(script.stat().st_mode | stat.S_IXUSR)
            ending = Blobs(Repository(**{**vars(repository), "git": str(script)}))
            return begun(ending if other == form else self, other)

    with Ending(repository) as reader:
        assert reader.read(ids[:300]) | reader.read(ids[300:]) == whole


def test_a_blob_that_is_damaged_is_left_out(repo: GitRepo, repository: Repository) -> None:
    ids = listed(repository)
    place = repo.folder / ".git" / "objects" / ids[-1][:2] / ids[-1][2:]
    place.chmod(0o644)
    place.write_bytes(b"damaged")

    with Blobs(repository) as reader:
        assert reader.read(ids) == repository.blobs(ids[:-1], limit=blobs.LARGEST)
