"""What is to be written so that riskcheck runs in a repository: in its CI, its hooks, and by its configuration."""

from collections.abc import Iterable, Iterator

from riskcheck.errors import RepositoryError, RiskcheckError
from riskcheck.repository import Repository
from riskcheck.setup import configuration, hooks, pipelines
from riskcheck.setup.installation import Address
from riskcheck.setup.plan import Edit, Note, Plan
from riskcheck.setup.work_tree import WorkTree


def plan(repository: Repository, address: Address | None) -> Plan:
    """The edits and notes for what is found in the work tree; `address` is where others get riskcheck from.

    Nothing is written. Done and planned again, there is no edit left. Raises RepositoryError for a bare repository.
    """
    if repository.work_tree is None:
        raise RepositoryError("a bare repository has no work tree", "run `riskcheck init` in a clone of it")
    files = WorkTree(repository.work_tree)
    found = [
        *_told(pipelines.proposals(files, repository, address)),
        *_told(hooks.proposals(files, repository, address)),
        *_told(configuration.proposals(files)),
    ]
    edits = sorted((entry for entry in found if isinstance(entry, Edit)), key=lambda edit: edit.path)
    return Plan(tuple(edits), tuple(entry for entry in found if isinstance(entry, Note)))


def _told(proposals: Iterable[Edit | Note]) -> Iterator[Edit | Note]:
    """The proposals; where a file cannot be read, a note says so and the rest goes on."""
    try:
        yield from proposals
    except RiskcheckError as problem:
        yield Note(f"{problem}: {problem.remedy}")
