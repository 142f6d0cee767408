"""GitLab CI/CD: pipelines for merge requests, merged results, merge trains, branches, and pull requests of GitHub.

Source: https://docs.gitlab.com/ci/variables/predefined_variables/
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci.homes import Home, differ
from riskcheck.ci.outside import Outside, present
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken
from riskcheck.core.change import Skipped

_MERGED = frozenset({"merged_result", "merge_train"})
_TRUNCATED = Skipped(
    "the merge request", "GitLab passes on the first 2,700 characters of the description: no mark below was read"
)


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as GitLab tells it."""
    said = spoken("gitlab", environ)
    if said is None:
        return None
    run = CIRun("gitlab", "GitLab CI/CD", "push", deepen='set `GIT_DEPTH: "0"` for this job')
    if said.text("CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"):
        return _merge_request(said, run)
    if said.text("CI_EXTERNAL_PULL_REQUEST_IID"):
        return _external_pull_request(said, run)
    return replace(
        run,
        head=said.commit("CI_COMMIT_SHA"),
        bases=present(said.commit("CI_COMMIT_BEFORE_SHA")),
        target=said.branch("CI_DEFAULT_BRANCH"),
        branch=said.branch("CI_COMMIT_BRANCH"),
        forge="gitlab",
        project=_project(said, "CI_PROJECT_ID", "CI_PROJECT_PATH"),
        api=said.address("CI_API_V4_URL"),
    )


def _merge_request(said: Outside, run: CIRun) -> CIRun:
    kind = said.text("CI_MERGE_REQUEST_EVENT_TYPE")
    # Only a pipeline for merged results has it; there CI_COMMIT_SHA is the merge.
    source = said.commit("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
    merged = source is not None or kind in _MERGED
    return replace(
        run,
        event="merge_queue" if kind == "merge_train" else "pull_request",
        head=source if merged else said.commit("CI_COMMIT_SHA"),
        bases=present(said.exact("CI_MERGE_REQUEST_DIFF_BASE_SHA"), said.commit("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")),
        merged=merged,
        target=said.branch("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
        branch=said.branch("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"),
        number=said.number("CI_MERGE_REQUEST_IID"),
        title=said.text("CI_MERGE_REQUEST_TITLE"),
        body=said.text("CI_MERGE_REQUEST_DESCRIPTION"),
        labels=said.labels("CI_MERGE_REQUEST_LABELS"),
        fork=_is_from_fork(said),
        forge="gitlab",
        project=_project(said, "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_PATH"),
        api=said.address("CI_API_V4_URL"),
        skipped=(_TRUNCATED,) if said.on("CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED") else (),
    )


def _external_pull_request(said: Outside, run: CIRun) -> CIRun:
    source = said.project("CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY")
    target = said.project("CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY")
    home = Home("github", target, "https://api.github.com") if target else Home()
    return replace(
        home.housed(run),
        event="pull_request",
        head=said.commit("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"),
        bases=present(said.commit("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA")),
        target=said.branch("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"),
        branch=said.branch("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
        number=said.number("CI_EXTERNAL_PULL_REQUEST_IID"),
        fork=differ(source, target),
    )


def _is_from_fork(said: Outside) -> bool:
    source, target = said.number("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"), said.number("CI_MERGE_REQUEST_PROJECT_ID")
    return source is not None and target is not None and source != target


def _project(said: Outside, number: str, path: str) -> str | None:
    """The API takes either; a number outlives a new name."""
    found = said.number(number)
    return str(found) if found else said.project(path)
