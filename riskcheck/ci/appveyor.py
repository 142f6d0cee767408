"""AppVeyor: APPVEYOR_REPO_BRANCH is the target of a pull request, whose merge is checked out.

Source: https://www.appveyor.com/docs/environment-variables/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import Home, below, differ
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun, Forge
from riskcheck.ci.signs import spoken

_FORGES: Mapping[str, tuple[str, Forge]] = {
    "github": ("https://github.com", "github"),
    "gitlab": ("https://gitlab.com", "gitlab"),
    "bitbucket": ("https://bitbucket.org", "bitbucket"),
}


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as AppVeyor tells it."""
    said = spoken("appveyor", environ)
    if said is None:
        return None
    run = CIRun("appveyor", "AppVeyor", "push", deepen="leave `clone_depth` and `shallow_clone` out of appveyor.yml")
    if said.text("APPVEYOR_PULL_REQUEST_NUMBER"):
        return _pull_request(said, run)
    branch = None if said.on("APPVEYOR_REPO_TAG") else said.branch("APPVEYOR_REPO_BRANCH")
    return replace(run, head=said.commit("APPVEYOR_REPO_COMMIT"), branch=branch)


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    home = _home(said)
    head = said.commit("APPVEYOR_PULL_REQUEST_HEAD_COMMIT")
    return replace(
        home.housed(run),
        event="pull_request",
        head=head,
        merged=head is not None,
        target=said.branch("APPVEYOR_REPO_BRANCH"),
        branch=said.branch("APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH"),
        number=said.number("APPVEYOR_PULL_REQUEST_NUMBER"),
        title=said.text("APPVEYOR_PULL_REQUEST_TITLE"),
        fork=differ(said.project("APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME"), home.project),
    )


def _home(said: Outside) -> Home:
    root, forge = _FORGES.get(said.text("APPVEYOR_REPO_PROVIDER").lower(), (None, None))
    return below(root, forge, said.text("APPVEYOR_REPO_NAME"))
