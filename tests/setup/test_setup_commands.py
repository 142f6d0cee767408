"""`riskcheck init`, `doctor`, `config show` and `completion`, as a user calls them."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.gitrepo import GitRepo

pytest.importorskip("riskcheck.cli.completions")
from riskcheck import reports
from riskcheck.cli import COMMANDS

FILES = [".github/workflows/riskcheck.yml", "riskcheck.toml"]


def riskcheck(folder: Path, *arguments: str, answer: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "riskcheck", *arguments],
        cwd=folder, input=answer, capture_output=True, check=False, text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull, **environ},
    )  # fmt: skip


def untracked(repo: GitRepo) -> list[str]:
    return repo.git("ls-files", "--others").decode().split()


@pytest.fixture
def hosted(repo: GitRepo) -> GitRepo:
    repo.git("remote", "add", "origin", "git@github.com:org/shop.git")
    return repo


def test_init_writes_nothing_on_a_dry_run(hosted: GitRepo) -> None:
    done = riskcheck(hosted.folder, "init", "--dry-run", answer="y\n")

    assert (done.returncode, done.stderr) == (0, "")
    assert "+++ b/.github/workflows/riskcheck.yml\n" in done.stdout
    assert "+# deadline = 10.0" in done.stdout
    assert untracked(hosted) == []


@pytest.mark.parametrize(
    ("arguments", "answer", "status", "files", "told"),
    [
        ((), "y\n", 0, FILES, "Write these 2 files? [y/N]: "),
        ((), "n\n", 0, [], "Write these 2 files? [y/N]: "),
        ((), "\n", 0, [], "Write these 2 files? [y/N]: "),
        (
            (),
            "",
            2,
            [],
            "riskcheck: nothing was written: nobody answered\n  `riskcheck init --yes` writes without asking",
        ),
        (("--yes",), "", 0, FILES, ""),
    ],
)
def test_init_asks_before_it_writes(
    hosted: GitRepo, arguments: Sequence[str], answer: str, status: int, files: list[str], told: str
) -> None:
    done = riskcheck(hosted.folder, "init", *arguments, answer=answer)

    assert (done.returncode, untracked(hosted)) == (status, files)
    assert told in done.stderr
    assert bool(files) is (f"\nwritten: {', '.join(FILES)}\n" in done.stdout)


def test_init_a_second_time_has_nothing_to_do(hosted: GitRepo) -> None:
    riskcheck(hosted.folder, "init", "--yes")
    before = {path: (hosted.folder / path).read_bytes() for path in FILES}
    done = riskcheck(hosted.folder, "init")

    assert (done.returncode, done.stderr) == (0, "")
    assert "+++" not in done.stdout
    assert {path: (hosted.folder / path).read_bytes() for path in FILES} == before


def test_init_colours_only_where_it_is_asked_to(hosted: GitRepo) -> None:
    assert "\x1b[32m+name: riskcheck" in riskcheck(hosted.folder, "init", "--dry-run", FORCE_COLOR="1").stdout
    assert "\x1b" not in riskcheck(hosted.folder, "init", "--dry-run").stdout


def test_doctor_reports_and_never_fails(repo: GitRepo, tmp_path: Path) -> None:
    inside, outside = riskcheck(repo.folder, "doctor"), riskcheck(tmp_path, "doctor")

    assert (inside.returncode, inside.stderr, outside.returncode, outside.stderr) == (0, "", 0, "")
    assert "note     hooks " in inside.stdout
    assert "problem  repository " in outside.stdout


def test_config_show_can_be_saved(repo: GitRepo) -> None:
    repo.write("riskcheck.toml", 'deadline = 3\nscop = "ai"\n')
    head = repo.commit()
    repo.write("riskcheck.toml", "deadline = 4\n")
    shown = riskcheck(repo.folder, "config", "show", "--origin", RISKCHECK_SCOPE="ai")

    assert shown.returncode == 0
    assert tomllib.loads(shown.stdout) == {"deadline": 3.0, "scope": "ai", "critical_paths": []}
    assert shown.stdout.startswith(f"# riskcheck.toml at {head[:10]}\ndeadline = 3.0\n# variable RISKCHECK_SCOPE\n")
    assert shown.stderr == (
        "riskcheck: riskcheck.toml: unknown key 'scop'; did you mean 'scope'?\n"
        "riskcheck: riskcheck.toml in the work tree is another; it counts for what is built on it\n"
    )


def test_config_show_outside_of_a_repository_reads_the_folder(tmp_path: Path) -> None:
    (tmp_path / "riskcheck.toml").write_text("deadline = 3\n")

    assert riskcheck(tmp_path, "config", "show").stdout.startswith("deadline = 3.0\n")
    assert riskcheck(tmp_path, "config", "show", "--origin").stdout.startswith("# riskcheck.toml\ndeadline = 3.0\n")


def test_config_show_of_a_wrong_value_names_it(repo: GitRepo) -> None:
    done = riskcheck(repo.folder, "config", "show", RISKCHECK_DEADLINE="soon")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "riskcheck: RISKCHECK_DEADLINE is 'soon'\n  give a number of seconds, for example 10\n"


# Completion -------------------------------------------------------------------------------


def completed(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words, by the script that riskcheck prints."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    # As pip writes it: by `python -m` it would have another name.
    (tools / "riskcheck").write_text(f"#!{sys.executable}\nfrom riskcheck.__main__ import main\n\nmain()\n")
    (tools / "riskcheck").chmod(0o755)
    script = (
        'eval "$(riskcheck completion bash)"\n'
        'COMP_WORDS=(riskcheck "$@"); COMP_CWORD=$#\n'
        'function_=$(complete -p riskcheck | sed "s/.*-F \\([^ ]*\\) .*/\\1/")\n'
        '"$function_" riskcheck "${COMP_WORDS[COMP_CWORD]}"\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script, "bash", *words], cwd=folder, capture_output=True, check=True, text=True,
        env={"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder)},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("",), list(COMMANDS)),
        (("exp",), ["explain"]),
        (("explain", "governance.w"), ["governance.weakened"]),
        (("explain", "path.m"), ["path.migration", "path.money"]),
        (("check", "--format", ""), list(reports.FORMATS)),
        (("check", "--scope", ""), ["all", "ai"]),
        (("check", "--dead"), ["--deadline"]),
        (("provenance", "--format", "c"), ["csv"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("hook", ""), ["commit-msg", "pre-commit", "pre-push"]),
        (("config", ""), ["show"]),
    ],
)
def test_bash_offers_commands_options_and_names(tmp_path: Path, words: Sequence[str], expected: list[str]) -> None:
    assert sorted(completed(tmp_path, *words)) == sorted(expected)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_for_the_installed_name_and_parses(tmp_path: Path, shell: str) -> None:
    done = riskcheck(tmp_path, "completion", shell)

    assert (done.returncode, done.stderr) == (0, "")
    assert "_RISKCHECK_COMPLETE=" in done.stdout
    if shutil.which(shell):
        parsed = subprocess.run([shell, "-n"], input=done.stdout, capture_output=True, check=False, text=True)
        assert (parsed.returncode, parsed.stderr) == (0, "")
