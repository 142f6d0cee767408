"""Words that generators leave, conditions that decide nothing, and code that became comments."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Changeset, Kind
from riskcheck.signals import Context, residue
from tests.builders import a_patch


def observed(*lines: str, path: str = "src/app.py", kind: Kind = "code") -> dict[str, float]:
    changeset = Changeset("patch", "t", patches=(a_patch(path, lines, kind=kind),))
    return {signal.id: signal.value for signal in residue.observe(changeset, Context())}


@pytest.mark.parametrize(
    "line",
    [
        "# ... existing code ...",
        "// rest of the code remains unchanged",
        "    // Implementation goes here",
        "x = 1  # In a real implementation, we would ask the server",
        "# As an AI language model, I cannot",
        "/* For now, just return the default */",
        " * This is a placeholder implementation",
        "# simulate network delay",
    ],
)
def test_a_placeholder_in_a_comment_is_seen(line: str) -> None:
    assert observed(f"+{line}") == {"residue.comment": 1}


@pytest.mark.parametrize(
    "lines",
    [
        ["+text = 'For now, just return the default'"],
        ["+# the rest of the file is read by the parser"],
        ["+# simulates the physics of a ball"],
        ["+# for now this is fast enough"],
        ["+# existing code relies on it"],
        ["-    # For now, just return it", "+# For now, just return it"],
        [" # For now, just return it", "+x = 1"],
    ],
)
def test_other_comments_and_old_ones_are_not(lines: list[str]) -> None:
    assert observed(*lines) == {}


@pytest.mark.parametrize(
    ("path", "kind"), [("docs/a.md", "docs"), ("tests/test_a.py", "test"), ("examples/app.py", "code")]
)
def test_documents_tests_and_examples_may_hold_placeholders(path: str, kind: Kind) -> None:
    assert observed("+# Implementation goes here", path=path, kind=kind) == {}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("a.py", ["+    if False and enabled:"]),
        ("a.py", ["+    if True or allowed(user):"]),
        ("a.js", ["+  if (user.isAdmin || true) {"]),
        ("a.ts", ["+  } else if (flag && false) {"]),
        ("a.py", ["-    if user.is_admin and enabled:", "+    if True:"]),
        ("a.go", ["-\tif cfg.Enabled {", "+\tif false {"]),
        ("a.c", ["+#if 0"]),
    ],
)
def test_a_condition_that_was_switched_off(path: str, lines: list[str]) -> None:
    assert observed(*lines, path=path) == {"residue.condition": 1}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("a.py", ["+    while True:"]),
        ("a.py", ["+    if True:"]),
        ("a.sh", ["+if grep x || true; then"]),
        ("a.js", ["+  const cache = options.cache || true;"]),
        ("a.py", ["+    if x is False and y:"]),
        ("a.py", ["+    if value == 'a || true':"]),
        ("a.py", ["-    if False and enabled:", "+        if False and enabled:"]),
        ("a.py", ["-    if True:", "+    if False:"]),
        ("a.c", ["+#if 0x10 > VERSION"]),
    ],
)
def test_a_condition_that_still_decides_or_never_did(path: str, lines: list[str]) -> None:
    assert observed(*lines, path=path) == {}


CODE = ["a = 1", "b = f(a)", "c = g(b)", "if c:", "    h(c)"]


def test_code_that_became_comments_counts_by_lines() -> None:
    assert observed(*(f"-{line}" for line in CODE), *(f"+# {line}" for line in CODE)) == {"residue.commented-out": 5}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*(f"-{line}" for line in CODE[:4]), *(f"+# {line}" for line in CODE[:4])], id="four lines"),
        pytest.param([f"+# {line}" for line in CODE], id="new comments"),
        pytest.param([*(f"-# {line}" for line in CODE), *(f"+#  {line}" for line in CODE)], id="comments before"),
        pytest.param([*(f"-# {line}" for line in CODE), *(f"+{line}" for line in CODE)], id="brought back"),
    ],
)
def test_other_comments_are_not_code_that_was_commented_out(lines: list[str]) -> None:
    assert observed(*lines) == {}


@given(st.lists(st.text(max_size=60), max_size=8), st.sampled_from(["a.py", "a.js", "a.c", "a.rb"]))
def test_lines_that_moved_say_nothing(lines: list[str], path: str) -> None:
    clean = [line.replace("\n", " ") for line in lines]

    assert observed(*(f"-{line}" for line in clean), *(f"+{line}" for line in clean), path=path) == {}


@pytest.mark.parametrize(
    "line", ["if (" + "a || " * 9000, "# for now " * 9000, "# rest of the code " * 9000, "if" + " " * 50_000]
)
def test_a_hostile_line_costs_no_time(line: str) -> None:
    start = time.process_time()

    observed(*[f"+{line}"] * 200, path="a.js")

    assert time.process_time() - start < 8
