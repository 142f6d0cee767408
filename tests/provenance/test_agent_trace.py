"""What Agent Trace records claim about lines of commits."""

import json
import os
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution
from riskcheck.provenance import agent_trace
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository
from riskcheck.sources.revisions import read_range
from tests.gitrepo import GitRepo

AI = {"type": "ai", "model_id": "anthropic/claude-x-1"}
REVISION = "1a2b3c4d" * 5
Row = tuple[str, int, int, str, str | None, str]
CLAUDE = ("claude-code", "anthropic/claude-x-1", "ai")
PERSON = ("human", None, "human")


def a_range(start: object = 1, end: object = 1, **more: object) -> dict[str, object]:
    return {"start_line": start, "end_line": end, **more}


def a_record(
    *ranges: object,
    path: object = "a.py",
    revision: object = REVISION,
    contributor: object = AI,
    **more: object,
) -> dict[str, object]:
    conversation = {"contributor": contributor, "ranges": list(ranges) or [a_range()]}
    files = [{"path": path, "conversations": [conversation]}]
    return {"version": "1.0", "vcs": {"type": "git", "revision": revision}, "files": files, **more}


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def rows(content: bytes) -> tuple[list[Row], int]:
    found = agent_trace.parse(content)
    return [
        (
            trace.path,
            trace.span.start,
            trace.span.end,
            trace.span.value.tool,
            trace.span.value.model_id,
            trace.span.value.contributor,
        )
        for trace in found.traces
    ], found.unread


def read(repo: GitRepo, base: str) -> Reading:
    repository = Repository.find(str(repo.folder), os.environ)
    return agent_trace.read(read_range(repository, base, "HEAD"), Context(repository))


def claimed(reading: Reading) -> list[tuple[str | None, str | None, int | None, int | None]]:
    return [(a.commit, a.path, a.start_line, a.end_line) for a in reading.attributions]


@pytest.mark.parametrize(
    ("record", "expected", "unread"),
    [
        (a_record(a_range(1, 50)), [("a.py", 1, 50, *CLAUDE)], 0),
        (a_record(tool={"name": "Cursor"}), [("a.py", 1, 1, "cursor", "anthropic/claude-x-1", "ai")], 0),
        (a_record(contributor={"type": "ai"}), [("a.py", 1, 1, "unknown-ai", None, "ai")], 0),
        (a_record(contributor={"type": "human"}), [("a.py", 1, 1, *PERSON)], 0),
        (a_record(contributor={"type": "mixed"}), [("a.py", 1, 1, "unknown-ai", None, "mixed")], 0),
        (a_record(contributor={"type": "unknown"}), [], 0),
        (a_record(contributor=None), [], 0),
        (a_record(contributor={"type": "ghost"}), [], 1),
        (
            a_record(a_range(1, 9), a_range(5, 5, contributor={"type": "human"})),
            [("a.py", 1, 9, *CLAUDE), ("a.py", 5, 5, *PERSON)],
            0,
        ),
        (a_record(path="src\\app.py"), [("src/app.py", 1, 1, *CLAUDE)], 0),
        (a_record(path="./a.py"), [("a.py", 1, 1, *CLAUDE)], 0),
        (a_record(path="/home/robin/a.py"), [], 1),
        (a_record(path="C:\\robin\\a.py"), [], 1),
        (a_record(path="../a.py"), [], 1),
        (a_record(path=None), [], 1),
        (a_record(a_range(0, 3), a_range(9, 3), a_range("1", 3), a_range(3, True), a_range(2, 3)), None, 1),
        (a_record(revision=None), [], 1),
        ({"version": "0.1.0", "files": []}, [], 1),
        ({"schema": "agent-trace/v0.1.0", "file_path": "/home/robin/a.py", "start_line": 1, "end_line": 9}, [], 1),
        ([], [], 1),
    ],
)
def test_a_record_is_read_as_far_as_it_makes_sense(
    record: Mapping[str, object], expected: list[Row] | None, unread: int
) -> None:
    assert rows(lines(record)) == ([("a.py", 2, 3, *CLAUDE)] if expected is None else expected, unread)


