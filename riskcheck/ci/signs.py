"""How each CI shows: its module is loaded, and speaks, only where one of its variables is switched on.

The first variable is the one that a CI sets in every run. The others are only there for a pull request: a container
is sometimes given these alone. The most specific stands first: Gitea speaks the language of GitHub, and Woodpecker
that of Drone.
"""

from collections.abc import Mapping

from riskcheck.ci.outside import Outside

SIGNS: Mapping[str, tuple[str, ...]] = {
    "gitea": ("GITEA_ACTIONS", "FORGEJO_ACTIONS", "GITHUB_ACTIONS"),
    "github": ("GITHUB_ACTIONS", "GITHUB_HEAD_REF"),
    "gitlab": ("GITLAB_CI", "CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"),
    "bitbucket": ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_ID"),
    "azure": ("TF_BUILD", "SYSTEM_PULLREQUEST_SOURCEBRANCH"),
    "buildkite": ("BUILDKITE",),
    "circleci": ("CIRCLECI",),
    "jenkins": ("JENKINS_URL", "CHANGE_ID", "CHANGE_BRANCH", "ghprbPullId", "gitlabMergeRequestIid"),
    "travis": ("TRAVIS",),
    "woodpecker": ("CI_SYSTEM_NAME", "CI_PIPELINE_EVENT", "CI"),
    "drone": ("DRONE",),
    "appveyor": ("APPVEYOR",),
    "codebuild": ("CODEBUILD_BUILD_ID", "CODEBUILD_CI"),
    "teamcity": ("TEAMCITY_VERSION",),
    "semaphore": ("SEMAPHORE",),
    "cirrus": ("CIRRUS_CI",),
    "generic": ("CI_PULL_REQUEST", "CI_COMMIT", "CI_BRANCH"),
}


def spoken(provider: str, environ: Mapping[str, str]) -> Outside | None:
    """The variables of a run of that CI; None where it does not show."""
    variables = Outside.variables(environ)
    return variables if variables.on(*SIGNS[provider]) else None
