"""TeamCity: what its pull request feature knows is no variable but a parameter, kept in a file of properties.

Sources: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html and
https://www.jetbrains.com/help/teamcity/pull-requests.html
"""

import os
from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import default_branch, of_clone, of_pull_request
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken
from riskcheck.expressions import expression

_BYTES = 4 * 1024 * 1024
_LINE = expression(r"[ \t\f]*((?:[^\s=:\\#!]|\\.)(?:[^\s=:\\]|\\.)*)[ \t\f]*[=:][ \t\f]*(.*)")
_ESCAPE = expression(r"\\(u[0-9a-fA-F]{4}|.)")
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_NEXT = "teamcity.configuration.properties.file"
_DEFAULT = "<default>"


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as TeamCity tells it."""
    if spoken("teamcity", environ) is None:
        return None
    system = _properties(environ.get("TEAMCITY_BUILD_PROPERTIES_FILE", ""))
    said = Outside({**_properties(system.get(_NEXT, "")), **system, **environ}.get)
    run = CIRun(
        "teamcity",
        "TeamCity",
        "push",
        head=said.commit("BUILD_VCS_NUMBER", "build.vcs.number"),
        deepen="choose a checkout policy without shallow clones in the VCS root",
    )
    home, number = of_pull_request(said.text("PULL_REQUEST_URL", "teamcity.pullRequest.url"))
    number = said.number("teamcity.pullRequest.number") or number
    if number:
        home = home if home.project else of_clone(said.text("vcsroot.url"))
        return _pull_request(said, replace(home.housed(run), number=number))
    branch = said.branch("teamcity.build.branch")
    return replace(run, branch=None if branch == _DEFAULT else branch)


def _pull_request(said: Outside, run: CIRun) -> CIRun:
    target = said.branch("teamcity.pullRequest.target.branch")
    return replace(
        run,
        event="pull_request",
        bases=() if target else (default_branch("TeamCity"),),
        target=target,
        branch=said.branch("teamcity.pullRequest.source.branch"),
        title=said.text("teamcity.pullRequest.title"),
    )


def _properties(path: str) -> Mapping[str, str]:
    """The properties in a file; none where there is no such file, or a huge one."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _BYTES:
            return {}
        with open(path, encoding="iso-8859-1") as file:
            lines = file.read(_BYTES).split("\n")
    except (OSError, ValueError):
        return {}
    return {_unescaped(pair[1]): _unescaped(pair[2]) for pair in map(_LINE.fullmatch, lines) if pair}


def _unescaped(text: str) -> str:
    plain = _ESCAPE.sub(lambda match: _character(match[1]), text)
    # Beyond the basic plane a character is written as two halves.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(code: str) -> str:
    return chr(int(code[1:], 16)) if len(code) == 5 else _CONTROL.get(code, code)
