"""What the notes of whogitit and SourceTrace claim, whose formats name lines one by one."""

import json
import os
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution
from riskcheck.provenance import source_trace, whogitit
from riskcheck.provenance.claims import attributions
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository
from riskcheck.sources.revisions import read_commit
from tests.gitrepo import GitRepo

SESSION = {"model": {"id": "claude-x-1", "provider": "anthropic"}}
CLAUDE = ("claude-code", "claude-x-1", "ai")
PERSON = ("human", None, "human")
Row = tuple[str, int, int, str, str | None, str]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["files", "path", "lines", "line_number", "source", "f", "s", "l"]), inner)
    ),
    max_leaves=15,
)


def rows(reader: ModuleType, content: bytes) -> tuple[list[Row], int]:
    claims = reader.parse(content)
    found = attributions(claims.by_path, mark="m", commit="c", confidence="high")
    return [
        (a.path or "", a.start_line or 0, a.end_line or 0, a.tool, a.model_id, a.contributor) for a in found
    ], claims.unread


def by_type(*types: object) -> bytes:
    """A file with one line of each type of source."""
    lines = [{"line_number": number, "source": type_} for number, type_ in enumerate(types, start=1)]
    return json.dumps({"version": 3, "session": SESSION, "files": [{"path": "a.py", "lines": lines}]}).encode()


@pytest.mark.parametrize(
    ("content", "expected", "unread"),
    [
        (by_type({"type": "AI"}, {"type": "AI", "edit_id": "1"}), [("a.py", 1, 2, *CLAUDE)], 0),
        (by_type({"type": "AIModified"}, {"type": "Human"}), [("a.py", 1, 1, *CLAUDE), ("a.py", 2, 2, *PERSON)], 0),
        (by_type({"type": "Original"}, {"type": "Unknown"}), [], 0),
        (by_type("AI", "Original", "AI"), [("a.py", 1, 1, *CLAUDE), ("a.py", 3, 3, *CLAUDE)], 0),
        (by_type({"type": "AI"}, None, {"type": "Ghost"}), [("a.py", 1, 1, *CLAUDE)], 2),
        (b'{"files": [{"path": "a.py", "lines": [{"line_number": 0, "source": {"type": "AI"}}]}]}', [], 1),
        (
            b'{"files": [{"path": "a.py", "lines": [{"line_number": 3, "source": {"type": "AI"}}]}]}',
            [("a.py", 3, 3, "unknown-ai", None, "ai")],
            0,
        ),
        (b'{"files": [{"path": "\\ud800", "lines": [{"line_number": 1, "source": "AI"}]}]}', [], 1),
        (b'{"files": {}}', [], 1),
        (b"AI", [], 1),
    ],
)
def test_whogitit_names_each_line(content: bytes, expected: list[Row], unread: int) -> None:
    assert rows(whogitit, content) == (expected, unread)


@pytest.mark.parametrize(
    ("content", "expected", "unread"),
    [
        (
            b'{"v": 1, "f": {"a.py": [{"s": "agent|cursor(some-x)", "l": [1, "5-9"]}, {"s": "operator", "l": [7]}]}}',
            [
                ("a.py", 1, 1, "cursor", "some-x", "ai"),
                ("a.py", 5, 6, "cursor", "some-x", "ai"),
                ("a.py", 7, 7, *PERSON),
                ("a.py", 8, 9, "cursor", "some-x", "ai"),
            ],
            0,
        ),
        (b'{"f": {"a.py": [{"s": "operator", "l": []}]}}', [], 0),
        (b'{"f": {"a.py": [{"s": "agent", "l": [2]}]}}', [("a.py", 2, 2, "unknown-ai", None, "ai")], 0),
        (b'{"f": {"a.py": [{"s": "agent|claude", "l": [2]}]}}', [("a.py", 2, 2, "claude-code", None, "ai")], 0),
        (b'{"f": {"a.py": [{"s": "weather", "l": [2]}, {"s": "agent", "l": [[1], true, "2-1"]}]}}', [], 2),
        (b'{"f": []}', [], 1),
        (b"", [], 1),
    ],
)
def test_source_trace_names_lines_by_writer(content: bytes, expected: list[Row], unread: int) -> None:
    assert rows(source_trace, content) == (expected, unread)


@pytest.mark.parametrize(
    ("reader", "ref", "mark", "content", "text"),
    [
        (whogitit, "whogitit", "whogitit", by_type({"type": "AI"}), "anthropic claude-x-1"),
        (
            source_trace,
            "srctrace/attribution",
            "source-trace",
            b'{"v": 1, "f": {"a.py": [{"s": "agent|claude(claude-x-1)", "l": [1]}]}}',
            "agent|claude(claude-x-1)",
        ),
    ],
)
def test_notes_are_attributions_of_the_lines_of_their_commit(
    repo: GitRepo, reader: ModuleType, ref: str, mark: str, content: bytes, text: str
) -> None:
    repo.write("a.py", "x = 1\n")
    sha = repo.commit()
    repo.git("notes", f"--ref={ref}", "add", "-F", "-", input=content)
    repository = Repository.find(str(repo.folder), os.environ)
    claim = Attribution(
        "claude-code",
        "authored",
        mark,
        "line",
        "high",
        text,
        commit=sha,
        path="a.py",
        start_line=1,
        end_line=1,
        model_id="claude-x-1",
    )

    assert reader.read(read_commit(repository, "HEAD"), Context(repository)) == Reading((claim,))


def test_a_note_of_another_form_is_said_to_be_unread(repo: GitRepo) -> None:
    repo.commit()
    repo.git("notes", "--ref=whogitit", "add", "-m", "a note by hand")
    repository = Repository.find(str(repo.folder), os.environ)

    assert whogitit.read(read_commit(repository, "HEAD"), Context(repository)) == Reading(
        skipped=(Skipped("whogitit notes", "not understood: 1 of their entries, in 1 of them"),)
    )


@pytest.mark.parametrize("reader", [whogitit, source_trace])
@given(content=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_note_is_too_strange(reader: ModuleType, content: bytes) -> None:
    rows(reader, content)
