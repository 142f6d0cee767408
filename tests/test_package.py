"""What a user installs: the wheel in an environment of its own, and the set-up that make does."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from riskcheck import __version__
from tests import source_tree
from tests.gitrepo import GitRepo

NEEDED = {
    "riskcheck/rules.json",
    "riskcheck/py.typed",
    "riskcheck/provenance/marks.toml",
    "riskcheck/advice/playbook.toml",
    "riskcheck/presets.toml",
    "riskcheck/signals/popular.toml",
    "riskcheck/syntax/imports.toml",
    "riskcheck/risk/default.json",
    "riskcheck/reports/assessment-v1.schema.json",
    "riskcheck/reports/templates/full.md.j2",
}
DIFF = b"--- a/x.py\n+++ b/x.py\n@@ -1 +1,2 @@\n x\n+y\n"


class Installed(NamedTuple):
    """The wheel, and the folder of the virtual environment that it is installed in."""

    wheel: Path
    environment: Path

    def run(self, program: str, *arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a script of the environment where nothing leads to the source tree."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [str(self.environment / "bin" / program), *arguments]
        return subprocess.run(command, cwd=cwd, env=environ, input=stdin, capture_output=True, check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel that is built from the source distribution, in a fresh environment that borrows what it depends on."""
    folder = tmp_path_factory.mktemp("package")
    source, environment = source_tree.copy_to(folder / "source"), folder / "environment"
    python("-m", "build", "--no-isolation", "--outdir", str(folder), str(source))
    (wheel,) = folder.glob("*.whl")
    python("-m", "venv", "--without-pip", str(environment))
    target = ["--python", str(environment / "bin" / "python")]
    python("-m", "pip", "--quiet", *target, "install", "--no-deps", "--no-index", str(wheel))
    (packages,) = environment.glob("lib/python*/site-packages")
    # Paths in a .pth file come after the environment's own, and the .pth files found there are not read:
    # an editable riskcheck beside the dependencies stays out of sight.
    borrowed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (packages / "borrowed.pth").write_text("\n".join(borrowed))
    return Installed(wheel, environment)


def python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_the_wheel_holds_all_that_riskcheck_reads(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())

    assert names >= NEEDED
    assert {name.split("/")[0] for name in names} == {"riskcheck", f"riskcheck-{__version__}.dist-info"}


def test_the_extras_bring_the_specialists(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        (metadata,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
    brought = re.findall(r"^Requires-Dist: ([\w-]+).*; extra == '(\w+)'$", metadata, re.MULTILINE)

    assert {("sqlglot", "sql"), ("squawk-cli", "sql"), ("zizmor", "actions")} <= set(brought)


def test_the_installed_package_is_not_the_source_tree(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("python", "-c", "import riskcheck.cli; print(riskcheck.cli.__file__)", cwd=tmp_path)

    assert Path(done.stdout.decode().strip()).is_relative_to(installed.environment), done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        pytest.param(["--version"], f"riskcheck {__version__}\n", id="version"),
        pytest.param(["schema"], "{", id="schema"),
        pytest.param(["explain", "py-shell-command"], "py-shell-command: ", id="explain"),
        pytest.param(["check", "--diff", "-", "-q"], "riskcheck: low", id="check"),
    ],
)
def test_the_installed_script_answers(installed: Installed, tmp_path: Path, arguments: list[str], start: str) -> None:
    done = installed.run("riskcheck", *arguments, cwd=tmp_path, stdin=DIFF)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(start)


def test_the_installed_rules_find_a_shell_command(installed: Installed, repo: GitRepo) -> None:
    repo.write("run.py", "import subprocess\n")
    repo.commit()
    repo.write("run.py", "import subprocess\n\n\ndef run(cmd):\n    subprocess.run(cmd, shell=True)\n")
    repo.commit()

    done = installed.run("riskcheck", "check", "HEAD", "--format", "json", cwd=repo.folder)

    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert "py-shell-command" in {signal["id"] for signal in answer["signals"]}
    assert answer["skipped"] == []


STAND_IN = """#!/bin/sh
# A Python that sets nothing up: it tells what it was asked for, and makes itself the environment.
echo "$*" >>"$ASKED"
case "$*" in
  "-m venv "*) rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
esac
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A fresh copy of the sources, and beside it a Python that stands in for the real one."""
    stand_in = tmp_path / "python"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    return source_tree.copy_to(tmp_path / "fresh")


def make(folder: Path, target: str, python: Path | str) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "ASKED": str(folder.parent / "asked")}
    return subprocess.run(
        ["make", target, f"PYTHON={python}"], cwd=folder, env=environ, capture_output=True, check=False
    )


