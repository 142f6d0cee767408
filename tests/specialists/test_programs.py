"""How programs of specialists are found and run, whatever they do."""

import os
import sysconfig
import time
from pathlib import Path

import pytest

from riskcheck.specialists import programs


def a_program(folder: Path, body: str) -> str:
    folder.mkdir(exist_ok=True)
    program = folder / "squawk"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return str(program)


@pytest.fixture(autouse=True)
def _nothing_beside_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path / "scripts"))


def test_a_program_beside_python_comes_before_one_on_the_path(tmp_path: Path) -> None:
    on_path = a_program(tmp_path / "bin", "exit 0")
    environ = {"PATH": str(tmp_path / "bin")}

    assert programs.find("squawk", environ) == on_path

    beside = a_program(tmp_path / "scripts", "exit 0")

    assert programs.find("squawk", environ) == beside


@pytest.mark.parametrize("path", [None, "", ".", "bin:"])
def test_a_program_in_the_folder_of_the_change_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str | None
) -> None:
    a_program(tmp_path / "bin", "exit 0")
    a_program(tmp_path, "exit 0")
    monkeypatch.chdir(tmp_path)

    assert programs.find("squawk", {} if path is None else {"PATH": path}) is None


def test_a_program_sees_its_files_and_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "not to be seen")
    program = a_program(tmp_path, 'cat a/b.sql; env | cut -d= -f1 | sort | tr "\\n" " "')

    status, output = programs.run([program], {"a/b.sql": b"SELECT 1;\n"}, time.monotonic() + 5)

    names = set(output.decode().splitlines()[1].split())
    assert (status, output.splitlines()[0]) == (0, b"SELECT 1;")
    assert names <= {"HOME", "LC_ALL", "NO_COLOR", "PATH", "PWD", "TMPDIR", "OLDPWD", "SHLVL", "_"}


def test_a_program_that_hangs_ends_with_its_children(tmp_path: Path) -> None:
    written = tmp_path / "child"
    program = a_program(tmp_path, f"sleep 60 &\necho $! > {written}\nsleep 60")
    begun = time.monotonic()

    with pytest.raises(programs.ProgramError, match="deadline reached"):
        programs.run([program], {}, begun + 0.5)

    assert time.monotonic() - begun < 5
    assert _ends(int(written.read_text()))


def _ends(process: int) -> bool:
    return any(not _is_running(process) or time.sleep(0.1) for _ in range(50))


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_what_a_program_leaves_behind_is_ended(tmp_path: Path) -> None:
    written = tmp_path / "child"
    program = a_program(tmp_path, f"sleep 60 &\necho $! > {written}")

    programs.run([program], {}, time.monotonic() + 5)

    assert _ends(int(written.read_text()))


def test_a_program_that_cannot_be_started_is_said(tmp_path: Path) -> None:
    with pytest.raises(programs.ProgramError, match="does not start"):
        programs.run([os.path.join(tmp_path, "absent")], {}, time.monotonic() + 5)


def test_an_answer_without_end_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_MAX_ANSWER", 1000)
    program = a_program(tmp_path, "head -c 2000 /dev/zero")

    with pytest.raises(programs.ProgramError, match="too long"):
        programs.run([program], {}, time.monotonic() + 5)
