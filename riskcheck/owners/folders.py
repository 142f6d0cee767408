"""OWNERS files of Kubernetes: a file in a folder names who approves and reviews what is below.

https://www.kubernetes.dev/docs/guide/owners/
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from riskcheck.core.change import Skipped
from riskcheck.expressions import expression
from riskcheck.repository import Repository

NAME = "OWNERS"
_MAX_BYTES = 100_000
_MAX_PATHS = 2_000
_LISTS = ("approvers", "reviewers")
_KEY = expression(r"(\w+)\s*:\s*(?:#.*)?")
_MEMBER = expression(r"\s*-\s+[\"']?([\w.@/-]{1,100})[\"']?\s*(?:#.*)?")


class FolderOwners(NamedTuple):
    """The OWNERS files of a commit, read for the paths that are asked for; the nearest one above a file counts."""

    repository: Repository
    base: str
    skipped: tuple[Skipped, ...] = ()

    def owners_of(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The owners of each path, approvers first; none where nobody owns it."""
        wanted = sorted(set(paths))
        places = sorted({place for path in wanted[:_MAX_PATHS] for place in _places(path)})
        read = self.repository.files_at(self.base, places, limit=_MAX_BYTES)
        named = {place: _named(content) for place, content in read.items()}
        return {path: _nearest(path, named) for path in wanted}


def _places(path: str) -> Iterator[str]:
    """Where an OWNERS file for this path can be, the nearest first."""
    while path:
        path = path.rpartition("/")[0]
        yield f"{path}/{NAME}" if path else NAME


def _nearest(path: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return next((named[place] for place in _places(path) if named.get(place)), ())


def _named(content: bytes) -> tuple[str, ...]:
    """The members of the lists of approvers and reviewers, as logins."""
    members: dict[str, list[str]] = {name: [] for name in _LISTS}
    key = ""
    for line in content.decode("utf-8", "replace").split("\n"):
        heading, member = _KEY.fullmatch(line.rstrip()), _MEMBER.fullmatch(line)
        if heading:
            key = heading[1]
        elif member and key in members:
            members[key].append("@" + member[1].removeprefix("@"))
    return tuple(dict.fromkeys(owner for name in _LISTS for owner in members[name]))
