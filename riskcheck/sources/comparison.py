"""The patches between two sides of a repository, with what git would leave out read all the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from riskcheck import diffs
from riskcheck.core.change import SUBMODULE, Patch, Skipped
from riskcheck.kinds import looks_like_source
from riskcheck.plumbing import RawDiff
from riskcheck.repository import Repository

# How much of a blob git looks at for a NUL byte before it calls it binary.
_BINARY_PROBE = 8000


class Comparison(NamedTuple):
    """Two sides that can be compared, as a whole or for some paths, as git sees them or all as text."""

    repository: Repository
    diff: Callable[[Sequence[str], bool], RawDiff]

    def patches(self) -> tuple[tuple[Patch, ...], tuple[Skipped, ...]]:
        """Every patch, in git's order, and what could not be read.

        git takes a file for binary because of a NUL byte, or because an attribute says so.
        Text that an attribute hides is counted and read as text; source code with a NUL
        byte keeps git's count (none) and is read for the detectors.
        """
        raw = self.diff((), False)
        patches, skipped = diffs.read_records(raw.output, complete=raw.complete)
        hidden, nul = self._readable([patch for patch in patches if patch.binary])
        if not hidden and not nul:
            return patches, skipped
        paths = [path for patch in (*hidden, *nul) for path in (patch.source_path, patch.path) if path]
        again, unread = diffs.read_records(self.diff(sorted(set(paths)), True).output)
        read = {patch.path: patch for patch in again}
        return tuple(_merged(patch, read.get(patch.path), patch in nul) for patch in patches), (*skipped, *unread)

    def _readable(self, binary: Sequence[Patch]) -> tuple[list[Patch], list[Patch]]:
        ids = {object_id for patch in binary for object_id in _blob_ids(patch)}
        starts = {
            blob: content[:_BINARY_PROBE] for blob, content in self.repository.blobs(ids, limit=5_000_000).items()
        }
        hidden, nul = [], []
        for patch in binary:
            contents = [starts.get(object_id) for object_id in _blob_ids(patch)]
            if all(content is not None and b"\0" not in content for content in contents):
                hidden.append(patch)
            elif looks_like_source(patch.path) and all(content is not None for content in contents):
                nul.append(patch)
        return hidden, nul


def _blob_ids(patch: Patch) -> list[str]:
    sides = ((patch.source_id, patch.source_mode), (patch.target_id, patch.target_mode))
    return [object_id for object_id, mode in sides if object_id and mode != SUBMODULE]


def _merged(patch: Patch, text: Patch | None, has_nul: bool) -> Patch:
    if text is None:
        return patch
    if has_nul:
        return replace(patch, hunks=text.hunks)
    # `--text` overrules the attribute for the patch text alone: numstat still has no numbers.
    counted = replace(patch, hunks=text.hunks, binary=False)
    return replace(counted, lines_added=len(list(counted.added())), lines_deleted=len(list(counted.deleted())))
