"""action.yml: its steps are run, with each input, with hostile ones, and where nothing works."""

import base64
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.examples import composite
from tests.examples.composite import Outcome
from tests.gitrepo import GitRepo

RECORDER = """\
import json, os, sys
names = ("GITHUB_TOKEN", "RISKCHECK_BASE", "RISKCHECK_HEAD")
seen = {"arguments": sys.argv[1:], "folder": os.getcwd(), **{name: os.environ.get(name) for name in names}}
open(os.environ["RECORD"], "w").write(json.dumps(seen))
open(os.environ["GITHUB_OUTPUT"], "a").write("level=high\\nscore=71\\nreport=/tmp/r.json\\n")
"""
# What a change can put into its work tree so that a careless Python imports it.
SHADOWS = ("riskcheck", "venv", "ensurepip", "pip", "json", "sitecustomize", "usercustomize", "click", "encodings")


class Job:
    """A job with a work tree, and a place outside of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work" / "product"
        self.temporary = folder / "work" / "_temp"
        self.record = folder / "record.json"
        self.folder.mkdir(parents=True)
        self.temporary.mkdir()
        self.environ = {**composite.environment_of_job(folder), "RECORD": str(self.record)}

    def program(self, name: str, text: str) -> str:
        place = self.folder.parent.parent / "bin" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
        place.chmod(0o755)
        return str(place)

    def recorder(self) -> str:
        return self.program("riskcheck", f"#!{sys.executable} -I\n{RECORDER}")

    def run(self, **inputs: str) -> Outcome:
        given = {name.replace("_", "-"): text for name, text in inputs.items()}
        return composite.run(given, self.environ, self.folder, self.temporary)

    def seen(self) -> Mapping[str, object]:
        seen: Mapping[str, object] = json.loads(self.record.read_text())
        return seen


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


@pytest.mark.parametrize(
    ("inputs", "arguments"),
    [
        pytest.param({}, ["ci"], id="nothing is asked for"),
        pytest.param({"comment": "true"}, ["ci", "--comment"], id="a comment"),
        pytest.param({"comment": "yes"}, ["ci"], id="only true is true"),
        pytest.param({"deadline": "7.5"}, ["ci", "--deadline", "7.5"], id="a deadline"),
        pytest.param({"artifact": "a b.json"}, ["ci", "--artifact", "a b.json"], id="the report of another run"),
        pytest.param({"formats": "sarif=a b.sarif"}, ["ci", "--format", "sarif=a b.sarif"], id="one format"),
        pytest.param(
            {"formats": "sarif=r.sarif\n\nhtml=r.html\n"},
            ["ci", "--format", "sarif=r.sarif", "--format", "html=r.html"],
            id="two formats, a line each",
        ),
    ],
)
def test_inputs_become_options(job: Job, inputs: Mapping[str, str], arguments: list[str]) -> None:
    outcome = job.run(executable=job.recorder(), **inputs)

    assert (outcome.failed, outcome.log, job.seen()["arguments"]) == (False, "", arguments)
    assert outcome.outputs == {"level": "high", "score": "71", "report": "/tmp/r.json"}


@pytest.mark.parametrize(
    ("inputs", "token"),
    [
        pytest.param({}, None, id="not without a comment"),
        pytest.param({"token": "mine"}, None, id="not even one of the user's"),
        pytest.param({"comment": "true"}, "the-token-of-the-job", id="that of the job"),
        pytest.param({"comment": "true", "token": "mine"}, "mine", id="one of the user's"),
        pytest.param({"artifact": "r.json"}, "the-token-of-the-job", id="to comment from an artifact"),
    ],
)
def test_only_a_comment_gets_the_token(job: Job, inputs: Mapping[str, str], token: str | None) -> None:
    job.run(executable=job.recorder(), **inputs)

    assert job.seen()["GITHUB_TOKEN"] == token


def test_base_head_and_folder_are_handed_on(job: Job) -> None:
    (job.folder / "a part").mkdir()

    job.run(executable=job.recorder(), base="v1", head="topic", working_directory="a part")

    seen = job.seen()
    assert (seen["RISKCHECK_BASE"], seen["RISKCHECK_HEAD"]) == ("v1", "topic")
    assert seen["folder"] == str(job.folder / "a part")


def test_what_the_job_says_of_base_and_head_stays(job: Job) -> None:
    job.environ |= {"RISKCHECK_BASE": "v2"}

    job.run(executable=job.recorder())

    assert (job.seen()["RISKCHECK_BASE"], job.seen()["RISKCHECK_HEAD"]) == ("v2", None)


@pytest.mark.parametrize("name", ["base", "head", "formats", "deadline", "artifact", "token"])
@pytest.mark.parametrize(
    "text", ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"\ntouch pwned\n"', "--help"]
)
def test_no_input_is_read_by_the_shell(job: Job, name: str, text: str) -> None:
    outcome = job.run(executable=job.recorder(), comment="true", **{name: text})

    assert (outcome.failed, outcome.log) == (False, "")
    assert list(job.folder.iterdir()) == []
    words = [str(word) for words in job.seen().values() for word in (words if isinstance(words, list) else [words])]
    assert set(text.split("\n") if name == "formats" else [text]) <= set(words)


def test_the_real_one_assesses(job: Job) -> None:
    repo = GitRepo(job.folder)
    repo.write("app.py", "LIMIT = 1\n")
    base = repo.commit()
    repo.write("app.py", "LIMIT = 2\n")
    repo.commit()

    outcome = job.run(executable=str(Path(sys.executable).parent / "riskcheck"), base=base, formats="sarif=../r.sarif")

    assert (outcome.failed, "riskcheck: not assessed" in outcome.log) == (False, False)
    assert json.loads((job.folder.parent / "r.sarif").read_text())["version"] == "2.1.0"


def wheel(folder: Path) -> Path:
    """A wheel named riskcheck that records how it is called, so that pip has something to install without a network."""
    files = {
        "riskcheck/__init__.py": "",
        "riskcheck/__main__.py": RECORDER,
        "riskcheck-9.9.dist-info/METADATA": "Metadata-Version: 2.1\nName: riskcheck\nVersion: 9.9\n",
        "riskcheck-9.9.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()) for name, text in files.items()}
    record = "riskcheck-9.9.dist-info/RECORD"
    files[record] = "".join(
        f"{name},sha256={digest.decode().rstrip('=')},{len(files[name])}\n" for name, digest in digests.items()
    )
    files[record] += f"{record},,\n"
    place = folder / "riskcheck-9.9-py3-none-any.whl"
    with zipfile.ZipFile(place, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return place


def test_an_installation_runs_nothing_of_the_work_tree(job: Job, tmp_path: Path) -> None:
    for name in SHADOWS:
        (job.folder / f"{name}.py").write_text(f"open({str(tmp_path / 'pwned')!r}, 'a').write({name!r})\n")
    (job.folder / "setup.cfg").write_text("[install]\nprefix = /nonexistent\n")
    (job.folder / ".python-version").write_text("0.0.1\n")
    job.environ |= {"PYTHONPATH": ".", "PYTHONSTARTUP": "riskcheck.py"}

    outcome = job.run(package=str(wheel(tmp_path)), comment="true")

    assert (outcome.failed, outcome.outputs["level"]) == (False, "high"), outcome.log
    assert job.seen()["arguments"] == ["ci", "--comment"]
    assert not (tmp_path / "pwned").exists()
    (environment,) = job.temporary.iterdir()
    assert environment.name.startswith("riskcheck.")


BROKEN_PYTHON = "#!/bin/sh\nexit 1\n"


@pytest.mark.parametrize(
    ("programs", "inputs", "reason"),
    [
        pytest.param(
            {"python3": BROKEN_PYTHON, "python": BROKEN_PYTHON},
            {},
            "this runner has no Python 3.11 or newer; set one up in an earlier step",
            id="no Python, or one that is too old",
        ),
        pytest.param(
            {"python3": f'#!/bin/sh\n[ "$2" = -c ] || exit 1\nexec {sys.executable} "$@"\n'},
            {},
            "no virtual environment could be made; see the log of this step",
            id="Python without a virtual environment",
        ),
        pytest.param(
            {"python3": f'#!/bin/sh\nexec {sys.executable} "$@"\n'},
            {"package": "/nonexistent/riskcheck"},
            "riskcheck could not be installed; see the log of this step",
            id="nothing to install",
        ),
        pytest.param({"mktemp": "#!/bin/sh\nexit 1\n"}, {}, "the installation was interrupted", id="no room"),
        pytest.param(
            {"mine": "#!/bin/sh\nkill -9 $$\n"}, {"executable": "mine"}, "riskcheck ended with status 137", id="killed"
        ),
        pytest.param({}, {"executable": "mine"}, "riskcheck ended with status 127", id="no such program"),
        pytest.param(
            {},
            {"executable": "true", "working_directory": "else/where"},
            "the working directory does not exist",
            id="folder",
        ),
    ],
)
def test_a_job_never_fails(job: Job, programs: Mapping[str, str], inputs: Mapping[str, str], reason: str) -> None:
    folders = [os.path.dirname(job.program(name, text)) for name, text in programs.items()]
    job.environ["PATH"] = os.pathsep.join([*folders[:1], job.environ["PATH"]])

    outcome = job.run(**inputs)

    said = f"riskcheck: not assessed: {reason}"
    assert outcome.failed is False
    assert outcome.outputs == {"level": "unknown", "score": "", "report": ""}
    assert (outcome.log.splitlines().count(said), outcome.summary.splitlines()) == (1, [said]), outcome.log


def test_an_older_python_is_passed_over_for_one_of_the_tool_cache(job: Job, tmp_path: Path) -> None:
    """Where the PATH of a runner has an old Python, its tool cache has newer ones."""
    for name in ("python3", "python"):
        folder = os.path.dirname(job.program(name, BROKEN_PYTHON))
    cached = tmp_path / "tools" / "Python" / "3.13.1" / "x64" / "bin" / "python3"
    cached.parent.mkdir(parents=True)
    cached.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    cached.chmod(0o755)
    job.environ |= {"PATH": f"{folder}{os.pathsep}{job.environ['PATH']}", "RUNNER_TOOL_CACHE": str(tmp_path / "tools")}

    outcome = job.run(package=str(wheel(tmp_path)))

    assert (outcome.outputs["level"], job.seen()["arguments"]) == ("high", ["ci"]), outcome.log


@pytest.mark.slow
def test_this_very_checkout_is_installed(job: Job, tmp_path: Path) -> None:
    repo = GitRepo(job.folder)
    repo.write("app.py", "LIMIT = 1\n")
    base = repo.commit()
    for name in SHADOWS:
        repo.write(f"{name}.py", f"open({str(tmp_path / 'pwned')!r}, 'a').write({name!r})\n")
    repo.commit()

    outcome = job.run(base=base, extras="sql")

    assert (outcome.failed, "riskcheck: not assessed" in outcome.log) == (False, False), outcome.log
    assert not (tmp_path / "pwned").exists()
