"""Where the riskcheck that runs was installed from, as far as others can install it from there, too."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from riskcheck.expressions import expression

# Nothing that a shell or YAML would take for more than text; no user, whose password may stand there.
_ADDRESS = expression(r"https://(?:[^@/\s]*@)?([\w.-]+(?::[0-9]{1,5})?(?:/[\w.~-]+)+)", re.ASCII)
_COMMIT = expression(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ACTION = expression(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """A repository of riskcheck and the commit that is installed."""

    url: str
    commit: str

    @property
    def requirement(self) -> str:
        """What pip installs."""
        return f"git+{self.url}@{self.commit}"

    @property
    def action(self) -> str | None:
        """What a workflow of GitHub uses; None where the repository lives elsewhere."""
        found = _ACTION.fullmatch(self.url)
        return f"{found[1]}@{self.commit}" if found else None


def installed() -> Address | None:
    """The address that the installed distribution recorded; None for a folder of this machine."""
    try:
        record = distribution("riskcheck").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return recorded(record)


def recorded(record: str | None) -> Address | None:
    """The address in a direct_url.json, https://packaging.python.org/en/latest/specifications/direct-url/."""
    try:
        direct = json.loads(record or "null")
    except ValueError:
        return None
    if not isinstance(direct, dict):
        return None
    vcs: Mapping[str, Any] = direct["vcs_info"] if isinstance(direct.get("vcs_info"), dict) else {}
    url, commit = _ADDRESS.fullmatch(str(direct.get("url"))), str(vcs.get("commit_id"))
    if vcs.get("vcs") != "git" or url is None or not _COMMIT.fullmatch(commit):
        return None
    return Address(f"https://{url[1]}", commit)
