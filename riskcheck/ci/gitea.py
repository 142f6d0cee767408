"""Gitea Actions and Forgejo Actions, which speak as GitHub Actions does.

Source: https://docs.gitea.com/usage/actions/comparison and https://forgejo.org/docs/latest/user/actions/
"""

from collections.abc import Mapping

from riskcheck.ci import github
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken

_API = "/api/v1"


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as Gitea or Forgejo tells it."""
    said = spoken("gitea", environ)
    if said is None:
        return None
    api = _api(said)
    # A runner that does not name itself is known by the address of the API that it names.
    if not said.on("GITEA_ACTIONS", "FORGEJO_ACTIONS") and not (api or "").endswith(_API):
        return None
    name = "Forgejo Actions" if said.on("FORGEJO_ACTIONS") else "Gitea Actions"
    run = CIRun("gitea", name, "push", forge="gitea", api=api, deepen=github.DEEPEN)
    return github.with_event(run, said)


def _api(said: Outside) -> str | None:
    """The address of the API; where only GitHub's is named, or none, that below the server."""
    named = said.address("FORGEJO_API_URL", "GITHUB_API_URL")
    if named and named.endswith(_API):
        return named
    server = said.address("FORGEJO_SERVER_URL", "GITEA_SERVER_URL", "GITHUB_SERVER_URL")
    return f"{server}{_API}" if server and said.on("GITEA_ACTIONS", "FORGEJO_ACTIONS") else named
