"""What `riskcheck doctor` finds in real clones, and that each finding comes with what to do."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from riskcheck import rulepack
from riskcheck.ci.run import CIRun
from riskcheck.core.change import Skipped
from riskcheck.errors import RiskcheckError
from riskcheck.repository import Repository
from riskcheck.setup import clone, doctor, machine, wiring
from riskcheck.setup.check import Check, Place
from tests.gitrepo import GitRepo

RUN = CIRun("github", "GitHub Actions", "pull_request", number=7, forge="github", deepen="set `fetch-depth: 0`")


def place(folder: Path, environ: Mapping[str, str] | None = None, run: CIRun | None = None) -> Place:
    return Place(environ or {}, Repository.find(str(folder), os.environ), run)


def cloned(repo: GitRepo, target: Path, *options: str) -> Path:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "--quiet", *options, f"file://{repo.folder}", str(target))
    return target


def run(folder: Path, command: str) -> None:
    """A remedy, run as a user would."""
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder)}
    subprocess.run(["sh", "-c", command], cwd=folder, env=environment, check=True, capture_output=True)


# The machine ------------------------------------------------------------------------------


def program(folder: Path, name: str, text: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("text", "state", "finding"),
    [
        ("echo git version 2.30.0", "ok", "2.30.0"),
        ("echo 'git version 2.39.5 (Apple Git-154)'", "ok", "2.39.5"),
        ("echo git version 3.0.windows.1", "ok", "3.0"),
        ("echo git version 2.29.9", "problem", "2.29.9 is too old"),
        ("echo git version 1.99.1", "problem", "1.99.1 is too old"),
        ("echo hello", "problem", "{path} does not say its version"),
        ("exit 3", "problem", "{path} does not say its version"),
    ],
)
def test_git_is_found_and_old_enough(tmp_path: Path, text: str, state: str, finding: str) -> None:
    environ = program(tmp_path / "bin", "git", text)
    found = machine.git(environ)

    assert (found.state, found.finding) == (state, finding.format(path=tmp_path / "bin" / "git"))
    assert bool(found.remedy) is (state == "problem")


def test_git_that_is_not_there_is_a_problem() -> None:
    assert machine.git({"PATH": "/nonexistent"}).finding == "not on the PATH"


def test_semgrep_is_run_for_real() -> None:
    ticks = iter([100.0, 100.25])
    found = machine.semgrep(os.environ, lambda: next(ticks))

    assert (found.name, found.state, found.remedy) == ("semgrep", "ok", "")
    assert found.finding.endswith(", answers in 0.2 s")


def test_a_slow_semgrep_is_a_note() -> None:
    ticks = iter([0.0, 9.0])

    assert machine.semgrep(os.environ, lambda: next(ticks)).remedy.startswith("set deadline = 30 in riskcheck.toml")


def test_a_semgrep_that_is_broken_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("riskcheck.semgrep._native", lambda: None)
    environ = program(tmp_path / "bin", "semgrep", "echo '{'")
    found = machine.semgrep(environ)

    assert (found.state, found.remedy) == ("problem", "pip install --force-reinstall semgrep")
    assert found.finding.endswith("semgrep failed (exit status 0)")


def test_a_semgrep_that_finds_nothing_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("riskcheck.semgrep._native", lambda: None)
    environ = program(tmp_path / "bin", "semgrep", """echo '{"results": [], "errors": []}'""")

    assert machine.semgrep(environ).finding.endswith("it did not find what it should")


def test_no_semgrep_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskcheck.semgrep._native", lambda: None)
    found = machine.semgrep({"PATH": "/nonexistent"})

    assert "semgrep is not installed" in found.finding


def test_rules_are_counted_and_damage_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.rules() == Check("rules", "ok", f"{len(rulepack.rules())} rules, version {rulepack.version()}")

    (tmp_path / "rules.json").write_text("{")
    monkeypatch.setattr(rulepack, "PACK", tmp_path / "rules.json")
    rulepack.rules.cache_clear()
    damaged = machine.rules()
    rulepack.rules.cache_clear()

    assert damaged.state == "problem"


# The clone --------------------------------------------------------------------------------


def test_a_whole_clone_is_all_right(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    repo.commit()
    there = place(cloned(repo, tmp_path / "clone"))

    looks = (clone.ownership, clone.history, clone.blobs, clone.default_branch, clone.notes, clone.cache)
    assert [(check.state, check.finding) for check in (look(there) for look in looks)] == [
        ("ok", "the repository is yours"),
        ("ok", "2 commits, complete"),
        ("ok", "this clone has all of it"),
        ("ok", "refs/remotes/origin/main"),
        ("ok", "none here; a clone does not bring them along"),
        ("ok", "empty: the first run begins it"),
    ]


def test_a_shallow_clone_is_deepened_as_its_ci_says(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    repo.commit()
    folder = cloned(repo, tmp_path / "clone", "--depth=1")
    found = clone.history(place(folder))

    assert found == Check("history", "note", "shallow, 1 commit: earlier ones are not known", "git fetch --unshallow")
    assert clone.history(place(folder, run=RUN)).remedy == "set `fetch-depth: 0`"
    run(folder, found.remedy)
    assert clone.history(place(folder)).state == "ok"


def test_a_shallow_clone_that_does_not_reach_its_target_is_a_problem(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    repo.git("branch", "feature")
    repo.commit()
    repo.git("switch", "--quiet", "feature")
    repo.commit()
    folder = cloned(repo, tmp_path / "clone", "--depth=1", "--no-single-branch")
    run(folder, "git remote set-head origin main")
    found = clone.history(place(folder))

    assert found.state == "problem"
    assert found.finding == "shallow, 1 commit: where this branch left refs/remotes/origin/main is not in it"


def test_a_partial_clone_is_made_whole_by_its_remedy(repo: GitRepo, tmp_path: Path) -> None:
    for number in range(3):
        repo.write("file", str(number))
        repo.commit()
    folder = cloned(repo, tmp_path / "clone", "--filter=blob:none")
    found = clone.blobs(place(folder))
    run(folder, found.remedy)
    listed = subprocess.run(
        ["git", "rev-list", "--objects", "--all", "--missing=print"], cwd=folder, capture_output=True, check=True
    )

    assert (found.state, clone.blobs(place(folder)).state) == ("note", "ok")
    assert b"?" not in listed.stdout


def test_a_default_branch_that_is_not_known_is_asked_for(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    repo.git("branch", "--move", "unusual")
    folder = cloned(repo, tmp_path / "clone")
    run(folder, "git remote set-head origin --delete")
    found = clone.default_branch(place(folder))
    run(folder, found.remedy)

    assert (found.state, found.finding) == ("problem", "not known to this clone")
    assert clone.default_branch(place(folder)) == Check("default branch", "ok", "refs/remotes/origin/unusual")


def test_a_default_branch_that_is_guessed_is_a_note(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    folder = cloned(repo, tmp_path / "clone")
    run(folder, "git remote set-head origin --delete")

    assert clone.default_branch(place(folder)).finding == "refs/remotes/origin/main, guessed from its name"
    assert clone.default_branch(place(repo.folder)) == Check("default branch", "ok", "refs/heads/main")


def test_notes_are_fetched_by_the_command_that_is_named(repo: GitRepo, tmp_path: Path) -> None:
    repo.commit()
    repo.git("notes", "--ref=ai", "add", "--message=note", "HEAD")
    folder = cloned(repo, tmp_path / "clone")
    run(folder, clone.notes(place(folder)).remedy)

    assert clone.notes(place(folder)) == Check("notes", "ok", "of git-ai")


def test_a_damaged_cache_is_removed_by_its_remedy(repo: GitRepo) -> None:
    path = repo.folder / ".git" / "riskcheck" / "cache.sqlite3"
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    found = clone.cache(place(repo.folder))
    run(repo.folder, found.remedy)

    assert (found.state, found.finding) == ("note", "damaged: the next run that writes begins it anew")
    assert not path.exists()


def test_a_sound_cache_has_a_size(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "a folder?mode=x")
    path = repo.folder / ".git" / "riskcheck" / "cache.sqlite3"
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answer (version TEXT)")
    connection.close()

    assert clone.cache(place(repo.folder)) == Check("cache", "ok", "0.0 MB")


def test_a_repository_that_cannot_be_written_has_no_cache(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    there = place(repo.folder)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    found = clone.cache(there)

    assert found.state == "note"
    assert found.remedy == f"chmod -R u+w {repo.folder / '.git'}, or --no-cache"


def test_somebody_elses_repository_is_said(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.stat(repo.folder).st_uid
    monkeypatch.setattr(os, "geteuid", lambda: 0 if owner else 4711)
    found = clone.ownership(place(repo.folder))

    assert found.state == "note"
    assert found.remedy == f"git config --global --add safe.directory {repo.folder}"


@pytest.mark.parametrize(("caller", "state"), [("4711", "ok"), ("4712", "note"), ("x", "note"), ("9" * 5000, "note")])
def test_root_may_work_in_the_repository_of_who_called_sudo(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, caller: str, state: str
) -> None:
    there = place(repo.folder, {"SUDO_UID": caller})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    found = os.stat(repo.folder)
    monkeypatch.setattr(os, "stat", lambda path: os.stat_result((*found[:4], 4711, *found[5:])))

    assert clone.ownership(there).state == state


# What calls it ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("committed", "now", "state", "finding"),
    [
        (None, None, "ok", "valid"),
        ("deadline = 3\n", "deadline = 3\n", "ok", "valid"),
        ("deadlin = 3\n", "deadlin = 3\n", "note", "riskcheck.toml: unknown key 'deadlin'; did you mean 'deadline'?"),
        ("", "deadline = ''\n", "problem", "in the work tree: riskcheck.toml: deadline is ''"),
        ("", "[[mark]]\nid = 1\n", "problem", "in the work tree: a mark in the configuration: data.mark[0] "),
        ("", "deadline = 4\n", "note", "riskcheck.toml in the work tree is another than at "),
    ],
)
def test_the_configuration_is_read_where_it_counts_and_where_it_is_edited(
    repo: GitRepo, committed: str | None, now: str | None, state: str, finding: str
) -> None:
    if committed is not None and now is not None:
        repo.write("riskcheck.toml", committed)
        repo.commit()
        repo.write("riskcheck.toml", now)
    found = wiring.configuration(place(repo.folder))

    assert found.state == state
    assert found.finding.startswith(finding)
    assert bool(found.remedy) is (state != "ok")


def test_a_specialist_is_missed_only_where_it_is_of_use(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskcheck.specialists.programs.find", lambda name, environ: None)
    before = wiring.specialists(place(repo.folder))
    repo.write(".github/workflows/ci.yml", "on: push\n")
    repo.write("db/1.SQL", "SELECT 1;\n")
    repo.commit()
    after = wiring.specialists(place(repo.folder))

    assert before == Check("specialists", "ok", "none is needed here")
    assert after == Check("specialists", "note", "not installed: zizmor, squawk", "pip install zizmor squawk-cli")


PRE_COMMIT = ".pre-commit-config.yaml"
VERBOSE = "repos:\n- repo: a\n  hooks:\n  - id: riskcheck-commit-msg\n    verbose: true\n"


def hook(repo: GitRepo, path: str, text: str = "exec something\n", mode: int = 0o755) -> None:
    repo.write(path, f"#!/bin/sh\n{text}")
    (repo.folder / path).chmod(mode)


@pytest.mark.parametrize(
    ("files", "hooks", "state", "remedy"),
    [
        ({}, {}, "note", "riskcheck init"),
        ({PRE_COMMIT: "repos:\n- repo: a\n"}, {}, "note", "riskcheck init"),
        (
            {PRE_COMMIT: VERBOSE.replace("    verbose: true\n", "")}, {"commit-msg": "pre-commit"}, "note",
            "add `verbose: true` to each of them in .pre-commit-config.yaml",
        ),
        ({PRE_COMMIT: VERBOSE}, {"pre-commit": "x"}, "note", "pre-commit install --hook-type commit-msg"),
        ({PRE_COMMIT: VERBOSE}, {"commit-msg": "x"}, "ok", ""),
        ({"lefthook.yml": "x: {run: riskcheck hook pre-push}\n"}, {}, "note", "lefthook install"),
        ({"lefthook.yml": "x: {run: riskcheck hook pre-push}\n"}, {"pre-push": "lefthook"}, "ok", ""),
        ({".husky/commit-msg": 'riskcheck hook commit-msg "$1"\n'}, {}, "note", "npx husky"),
        ({}, {"commit-msg": 'riskcheck hook commit-msg "$1"\n'}, "ok", ""),
    ],
)  # fmt: skip
def test_hooks_are_followed_from_git_to_riskcheck(
    repo: GitRepo, files: Mapping[str, str], hooks: Mapping[str, str], state: str, remedy: str
) -> None:
    shutil.rmtree(repo.folder / ".git" / "hooks")
    for path, text in files.items():
        repo.write(path, text)
    for stage, text in hooks.items():
        hook(repo, f".git/hooks/{stage}", text)
    found = wiring.hooks(place(repo.folder))

    assert found is not None
    assert (found.state, found.remedy) == (state, remedy)


def test_a_hook_that_git_ignores_is_made_executable(repo: GitRepo) -> None:
    repo.git("config", "core.hooksPath", "our hooks")
    hook(repo, "our hooks/commit-msg", 'riskcheck hook commit-msg "$1"\n', 0o644)
    found = wiring.hooks(place(repo.folder))
    assert found is not None
    run(repo.folder, found.remedy)

    assert found.state == "note"
    assert wiring.hooks(place(repo.folder)) == Check("hooks", "ok", "riskcheck is called by git")


def test_a_ci_makes_no_commits(repo: GitRepo) -> None:
    assert wiring.hooks(place(repo.folder, run=RUN)) is None


SECRET = "t0ken-that-nobody-may-see"


@pytest.mark.parametrize(
    ("run_", "environ", "state"),
    [
        (None, {}, None),
        (CIRun("generic", "a CI", "push"), {}, None),
        (RUN, {}, "note"),
        (RUN, {"GITHUB_TOKEN": SECRET}, "ok"),
        (RUN, {"RISKCHECK_TOKEN": f"{SECRET}\n{SECRET}"}, "note"),
        (replace(RUN, fork=True), {"GITHUB_TOKEN": SECRET}, "note"),
    ],
)  # fmt: skip
def test_a_token_is_looked_for_and_never_shown(
    repo: GitRepo, run_: CIRun | None, environ: Mapping[str, str], state: str | None
) -> None:
    found = wiring.token(place(repo.folder, environ, run_))

    assert (found and found.state) == state
    assert SECRET not in str(found)


def test_what_a_ci_does_not_tell_is_said(repo: GitRepo) -> None:
    told = CIRun("x", "A CI", "merge_queue", skipped=(Skipped("the base", "not named"),))

    assert wiring.pipeline(place(repo.folder)) is None
    assert wiring.pipeline(place(repo.folder, run=RUN)) == Check("CI", "ok", "GitHub Actions, pull request 7")
    assert wiring.pipeline(place(repo.folder, run=told)) == Check(
        "CI", "note", "A CI, the base: not named", "RISKCHECK_BASE and RISKCHECK_HEAD name what is missing"
    )


# All of it --------------------------------------------------------------------------------


def test_every_finding_that_is_not_ok_has_a_remedy(repo: GitRepo) -> None:
    repo.commit()
    checks = list(doctor.examine(str(repo.folder), os.environ))

    assert [check.name for check in checks][:5] == ["Python", "git", "rules", "semgrep", "repository"]
    assert {name for name, _ in doctor.CHECKS} - {"CI", "token"} <= {check.name for check in checks}
    assert [check for check in checks if check.state != "ok" and not check.remedy] == []


def test_outside_of_a_repository_the_machine_is_looked_at_all_the_same(tmp_path: Path) -> None:
    *_, last = doctor.examine(str(tmp_path), os.environ)

    assert last.name == "repository"
    assert last.state == "problem"
    assert last.finding == f"{tmp_path} is not inside a git repository"


def test_a_check_that_fails_is_a_problem_and_the_others_go_on(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(place: Place) -> Check:
        raise RiskcheckError("it is broken", "mend it")

    def unreadable(place: Place) -> Check:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor, "CHECKS", (("a", broken), ("b", unreadable), ("cache", clone.cache)))

    assert list(doctor.examine(str(repo.folder), os.environ))[5:] == [
        Check("a", "problem", "it is broken", "mend it"),
        Check("b", "problem", "cannot be looked at: Permission denied", "ls -la, and mind the permissions"),
        Check("cache", "ok", "empty: the first run begins it"),
    ]


def test_the_report_is_aligned_and_harmless() -> None:
    checks = [
        Check("git", "ok", "2.39.5"),
        Check("default branch", "note", "one \x1b[2J two three four five six", "git\x1b remote  x"),
        Check("x", "problem", "", "y"),
    ]

    assert doctor.render(checks, 46) == (
        "ok       git             2.39.5\n"
        "note     default branch  one \\x1b[2J two three\n"
        "                         four five six\n"
        "                         -> git\\x1b remote  x\n"
        "problem  x\n"
        "                         -> y\n"
        "\n"
        "1 problem, 1 note\n"
    )
    assert doctor.render([], 10) == "\nno problems, no notes\n"
