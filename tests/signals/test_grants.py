"""Lists of roles and rights that grew."""

import os

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset
from riskcheck.core.signal import Signal
from riskcheck.repository import Repository
from riskcheck.signals import Context, grants
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo


def widened(path: str, *lines: str) -> list[str]:
    changeset = Changeset("patch", "t", patches=(a_patch(path, lines, kind="code"),))
    return [place.message for signal in grants.observe(changeset, Context()) for place in signal.evidence]


@pytest.mark.parametrize(
    ("path", "before", "after", "told"),
    [
        ("a.py", 'EXPORT_ROLES = {"owner"}', 'EXPORT_ROLES = {"owner", "viewer"}', "viewer may now too: export_role"),
        ("a.py", "may_roles = [Role.ADMIN]", "may_roles = [Role.ADMIN, Role.USER]", "Role.USER may now too: may_role"),
        ("a.ts", "const saveRoles = ['boss'];", "const saveRoles = ['boss', 'guest'];", "guest may now too: saverole"),
        ("a.ts", "meta: { roles: ['admin'] },", "meta: { roles: ['admin', 'user'] },", "user may now too: role"),
        ("A.java", "@Secured({\"ADMIN\"})", "@Secured({\"ADMIN\", \"USER\"})", "USER may now too: secured"),
        ("A.java", ".hasRole(\"ADMIN\")", ".hasAnyRole(\"ADMIN\", \"USER\")", "USER may now too: hasrole"),
        ("a.yaml", "verbs: [\"get\"]", "verbs: [\"get\", \"delete\"]", "delete may now too: verb"),
        ("a.ts", "scopes: ['read']", "scopes: ['read', 'admin:org']", "admin:org may now too: scope"),
    ],
)  # fmt: skip
def test_a_list_that_holds_more(path: str, before: str, after: str, told: str) -> None:
    assert widened(path, f"-{before}", f"+{after}") == [told]
    assert widened(path, f"-{after}", f"+{before}") == []
    assert widened(path, f"+{after}") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('EXPORT_ROLES = {"owner", "a"}', 'EXPORT_ROLES = {"a", "owner"}', id="another order"),
        pytest.param('EXPORT_ROLES = {"owner"}', 'EXPORT_ROLES = {"boss", "chief"}', id="others"),
        pytest.param('ROLES = ["owner"]', 'ROLES = ["owner", "viewer"]', id="the roles that there are"),
        pytest.param('ALL_ROLES = ["owner"]', 'ALL_ROLES = ["owner", "viewer"]', id="all roles"),
        pytest.param('# EXPORT_ROLES = {"owner"}', '# EXPORT_ROLES = {"owner", "a"}', id="a comment"),
        pytest.param('names = ["owner"]', 'names = ["owner", "viewer"]', id="another list"),
    ],
)
def test_lists_that_give_nobody_more(before: str, after: str) -> None:
    assert widened("a.py", f"-{before}", f"+{after}") == []


def entries(repo: GitRepo, before: str, after: str) -> list[str]:
    repo.write("src/a.py", before)
    repo.commit()
    repo.write("src/a.py", after)
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    answers = grants.observe(changeset, Context(contents=Contents(changeset, repository)))
    return [place.message for answer in answers if isinstance(answer, Signal) for place in answer.evidence]


def test_an_entry_of_its_own_line(repo: GitRepo) -> None:
    before = 'EXPORT_ROLES = frozenset({\n    "owner",\n    "boss",\n})\n'

    assert entries(repo, before, before.replace('    "boss",\n', '    "boss",\n    "viewer",\n')) == [
        '"viewer" may now too: export_role'
    ]


def test_entries_of_new_and_of_sorted_lists(repo: GitRepo) -> None:
    before = 'EXPORT_ROLES = [\n    "b",\n    "a",\n]\n'

    assert entries(repo, before, 'EXPORT_ROLES = [\n    "a",\n    "b",\n]\n') == []
    assert entries(repo, "x = 1\n", "x = 1\n" + before) == []
    assert entries(repo, "names = [\n]\n", 'names = [\n    "a",\n]\n') == []
