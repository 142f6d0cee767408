"""The CIs that a repository uses, by their files or else by where it is hosted, and how riskcheck gets into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from riskcheck.ci import homes
from riskcheck.errors import RiskcheckError
from riskcheck.expressions import expression
from riskcheck.repository import Repository
from riskcheck.setup.installation import Address
from riskcheck.setup.plan import Edit, Note
from riskcheck.setup.snippets import has_gaps, snippet, without_heading
from riskcheck.setup.work_tree import WorkTree

_MAX_FILES = 200
# Not in a comment.
_RUNS = expression(rb"^[ \t]*(?![ \t#/])[^\n]*\briskcheck\b", re.MULTILINE)
_YAML = (".yml", ".yaml")
_FORKS = "pull requests from forks get everything but the comment; examples/github/fork-report.yml adds it"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A CI: the files or folders that show it, the forge that comes with it, and the file that would run riskcheck.

    `alone` means that riskcheck gets a file of its own there, so that none which exists has to be edited.
    """

    name: str
    places: tuple[str, ...]
    path: str
    template: str
    forge: str | None = None
    alone: bool = False


PIPELINES = (
    Pipeline(
        "GitHub Actions", (".github/workflows",), ".github/workflows/riskcheck.yml", "github.yml", "github", alone=True
    ),
    Pipeline(
        "Gitea Actions", (".gitea/workflows",), ".gitea/workflows/riskcheck.yml", "gitea.yml", "gitea", alone=True
    ),
    Pipeline(
        "Forgejo Actions", (".forgejo/workflows",), ".forgejo/workflows/riskcheck.yml", "gitea.yml", alone=True
    ),
    Pipeline("GitLab CI", (".gitlab-ci.yml",), ".gitlab-ci.yml", "gitlab.yml", "gitlab"),
    Pipeline(
        "Bitbucket Pipelines", ("bitbucket-pipelines.yml",), "bitbucket-pipelines.yml", "bitbucket.yml", "bitbucket"
    ),
    Pipeline(
        "Azure Pipelines", ("azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"), "azure-pipelines.yml",
        "azure.yml",
    ),
    Pipeline("Buildkite", (".buildkite",), ".buildkite/pipeline.yml", "buildkite.yml"),
    Pipeline("CircleCI", (".circleci",), ".circleci/config.yml", "circleci.yml"),
    Pipeline("Jenkins", ("Jenkinsfile",), "Jenkinsfile", "jenkins.groovy"),
    Pipeline("Drone", (".drone.yml",), ".drone.yml", "drone.yml"),
    Pipeline("Woodpecker", (".woodpecker.yml", ".woodpecker.yaml", ".woodpecker"), ".woodpecker.yml", "woodpecker.yml"),
)  # fmt: skip


def find(files: WorkTree, repository: Repository) -> tuple[Pipeline, ...]:
    """The CIs whose files are there; where none is, that of the forge which the remote names."""
    found = tuple(pipeline for pipeline in PIPELINES if any(map(files.has, pipeline.places)))
    if found:
        return found
    address = repository.try_run("config", "--local", "--get", "remote.origin.url") or b""
    forge = homes.of_clone(address.decode("utf-8", "replace").strip()).forge
    return tuple(pipeline for pipeline in PIPELINES if forge and pipeline.forge == forge)


def runs_riskcheck(pipeline: Pipeline, files: WorkTree) -> bool:
    """Whether a file of that CI names riskcheck outside of comments."""
    return any(speaks(files, path) for place in pipeline.places for path in _paths(files, place))


def speaks(files: WorkTree, path: str) -> bool:
    """Whether a file names riskcheck outside of comments; one that cannot be read does not."""
    try:
        return _RUNS.search(files.read(path) or b"") is not None
    except RiskcheckError:
        return False


def proposals(files: WorkTree, repository: Repository, address: Address | None) -> Iterator[Edit | Note]:
    """What is to be done for each CI that there is."""
    found = find(files, repository)
    if not found:
        yield Note("no CI was found: examples/ in riskcheck's repository has a file for each that it knows")
    branch = (repository.default_branch() or "").removeprefix("refs/remotes/origin/").removeprefix("refs/heads/")
    for pipeline in found:
        if runs_riskcheck(pipeline, files):
            continue
        text = snippet(pipeline.template, address, branch)
        if pipeline.alone:
            yield from _own_file(pipeline, files, without_heading(text))
        else:
            yield Note(f"{pipeline.name}: put this into {pipeline.path}", tuple(text.splitlines()))


def _own_file(pipeline: Pipeline, files: WorkTree, text: str) -> Iterator[Edit | Note]:
    if files.read(pipeline.path) is not None:
        yield Note(f"{pipeline.path} is there and does not run riskcheck: it is left as it is")
        return
    yield Edit(pipeline.path, None, text.encode(), f"{pipeline.name}: advice on each pull request")
    if has_gaps(text):
        yield Note(f"{pipeline.path}: fill in where your copy of riskcheck is, at the line marked `fill in:`")
    if pipeline.forge == "github":
        yield Note(f"{pipeline.name}: {_FORKS}")


def _paths(files: WorkTree, place: str) -> Iterator[str]:
    yield place
    yield from (f"{place}/{name}" for name in files.names(place)[:_MAX_FILES] if name.endswith(_YAML))
