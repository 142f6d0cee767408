"""The settings in force as TOML: what is printed can be saved and says the same."""

import datetime
import os
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import settings
from riskcheck.reports.text import plain
from riskcheck.repository import Repository
from riskcheck.settings import Configured, Settings, configured
from riskcheck.setup import configuration, listing
from tests.gitrepo import GitRepo

FILE = """\
deadline = 3
critical_paths = ["billing/**"]

[[mark]]
id = "house-bot"
emails = ["bot@house.example"]
"""


def test_every_value_is_there_and_where_it_is_from() -> None:
    found = configured({"riskcheck.toml": FILE.encode()}.get, {"RISKCHECK_SCOPE": "ai"}, {"deadline": 4.5})

    assert (
        listing.render_with_origins(found, "1a2b3c4d5e")
        == """\
# option --deadline
deadline = 4.5
# variable RISKCHECK_SCOPE
scope = "ai"
# riskcheck.toml at 1a2b3c4d5e
critical_paths = ["billing/**"]
# riskcheck.toml at 1a2b3c4d5e

[[mark]]
id = "house-bot"
emails = ["bot@house.example"]
"""
    )


def test_without_a_file_the_defaults_are_there() -> None:
    found = configured({}.get, {})

    assert listing.render(found) == 'deadline = 10.0\nscope = "all"\ncritical_paths = []\n'
    assert listing.render_with_origins(found, None).splitlines()[::2] == ["# default"] * 3


VALUES: Any = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text() | st.dates() | st.datetimes(),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(), each, max_size=3),
    max_leaves=5,
)


@given(
    st.builds(
        Settings,
        deadline=st.floats(0.001, 86399),
        scope=st.sampled_from(["all", "ai"]),
        critical_paths=st.lists(st.text()).map(tuple),
        marks=st.lists(st.dictionaries(st.text(), VALUES, max_size=3), max_size=2).map(tuple),
        warnings=st.just(()),
    )
)
def test_what_is_printed_is_read_back_and_harmless(chosen: Settings) -> None:
    text = listing.render(Configured(chosen, {}))

    assert settings.load({"riskcheck.toml": text.encode()}.get, {}) == chosen
    assert all(plain(line) == line for line in text.split("\n"))


def test_times_and_tables_keep_their_type() -> None:
    row = {"at": datetime.time(7, 30), "a b": {"c": [True, 1, 1.5]}}

    assert tomllib.loads(listing.render(Configured(Settings(marks=(row,)), {})))["mark"] == [row]


def test_a_value_that_toml_does_not_have_is_a_bug() -> None:
    with pytest.raises(TypeError, match="TOML has no NoneType"):
        listing.render(Configured(Settings(marks=({"id": None},)), {}))


def test_what_judges_a_branch_is_where_it_left_the_default_branch(repo: GitRepo) -> None:
    repo.write("riskcheck.toml", "deadline = 1\n")
    base = repo.commit()
    repo.git("switch", "--quiet", "--create", "feature")
    repo.write("riskcheck.toml", "deadline = 2\n")
    head = repo.commit()
    repo.write("riskcheck.toml", "deadline = 3\n")
    repository = Repository.find(str(repo.folder), os.environ)
    found = settings.load(configuration.reader(repository, configuration.base_of(repository)), {})
    repo.git("stash", "--quiet")
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "feature")

    assert (found.deadline, head != base) == (1, True)
    assert configuration.base_of(repository) == head


@pytest.mark.parametrize(
    ("committed", "now", "waiting"),
    [
        ("deadline = 1\n", "deadline = 1\n", ()),
        ("deadline = 1\n", "deadline = 1 # enough\n", ()),
        ("deadline = 1\n", "deadline = 2\n", ("riskcheck.toml",)),
        ("deadline = 1\n", "deadline = ]\n", ("riskcheck.toml",)),
    ],
)
def test_what_does_not_count_yet_is_known(repo: GitRepo, committed: str, now: str, waiting: tuple[str, ...]) -> None:
    repo.write("riskcheck.toml", committed)
    base = repo.commit()
    repo.write("riskcheck.toml", now)
    repository = Repository.find(str(repo.folder), os.environ)

    assert configuration.unsaved(repository, base) == waiting


def test_before_the_first_commit_nothing_judges(repo: GitRepo) -> None:
    repository = Repository.find(str(repo.folder), os.environ)

    assert configuration.base_of(repository) is None
    assert configuration.reader(repository, None)("riskcheck.toml") is None
