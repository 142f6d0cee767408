"""Changes in which something dangerous happens, and harmless ones that look alike, on the whole line."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from riskcheck.cache import Cache
from riskcheck.core.assessment import Assessment
from riskcheck.pipeline import Sources, assess
from riskcheck.repository import Repository
from riskcheck.settings import Settings
from riskcheck.sources import revisions
from tests.gitrepo import FIRST_DATE, GitRepo

CORPUS = Path(__file__).parent / "corpus"
CASES: dict[str, Any] = tomllib.loads((CORPUS / "cases.toml").read_text("utf-8"))
ATTACKS: dict[str, Any] = CASES["attacks"]
CONTROLS: dict[str, Any] = CASES["controls"]
PLACEHOLDERS = {f"@@{name}@@".encode(): "".join(pieces).encode() for name, pieces in CASES["placeholders"].items()}
MORE_THAN_LOW = {"medium", "high", "critical"}
# Of all controls; each one more is a warning that nobody needs.
CONTROLS_ABOVE_LOW = 3


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Future[Assessment]]:
    """The assessment of each case by its folder, such as `attacks/auth-role-set-widened`; a failure stays its own."""
    folder = tmp_path_factory.mktemp("corpus")
    cases = {f"{kind}/{name}": case for kind in ("attacks", "controls") for name, case in CASES[kind].items()}
    stream = b"".join(command for name, case in cases.items() for command in commits_of(name, case["message"]))
    GitRepo(folder).git("fast-import", "--quiet", input=stream)
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    repository = Repository.find(str(folder), environ)

    def assessed(name: str) -> Assessment:
        changeset = revisions.read_commit(repository, f"refs/corpus/{name}")
        return assess(changeset, Sources(repository, Cache(None), environ), Settings(deadline=60))

    with ThreadPoolExecutor(2) as pool:
        return {name: pool.submit(assessed, name) for name in cases}


def commits_of(name: str, message: str) -> Iterator[bytes]:
    """A case as a branch of two commits, for `git fast-import`: what was there, and the change with its message."""
    for date, side, text in ((FIRST_DATE, "before", "Before"), (FIRST_DATE + 86_400, "after", message)):
        yield f"commit refs/corpus/{name}\n".encode()
        yield f"committer Robin Doe <robin@example.org> {date} +0000\n".encode()
        yield counted(text.encode()) + b"deleteall\n"
        root = CORPUS / name / side
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            yield f"M 100644 inline {path.relative_to(root).as_posix()}\n".encode() + counted(filled(path.read_bytes()))


def counted(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def filled(content: bytes) -> bytes:
    """A file with what stands for its placeholders."""
    for name, text in PLACEHOLDERS.items():
        content = content.replace(name, text)
    return content


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_is_seen(name: str, assessments: Mapping[str, Future[Assessment]]) -> None:
    assessment = assessments[f"attacks/{name}"].result()
    found = {signal.id for signal in assessment.signals}

    assert assessment.risk.level in MORE_THAN_LOW, f"{ATTACKS[name]['about']} Found: {sorted(found)}"
    expected = ATTACKS[name].get("expected")
    # A deleted manifest is told by what else it leaves open.
    assert expected is None or found & set(expected), f"none of {expected}, but {sorted(found)}"


def test_harmless_changes_stay_low(assessments: Mapping[str, Future[Assessment]]) -> None:
    results = {name: assessments[f"controls/{name}"].result() for name in sorted(CONTROLS)}
    above = {
        name: (result.risk.level, sorted(signal.id for signal in result.signals))
        for name, result in results.items()
        if result.risk.level in MORE_THAN_LOW
    }

    assert len(above) <= CONTROLS_ABOVE_LOW, "\n".join(f"{name}: {told}" for name, told in above.items())


@pytest.mark.parametrize("kind", ["attacks", "controls"])
def test_every_folder_is_a_case_and_changes_something(kind: str) -> None:
    folders = sorted(folder.name for folder in (CORPUS / kind).iterdir())

    assert folders == sorted(CASES[kind])
    assert not [name for name in folders if tree(f"{kind}/{name}/before") == tree(f"{kind}/{name}/after")]


def tree(folder: str) -> dict[str, bytes]:
    """The files below a folder of the corpus."""
    root = CORPUS / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_every_twin_is_an_attack() -> None:
    assert {case["twin"] for case in CONTROLS.values() if "twin" in case} <= ATTACKS.keys()
