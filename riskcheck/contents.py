"""Both sides of a change as git has them: whole files, and the trees around them."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from riskcheck.core.change import SUBMODULE, SYMLINK, Changeset, Patch
from riskcheck.records import Use
from riskcheck.repository import Repository
from riskcheck.searches import Searches

MAX_BLOB_BYTES = 2_000_000


@dataclass(frozen=True)
class Contents:
    """What detectors read beside the hunks; everything is read when it is first asked for.

    A bare diff has no repository, and then nothing is known: files are None, trees are empty.
    `limit` is the time on the monotonic clock after which a search is given up.
    """

    changeset: Changeset
    repository: Repository | None = None
    limit: float = field(default_factory=lambda: time.monotonic() + 10.0)

    @property
    def is_known(self) -> bool:
        """Whether there is a repository to read from."""
        return self.repository is not None

    def source(self, patch: Patch) -> bytes | None:
        """The whole file before the change; None where it is absent, not stored, a link, or over MAX_BLOB_BYTES."""
        return self.blob(patch.source_id) if patch.source_mode not in (SYMLINK, SUBMODULE) else None

    def target(self, patch: Patch) -> bytes | None:
        """The whole file after the change; None as for `source`."""
        return self.blob(patch.target_id) if patch.target_mode not in (SYMLINK, SUBMODULE) else None

    def blob(self, blob: str | None) -> bytes | None:
        """The content of one of the blobs that the change names; None as for `source`."""
        return self._blobs.get(blob) if blob else None

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every path of the head side."""
        return frozenset(self.repository.paths_at(self.changeset.head) if self.repository else ())

    def files(self, paths: Sequence[str]) -> dict[str, bytes]:
        """Files of the head side by path, changed or not; without those that are absent or too large."""
        if self.repository is None:
            return {}
        return self.repository.files_at(self.changeset.head, paths, limit=MAX_BLOB_BYTES)

    def expect(self, words: Iterable[str]) -> None:
        """Say which words `uses` will be asked for, so that an earlier search looks for them too."""
        self._searches.expect(words)

    def uses(self, words: Sequence[str], suffixes: Sequence[str] = ()) -> Iterator[Use]:
        """Lines of the head side that hold one of these as a whole word, in the order of paths and lines.

        Only files with one of `suffixes` are searched, or all without any but translations.
        Raises OverdueError where the search did not end in time.
        """
        return self._searches.uses(words, suffixes) if words else iter(())

    @cached_property
    def _searches(self) -> Searches:
        return Searches(self._search)

    def _search(self, words: Sequence[str], suffixes: Sequence[str]) -> Iterator[Use]:
        if self.repository is None:
            return iter(())
        seconds = max(self.limit - time.monotonic(), 0.05)
        return self.repository.uses_at(self.changeset.head, words, suffixes, seconds=seconds)

    @cached_property
    def _blobs(self) -> dict[str, bytes]:
        if self.repository is None:
            return {}
        ids = {blob for patch in self.changeset.patches for blob in (patch.source_id, patch.target_id) if blob}
        return self.repository.blobs(ids, limit=MAX_BLOB_BYTES)
