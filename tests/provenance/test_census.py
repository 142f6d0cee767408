"""`riskcheck provenance`: what marks say over a change and over a whole history."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from riskcheck.reports import json as json_report
from tests.gitrepo import GitRepo

LIMITS = (
    "A mark is a claim that a tool or a person left; nothing here proves who wrote a line. Many agents leave none:\n"
    '"no mark found" does not mean that a human wrote it. A mark on a squash merge speaks for some of its lines.'
)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def marked(repo: GitRepo) -> GitRepo:
    """Three commits on a branch, of which two tools marked one each."""
    repo.write("old.txt", "old\n")
    repo.commit("Start")
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.write("a.txt", "1\n2\n3\n")
    repo.commit(
        "Add\n\nCo-Authored-By: Claude Opus 9 <noreply@anthropic.com>\nClaude-Session: https://claude.ai/code/session_1"
    )
    repo.write("a.txt", "1\n2\n3\n4\n")
    repo.write("=b.txt", "x\n")
    repo.commit("More\n\nAssisted-by: Codex gpt-9\x1b[31m")
    repo.write("c.txt", "by hand\n")
    repo.commit("By hand")
    return repo


def riskcheck(repo: GitRepo, *arguments: str, status: int = 0) -> str:
    command = [sys.executable, "-m", "riskcheck", "provenance", *arguments]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(repo.folder)}
    done = subprocess.run(command, cwd=repo.folder, env=environment, capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode()
    return (done.stdout if status == 0 else done.stderr).decode()


def test_a_branch_is_counted_by_tool_model_mark_author_and_file(marked: GitRepo) -> None:
    base = marked.git("rev-parse", "--short=10", "main").decode().strip()
    assert riskcheck(marked) == (
        f"topic since it left main (merge base {base})\n"
        "3 commits, 2 marked; 6 added lines, 5 marked (83%)\n"
        "\n"
        "Tools\n"
        "  claude-code                                        1 commit          3 lines\n"
        "  codex                                              1 commit          2 lines\n"
        "\n"
        "Models\n"
        "  Claude Opus 9                                      1 commit\n"
        "  gpt-9                                              1 commit\n"
        "\n"
        "Kinds of marks\n"
        "  trailer                                            2 commits\n"
        "\n"
        "Authors\n"
        "  Robin Doe                                          2 commits         5 lines\n"
        "\n"
        "Files\n"
        "  a.txt                                              2 commits         4 lines\n"
        "  =b.txt                                             1 commit          1 line\n"
        "\n"
        "Not read: git-ai notes, none in this clone; if there are any: `git fetch origin refs/notes/ai:refs/notes/ai`\n"
        "\n"
        f"{LIMITS}\n"
    )


def test_the_json_of_a_range_holds_the_provenance_of_the_contract(marked: GitRepo) -> None:
    document = json.loads(riskcheck(marked, "main...topic", "--format", "json"))

    schema = json.loads(json_report.schema())
    part = {"$ref": "#/$defs/provenance", "$defs": schema["$defs"]}
    jsonschema.Draft202012Validator(part).validate(document["provenance"])
    assert {one["tool"]: one["lines_added"] for one in document["provenance"]["contributors"]} == {
        "claude-code": 3,
        "codex": 2,
        None: 1,
    }
    assert [(one["path"], one["lines_added_marked"]) for one in document["files"]] == [
        ("a.txt", 4),
        ("=b.txt", 1),
        ("c.txt", 0),
    ]


def test_one_revision_is_that_commit(marked: GitRepo) -> None:
    document = json.loads(riskcheck(marked, "HEAD", "--format", "json"))

    assert (document["commits"], document["provenance"]["marked"]) == (1, False)


def test_a_whole_history_is_counted_in_one_pass(marked: GitRepo) -> None:
    document = json.loads(riskcheck(marked, "--history", "--format", "json"))

    assert (document["commits"], document["commits_marked"]) == (4, 2)
    assert [(row["name"], row["commits"]) for row in document["tools"]] == [("claude-code", 1), ("codex", 1)]
    assert document["authors"] == [{"name": "Robin Doe", "commits": 4, "commits_marked": 2}]


def test_a_table_has_a_row_for_each_claim_and_no_formula(marked: GitRepo) -> None:
    shas = marked.git("rev-list", "topic").decode().split()

    rows = list(csv.DictReader(io.StringIO(riskcheck(marked, "--format", "csv"), newline="")))

    assert [(row["commit"], row["tool"], row["kind"], row["mark"]) for row in rows] == sorted(
        [(shas[1], "codex", "assisted", "trailer"), (shas[2], "claude-code", "authored", "trailer")]
    )
    assert "\x1b" not in str(rows)


def test_no_mark_is_never_a_human(repo: GitRepo) -> None:
    repo.commit()
    repo.write("a.txt", "1\n")
    repo.commit()

    text = riskcheck(repo, "HEAD")

    assert "1 commit, 0 marked; 1 added line, 0 marked (0%): no mark found\n" in text
    assert "human wrote it" not in text.replace('"no mark found" does not mean that a human wrote it', "")


@pytest.mark.parametrize("mode", [[], ["--history"]])
@pytest.mark.parametrize("format_", ["terminal", "json", "csv"])
def test_session_links_are_never_printed(marked: GitRepo, mode: list[str], format_: str) -> None:
    assert "claude.ai" not in riskcheck(marked, *mode, "--format", format_)


def test_a_tool_that_only_committed_is_doubtful_and_no_mark(repo: GitRepo) -> None:
    repo.git("-c", "user.name=x", "commit", "--quiet", "--allow-empty", "-m", "Start")
    repo.commit()
    sha = repo.git("rev-parse", "HEAD").decode().strip()
    tree = repo.git("rev-parse", "HEAD^{tree}").decode().strip()
    text = (
        f"tree {tree}\nparent {sha}\nauthor Robin Doe <robin@example.org> 1700000000 +0000\n"
        "committer Robin Doe (aider) <robin@example.org> 1700000000 +0000\n\nChange\n"
    )
    made = repo.git("hash-object", "-t", "commit", "-w", "--stdin", input=text.encode()).decode().strip()
    repo.git("reset", "--quiet", "--hard", made)

    document = json.loads(riskcheck(repo, "--history", "--format", "json"))

    assert document["commits_marked"] == 0
    assert [row["commits"] for row in document["doubts"]] == [1]


def test_two_revisions_have_no_history(marked: GitRepo) -> None:
    assert "--history takes one REVISION" in riskcheck(marked, "main..topic", "--history", status=2)


def test_a_teams_own_mark_counts_from_the_base(repo: GitRepo) -> None:
    row = (
        '[[mark]]\nid = "house"\ntool = "house-bot"\nkind = "authored"\nhow = "trailer"\nkeys = ["Made-by-house"]\n'
        'value = "yes"\nconfidence = "high"\nsource = "handbook"\n'
    )
    repo.write("riskcheck.toml", row)
    repo.commit()
    repo.write("a.txt", "1\n")
    repo.commit("Add\n\nMade-by-house: yes")

    document = json.loads(riskcheck(repo, "HEAD", "--format", "json"))

    assert [row["name"] for row in document["tools"]] == ["house-bot"]
