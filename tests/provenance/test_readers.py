"""Marks outside of messages and identities: environment, comments, attributes, labels, a team's own rows."""

import json
import os
import tomllib
from pathlib import Path

import fastjsonschema
import jsonschema
import pytest

from riskcheck import provenance
from riskcheck.core.change import Changeset
from riskcheck.errors import SettingsError
from riskcheck.provenance import table
from riskcheck.provenance.shares import shares
from riskcheck.repository import Repository
from riskcheck.sources import revisions, staged
from tests.builders import BASE, HEAD, a_commit, a_patch
from tests.gitrepo import GitRepo

PACKAGE = Path(provenance.__file__).parent


def found(changeset: Changeset, **context: object) -> list[tuple[str, str, str, str | None]]:
    reading = provenance.read(changeset, provenance.Context(**context))  # type: ignore[arg-type]
    return [(one.tool, one.kind, one.mark, one.path) for one in reading.attributions]


@pytest.mark.parametrize(
    ("environ", "tools"),
    [
        ({"CLAUDECODE": "1"}, ["claude-code"]),
        ({"CURSOR_AGENT": "1"}, ["cursor"]),
        ({"GEMINI_CLI": "1"}, ["gemini"]),
        ({"CODEX_SANDBOX": "seatbelt"}, ["codex"]),
        ({"AGENT": "amp"}, ["amp"]),
        ({"AGENT": "goose"}, ["goose"]),
        ({"AI_AGENT": "something-new"}, ["unknown-ai"]),
        ({"AI_AGENT": "1", "CLINE_ACTIVE": "true"}, ["cline"]),
        ({"CLAUDECODE": "0"}, []),
        ({"CLAUDECODE": ""}, []),
        ({"CURSOR_TRACE_ID": "1"}, []),  # set in every terminal of the editor, also for people
        ({}, []),
    ],
)
def test_a_running_agent_marks_what_is_not_committed_yet(environ: dict[str, str], tools: list[str]) -> None:
    pending = Changeset("staged", "t", base=BASE, patches=(a_patch(),))

    assert [tool for tool, *_ in found(pending, environ=environ)] == tools


def test_a_running_agent_says_nothing_about_commits() -> None:
    committed = Changeset("range", "t", base=BASE, head=HEAD, patches=(a_patch(),), commits=(a_commit(),))

    assert found(committed, environ={"CLAUDECODE": "1"}) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["+# @ai-generated", "+x = 1", "+", "+y = 2"], [(1, 3)]),
        (["+// BEGIN AI SECTION", "+a();", "+", "+// END AI SECTION", "+b();"], [(1, 4)]),
        (["+/* AI CODE STARTS */", "+a();", " old();", "+b();"], [(1, 2)]),
        ([" # @ai-generated", "+x = 1"], []),
        (['+key = "@ai-generated"'], []),
        (["+@ai-generated: true"], []),
    ],
)
def test_a_comment_marks_the_added_lines_after_it(lines: list[str], expected: list[tuple[int, int]]) -> None:
    changeset = Changeset("patch", "t", patches=(a_patch(lines=lines),))

    reading = provenance.read(changeset, provenance.Context())

    assert [(one.start_line, one.end_line) for one in reading.attributions] == expected


@pytest.mark.parametrize("path", ["features/chat.feature", "docs/policy.md", "data/labels.yaml"])
def test_a_tag_of_scenarios_or_data_is_no_mark(path: str) -> None:
    patch = a_patch(path, ["+# @ai-generated"], kind="docs" if path.endswith("md") else "data")

    assert found(Changeset("patch", "t", patches=(patch,))) == []


def test_a_header_marks_its_file() -> None:
    changeset = Changeset("patch", "t", patches=(a_patch("a.py", ["+# This file was created with AI"]),))

    assert found(changeset) == [("unknown-ai", "authored", "comment", "a.py")]


