"""Jenkins: what is told depends on the plugin that made the job.

Sources: https://github.com/jenkinsci/branch-api-plugin (CHANGE_*), https://github.com/jenkinsci/ghprb-plugin,
https://github.com/jenkinsci/gitlab-plugin, https://github.com/jenkinsci/git-plugin
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from riskcheck.ci import values
from riskcheck.ci.homes import differ, of_clone, of_own_clone, of_pull_request
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Jenkins and its plugins tell it."""
    said = spoken("jenkins", environ)
    if said is None:
        return None
    run = CIRun("jenkins", "Jenkins", "push", deepen="turn off the shallow clone in the job's checkout")
    read = next((read for sign, read in _PLUGINS.items() if said.text(sign)), _push)
    return read(said, run)


def _change(said: Outside, run: CIRun) -> CIRun:
    """A multibranch job; where it merges, the head is the first parent, so that its merge tells nothing of the base."""
    home, number = of_pull_request(said.text("CHANGE_URL"))
    return replace(
        home.housed(run),
        event="pull_request",
        target=said.branch("CHANGE_TARGET"),
        branch=said.branch("CHANGE_BRANCH"),
        number=said.number("CHANGE_ID") or number,
        title=said.text("CHANGE_TITLE"),
        fork=bool(said.text("CHANGE_FORK")),
    )


def _ghprb(said: Outside, run: CIRun) -> CIRun:
    """A job of the GitHub pull request builder, which builds GitHub's merge or the head."""
    home, number = of_pull_request(said.text("ghprbPullLink"))
    return replace(
        home.housed(run),
        event="pull_request",
        head=said.commit("ghprbActualCommit"),
        merged=said.commit("ghprbActualCommit") is not None,
        target=said.branch("ghprbTargetBranch"),
        branch=said.branch("ghprbSourceBranch"),
        number=said.number("ghprbPullId") or number,
        title=said.text("ghprbPullTitle"),
        body=said.text("ghprbPullLongDescription").replace("\\r", "").replace("\\n", "\n"),
        fork=differ(of_clone(said.text("ghprbAuthorRepoGitUrl")).project, said.project("ghprbGhRepository")),
        project=said.project("ghprbGhRepository") or home.project,
    )


def _gitlab(said: Outside, run: CIRun) -> CIRun:
    """A job of the GitLab plugin, which can merge the head into the target before the build."""
    return replace(
        of_own_clone(said.text("gitlabTargetRepoHttpUrl"), "gitlab").housed(run),
        event="pull_request",
        head=said.commit("gitlabMergeRequestLastCommit"),
        merged=said.commit("gitlabMergeRequestLastCommit") is not None,
        target=said.branch("gitlabTargetBranch"),
        branch=said.branch("gitlabSourceBranch"),
        number=said.number("gitlabMergeRequestIid"),
        title=said.text("gitlabMergeRequestTitle"),
        body=said.text("gitlabMergeRequestDescription"),
        fork=differ(said.text("gitlabSourceNamespace"), said.text("gitlabTargetNamespace")),
    )


def _gitlab_push(said: Outside, run: CIRun) -> CIRun:
    head, bases = said.commit("gitlabAfter"), present(said.commit("gitlabBefore"))
    return replace(run, head=head, bases=bases, branch=said.branch("gitlabBranch", "gitlabSourceBranch"))


def _push(said: Outside, run: CIRun) -> CIRun:
    """A push; what was built before on this branch is what it was pushed onto."""
    return replace(
        run,
        head=said.commit("GIT_COMMIT"),
        bases=present(said.commit("GIT_PREVIOUS_COMMIT")),
        branch=said.branch("BRANCH_NAME") or values.branch(said.text("GIT_BRANCH").removeprefix("origin/")),
    )


_PLUGINS: Mapping[str, Callable[[Outside, CIRun], CIRun]] = {
    "CHANGE_ID": _change,
    "CHANGE_BRANCH": _change,
    "ghprbPullId": _ghprb,
    "gitlabMergeRequestIid": _gitlab,
    "gitlabAfter": _gitlab_push,
}
