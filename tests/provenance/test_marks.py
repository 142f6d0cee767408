"""What counts as a mark, and what only looks like one."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import provenance
from riskcheck.core.change import Changeset, Commit, Identity
from riskcheck.provenance.table import shipped

SOMEBODY = Identity("Robin Doe", "robin@example.org")


def read(
    message: str = "Change", *, author: Identity = SOMEBODY, committer: Identity = SOMEBODY, branch: str | None = None
) -> set[tuple[str, str]]:
    commit = Commit("5e6f7a8b" * 5, ("1a2b3c4d" * 5,), author, committer, message)
    changeset = Changeset("commit", "t", commits=(commit,), branch=branch)
    return {(found.tool, found.kind) for found in provenance.read(changeset, provenance.Context()).attributions}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Co-Authored-By: Claude <noreply@anthropic.com>", ("claude-code", "authored")),
        ("co-authored-by: Claude Somemodel 9 <noreply@anthropic.com>\r", ("claude-code", "authored")),
        ("\U0001f916 Generated with [Claude Code](https://claude.com/claude-code)", ("claude-code", "authored")),
        ("Claude-Session: https://claude.ai/code/session_01abc", ("claude-code", "authored")),
        ("Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>", ("copilot", "authored")),
        ("Co-authored-by: Copilot <copilot@github.com>", ("copilot", "assisted")),
        ("Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>", ("copilot", "assisted")),
        ("Made-with: Cursor", ("cursor", "authored")),
        ("Co-authored-by: aider (some/model) <aider@aider.chat>", ("aider", "authored")),
        ("Co-authored-by: Codex <noreply@openai.com>", ("codex", "authored")),
        ("Amp-Thread-ID: https://ampcode.com/threads/T-1", ("amp", "authored")),
        ("Assisted-by: Claude:claude-x-1 sparse", ("claude-code", "assisted")),
        ("Assisted-by: Cursor (claude-9)", ("cursor", "assisted")),
        ("Assisted-by: GLM-9 via Crush <crush@charm.land>", ("crush", "assisted")),
        ("Assisted-by: generic LLM chatbot", ("unknown-ai", "assisted")),
        ("Generated-By: claude-code somemodel", ("claude-code", "authored")),
        ("Co-authored-by-AI: IBM Bob 9", ("ibm-bob", "authored")),
        ("Replit-Commit-Author: Agent", ("replit", "authored")),
        ("Entire-Checkpoint: 0123456789ab", ("unknown-ai", "assisted")),
    ],
)
def test_a_line_of_the_message_is_a_mark(message: str, expected: tuple[str, str]) -> None:
    assert read(f"Subject\n\n{message}\n\nSigned-off-by: Robin Doe <robin@example.org>\n") == {expected}


@pytest.mark.parametrize(
    "message",
    [
        "Co-authored-by: Claude Petitjean <claude.petitjean@example.org>",
        "Co-authored-by: Devin Quill <devin@example.org>",
        "Co-authored-by: Staff <staff@anthropic.com>",
        "Assisted-by: Jules Petit <jules@example.org>",
        "Generated-By: project/tools:release/make.sh",
        "    Co-Authored-By: Claude <noreply@anthropic.com>",
        "> Co-Authored-By: Claude <noreply@anthropic.com>",
        "Remove what Copilot suggested, see CLAUDE.md",
        "Signed-off-by: Jules Petit <jules@example.org>",
    ],
)
def test_a_look_alike_is_no_mark(message: str) -> None:
    assert read(f"Subject\n\n{message}\n") == set()


@pytest.mark.parametrize(
    ("identity", "as_author", "as_committer"),
    [
        (
            Identity("claude[bot]", "41898282+claude[bot]@users.noreply.github.com"),
            {("claude-code", "authored")},
            {("claude-code", "authored")},
        ),
        (Identity("Robin Doe (aider)", "robin@example.org"), {("aider", "authored")}, set()),
        (Identity("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com"), set(), set()),
        (Identity("Claude", "claude@example.org"), set(), set()),
        (Identity("Cursor Agent", "cursoragent@cursor.com"), {("cursor", "authored")}, {("cursor", "authored")}),
    ],
)
def test_an_identity_is_an_exact_address(
    identity: Identity, as_author: set[tuple[str, str]], as_committer: set[tuple[str, str]]
) -> None:
    assert read(author=identity) == as_author
    assert read(committer=identity) == as_committer


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("codex/fix", {("codex", "authored")}),
        ("codex-fix", set()),
        ("jules-123456789012345678-0a1b2c3d", {("jules", "authored")}),
        ("main", set()),
    ],
)
def test_a_branch_needs_its_slash(branch: str, expected: set[tuple[str, str]]) -> None:
    assert read(branch=branch) == expected


def test_release_notes_of_a_bot_quote_marks_of_others() -> None:
    bot = Identity("renovate[bot]", "1+renovate[bot]@users.noreply.github.com")

    assert read("Update x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\nSigned-off-by: r\n", author=bot) == set()


def test_several_marks_of_one_tool_are_one_attribution() -> None:
    message = "X\n\nGenerated with [Claude Code](x)\n\nCo-Authored-By: Claude <noreply@anthropic.com>"

    assert read(message, author=Identity("Claude", "noreply@anthropic.com"), branch=None) == {
        ("claude-code", "authored")
    }


def test_every_row_has_a_tool_and_a_source() -> None:
    marks = shipped().marks

    assert len({mark.id for mark in marks}) == len(marks)
    assert all(re.fullmatch(r"[a-z0-9-]+|\*", mark.tool) and mark.source for mark in marks)


@given(st.text(max_size=300))
def test_no_message_is_too_strange(message: str) -> None:
    read(message)


@pytest.mark.parametrize(
    "line",
    [
        "Assisted-by: " + "a" * 1000,
        "\U0001f916 Generated with " + "[" * 1000,
        "x@" * 500,
        "Co-authored-by: " + "a@" * 490,
    ],
)
def test_hostile_lines_take_no_longer_than_their_length(line: str) -> None:
    began = time.process_time()
    read("\n".join([line] * 1000))

    # A quadratic pattern would take minutes here; this is no speed test.
    assert time.process_time() - began < 80


def test_a_mark_at_the_end_of_a_huge_message_is_found() -> None:
    assert read("Merge all\n\n" + "* one more\n" * 90_000 + "\nMade-with: Cursor\n") == {("cursor", "authored")}


@pytest.mark.parametrize(
    ("message", "model_id"),
    [
        ("Co-Authored-By: Claude Somemodel 9.1 <noreply@anthropic.com>", "Claude Somemodel 9.1"),
        ("Co-Authored-By: Claude <noreply@anthropic.com>", None),
        ("Assisted-by: Codex gpt-9-high", "gpt-9-high"),
        ("Assisted-by: claude-code (claude-x-4@20260101)", "claude-x-4"),
    ],
)
def test_a_model_is_named_where_the_mark_names_it(message: str, model_id: str | None) -> None:
    commit = Commit("5e6f7a8b" * 5, ("1a2b3c4d" * 5,), SOMEBODY, SOMEBODY, f"Subject\n\n{message}\n")

    reading = provenance.read(Changeset("commit", "t", commits=(commit,)), provenance.Context())

    assert [claim.model_id for claim in reading.attributions] == [model_id]


@pytest.mark.parametrize(
    ("message", "tools"),
    [
        ("\U0001f916 Generated with newthing", {"newthing"}),
        ("\U0001f916 Generated with [New Thing](https://new.example)", {"new-thing"}),
        ("Generated with newthing", set()),
        ("Co-authored-by: Antigravity (Maker) <noreply@google.com>", {"antigravity"}),
        ("Co-authored-by: Gemini <noreply@google.com>", {"gemini"}),
        ("Co-authored-by: Somebody <noreply@google.com>", set()),
        ("Co-Authored-By: Claude Sonnet 9", {"claude-code"}),
        ("Co-Authored-By: Claude Petit", set()),
    ],
)
def test_a_tool_is_told_by_what_surely_names_it(message: str, tools: set[str]) -> None:
    assert {tool for tool, _ in read(f"Subject\n\n{message}\n")} == tools


def test_what_people_add_to_a_bots_message_counts() -> None:
    bot = Identity("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
    message = (
        "Bump x\n\nSigned-off-by: dependabot[bot] <support@github.com>\n\n* Adapt to it\n\n"
        "Assisted-by: Claude Somemodel 9 <noreply@anthropic.com>\n\n---------\n\n"
        "Co-authored-by: Robin <r@example.org>\n"
    )

    assert read(message, author=bot) == {("claude-code", "assisted")}
