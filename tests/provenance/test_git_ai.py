"""What git-ai's notes claim."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution
from riskcheck.provenance import git_ai
from riskcheck.provenance.claims import attributions
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository
from riskcheck.sources.revisions import read_commit, read_range
from tests.gitrepo import GitRepo

RECORD = {
    "schema_version": "authorship/3.0.0",
    "base_commit_sha": "1a2b3c4d" * 5,
    "prompts": {
        "0a1b2c3": {"agent_id": {"tool": "cursor", "model": "default"}},
        "0a1b2c3d4e5f6071": {"agent_id": {"tool": "github-copilot", "model": "gpt-x"}},
    },
    "sessions": {
        "s_0123456789abcd": {"agent_id": {"tool": "claude", "model": "claude-x-1"}},
        "s_1123456789abcd": {"agent_id": {"tool": "mock_ai", "model": "<synthetic>"}},
        "s_2123456789abcd": {"agent_id": {"tool": "", "model": "unknown"}},
        "s_3123456789abcd": {"agent_id": {"tool": "Some_New Tool", "model": "m"}},
        "s_4123456789abcd": "damaged",
    },
    "humans": {"h_0123456789abcd": {"author": "Robin Doe <robin@example.org>"}, "robin": {"author": "Robin Doe"}},
}
Row = tuple[str, int, int, str, str | None, str]


def a_note(attested: str, record: object = RECORD) -> bytes:
    return f"{attested}---\n{json.dumps(record, indent=2)}\n".encode()


def rows(note: bytes) -> list[Row]:
    found = attributions(git_ai.parse(note).by_path, mark="git-ai", commit="c", confidence="high")
    return [(a.path or "", a.start_line or 0, a.end_line or 0, a.tool, a.model_id, a.contributor) for a in found]


def read(repo: GitRepo, base: str | None = None) -> Reading:
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = read_range(repository, base, "HEAD") if base else read_commit(repository, "HEAD")
    return git_ai.read(changeset, Context(repository))


def note(repo: GitRepo, content: bytes, sha: str = "HEAD") -> None:
    blob = repo.git("hash-object", "-w", "--stdin", input=content).decode().strip()
    repo.git("notes", "--ref=ai", "add", "--force", "-C", blob, sha)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("s_0123456789abcd::t_0123456789abcd", ("claude-code", "claude-x-1", "ai")),
        ("s_0123456789abcd", ("claude-code", "claude-x-1", "ai")),
        ("0a1b2c3", ("cursor", None, "ai")),
        ("0a1b2c3d4e5f6071", ("copilot", "gpt-x", "ai")),
        ("s_1123456789abcd::t_1", ("unknown-ai", None, "ai")),
        ("s_2123456789abcd::t_1", ("unknown-ai", None, "ai")),
        ("s_3123456789abcd::t_1", ("some-new-tool", "m", "ai")),
        ("s_4123456789abcd::t_1", ("unknown-ai", None, "ai")),
        ("s_ffffffffffffff::t_1", ("unknown-ai", None, "ai")),
        ("ai_agent", ("unknown-ai", None, "ai")),
        ("h_0123456789abcd", ("human", None, "human")),
        ("h_ffffffffffffff", ("human", None, "human")),
        ("human", ("human", None, "human")),
        ("robin", ("human", None, "human")),
    ],
)
def test_a_key_stands_for_an_agent_or_a_person(key: str, expected: tuple[str, str | None, str]) -> None:
    assert rows(a_note(f"a.py\n  {key} 2-3\n")) == [("a.py", 2, 3, *expected)]


CLAUDE = ("claude-code", "claude-x-1", "ai")
CURSOR = ("cursor", None, "ai")
PERSON = ("human", None, "human")
NOBODY = ("unknown-ai", None, "ai")


@pytest.mark.parametrize(
    ("attested", "expected", "unread"),
    [
        ("", [], 0),
        ("a.py\n", [], 0),
        ("a.py\n  s_0123456789abcd::t_1 1-2,4\n", [("a.py", 1, 2, *CLAUDE), ("a.py", 4, 4, *CLAUDE)], 0),
        ('"a b.py"\n  0a1b2c3 1\n', [("a b.py", 1, 1, *CURSOR)], 0),
        ("a.py\r\n  0a1b2c3 1\r\n", [("a.py", 1, 1, *CURSOR)], 0),
        ("b.py\n  0a1b2c3 1\na.py\n  human 2\n", [("a.py", 2, 2, *PERSON), ("b.py", 1, 1, *CURSOR)], 0),
        # Later entries win, and equal neighbours join whichever trace they are from.
        (
            "a.py\n  s_0123456789abcd::t_1 1-9\n  human 5\n",
            [("a.py", 1, 4, *CLAUDE), ("a.py", 5, 5, *PERSON), ("a.py", 6, 9, *CLAUDE)],
            0,
        ),
        ("a.py\n  s_0123456789abcd::t_1 1\n  s_0123456789abcd::t_2 2\n", [("a.py", 1, 2, *CLAUDE)], 0),
        ("a.py\n  0a1b2c3 1-999999999999\n", [("a.py", 1, 999_999_999_999, *CURSOR)], 0),
        ("a.py\n  0a1b2c3 x,3,9-1,0\n  0a1b2c3\n  0a1b2c3 \n", [("a.py", 3, 3, *CURSOR)], 3),
        ("  0a1b2c3 1\n", [], 1),
        ("a\0b\n  0a1b2c3 1\n", [], 1),
    ],
)
def test_attested_ranges_are_read_as_far_as_they_make_sense(attested: str, expected: list[Row], unread: int) -> None:
    content = a_note(attested)

    assert rows(content) == expected
    assert git_ai.parse(content).unread == unread


@pytest.mark.parametrize(
    ("content", "expected", "unread"),
    [
        (b"", [], 0),
        (b"a.py\n  s_0123456789abcd 1\n", [("a.py", 1, 1, *NOBODY)], 1),
        (b"a.py\n  s_0123456789abcd 1\n---\n{]", [("a.py", 1, 1, *NOBODY)], 1),
        (b"a.py\n  s_0123456789abcd 1\n---\n[]", [("a.py", 1, 1, *NOBODY)], 1),
        (b"a.py\n  h_0123456789abcd 1\n---\n" + b"[" * 100_000, [("a.py", 1, 1, *PERSON)], 1),
        (b"a.py\n  s_1 1\n---\n" + b'{"sessions": ' + b"9" * 5000 + b"}", [("a.py", 1, 1, *NOBODY)], 1),
        (a_note("a.py\n  s_0123456789abcd 1\n", {"sessions": []}), [("a.py", 1, 1, *NOBODY)], 0),
    ],
)
def test_a_note_without_its_record_still_says_which_lines(content: bytes, expected: list[Row], unread: int) -> None:
    assert rows(content) == expected
    assert git_ai.parse(content).unread == unread


def test_a_path_that_is_not_utf8_is_as_git_has_it() -> None:
    assert rows(b"\xe9.py\n  human 1\n---\n{}")[0][0] == os.fsdecode(b"\xe9.py")


def test_notes_are_attributions_of_the_lines_of_their_commit(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.py", "x = 1\n")
    first = repo.commit()
    repo.write("a.py", "x = 1\ny = 2\n")
    second = repo.commit()
    note(repo, a_note("a.py\n  s_0123456789abcd::t_1 1\n"), first)
    note(repo, a_note("a.py\n  human 2\n"), second)
    claude = Attribution(
        "claude-code",
        "authored",
        "git-ai",
        "line",
        "high",
        "claude claude-x-1",
        commit=first,
        path="a.py",
        start_line=1,
        end_line=1,
        model_id="claude-x-1",
    )
    person = replace(
        claude, tool="human", text="human", commit=second, start_line=2, end_line=2, model_id=None, contributor="human"
    )

    assert read(repo, base) == Reading((person, claude))


def test_damaged_entries_are_counted(repo: GitRepo) -> None:
    base = repo.commit()
    for ranges in ("1,x", "0", "2"):
        repo.commit()
        note(repo, a_note(f"a.py\n  0a1b2c3 {ranges}\n  0a1b2c3 -\n"))

    assert read(repo, base).skipped == (Skipped("git-ai notes", "not understood: 5 of their entries, in 3 of them"),)


def test_a_commit_without_a_note_is_claimed_by_nobody(repo: GitRepo) -> None:
    note(repo, a_note("a.py\n  human 1\n"), repo.commit())
    repo.commit()

    assert read(repo) == Reading()


def test_notes_that_a_clone_does_not_have_are_said_to_be_missing(repo: GitRepo) -> None:
    repo.commit()
    (repo.folder / ".git" / "ai").mkdir()
    fetch = "not fetched: `git fetch origin refs/notes/ai:refs/notes/ai`"

    assert read(repo) == Reading(skipped=(Skipped("git-ai notes", fetch),))


def test_without_a_repository_there_are_no_notes(repo: GitRepo) -> None:
    repo.commit()
    changeset = read_commit(Repository.find(str(repo.folder), os.environ), "HEAD")

    assert git_ai.read(changeset, Context()) == Reading()


@given(st.binary(max_size=300))
@example(b"\n  \n---")
@example(b"---\n---\n---")
@example(b'a\n  b 1\n---\n{"sessions": {"b": {"agent_id": {"tool": "\\ud800"}}}}')
def test_no_note_is_too_strange(content: bytes) -> None:
    list(attributions(git_ai.parse(content).by_path, mark="git-ai", commit="c", confidence="high"))


@given(st.lists(st.sampled_from(["a.py", "  s_1::t_1 1-3", "  h_1 2", "  x", '"', "---", "{", "}", '"humans":'])))
def test_no_order_of_its_parts_is_too_strange(parts: list[str]) -> None:
    rows("\n".join(parts).encode())
