"""What the messages of commits say of earlier ones, as labels of those."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.history import links
from riskcheck.history.links import Reference
from riskcheck.history.rows import LabelRow
from riskcheck.history.store import Store

# What a link makes of the commit that it names, and how often it is true of it: prose is right about seven times in
# ten, and what only follows up is often the second half of a change.
KINDS: Final = {
    "fixes": ("fixed", 1.0),
    "revert": ("reverted", 1.0),
    "back-out": ("reverted", 1.0),
    "regression": ("fixed", 0.7),
    "follow-up": ("followed", 0.2),
    "reland": ("relanded", 0.0),
}
_REVERT: Final = "is:revert"
_SHA: Final = "sha:"


def names(message: str) -> tuple[str, ...]:
    """The names by which other messages can mean a commit."""
    return (*links.keys(message), *((_REVERT,) if links.is_revert(message) else ()))


def written(references: Sequence[Reference]) -> str:
    """What a message names, as the store keeps it."""
    return json.dumps([[reference.kind, *reference.keys] for reference in references])


@dataclass(frozen=True, slots=True)
class Resolution:
    """Finds what messages mean in a history; `parents` has those of each commit."""

    store: Store
    parents: Sequence[tuple[int, ...]]

    def labels(self, after: int, committed: Callable[[int], int]) -> Iterator[LabelRow]:
        """The labels that commits with greater numbers give."""
        for by, text in self.store.pointers(after):
            references = [Reference(kind, tuple(keys)) for kind, *keys in json.loads(text)]
            for link in links.resolve(
                by, references, self._find, is_revert=self._is_revert, is_ancestor=self._is_ancestor
            ):
                kind, weight = KINDS[link.kind]
                yield LabelRow(link.of, kind, link.kind, weight, by, committed(by))

    def _find(self, key: str) -> list[int]:
        return self.store.starting(key.removeprefix(_SHA)) if key.startswith(_SHA) else self.store.called(key)

    def _is_revert(self, number: int) -> bool:
        return self.store.is_called(_REVERT, number)

    def _is_ancestor(self, number: int, of: int) -> bool:
        return links.descends(self.parents, of, number)