@pytest.mark.parametrize(
    ("line", "tools"),
    [
        ("// Co-Authored-By: Oz <oz-agent@warp.dev>", ["warp"]),
        ("# SPDX-FileCopyrightText: 2026 Junie <junie@jetbrains.com>", ["junie"]),
        ("# SPDX-FileCopyrightText: 2026 Robin Doe <robin@example.org>", []),
    ],
)
def test_a_header_may_name_an_agent_by_its_address(line: str, tools: list[str]) -> None:
    changeset = Changeset("patch", "t", patches=(a_patch("a.py", [f"+{line}", "+x = 1"]),))

    assert found(changeset) == [(tool, "authored", "comment", "a.py") for tool in tools]


def test_a_label_of_the_pull_request_is_a_weak_mark() -> None:
    labelled = Changeset("range", "t", base=BASE, head=HEAD, labels=("bug", "Codex", "ai-generated"))

    assert found(labelled) == [("codex", "authored", "label", None)]


def test_attributes_count_as_the_base_has_them(repo: GitRepo) -> None:
    repo.write(".gitattributes", "gen/** ai-generated\n*.md ai-assisted\nplain.md -ai-assisted\n")
    repo.commit()
    repo.write("gen/a.py", "x = 1\n")
    repo.write("a.md", "text\n")
    repo.write("plain.md", "text\n")
    repo.write(".gitattributes", "* ai-generated\n")
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")

    assert sorted(found(changeset, repository=repository)) == [
        ("unknown-ai", "assisted", "attribute", "a.md"),
        ("unknown-ai", "authored", "attribute", "gen/a.py"),
    ]


def test_the_table_fits_its_schema() -> None:
    rows = tomllib.loads((PACKAGE / "marks.toml").read_text("utf-8"))
    schema = json.loads((PACKAGE / "marks.schema.json").read_text("utf-8"))

    jsonschema.Draft7Validator(schema).validate(rows)
    fastjsonschema.validate(schema, rows)


OWN = {
    "id": "house-bot",
    "tool": "house-bot",
    "kind": "authored",
    "how": "identity",
    "emails": ["bot@house.example"],
    "confidence": "high",
    "source": "our handbook",
}


def test_a_teams_own_row_comes_before_the_shipped_ones() -> None:
    own = table.with_rows([OWN, {**OWN, "id": "claude", "emails": ["noreply@anthropic.com"]}])

    marks = [
        own.of_address(address) for address in ("Bot@House.example", "noreply@anthropic.com", "noreply@openai.com")
    ]
    assert [mark.tool for mark in marks if mark] == ["house-bot", "house-bot", "codex"]


@pytest.mark.parametrize(
    "row",
    [
        {**OWN, "kind": "made"},
        {**OWN, "tool": "House Bot"},
        {**OWN, "colour": "red"},
        {key: value for key, value in OWN.items() if key != "source"},
        {**OWN, "how": "trailer"},
        {**OWN, "how": "branch", "value": "(a+)+$"},
        {**OWN, "how": "branch", "value": "("},
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_name(row: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="a mark in the configuration"):
        table.with_rows([row])


def test_an_editors_default_says_why_it_may_be_wrong() -> None:
    commit = a_commit("Fix\n\nCo-authored-by: Copilot <copilot@github.com>\n")

    reading = provenance.read(Changeset("commit", "t", commits=(commit,)), provenance.Context())

    (claim,) = reading.attributions
    assert (claim.kind, claim.confidence) == ("assisted", "low")
    assert claim.doubt is not None
    assert "hand-written" in claim.doubt


def test_a_staged_change_made_by_an_agent_is_marked_line_for_line(repo: GitRepo) -> None:
    repo.commit()
    repo.write("a.py", "x = 1\ny = 2\n")
    repo.stage()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = staged.read(repository)
    reading = provenance.read(changeset, provenance.Context(repository, environ={"CLAUDECODE": "1"}))

    assert shares(changeset, reading.attributions, repository).provenance.lines_added_marked == 2
