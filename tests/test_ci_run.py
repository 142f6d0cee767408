"""Which commits a run of a CI is about: checkouts as CI systems make them, and what is read or asked for."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from riskcheck.ci.run import CIRun, Named
from riskcheck.core.change import Changeset, Skipped
from riskcheck.errors import RepositoryError
from riskcheck.repository import Repository
from riskcheck.sources import ci_run
from tests.forge import BRANCH, Forge
from tests.gitrepo import GitRepo

ENVIRON = {"PATH": os.environ["PATH"]}
DEEPEN = "set `fetch-depth: 0`"
PATHS = ["shop/prices.py", "shop/views.py"]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def read(folder: Path, run: CIRun, **environ: str) -> Changeset:
    return ci_run.read(Repository.find(str(folder), ENVIRON), run, {**ENVIRON, **environ})


def paths(changeset: Changeset) -> list[str]:
    return sorted(patch.path for patch in changeset.patches)


def pull_request(forge: Forge, *, merged: bool = True) -> CIRun:
    return CIRun(
        "github",
        "GitHub Actions",
        "pull_request",
        head=Named(forge.head, "pull_request.head.sha"),
        bases=(Named(forge.base, "pull_request.base.sha"),),
        merged=merged,
        target="main",
        branch=BRANCH,
        number=1,
        title="Faster pay",
        body="Generated with Claude Code",
        labels=("codex",),
        forge="github",
        deepen=DEEPEN,
    )


@dataclass(frozen=True)
class Checkout:
    """What is fetched, how deep, and which rule has to find the base there."""

    ref: str
    depth: int
    rule: str
    commits: int


MERGE = "refs/pull/1/merge"
HEAD = "refs/pull/1/head"
CHECKOUTS = {
    "merge, all": Checkout(MERGE, 0, "first parent of the merge that is checked out", 2),
    "merge, 2": Checkout(MERGE, 2, "first parent of the merge that is checked out", 1),
    "merge, 3": Checkout(MERGE, 3, "first parent of the merge that is checked out", 1),
    "merge, 50": Checkout(MERGE, 50, "first parent of the merge that is checked out", 2),
    "head, all": Checkout(HEAD, 0, "merge base with pull_request.base.sha", 2),
}


@pytest.mark.parametrize("name", CHECKOUTS)
def test_a_pull_request_is_compared_with_its_base_at_every_depth_that_allows_it(forge: Forge, name: str) -> None:
    checkout = CHECKOUTS[name]
    folder = forge.fetched(checkout.ref, "refs/remotes/pull/1/merge", depth=checkout.depth)

    changeset = read(folder, pull_request(forge))

    assert paths(changeset) == PATHS
    assert checkout.rule in changeset.title
    assert len(changeset.commits) == checkout.commits
    assert all(not commit.message.startswith("Merge") for commit in changeset.commits)
    assert any(DEEPEN in entry.reason for entry in changeset.skipped) == (checkout.commits < 2)
    assert (changeset.branch, changeset.labels) == (BRANCH, ("codex",))
    assert changeset.message == "Faster pay\n\nGenerated with Claude Code"


@pytest.mark.parametrize(
    ("ref", "depth"), [(MERGE, 1), (HEAD, 1), (HEAD, 2)], ids=["merge, 1", "head, 1", "head without its base, 2"]
)
def test_a_clone_that_is_too_shallow_is_told_what_to_set(forge: Forge, ref: str, depth: int) -> None:
    folder = forge.fetched(ref, "refs/remotes/pull/1/merge", depth=depth)

    with pytest.raises(RepositoryError) as problem:
        read(folder, pull_request(forge))

    assert DEEPEN in problem.value.remedy


def test_commits_of_the_target_are_not_taken_for_those_of_the_change(forge: Forge) -> None:
    folder = forge.fetched(MERGE, "refs/remotes/pull/1/merge", depth=4)

    changeset = read(folder, pull_request(forge))

    messages = [commit.message.split("\n")[0] for commit in changeset.commits]
    assert set(messages) <= {"Open the till", "Add prices"}
    assert "Add prices" in messages


def test_the_head_of_a_pull_request_need_not_be_checked_out(forge: Forge) -> None:
    folder = forge.fetched("refs/heads/main", "refs/remotes/origin/main")
    run = pull_request(forge, merged=False)
    forge.work.git("update-ref", "-d", f"refs/heads/{BRANCH}")

    changeset = read(folder, run)

    assert paths(changeset) == PATHS
    assert "merge base with pull_request.base.sha" in changeset.title


def test_a_head_that_is_not_there_comes_with_the_command_that_fetches_it(forge: Forge) -> None:
    folder = forge.fetched("refs/heads/main", "refs/remotes/origin/main", depth=50)

    with pytest.raises(RepositoryError) as problem:
        read(folder, pull_request(forge, merged=False))

    assert problem.value.remedy == "fetch it: `git fetch --no-tags origin pull/1/head`"


def test_an_exact_base_needs_no_common_ancestor(forge: Forge) -> None:
    folder = forge.fetched(HEAD, "refs/heads/change", depth=1)
    place = Repository.find(str(folder), ENVIRON)
    forge.work.git("update-ref", "refs/heads/fork-point", forge.fork_point)
    GitRepo(folder).git("fetch", "--quiet", "--depth=1", "origin", "fork-point")
    run = CIRun(
        "gitlab",
        "GitLab CI",
        "pull_request",
        bases=(Named(forge.fork_point, "CI_MERGE_REQUEST_DIFF_BASE_SHA", exact=True),),
        target="main",
        number=1,
        deepen="set GIT_DEPTH",
    )

    changeset = ci_run.read(place, run, ENVIRON)

    assert paths(changeset) == PATHS
    assert "CI_MERGE_REQUEST_DIFF_BASE_SHA" in changeset.title
    assert [commit.message for commit in changeset.commits] == ["Add prices\n"]
    assert "set GIT_DEPTH" in changeset.skipped[0].reason


def test_variables_of_our_own_overrule_the_ci(forge: Forge) -> None:
    folder = forge.fetched(MERGE, "refs/remotes/pull/1/merge")

    changeset = read(folder, pull_request(forge), RISKCHECK_BASE=forge.head + "~1", RISKCHECK_HEAD=forge.head)

    assert paths(changeset) == ["shop/prices.py"]
    assert "merge base with RISKCHECK_BASE" in changeset.title


def test_a_pull_request_into_a_branch_that_is_not_here_is_not_compared_with_another(forge: Forge) -> None:
    folder = forge.fetched(HEAD, "refs/heads/change")
    run = CIRun("drone", "Drone", "pull_request", target="release", branch=BRANCH, number=1)

    with pytest.raises(RepositoryError) as problem:
        read(folder, run)

    assert "origin/release is not in this clone" in str(problem.value)
    assert "git fetch origin release" in problem.value.remedy


def test_an_option_like_branch_name_stays_a_name(forge: Forge) -> None:
    folder = forge.fetched(HEAD, "refs/heads/change")
    run = CIRun("drone", "Drone", "pull_request", bases=(Named("--output=x", "DRONE_BASE"),), target="main")

    changeset = read(folder, run)

    assert paths(changeset) == PATHS
    assert "merge base with origin/main" in changeset.title


def test_a_push_takes_what_was_there_before(forge: Forge) -> None:
    folder = forge.fetched("refs/heads/main", "refs/remotes/origin/main")
    run = CIRun("github", "GitHub Actions", "push", bases=(Named(forge.fork_point, "before"),), target="main")

    changeset = read(folder, run)

    assert paths(changeset) == ["README.md"]
    assert "push (base" in changeset.title


def test_a_push_of_a_new_branch_starts_where_it_left_the_default_branch(forge: Forge) -> None:
    folder = forge.fetched(HEAD, "refs/remotes/origin/change")

    changeset = read(folder, CIRun("circleci", "CircleCI", "push", branch=BRANCH))

    assert paths(changeset) == PATHS
    assert "merge base with origin/main" in changeset.title


def test_a_push_that_nothing_names_is_said_to_be_its_last_commit(forge: Forge) -> None:
    folder = forge.fetched("refs/heads/main", "refs/remotes/origin/main")

    changeset = read(folder, CIRun("circleci", "CircleCI", "push", target="main"))

    assert paths(changeset) == ["README.md"]
    assert "first parent: CircleCI names no earlier commit" in changeset.title


def test_what_the_ci_cannot_tell_is_listed(forge: Forge) -> None:
    folder = forge.fetched("refs/heads/main", "refs/remotes/origin/main")
    cut = Skipped("description", "GitLab gives the first 2,700 characters")

    changeset = read(folder, CIRun("gitlab", "GitLab CI", "push", target="main", skipped=(cut,)))

    assert cut in changeset.skipped
