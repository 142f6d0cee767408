"""What a change took away from the code, and so from what tests can be about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Patch
from riskcheck.expressions import expression

_DEFINITION = expression(
    r"\b(?:def|class|func|fn|fun|function|interface|struct|enum|trait|type|const|module|record)\s+(?:\([^)]{1,80}\)\s*)?"
    r"(?:self\.)?([A-Za-z_]\w{3,80})|\b([A-Za-z_]\w{3,80})\s?\([^;=]{0,200}\{\s*$|^\s*#define (\w{4,80})"
)
_WORD = expression(r"[A-Za-z_]\w{3,80}")
_KINDS = frozenset({"code", "config", "migration", "generated", "manifest", "other"})


@dataclass(frozen=True)
class Subjects:
    """What the change left of the code that tests are about."""

    changeset: Changeset
    contents: Contents

    @cached_property
    def is_removal(self) -> bool:
        """Whether the change mostly takes code away, which takes its tests along."""
        code = [patch for patch in self._code if patch.kind == "code"]
        deleted, added = sum(patch.lines_deleted for patch in code), sum(patch.lines_added for patch in code)
        return deleted >= max(3, 2 * added)

    def is_gone(self, text: str) -> bool:
        """Whether a text names something that the change took away."""
        return not self._vanished.isdisjoint(words_of(text))

    @cached_property
    def _code(self) -> tuple[Patch, ...]:
        return tuple(patch for patch in self.changeset.patches if patch.kind in _KINDS)

    @cached_property
    def _vanished(self) -> frozenset[str]:
        """Words of deleted code that the files no longer hold, and what is no longer defined."""
        gone = {word for patch in self._code for _, text in patch.deleted() for word in words_of(text)}
        undefined = {name for patch in self._code for _, text in patch.deleted() for name in defined(text)}
        new = {name for patch in self._code for _, text in patch.added() for name in defined(text)}
        return frozenset(gone.difference(*map(self._left, self._code)) | (undefined - new))

    def _left(self, patch: Patch) -> frozenset[str]:
        content = self.contents.target(patch)
        if content is not None:
            return words_of(content.decode("utf-8", "replace"))
        return frozenset(
            word for hunk in patch.hunks for line in hunk.lines if line[0] != "-" for word in words_of(line)
        )


def words_of(text: str) -> frozenset[str]:
    """The words of a text that can be names, but for short ones."""
    return frozenset(_WORD.findall(text))


def defined(line: str) -> Iterator[str]:
    """The names that a line defines."""
    for match in _DEFINITION.finditer(line[:1000]):
        yield next(filter(None, match.groups()))
