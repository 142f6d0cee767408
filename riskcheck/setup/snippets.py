"""The files that a user gets to copy, with what is known about this repository filled in."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from riskcheck.expressions import expression
from riskcheck.setup.installation import Address

FOLDER = Path(__file__).parent / "templates"
_ACTION = expression(r"your-org/riskcheck@0{40} # fill in:[^\n]*")
_REQUIREMENT = expression(r"""git\+https://git\.example/your-org/riskcheck@main(["']?)(?: (?:#|//) fill in:[^\n]*)?""")
_HINT = expression(r"^ *# fill in:[^\n]*\n", re.MULTILINE)
_HEADING = expression(r"\A(?:#!?[^\n]*\n|//[^\n]*\n)+")
_BRANCHES = "branches: [main]"
_BRANCH = expression(r"[A-Za-z][\w./-]*", re.ASCII)


def snippet(name: str, address: Address | None, branch: str | None = None) -> str:
    """A template with its heading; what is not known stays, marked `fill in:`."""
    text = _template(name)
    if branch and _BRANCH.fullmatch(branch) and branch != "main":
        text = text.replace(_BRANCHES, f'branches: ["{branch}"]')
    if address is not None:
        text = _REQUIREMENT.sub(lambda found: address.requirement + found[1], _HINT.sub("", text))
    if address is not None and address.action is not None:
        text = _ACTION.sub(address.action, text)
    return text


def without_heading(text: str) -> str:
    """The text without the comments on top that say where to save it."""
    return _HEADING.sub("", text)


def has_gaps(text: str) -> bool:
    """Whether there is something that the user has to fill in."""
    return "fill in:" in text


@cache
def _template(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


# What each template is a copy of, below examples/.
EXAMPLES: Mapping[str, str] = {
    "azure.yml": "azure/azure-pipelines.yml",
    "bitbucket.yml": "bitbucket/bitbucket-pipelines.yml",
    "buildkite.yml": "buildkite/pipeline.yml",
    "circleci.yml": "circleci/config.yml",
    "commit-msg.sh": "git-hooks/commit-msg",
    "drone.yml": "drone/.drone.yml",
    "gitea.yml": "gitea/riskcheck.yml",
    "github.yml": "github/riskcheck.yml",
    "gitlab.yml": "gitlab/.gitlab-ci.yml",
    "jenkins.groovy": "jenkins/Jenkinsfile",
    "lefthook.yml": "lefthook/lefthook.yml",
    "pre-push.sh": "git-hooks/pre-push",
    "woodpecker.yml": "woodpecker/.woodpecker.yml",
}
