"""The hooks of riskcheck appended to a .pre-commit-config.yaml, whose text stays as it is."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.setup import pre_commit
from riskcheck.setup.installation import Address
from riskcheck.setup.pre_commit import Hook
from tests.gitrepo import GitRepo

ADDRESS = Address("https://git.example/org/riskcheck", "0123456789" * 4)
ENTRY = {
    "repo": ADDRESS.url,
    "rev": ADDRESS.commit,
    "hooks": [{"id": "riskcheck-commit-msg", "verbose": True}, {"id": "riskcheck-pre-push", "verbose": True}],
}
COMMENT = "# pre-commit hides what a passing hook prints: without `verbose` nobody sees the advice."
USUAL = """\
# Our hooks
repos:
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0  # pinned
    hooks:
      - id: check-yaml
      # - id: check-toml

# The end
fail_fast: true
"""
WIDE = "repos:\n-   repo: local\n    hooks:\n    -   id: x\n        entry: |\n            a\n\n            b\n"


def with_hooks(text: str) -> str | None:
    found = pre_commit.with_hooks(text.encode(), ADDRESS)
    return None if found is None else found.decode()


def test_the_entry_comes_last_and_the_rest_stays_as_it_is() -> None:
    after = f"""\
# Our hooks
repos:
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0  # pinned
    hooks:
      - id: check-yaml
      # - id: check-toml
  - repo: {ADDRESS.url}
    rev: {ADDRESS.commit}
    hooks:
      {COMMENT}
      - id: riskcheck-commit-msg
        verbose: true
      - id: riskcheck-pre-push
        verbose: true

# The end
fail_fast: true
"""

    assert with_hooks(USUAL) == after


def test_it_is_written_as_the_entries_before_it_are() -> None:
    after = f"""\
{WIDE}-   repo: {ADDRESS.url}
    rev: {ADDRESS.commit}
    hooks:
    {COMMENT}
    -   id: riskcheck-commit-msg
        verbose: true
    -   id: riskcheck-pre-push
        verbose: true
"""

    assert with_hooks(WIDE) == after


@pytest.mark.parametrize(
    "text",
    [
        USUAL, WIDE, USUAL.rstrip("\n"), USUAL.replace("\n", "\r\n"),
        "repos:\n- repo: meta\n  hooks: [{id: identity}]",
        "x: &hook {id: a, entry: b}\nrepos:\n  - repo: local\n    hooks:\n    - *hook\n    - <<: *hook\n      id: b\n",
        "---\nexclude: |\n  (?x)^(\n    repos:\n  )$\nrepos:\n  - hooks: []\n    repo: local\n...\n",
        "ci: {repos: [1]}\n\"repos\":\n  -\n    repo: local\n    hooks: []\n",
        "repos:\n  - repo: local\n    hooks:\n      - id: x\n        entry: \"a\n          b\"\n",
    ],
)  # fmt: skip
def test_what_is_parsed_has_one_entry_more(text: str) -> None:
    after = with_hooks(text)

    assert after is not None
    expected = yaml.safe_load(text)
    expected["repos"].append(ENTRY)
    assert yaml.safe_load(after) == expected
    kept = iter(after.splitlines())
    assert all(line in kept for line in text.splitlines())


@pytest.mark.parametrize(
    "content",
    [
        b"repos:\n  - repo: local\nrepos:\n  - repo: local\n",
        b"", b"repos: []\n", b"repos: [{repo: local, hooks: []}]\n", b"repos:\n", b"- repo: local\n", b"a: 1\n",
        b"x:\n  repos:\n    - repo: local\n", b"repos:\n  - repo: local\n---\nrepos:\n  - repo: local\n",
        b"repos:\n  - \xff\n", b"\xef\xbb\xbfrepos:\n  - repo: local\n", b"repos:\n  - repo: a\r\n    rev: b\n",
        b"repos:\n  - repo: [\n", b"? repos\n: - local\n", b"repos:\n  - local\n", b"x: repos\n", b"\trepos:\n",
        b"repos:\n  - repo: local" + b" " * 100_000, b"repos:\n  - repo: local\n    hooks: " + b"[" * 90_000,
    ],
)  # fmt: skip
def test_what_is_unusual_is_not_edited(content: bytes) -> None:
    begun = time.process_time()

    assert pre_commit.with_hooks(content, ADDRESS) is None
    assert time.process_time() - begun < 20


def test_aliases_that_grow_without_end_take_no_time() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    begun = time.process_time()

    assert with_hooks(f"{bomb}repos:\n  - repo: local\n") is not None
    assert time.process_time() - begun < 20


LINES = (
    "repos:", "  - repo: local", "    hooks: []", "    hooks:", "      - id: a", "        args: [b,", "          c]",
    "", "- repo: x", "  hooks:", "  # why", "        # deep", "# end", "fail_fast: true", "    rev: |", "      text",
    "---",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=8).map(lambda lines: "\n".join(["repos:", "  - repo: local", *lines])))
def test_any_text_is_left_alone_or_has_one_entry_more(text: str) -> None:
    after = with_hooks(text)

    if after is not None:
        expected = yaml.safe_load(text)
        expected["repos"].append(ENTRY)
        assert yaml.safe_load(after) == expected


@pytest.mark.parametrize(
    ("content", "hooks"),
    [
        (b"repos:\n- repo: a\n  hooks:\n  - id: riskcheck\n", (Hook("riskcheck", False),)),
        (
            b"repos:\n- repo: a\n  hooks:\n  - {verbose: true, args: [a, b], id: riskcheck-pre-push}\n  - id: other\n",
            (Hook("riskcheck-pre-push", True),),
        ),
        (b"repos:\n- repo: a\n  hooks:\n  - id: riskcheck\n    verbose: false\n", (Hook("riskcheck", False),)),
        (b"repos: [", ()),
        (b"\xff", ()),
    ],
)
def test_hooks_that_are_there(content: bytes, hooks: tuple[Hook, ...]) -> None:
    assert pre_commit.hooks(content) == hooks


def test_the_hooks_it_writes_are_those_it_reads() -> None:
    text = pre_commit.with_hooks(USUAL.encode(), None)

    assert pre_commit.hooks(text or b"") == (Hook("riskcheck-commit-msg", True), Hook("riskcheck-pre-push", True))


@pytest.mark.parametrize("is_installed", [True, False])
def test_without_an_address_pre_commit_runs_what_is_on_the_path_and_passes(
    repo: GitRepo, tmp_path: Path, is_installed: bool
) -> None:
    repo.write(
        pre_commit.FILE,
        pre_commit.with_hooks(b"repos:\n  - repo: meta\n    hooks:\n      - id: identity\n", None) or b"",
    )
    repo.commit()
    tools = tmp_path / "tools"
    tools.mkdir()
    if is_installed:
        (tools / "riskcheck").write_text('#!/bin/sh\necho "advice: $*"\n')
        (tools / "riskcheck").chmod(0o755)
    (tmp_path / "message").write_text("Change\n")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "riskcheck-commit-msg", "--hook-stage", "commit-msg",
         "--commit-msg-filename", str(tmp_path / "message")],
        cwd=repo.folder, capture_output=True, check=False, text=True,
        env={"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "store")},
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    expected = "advice: hook commit-msg " if is_installed else "riskcheck is not installed"
    assert expected in done.stdout
