"""Azure Pipelines: a pull request lives in Azure Repos, or on GitHub or Bitbucket; its merge is checked out.

Source: https://learn.microsoft.com/azure/devops/pipelines/build/variables
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import Home, below, of_own_clone
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Azure Pipelines tells it."""
    said = spoken("azure", environ)
    if said is None:
        return None
    run = CIRun("azure", "Azure Pipelines", "push", deepen="set `fetchDepth: 0` at the checkout step")
    if said.text("SYSTEM_PULLREQUEST_PULLREQUESTID", "SYSTEM_PULLREQUEST_SOURCEBRANCH"):
        return _pull_request(said, run)
    return replace(run, head=said.commit("BUILD_SOURCEVERSION"), branch=said.branch_in("BUILD_SOURCEBRANCH"))


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    home = _home(said)
    # On GitHub the id is one of Azure's own, and the number that people know is another.
    numbers = ("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID")
    return replace(
        home.housed(run),
        event="pull_request",
        head=said.commit("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
        merged=True,
        target=said.branch("SYSTEM_PULLREQUEST_TARGETBRANCH"),
        branch=said.branch("SYSTEM_PULLREQUEST_SOURCEBRANCH"),
        number=said.number(*(numbers[:1] if home.forge == "github" else numbers)),
        fork=said.on("SYSTEM_PULLREQUEST_ISFORK"),
    )


def _home(said: Outside) -> Home:
    match said.text("BUILD_REPOSITORY_PROVIDER").lower():
        case "github":
            return below("https://github.com", "github", said.text("BUILD_REPOSITORY_NAME"))
        case "githubenterprise":
            return of_own_clone(said.text("BUILD_REPOSITORY_URI"), "github")
        case "bitbucket":
            return below("https://bitbucket.org", "bitbucket", said.text("BUILD_REPOSITORY_NAME"))
    return Home()
