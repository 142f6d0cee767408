"""Who could review: the owners of the files that a piece of advice is about, without who wrote the change."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from riskcheck.core.change import Commit, Identity
from riskcheck.expressions import expression
from riskcheck.owners import NOBODY, Owners

_MOST = 3
_NOREPLY = expression(r"(?:\d+\+)?([^@+]+)@users\.noreply\.[\w.-]+", re.IGNORECASE)
_APART = expression(r"[\W_]+")


def _nobody() -> Owners:
    return NOBODY


class Reviewers(NamedTuple):
    """The people and teams to choose from; `owners` is asked once there is something to review."""

    owners: Callable[[], Owners] = _nobody
    commits: Sequence[Commit] = ()

    def of(self, paths: Sequence[str]) -> tuple[str, ...]:
        """At most three owners of these files, who owns most of them first, without their @; a path counts as often
        as it is given."""
        if not paths:
            return ()
        owned = self.owners().owners_of(paths)
        authors = {name for commit in self.commits for name in _names(commit.author)}
        counts = Counter(owner for path in paths for owner in owned[path] if authors.isdisjoint(_called(owner)))
        ranked = sorted(counts, key=lambda owner: (-counts[owner], owner.casefold(), owner))
        return tuple(owner.lstrip("@") for owner in ranked[:_MOST])


def _called(owner: str) -> Iterable[str]:
    """What an owner can be recognised by among authors; a team by nothing."""
    if owner.startswith("@"):
        return () if "/" in owner else (_bare(owner),)
    return (owner.casefold(), _bare(_login(owner)))


def _names(author: Identity) -> Iterator[str]:
    """What an author may be called as an owner: the name, the address and the login in it, as far as these tell."""
    yield author.email.casefold()
    yield from filter(None, (_bare(author.name), _bare(_login(author.email))))


def _login(address: str) -> str:
    hidden = _NOREPLY.fullmatch(address)
    return hidden[1] if hidden else address.partition("@")[0]


def _bare(name: str) -> str:
    """Letters and digits alone: "Robin Doe" may well be @robin-doe."""
    return _APART.sub("", name.casefold())
