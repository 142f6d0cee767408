"""Which lines a mark speaks for: the finest claim about the commit that wrote a line."""

import json
import os

import pytest

from riskcheck import provenance
from riskcheck.core.change import Skipped
from riskcheck.provenance.shares import Shares, shares
from riskcheck.repository import Repository
from riskcheck.sources import branch, revisions
from tests.gitrepo import GitRepo

META = {
    "schema_version": "authorship/3.0.0",
    "base_commit_sha": "0",
    "prompts": {},
    "sessions": {"s_1": {"agent_id": {"tool": "codex", "id": "x", "model": "gpt-9"}}},
    "humans": {"h_1": {"author": "Robin Doe <robin@example.org>"}},
}


def note(attested: str) -> bytes:
    return f"{attested}---\n{json.dumps(META, indent=2)}".encode()


def assessed(repo: GitRepo, base: str | None = None) -> tuple[Shares, tuple[Skipped, ...]]:
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_range(repository, base, "HEAD") if base else revisions.read_commit(repository, "HEAD")
    reading = provenance.read(changeset, provenance.Context(repository))
    return shares(changeset, reading.attributions, repository), reading.skipped


def contributors(found: Shares) -> list[tuple[str, str | None, int]]:
    return [(one.contributor, one.tool, one.lines_added) for one in found.provenance.contributors]


def test_a_note_counts_only_for_lines_that_the_commit_added(repo: GitRepo) -> None:
    repo.write("a.txt", "old\n" * 5)
    repo.commit()
    repo.write("a.txt", "old\n" * 5 + "new\n" * 3)
    sha = repo.commit("Grow")
    repo.git(
        "notes", "--ref=ai", "add", "-F", "-", sha, input=note("a.txt\n  s_1::t_1 1-7\n  h_1 8\ngone.txt\n  s_1 1\n")
    )

    found, skipped = assessed(repo)

    assert contributors(found) == [("ai", "codex", 2), ("human", None, 1)]
    (claim,) = found.provenance.attributions
    assert (claim.path, claim.start_line, claim.end_line, claim.granularity, claim.model_id) == (
        "a.txt",
        6,
        7,
        "line",
        "gpt-9",
    )
    assert (found.provenance.lines_added_marked, skipped) == (2, ())


def test_a_line_that_a_later_commit_rewrites_is_no_longer_the_tools(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.txt", "one\ntwo\nthree\n")
    sha = repo.commit("By a tool")
    repo.git("notes", "--ref=ai", "add", "-F", "-", sha, input=note("a.txt\n  s_1 1-3\n"))
    repo.write("a.txt", "zero\none\nTWO\nthree\n")
    repo.commit("By hand")

    found, _ = assessed(repo, base)

    assert contributors(found) == [("ai", "codex", 2), ("unknown", None, 2)]
    assert [(claim.start_line, claim.end_line) for claim in found.provenance.attributions] == [(2, 2), (4, 4)]


def test_a_note_beats_the_mark_of_its_commit_line_by_line(repo: GitRepo) -> None:
    repo.write("a.txt", "one\ntwo\n")
    sha = repo.commit("Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    repo.git("notes", "--ref=ai", "add", "-F", "-", sha, input=note("a.txt\n  s_1 1\n"))

    found, _ = assessed(repo)

    assert contributors(found) == [("ai", "claude-code", 1), ("ai", "codex", 1)]


def test_notes_that_disagree_are_mixed(repo: GitRepo) -> None:
    repo.write("a.txt", "one\n")
    sha = repo.commit()
    repo.git("notes", "--ref=ai", "add", "-F", "-", sha, input=note("a.txt\n  s_1 1\n"))
    human = {"files": [{"path": "a.txt", "lines": [{"line_number": 1, "source": {"type": "Human"}}]}]}
    repo.git("notes", "--ref=whogitit", "add", "-F", "-", sha, input=json.dumps(human).encode())

    assert contributors(assessed(repo)[0]) == [("mixed", None, 1)]


def test_a_note_survives_a_rewritten_commit(repo: GitRepo) -> None:
    repo.commit("First")
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.write("a.txt", "one\n")
    sha = repo.commit("By a tool")
    repo.git("notes", "--ref=ai", "add", "-F", "-", sha, input=note("a.txt\n  s_1 1\n"))
    repo.git("checkout", "--quiet", "main")
    repo.write("b.txt", "other\n")
    repo.commit("Elsewhere")
    repo.git("cherry-pick", sha)

    assert contributors(assessed(repo)[0]) == [("ai", "codex", 1)]


def test_marks_of_commits_hold_on_a_branch_with_uncommitted_changes(repo: GitRepo) -> None:
    repo.write("a.txt", "old\n")
    repo.commit()
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.write("a.txt", "old\nby a tool\n")
    repo.commit("Grow\n\nMade-with: Cursor")
    repo.write("a.txt", "old\nby a tool\nnot committed\n")
    repository = Repository.find(str(repo.folder), os.environ)

    with branch.read(repository) as (changeset, opened):
        reading = provenance.read(changeset, provenance.Context(opened, environ={"GEMINI_CLI": "1"}))
        found = shares(changeset, reading.attributions, opened)

    assert contributors(found) == [("ai", "cursor", 1), ("ai", "gemini", 1)]


def test_two_tools_of_one_commit_are_mixed_and_both_named(repo: GitRepo) -> None:
    repo.commit()
    repo.write("a.txt", "one\n")
    repo.commit("Add\n\nMade-with: Cursor\nCo-Authored-By: Claude <noreply@anthropic.com>")

    found, _ = assessed(repo)

    assert contributors(found) == [("mixed", None, 1)]
    assert found.provenance.tools == ("claude-code", "cursor")


def test_a_renamed_file_keeps_who_wrote_its_lines(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("old.txt", "one\ntwo\nthree\nfour\n")
    repo.commit("Add\n\nMade-with: Cursor")
    repo.git("mv", "old.txt", "new.txt")
    repo.commit("Rename by hand")

    assert contributors(assessed(repo, base)[0]) == [("ai", "cursor", 4)]


def test_lines_that_cannot_be_told_apart_are_said_to_be(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskcheck.provenance.shares.MAX_BLAMED", 0)
    base = repo.commit()
    repo.write("a.txt", "one\n")
    repo.commit("Add\n\nMade-with: Cursor")
    repo.write("a.txt", "one\ntwo\n")
    repo.commit("By hand")
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_range(repository, base, "HEAD")
    reading = provenance.read(changeset, provenance.Context(repository))

    found = shares(changeset, reading.attributions, repository)

    assert contributors(found) == [("unknown", None, 2)]
    assert found.skipped == (
        Skipped(
            "line authorship in 1 file",
            "more than 0 files have lines of several commits: such lines are not told apart",
        ),
    )


def test_a_branch_name_speaks_where_no_commit_does(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.txt", "one\n")
    repo.commit("By hand")
    repo.git("checkout", "--quiet", "-b", "codex/fix")

    assert contributors(assessed(repo, base)[0]) == [("ai", "codex", 1)]


def test_files_whose_commits_have_the_same_marks_need_not_be_read(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riskcheck.provenance.shares.MAX_BLAMED", 0)
    base = repo.commit()
    for lines in (1, 2):
        repo.write("a.txt", "one\n" * lines)
        repo.commit(f"Grow to {lines}\n\nMade-with: Cursor")

    found, _ = assessed(repo, base)

    assert contributors(found) == [("ai", "cursor", 2)]
    assert found.skipped == ()
