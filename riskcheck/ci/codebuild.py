"""AWS CodeBuild: a pull request is a source version `pr/<number>`, whose head is checked out.

Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import default_branch, of_clone
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken
from riskcheck.expressions import expression

_PULL_REQUEST = expression(r"pr/([0-9]{1,10})")


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as CodeBuild tells it."""
    said = spoken("codebuild", environ)
    if said is None:
        return None
    run = CIRun(
        "codebuild",
        "AWS CodeBuild",
        "push",
        head=said.commit("CODEBUILD_RESOLVED_SOURCE_VERSION"),
        branch=said.branch_in("CODEBUILD_WEBHOOK_HEAD_REF"),
        deepen="set the Git clone depth of the project to Full",
    )
    run = of_clone(said.text("CODEBUILD_SOURCE_REPO_URL")).housed(run)
    number = _number(said)
    if number is None:
        return replace(run, bases=present(said.commit("CODEBUILD_WEBHOOK_PREV_COMMIT")))
    target = said.branch("CODEBUILD_WEBHOOK_BASE_REF")
    # A build that was started by hand has no webhook that would name the target.
    bases = () if target else (default_branch("CodeBuild"),)
    return replace(run, event="pull_request", bases=bases, target=target, number=number)


def _number(said: Outside) -> int | None:
    named = (said.text(name) for name in ("CODEBUILD_WEBHOOK_TRIGGER", "CODEBUILD_SOURCE_VERSION"))
    found = next(filter(None, map(_PULL_REQUEST.fullmatch, named)), None)
    return (int(found[1]) or None) if found else None