def test_a_half_made_environment_is_made_anew(fresh: Path) -> None:
    (fresh / ".venv" / "bin").mkdir(parents=True)
    (fresh / ".venv" / "left-over").touch()

    done = make(fresh, ".venv/.ready", fresh.parent / "python")

    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in (fresh / ".venv").iterdir()) == [".ready", "bin"]
    assert "-m pip install" in (fresh.parent / "asked").read_text()


def test_a_finished_environment_is_kept_when_a_rule_changes(fresh: Path) -> None:
    make(fresh, ".venv/.ready", fresh.parent / "python")
    (fresh / ".venv" / "kept").touch()
    os.utime(fresh / ".venv" / ".ready", (0, 0))
    (fresh.parent / "asked").unlink()

    make(fresh, ".venv/.ready", fresh.parent / "python")
    updated = (fresh.parent / "asked").read_text()
    make(fresh, ".venv/.ready", fresh.parent / "python")

    assert (fresh / ".venv" / "kept").exists()
    assert "-m venv" not in updated
    assert "-m pip install" in updated
    assert (fresh.parent / "asked").read_text() == updated


def test_a_missing_python_is_told_in_one_line(fresh: Path) -> None:
    done = make(fresh, "demo", "no-such-python")

    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == (
        "riskcheck needs Python 3.11 or newer; there is no no-such-python: make PYTHON=python3.12"
    )
    assert not (fresh / ".venv").exists()


def test_an_old_python_is_told_in_one_line(fresh: Path) -> None:
    old = fresh.parent / "old-python"
    old.write_text(f"#!{sys.executable}\nimport sys\nsys.version_info = (3, 9, 1)\nexec(sys.argv[2])\n")
    old.chmod(0o755)

    done = make(fresh, "demo", old)

    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == (
        f"riskcheck needs Python 3.11 or newer; {old} is 3.9: make PYTHON=python3.12"
    )
    assert not (fresh / ".venv").exists()


def test_make_demo_ends_with_advice(fresh: Path) -> None:
    scripts = fresh / ".venv" / "bin"
    scripts.mkdir(parents=True)
    for name, module in {"python": "", "riskcheck": "-m riskcheck.cli"}.items():
        (scripts / name).write_text(f'#!/bin/sh\nPYTHONPATH={source_tree.ROOT} exec {sys.executable} {module} "$@"\n')
        (scripts / name).chmod(0o755)
    (fresh / ".venv" / ".ready").touch()

    ends_with_advice(fresh, make(fresh, "demo", sys.executable))


@pytest.mark.slow
def test_make_demo_sets_itself_up_in_a_fresh_copy(fresh: Path) -> None:
    ends_with_advice(fresh, make(fresh, "demo", sys.executable))


def ends_with_advice(folder: Path, done: subprocess.CompletedProcess[bytes]) -> None:
    assert done.returncode == 0, done.stderr.decode()
    assert "riskcheck: critical" in done.stdout.decode()
    assert json.loads((folder / "demo/.git/report.json").read_bytes())["risk"]["level"] == "critical"
    assert (folder / "demo/.git/report.md").read_text("utf-8").startswith("### riskcheck: critical")
