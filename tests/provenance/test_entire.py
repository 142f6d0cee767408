"""What Entire's checkpoints claim about the files of the commits that name them."""

import json
import os
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution, ContributorType
from riskcheck.provenance import entire
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository
from riskcheck.sources.revisions import read_commit, read_range
from tests.gitrepo import GitRepo

ID = "0123456789ab"
TRAILER = f"Change\n\nEntire-Checkpoint: {ID}\n"


def a_session(
    percentage: object = 60, *, agent: object = "Claude Code", files: object = ("a.py",), **more: object
) -> dict[str, object]:
    return {"agent": agent, "files_touched": files, "initial_attribution": {"agent_percentage": percentage}, **more}


def a_summary(*numbers: int, id_: str = ID, files: Sequence[str] = ("a.py",)) -> dict[str, object]:
    sessions = [{"metadata": f"/{id_[:2]}/{id_[2:]}/{number}/metadata.json"} for number in numbers]
    return {"checkpoint_id": id_, "files_touched": list(files), "sessions": sessions}


def checkpoint(repo: GitRepo, ref: str = f"refs/heads/{entire.BRANCH}", **documents: object) -> None:
    """A branch with one checkpoint: the summary, and sessions by their number."""
    for name, document in documents.items():
        place = "metadata.json" if name == "summary" else f"{name.removeprefix('session_')}/metadata.json"
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        repo.write(f"{ID[:2]}/{ID[2:]}/{place}", content)
    repo.git("update-ref", ref, repo.commit("Checkpoint"))


def read(repo: GitRepo, base: str | None = None) -> Reading:
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = read_range(repository, base, "HEAD") if base else read_commit(repository, "HEAD")
    return entire.read(changeset, Context(repository))


def a_claim(
    sha: str,
    path: str = "a.py",
    *,
    contributor: ContributorType = "mixed",
    tool: str = "claude-code",
    model_id: str | None = None,
) -> Attribution:
    text = f"Entire-Checkpoint: {ID}"
    return Attribution(
        tool,
        "assisted",
        "entire",
        "file",
        "medium",
        text,
        commit=sha,
        path=path,
        model_id=model_id,
        contributor=contributor,
    )


@pytest.mark.parametrize(
    ("percentage", "contributor"),
    [
        (100, "ai"),
        (100.0, "ai"),
        (140, "ai"),
        (99.9, "mixed"),
        (1, "mixed"),
        (0, None),
        (-3, None),
        (float("nan"), None),
        (None, "mixed"),
        ("60", "mixed"),
        (True, "mixed"),
    ],
)
def test_the_share_of_the_agent_decides_whose_the_files_are(
    repo: GitRepo, percentage: object, contributor: ContributorType | None
) -> None:
    checkpoint(repo, summary=a_summary(0), session_0=a_session(percentage))
    sha = repo.commit(TRAILER)

    assert read(repo) == Reading((a_claim(sha, contributor=contributor),) if contributor else ())


@pytest.mark.parametrize(
    ("agent", "tool"),
    [
        ("Claude Code", "claude-code"),
        ("Gemini CLI", "gemini"),
        ("Cursor", "cursor"),
        ("Factory AI Droid", "droid"),
        ("Agent", "unknown-ai"),
        ("", "unknown-ai"),
        (None, "unknown-ai"),
        (["Claude Code"], "unknown-ai"),
    ],
)
def test_an_agent_is_known_by_its_display_name(repo: GitRepo, agent: object, tool: str) -> None:
    checkpoint(repo, summary=a_summary(0), session_0=a_session(agent=agent))

    assert read_tools(repo) == {tool}


def read_tools(repo: GitRepo) -> set[str]:
    repo.commit(TRAILER)
    return {attribution.tool for attribution in read(repo).attributions}


def test_every_session_of_a_checkpoint_claims_its_own_files(repo: GitRepo) -> None:
    checkpoint(
        repo,
        summary=a_summary(0, 3, 4, files=("a.py", "b.py")),
        session_0=a_session(100, files=["a.py"], model="claude-x-1"),
        session_1=a_session(100, files=["dropped.py"]),
        session_3=a_session(60, agent="Gemini CLI", files=["b.py", 7, ""]),
        session_4={"agent": "Codex", "initial_attribution": {"agent_percentage": 5}},
    )
    sha = repo.commit(TRAILER)

    assert read(repo) == Reading(
        (
            a_claim(sha, "a.py", contributor="ai", model_id="claude-x-1"),
            a_claim(sha, "b.py", tool="gemini"),
            a_claim(sha, "a.py", tool="codex"),
            a_claim(sha, "b.py", tool="codex"),
        )
    )


def test_a_branch_of_the_remote_is_as_good(repo: GitRepo) -> None:
    checkpoint(repo, f"refs/remotes/origin/{entire.BRANCH}", summary=a_summary(0), session_0=a_session())
    sha = repo.commit(TRAILER)

    assert read(repo) == Reading((a_claim(sha),))


def test_checkpoints_that_a_clone_does_not_have_are_said_to_be_missing(repo: GitRepo) -> None:
    repo.commit(TRAILER)
    fetch = "not fetched: `git fetch origin entire/checkpoints/v1:entire/checkpoints/v1`"

    assert read(repo) == Reading(skipped=(Skipped("Entire checkpoints", fetch),))


@pytest.mark.parametrize(
    "message",
    [
        "Change",
        f"Change\n\n> Entire-Checkpoint: {ID}",
        "Change\n\nEntire-Checkpoint: 0123",
        f"Change\n\nEntire-Checkpoint: {ID}0",
    ],
)
def test_without_a_trailer_nothing_is_missing(repo: GitRepo, message: str) -> None:
    repo.commit(message)

    assert read(repo) == Reading()


@pytest.mark.parametrize(
    ("summary", "session"),
    [
        (b"{", a_session()),
        ([], a_session()),
        ({}, a_session()),
        ({"sessions": [{"metadata": "elsewhere"}, None, {}]}, a_session()),
    ],
)
def test_a_damaged_checkpoint_is_counted(repo: GitRepo, summary: object, session: object) -> None:
    base = repo.commit()
    checkpoint(repo, summary=summary, session_0=session)
    repo.commit(TRAILER)
    repo.commit("Change\n\nEntire-Checkpoint: ba9876543210\n")
    reason = "not on the branch, or not understood: 2 of 2"

    assert read(repo, base) == Reading(skipped=(Skipped("Entire checkpoints", reason),))


@given(st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b'{"sessions": {}}', b'{"sessions": [[]]}']))
def test_no_document_is_too_strange(content: bytes) -> None:
    entire.session_numbers(entire.parse(content))
