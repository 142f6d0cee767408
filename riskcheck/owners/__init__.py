"""Who owns which files, as the base of a change says: a change cannot choose who is asked about it."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from riskcheck.core.change import Skipped
from riskcheck.errors import RepositoryError
from riskcheck.owners import codeowners, folders
from riskcheck.repository import Repository

# GitHub looks into its own folder first and into the root and docs next; the others begin with the root. Which forge
# a repository is on does not show in it, and few have two of these files.
PLACES = (
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitea/CODEOWNERS",
    ".forgejo/CODEOWNERS",
)
# https://docs.gitea.com/usage/code-owners
_EXPRESSIONS = (".gitea/", ".forgejo/")


class Owners(Protocol):
    """Answers who owns files; `skipped` is what could not be read."""

    @property
    def skipped(self) -> tuple[Skipped, ...]: ...

    def owners_of(self, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The owners of each path: logins and teams with their @, or e-mail addresses; none where nobody owns it."""


NOBODY: Owners = codeowners.CodeOwners()


def read(repository: Repository | None, base: str | None) -> Owners:
    """The owners that the commit `base` names; nobody for a bare diff and before the first commit."""
    if repository is None or base is None:
        return NOBODY
    try:
        return _read(repository, base)
    except RepositoryError as problem:
        return codeowners.CodeOwners(skipped=(Skipped("owners", str(problem)),))


def _read(repository: Repository, base: str) -> Owners:
    blobs = _blobs(repository, base)
    place = next((place for place in PLACES if place in blobs), None)
    if place is None:
        return folders.FolderOwners(repository, base)
    if place.startswith(_EXPRESSIONS):
        reason = f"{place} holds regular expressions, which are not read"
        return codeowners.CodeOwners(skipped=(Skipped("owners", reason),))
    blob = blobs[place]
    content = repository.blobs([blob], limit=codeowners.MAX_BYTES).get(blob)
    if content is None:
        reason = f"{place} has more than {codeowners.MAX_BYTES // 1_000_000} MB, or is not in this clone"
        return codeowners.CodeOwners(skipped=(Skipped("owners", reason),))
    return codeowners.parsed(place, content)


def _blobs(repository: Repository, base: str) -> dict[str, str]:
    """The regular files at these places, by path; no forge follows a link."""
    listed = repository.run("ls-tree", "-z", "--full-tree", "--end-of-options", base, *PLACES).decode("ascii")
    # "<mode> <type> <blob>\t<path>"
    entries = (entry.partition("\t") for entry in listed.split("\0")[:-1])
    return {path: words.split(" ")[2] for words, _, path in entries if words.startswith("100")}
