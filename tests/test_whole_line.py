"""The command line on real repositories, from a change to advice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from riskcheck.reports import json as json_report
from tests.gitrepo import GitRepo

ROOT = Path(__file__).parent.parent
GUARDED = "@login_required\ndef pay(request):\n    return 1\n"


def run(folder: Path, *arguments: str, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    command = [sys.executable, "-m", "riskcheck.cli", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, input=stdin, capture_output=True, check=False)


def assessed(folder: Path, *arguments: str, **environ: str) -> dict[str, object]:
    done = run(folder, "check", "--format", "json", *arguments, **environ)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(json_report.schema()))
    return answer


def ids(answer: dict[str, object]) -> set[str]:
    return {signal["id"] for signal in answer["signals"]}  # type: ignore[attr-defined]


@pytest.fixture
def guarded(repo: GitRepo) -> GitRepo:
    repo.write("views.py", GUARDED)
    repo.commit()
    return repo


def test_the_example_ends_with_advice(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "examples/demo/build.py"), str(tmp_path / "demo")], check=True)

    answer = assessed(tmp_path / "demo")

    assert answer["risk"]["level"] == "critical"  # type: ignore[index]
    assert {
        "py-auth-decorator",
        "sql.drop-column",
        "migrations.edited",
        "assertions.removed",
        "py-test-skipped",
        "path.dependencies",
    } <= ids(answer)
    assert answer["provenance"]["lines_added_marked"] == 6  # type: ignore[index]
    assert [piece["action"] for piece in answer["advice"]] == ["stage", "review", "test"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        pytest.param(GUARDED.replace("@login_required\n", ""), True, id="a guard that is gone"),
        pytest.param("import os\n\n\n" + GUARDED, False, id="a guard that moved down"),
        pytest.param(GUARDED.replace("return 1", "return 2"), False, id="a guard on a body that changed"),
        pytest.param(
            GUARDED.replace("login_required", "permission_required('x')"), False, id="a guard that was rewritten"
        ),
        pytest.param(
            "class A:\n" + "".join(f"    {line}\n" for line in GUARDED.splitlines()),
            False,
            id="a guard that was indented",
        ),
        pytest.param("x = 1\n", False, id="a guard that is gone with what it guarded"),
        pytest.param(GUARDED.replace("pay", "pay_now"), False, id="a guard on a function with a new name"),
        pytest.param(
            "def pay(request):\n    return 1\n\n\n@login_required\ndef refund(request):\n    return 2\n",
            True,
            id="a guard that another function got instead",
        ),
        pytest.param(
            "@login_required\nclass Views:\n    def pay(self, request):\n        return 1\n",
            False,
            id="a guard that the class has now",
        ),
        pytest.param("def pay(request, total):\n    return total\n", True, id="a guard that left with its signature"),
    ],
)
def test_a_removed_guard_is_seen_where_it_is_gone(guarded: GitRepo, after: str, found: bool) -> None:
    guarded.write("views.py", after)

    assert ("py-auth-decorator" in ids(assessed(guarded.folder))) is found


def test_a_guard_that_moved_to_another_file_is_no_signal(guarded: GitRepo) -> None:
    guarded.write("views.py", "x = 1\n")
    guarded.write("other.py", GUARDED)
    guarded.stage()

    assert "py-auth-decorator" not in ids(assessed(guarded.folder, "--staged"))


def test_a_function_that_moved_to_another_file_without_its_guard_lost_it(guarded: GitRepo) -> None:
    guarded.write("views.py", "x = 1\n")
    guarded.write("other.py", GUARDED.replace("@login_required\n", ""))
    guarded.stage()

    assert "py-auth-decorator" in ids(assessed(guarded.folder, "--staged"))


def test_a_guard_that_was_renamed_everywhere_is_still_there(repo: GitRepo) -> None:
    guard = "def require_admin(user): ...\n"
    view = "def pay(admin=Depends(require_admin)):\n    return 1\n"
    repo.write("deps.py", guard)
    repo.write("views.py", view)
    repo.commit()
    repo.write("deps.py", guard.replace("require_admin", "admin_only"))
    repo.write("views.py", view.replace("require_admin", "admin_only"))

    assert "py-auth-decorator" not in ids(assessed(repo.folder))


def test_guards_of_a_deleted_file_are_not_removed_guards(guarded: GitRepo) -> None:
    guarded.git("rm", "--quiet", "views.py")

    assert "py-auth-decorator" not in ids(assessed(guarded.folder, "--staged"))


def test_a_danger_that_was_there_before_is_not_new(repo: GitRepo) -> None:
    danger = "import subprocess\nsubprocess.run(command, shell=True)\n"
    repo.write("a.py", danger)
    repo.commit()
    repo.write("a.py", danger + "x = 1\n")
    carried = assessed(repo.folder)
    repo.write("a.py", danger + "subprocess.run(other, shell=True)\n")

    assert "py-shell-command" not in ids(carried)
    assert "py-shell-command" in ids(assessed(repo.folder))


def test_cold_warm_corrupt_and_disabled_cache_give_the_same_bytes(guarded: GitRepo) -> None:
    guarded.write("views.py", "def pay(request):\n    return 1\n")
    cache = guarded.folder / ".git" / "riskcheck" / "cache.sqlite3"
    disabled = run(guarded.folder, "check", "--format", "json", "--no-cache").stdout
    assert not cache.exists()
    cold = run(guarded.folder, "check", "--format", "json").stdout
    assert cache.exists()
    warm = run(guarded.folder, "check", "--format", "json").stdout
    cache.write_bytes(b"no database")
    corrupt = run(guarded.folder, "check", "--format", "json").stdout

    assert disabled == cold == warm == corrupt
    assert run(guarded.folder, "check", "--format", "json", "--no-cache", "--staged").returncode == 0


def test_a_message_is_read_for_marks(guarded: GitRepo, tmp_path: Path) -> None:
    guarded.write("views.py", GUARDED + "x = 1\n")
    guarded.stage()
    (tmp_path / "message").write_text("Add x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n")

    marked = assessed(guarded.folder, "--staged", "--message", str(tmp_path / "message"))["provenance"]
    unmarked = assessed(guarded.folder, "--staged")["provenance"]
    by_branch = assessed(guarded.folder, "--staged", "--branch", "codex/add-x")["provenance"]

    assert (marked["marked"], marked["lines_added_marked"]) == (True, 1)  # type: ignore[index]
    assert unmarked["marked"] is False  # type: ignore[index]
    assert by_branch["attributions"][0]["tool"] == "codex"  # type: ignore[index]


def test_lines_of_marked_and_other_commits_are_told_apart(repo: GitRepo) -> None:
    repo.write("a.py", "one\n")
    first = repo.commit()
    repo.write("a.py", "one\ntwo\nthree\n")
    repo.commit("Two\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    repo.write("a.py", "one\ntwo\nother\nfour\n")
    repo.commit("Four")

    provenance = assessed(repo.folder, f"{first}..HEAD")["provenance"]

    assert (provenance["lines_added"], provenance["lines_added_marked"]) == (3, 1)  # type: ignore[index]


def test_the_change_cannot_choose_its_configuration(repo: GitRepo) -> None:
    repo.write("riskcheck.toml", 'critical_paths = ["core/*"]\n')
    repo.write("core/a.py", "x = 1\n")
    repo.commit()
    repo.write("riskcheck.toml", "critical_paths = []\n")
    repo.write("core/a.py", "x = 2\n")

    answer = assessed(repo.folder)

    assert "path.critical" in ids(answer)
    assert "governance.weakened" in ids(answer)


def test_without_semgrep_the_report_says_so_and_the_rest_works(guarded: GitRepo, tmp_path: Path) -> None:
    guarded.write("views.py", "def pay(request):\n    return 1\n")
    script = (
        "import riskcheck.semgrep as s, sys; s._native = lambda: None; s._default = lambda e: None; "
        "from riskcheck.cli import main; sys.argv[1:] = ['check', '--format', 'json']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=guarded.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    answer = json.loads(done.stdout)

    assert [entry["reason"] for entry in answer["skipped"]] == ["semgrep is not installed: `pip install semgrep`"]
    assert "size.files" in ids(answer)


def test_a_bare_diff_needs_no_repository(tmp_path: Path) -> None:
    diff = b"diff --git a/auth/x.py b/auth/x.py\n--- a/auth/x.py\n+++ b/auth/x.py\n@@ -1 +1,2 @@\n x\n+y\n"
    done = run(tmp_path, "check", "--diff", "-", "--format", "json", stdin=diff)

    assert {"path.auth", "size.lines"} <= ids(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["check", "nowhere"], "no commit is called"),
        (["check", "--staged", "--worktree"], "give one of"),
        (["check", "--format", "pdf"], "no format is called"),
        (["check", "--diff", "missing"], "cannot be read"),
        (["explain", "py-auth-decoratr"], "did you mean"),
    ],
)
def test_what_a_user_can_cause_is_told_in_few_lines(guarded: GitRepo, arguments: list[str], cause: str) -> None:
    done = run(guarded.folder, *arguments)

    assert done.returncode == 2
    assert cause in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize("name", ["pre-commit", "pre-push"])
def test_a_hook_outside_a_repository_succeeds_and_says_why(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "hook", name, GIT_CEILING_DIRECTORIES=str(tmp_path))

    assert done.returncode == 0
    assert done.stdout.decode().startswith("riskcheck: not assessed: ")


def test_a_bug_does_not_fail_a_hook(guarded: GitRepo) -> None:
    script = (
        "import sys, riskcheck.cli as c, riskcheck.cli.requests as r; r.assess = lambda *a: 1 / 0; "
        "sys.argv[1:] = ['hook', 'pre-commit']; c.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=guarded.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, b"riskcheck: not assessed: division by zero\n")


def test_an_installed_hook_advises_on_a_commit_that_only_deletes(guarded: GitRepo) -> None:
    hook = guarded.folder / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m riskcheck.cli hook commit-msg "$1" > advice\n'
    )
    hook.chmod(0o755)
    (guarded.folder / "views.py").unlink()
    guarded.commit("Remove\n\nCo-Authored-By: Claude <noreply@anthropic.com>")

    advice = (guarded.folder / "advice").read_text()
    assert "claude-code" in advice
    assert 1 <= len(advice.splitlines()) <= 6


def test_the_hooks_path_imports_nothing_heavy() -> None:
    heavy = "{'jinja2', 'git', 'semgrep', 'yaml', 'importlib.metadata', 'httpx', 'tenacity'}"
    script = f"import riskcheck.cli.hook, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )

    assert done.stdout == b"[]\n"


def run_with(unidiff: str, folder: Path, arguments: list[str], tmp_path: Path) -> "subprocess.CompletedProcess[bytes]":
    """Riskcheck where the package unidiff is this line."""
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged/unidiff.py").write_text(unidiff)
    path = f"{tmp_path / 'damaged'}{os.pathsep}{ROOT}"
    command = [sys.executable, "-m", "riskcheck", *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False)


@pytest.mark.parametrize(("arguments", "status"), [(["hook", "pre-commit"], 0), (["check"], 2)])
def test_a_damaged_installation_is_one_line_and_fails_no_commit(
    repo: GitRepo, tmp_path: Path, arguments: list[str], status: int
) -> None:
    done = run_with("raise ImportError('damaged\\x1b[31m')\n", repo.folder, arguments, tmp_path)

    assert done.returncode == status
    assert "could not be loaded: ImportError: damaged\\x1b[31m" in (done.stdout + done.stderr).decode()
    assert b"Traceback" not in done.stderr


def test_ctrl_c_while_it_is_loaded_ends_it_quietly(repo: GitRepo, tmp_path: Path) -> None:
    interrupt = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"

    done = run_with(interrupt, repo.folder, ["check"], tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GITHUB_HEAD_REF", "codex/fix"),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "codex/fix"),
        ("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/codex/fix"),
        ("CHANGE_BRANCH", "codex/fix"),
    ],
)
def test_a_ci_names_the_branch_that_its_checkout_lost(repo: GitRepo, variable: str, value: str) -> None:
    base = repo.commit()
    repo.write("a.txt", "one\n")
    repo.commit()
    repo.git("checkout", "--quiet", "--detach")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), variable: value}

    def tools(revision: str) -> list[str]:
        command = [sys.executable, "-m", "riskcheck", "check", revision, "--format", "json"]
        done = subprocess.run(command, cwd=repo.folder, env=environment, capture_output=True, check=True)
        return [found["tool"] for found in json.loads(done.stdout)["provenance"]["attributions"]]

    assert tools(f"{base}..HEAD") == ["codex"]
    assert tools(base) == []  # an older commit is not what the CI builds


@pytest.mark.parametrize("arguments", [["--staged"], ["--worktree"], ["HEAD"], ["HEAD~1..HEAD"]])
def test_the_report_says_who_depends_on_what_was_changed(repo: GitRepo, arguments: list[str]) -> None:
    repo.write("shop/__init__.py", "")
    repo.write("shop/prices.py", "VAT = 3\n")
    for number in range(20):
        repo.write(f"shop/part{number % 4}/user{number}.py", "from shop.prices import VAT\n")
        repo.write(f"shop/part{number % 4}/caller{number}.py", f"from shop.part{number % 4} import user{number}\n")
    repo.commit()
    repo.write("shop/prices.py", "VAT = 4\n")
    if arguments[0].startswith("HEAD"):
        repo.commit()
    repo.stage()

    answer = assessed(repo.folder, *arguments)

    (impact,) = answer["reach"]["impacts"]  # type: ignore[index]
    assert (len(impact["dependents"]), impact["within_two"], impact["tests"]) == (20, 40, None)
    assert [package["files"] for package in impact["packages"]] == [10, 10, 10, 10]
    assert {"reach.dependents", "reach.packages"} <= set(ids(answer))


def test_a_change_of_prose_loads_no_graph(repo: GitRepo) -> None:
    repo.write("README.md", "one\n")
    repo.commit()
    repo.write("README.md", "two\n")
    repo.stage()
    script = (
        "import sys; from riskcheck.cli import main; sys.argv[1:] = ['hook', 'pre-commit']; main(); "
        "print([name for name in sys.modules if name.startswith('riskcheck.graph')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=repo.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )

    assert done.stdout.decode().splitlines()[-1] == "[]", done.stderr.decode()
