"""What a CI says about the run that riskcheck is part of, in one shape for all of them."""

from dataclasses import dataclass
from typing import Literal

from riskcheck.core.change import Skipped

Event = Literal["pull_request", "merge_queue", "push"]
Forge = Literal["github", "gitlab", "bitbucket", "gitea"]


@dataclass(frozen=True, slots=True)
class Named:
    """A revision as a CI names it: text from outside, not yet looked up.

    `by` says in words what named it ("CI_MERGE_REQUEST_DIFF_BASE_SHA"). An `exact` base is compared with
    the head as it is; any other stands for a branch, from which the merge base is taken.
    """

    revision: str
    by: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class CIRun:
    """A run of a CI: what is to be compared, what people wrote about it, and where its pull request lives.

    `provider` is the name of the module that knows it, `name` what people call it. `head` is None where it is what
    is checked out. `bases` stand in the order in which to try them. `merged` says that this CI may have checked
    out its own merge of the head into the target, so that the first parent of HEAD is the base. `target` is the
    branch that a pull request goes into, or the default branch as far as the CI names it for a push. `project` is
    the owner and name (or longer path) at the forge, `api` the address of the forge's API without a slash at its
    end. `deepen` says where in this CI to ask for more history. `skipped` is what this CI cannot tell in full.
    """

    provider: str
    name: str
    event: Event
    head: Named | None = None
    bases: tuple[Named, ...] = ()
    merged: bool = False
    target: str | None = None
    branch: str | None = None
    number: int | None = None
    title: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    fork: bool = False
    forge: Forge | None = None
    project: str | None = None
    api: str | None = None
    deepen: str = "check out with full history"
    skipped: tuple[Skipped, ...] = ()