def test_damaged_lines_are_counted_and_empty_ones_are_not() -> None:
    content = b"\n{\n\r\n" + lines(a_record()) + b"[" * 100_000 + b"\nnull\n\xff\n"

    assert rows(content) == ([("a.py", 1, 1, *CLAUDE)], 4)


def test_a_record_is_about_the_child_of_the_revision_that_it_names(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.py", "x = 1\ny = 2\n")
    repo.write(agent_trace.PLACE, lines(a_record(a_range(1, 2), revision=base, tool={"name": "claude-code"})))
    sha = repo.commit()

    assert read(repo, base) == Reading(
        (
            Attribution(
                "claude-code",
                "authored",
                "agent-trace",
                "line",
                "medium",
                "claude-code anthropic/claude-x-1",
                commit=sha,
                path="a.py",
                start_line=1,
                end_line=2,
                model_id="anthropic/claude-x-1",
            ),
        )
    )


def test_a_record_may_name_the_commit_itself(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.py", "x = 1\n")
    sha = repo.commit()
    repo.write(agent_trace.PLACE, lines(a_record(revision=sha)))
    repo.commit()

    assert claimed(read(repo, base)) == [(sha, "a.py", 1, 1)]


def test_records_of_older_commits_and_of_no_files_claim_nothing(repo: GitRepo) -> None:
    older = repo.commit()
    base = repo.commit()
    repo.write("a.py", "x = 1\n")
    pseudo = (a_record(path=path, revision=base) for path in (".shell-history", ".sessions", ".unknown"))
    repo.write(agent_trace.PLACE, lines(a_record(revision=older), a_record(revision="HEAD"), *pseudo))
    repo.commit()

    assert read(repo, base) == Reading()


def test_of_several_children_the_one_that_touches_the_file_is_meant(repo: GitRepo) -> None:
    base = repo.commit()
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("a.py", "x = 1\n")
    side = repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.write("b.py", "y = 1\n")
    main = repo.commit("Main")
    repo.git("merge", "--quiet", "--no-edit", "side")
    repo.write(agent_trace.PLACE, lines(a_record(revision=base), a_record(path="b.py", revision=base)))
    repo.commit("Traces")

    assert sorted(claimed(read(repo, base))) == sorted([(side, "a.py", 1, 1), (main, "b.py", 1, 1)])


def test_later_records_count_where_records_overlap(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.py", "x = 1\n" * 9)
    later = a_record(a_range(4, 5), revision=base, contributor={"type": "human"})
    repo.write(agent_trace.PLACE, lines(a_record(a_range(1, 9), revision=base), later))
    sha = repo.commit()

    assert [(a.start_line, a.end_line, a.contributor) for a in read(repo, base).attributions] == [
        (1, 3, "ai"),
        (4, 5, "human"),
        (6, 9, "ai"),
    ]
    assert {a.commit for a in read(repo, base).attributions} == {sha}


def test_the_work_tree_is_not_read(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write("a.py", "x = 1\n")
    repo.commit()
    repo.write(agent_trace.PLACE, lines(a_record(revision=base)))

    assert read(repo, base) == Reading()


def test_lines_that_are_not_understood_are_said_to_be(repo: GitRepo) -> None:
    base = repo.commit()
    repo.write(agent_trace.PLACE, b"{\n[]\n")
    repo.commit()
    reason = "not understood, or without a revision: 2 of its lines"

    assert read(repo, base) == Reading(skipped=(Skipped(agent_trace.PLACE, reason),))


@pytest.mark.parametrize("place", [f"{agent_trace.PLACE}/inner", agent_trace.PLACE])
def test_what_is_no_file_or_too_large_is_left_out(repo: GitRepo, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent_trace, "MAX_BYTES", 3)
    base = repo.commit()
    repo.write(place, lines(a_record(revision=base)))
    repo.commit()

    assert read(repo, base) == Reading(skipped=(Skipped(agent_trace.PLACE, "no file, or larger than 0 MB"),))


@given(st.binary(max_size=300))
@example(b'{"vcs": {"revision": "a"}, "files": [{"path": "a", "conversations": [{"ranges": [[]]}]}]}')
@example(b'{"vcs": {"revision": "a"}, "files": [{"path": "a", "conversations": {"ranges": 1}}, 7]}')
def test_no_file_is_too_strange(content: bytes) -> None:
    agent_trace.parse(content)
