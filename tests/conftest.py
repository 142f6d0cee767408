"""Every test has its own repository and none of the machine's configuration."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from riskcheck import ci, provenance
from tests.gitrepo import GitRepo

# What tests start loads the same modules hundreds of times.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# `pytest --hypothesis-profile=thorough` looks longer.
settings.register_profile("quick", max_examples=50)
settings.register_profile("thorough", max_examples=1_000)
settings.load_profile("quick")


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith(("GIT_", "PRE_COMMIT", "RISKCHECK_DEADLINE", "RISKCHECK_SCOPE")) or name in (
            "CI",
            "NO_COLOR",
            "FORCE_COLOR",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "repo")


@pytest.fixture(autouse=True)
def _no_agent_and_no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coding agent that runs the tests is itself a mark of what is not committed yet, and so may a CI's branch be."""
    for name in (name for names in ci.SIGNS.values() for name in names):
        monkeypatch.delenv(name, raising=False)
    for mark in provenance.marks():
        if mark.how == "environment":
            for name in mark.names:
                monkeypatch.delenv(name, raising=False)
