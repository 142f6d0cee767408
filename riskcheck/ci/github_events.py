"""The events of GitHub Actions that tell what is to be compared, each as a function of the event and the bare run.

Under `pull_request_target`, `workflow_run`, `issue_comment` and the check events the default branch is checked out,
not the change: there the head is always named, so that the wrong commit is never taken for it.
Source: https://docs.github.com/webhooks/webhook-events-and-payloads
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from riskcheck.ci import values
from riskcheck.ci.homes import differ
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun, Named
from riskcheck.core.change import Skipped

# git's own way to say "no commit": a head that cannot be found, where HEAD would be the wrong one.
_NO_HEAD = Named("0" * 40, "the event does not name it")
_OF_PULL_REQUESTS = frozenset({"pull_request", "pull_request_target"})


def pull_request(name: str, event: Outside, run: CIRun) -> CIRun:
    """A pull request; but for `pull_request_target`, its merge may be checked out."""
    merged = name != "pull_request_target"
    head = event.commit("pull_request.head.sha")
    return replace(
        run,
        event="pull_request",
        head=head or (None if merged else _NO_HEAD),
        bases=present(event.commit("pull_request.base.sha")),
        merged=merged,
        target=event.branch("pull_request.base.ref") or run.target,
        branch=event.branch("pull_request.head.ref") or run.branch,
        number=event.number("pull_request.number", "number"),
        title=event.text("pull_request.title"),
        body=event.text("pull_request.body"),
        labels=event.labels("pull_request.labels"),
        fork=event.has("pull_request")
        and _is_from_fork(event, "pull_request.head.repo", "pull_request.base.repo", run),
    )


def other(event: Outside, run: CIRun) -> CIRun:
    """An event without a change of its own: a schedule, a button, a label."""
    return run


def _push(event: Outside, run: CIRun) -> CIRun:
    branch = values.branch_in(event.text("ref")) or run.branch
    if event.on("deleted"):
        return replace(run, branch=None, skipped=(Skipped("the push", "it deleted what is named by its ref"),))
    # After a forced push the former tip is not below the new one, and a comparison would show both sides.
    before = event.commit("before") if event.on("forced") else event.exact("before")
    return replace(run, head=event.commit("after"), bases=present(before), branch=branch)


def _merge_group(event: Outside, run: CIRun) -> CIRun:
    return replace(
        run,
        event="merge_queue",
        head=event.commit("merge_group.head_sha"),
        bases=present(event.exact("merge_group.base_sha")),
        target=event.branch("merge_group.base_ref") or run.target,
        branch=None,
    )


def _workflow_run(event: Outside, run: CIRun) -> CIRun:
    if event.text("workflow_run.event") in _OF_PULL_REQUESTS:
        return _followed("workflow_run", "workflow_run.head_branch", event, run)
    head = event.commit("workflow_run.head_sha") or _NO_HEAD
    return replace(run, head=head, branch=event.branch("workflow_run.head_branch"))


def _check(key: str, branch: str, event: Outside, run: CIRun) -> CIRun:
    return _followed(key, branch, event, run) if event.has(f"{key}.pull_requests.0") else run


def _followed(key: str, branch: str, event: Outside, run: CIRun) -> CIRun:
    """The pull request whose run or check this one follows; one from a fork is not named there."""
    pulls = f"{key}.pull_requests"
    is_one = event.has(f"{pulls}.0") and not event.has(f"{pulls}.1") and _is_of_this_repository(event, pulls)
    target = event.branch(f"{pulls}.0.base.ref") if is_one else None
    unnamed = Skipped("the pull request", f"{key} does not name it: not its title, text, labels or target was read")
    return replace(
        run,
        event="pull_request",
        head=event.commit(f"{key}.head_sha") or _NO_HEAD,
        bases=present(event.commit(f"{pulls}.0.base.sha")) if is_one else present(_default_branch(run)),
        target=target,
        branch=event.branch(branch),
        number=event.number(f"{pulls}.0.number") if is_one else None,
        fork=_is_from_fork(event, f"{key}.head_repository", f"{key}.repository", run) if not is_one else False,
        skipped=() if is_one else (unnamed,),
    )


def _is_of_this_repository(event: Outside, pulls: str) -> bool:
    """A commit can be the head of pull requests in other repositories too; theirs are listed along with ours."""
    other = event.number(f"{pulls}.0.base.repo.id")
    own = event.number("repository.id")
    return other is None or own is None or other == own


def _issue_comment(event: Outside, run: CIRun) -> CIRun:
    number = event.number("issue.number")
    if number is None or not event.has("issue.pull_request"):
        return run
    return replace(
        run,
        event="pull_request",
        head=Named(f"refs/pull/{number}/head", "issue.number"),
        bases=present(_default_branch(run)),
        target=None,
        branch=None,
        number=number,
        title=event.text("issue.title"),
        body=event.text("issue.body"),
        labels=event.labels("issue.labels"),
    )


def _default_branch(run: CIRun) -> Named | None:
    """What stands in for a target that the event does not name."""
    if run.target is None:
        return None
    return Named(f"refs/remotes/origin/{run.target}", f"origin/{run.target} (the event does not name the target)")


def _is_from_fork(event: Outside, head: str, base: str, run: CIRun) -> bool:
    """Whether the head is in another repository than the base; one that was deleted since counts as another."""
    source = event.project(f"{head}.full_name")
    return source is None or differ(source, event.project(f"{base}.full_name") or run.project)


READERS: Mapping[str, Callable[[Outside, CIRun], CIRun]] = {
    "push": _push,
    "merge_group": _merge_group,
    "workflow_run": _workflow_run,
    "check_suite": partial(_check, "check_suite", "check_suite.head_branch"),
    "check_run": partial(_check, "check_run", "check_run.check_suite.head_branch"),
    "issue_comment": _issue_comment,
}
