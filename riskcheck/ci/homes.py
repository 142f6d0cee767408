"""Where a pull request lives: the forge, the project there and the address of its API, read from an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from riskcheck.ci import values
from riskcheck.ci.run import CIRun, Forge, Named
from riskcheck.expressions import expression

_CLONE = expression(
    r"(?:(?:https?|ssh|git)://(?:[^@/\\?#\s]*@)?([\w.-]+)(?::[0-9]{1,5})?/|(?:[\w.-]+@)?([\w.-]+):(?!//))"
    r"([^\s:]+?)(?:\.git)?/?",
    re.ASCII,
)
_PULL_REQUEST = expression(
    r"(https?://([\w.-]+)(?::[0-9]{1,5})?)/([^\s:?#]+?)/"
    r"(pull|pulls|pull-requests|merge_requests|-/merge_requests)/([0-9]{1,10})(?:[/?#]\S*)?",
    re.ASCII,
)
_HOSTS: Mapping[str, tuple[Forge, str]] = {
    "github.com": ("github", "https://api.github.com"),
    "gitlab.com": ("gitlab", "https://gitlab.com/api/v4"),
    "bitbucket.org": ("bitbucket", "https://api.bitbucket.org/2.0"),
    "codeberg.org": ("gitea", "https://codeberg.org/api/v1"),
}
# Below the root of a forge of one's own.
_API: Mapping[Forge, str] = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1"}


@dataclass(frozen=True, slots=True)
class Home:
    """The forge, its project and its API, as far as they are known."""

    forge: Forge | None = None
    project: str | None = None
    api: str | None = None

    def housed(self, run: CIRun) -> CIRun:
        """The run, with this as the home of its pull request."""
        return replace(run, forge=self.forge, project=self.project, api=self.api)


def of_clone(address: str) -> Home:
    """The home that a repository is cloned from, by https or ssh; only hosts that everybody knows name a forge."""
    found = _CLONE.fullmatch(address)
    return _at(found[1] or found[2], found[3]) if found else Home()


def of_own_clone(address: str, forge: Forge) -> Home:
    """The home that a repository is cloned from by https, at a forge of a known kind on whatever host."""
    scheme, _, rest = address.partition("://")
    return below(f"{scheme}://{rest.partition('/')[0]}", forge, of_clone(address).project)


def of_pull_request(address: str) -> tuple[Home, int | None]:
    """The home of the pull request that is shown at an address, and its number."""
    found = _PULL_REQUEST.fullmatch(address)
    if not found:
        return Home(), None
    home = _at(found[2], found[3])
    if home.forge is None and found[4] == "-/merge_requests":
        home = below(found[1], "gitlab", found[3])
    return home, values.number(found[5])


def below(root: str | None, forge: Forge | None, project: str | None) -> Home:
    """The home at the root address of a forge of a known kind."""
    found = values.address(root)
    if found is None or forge is None:
        return Home(project=values.project(project))
    known, api = _HOSTS.get(found.partition("://")[2].lower(), (None, ""))
    if known != forge:
        api = found + _API[forge] if forge in _API else ""
    return Home(forge, values.project(project), api) if api else Home(project=values.project(project))


def differ(one: str | None, other: str | None) -> bool:
    """Whether two projects are known, and are not the same."""
    return bool(one and other and one.lower() != other.lower())


def default_branch(provider: str) -> Named:
    """What a clone takes for the default branch, where a CI does not name the target of a pull request."""
    return Named("refs/remotes/origin/HEAD", f"origin/HEAD ({provider} does not name the target)")


def _at(host: str, path: str) -> Home:
    forge, api = _HOSTS.get(host.lower(), (None, None))
    return Home(forge, values.project(path.strip("/")), api)
