"""What semgrep is given of a change: the touched part of each side of each file that a rule is for."""

from dataclasses import dataclass

from riskcheck import rulepack
from riskcheck.contents import Contents
from riskcheck.core.change import SUBMODULE, SYMLINK, Patch, Skipped
from riskcheck.excerpts import excerpt
from riskcheck.kinds import kind_of
from riskcheck.semgrep import Target

# A change of thousands of files is scanned as far as this goes, the largest patches first.
MAX_SCANNED = 1000


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    path: str
    blob: str
    suffix: str
    touched: tuple[tuple[int, int], ...]


def targets(contents: Contents) -> tuple[dict[str, Target], tuple[Skipped, ...]]:
    """Targets by "base:path" or "head:path", the largest patches first, and what cannot be scanned."""
    patches = contents.changeset.patches
    ordered = sorted(patches, key=lambda patch: (-patch.lines_added - patch.lines_deleted, patch.path))
    sides = [side for patch in ordered for side in _sides(patch)]
    if not contents.is_known:
        files = len({side.name.partition(":")[2] for side in sides})
        reason = "a bare diff does not hold whole files"
        return {}, (Skipped(f"semgrep rules on {files} files", reason),) if files else ()
    skipped = []
    if len(sides) > MAX_SCANNED:
        reason = "the change is too large; its largest patches were scanned"
        skipped.append(Skipped(f"semgrep rules on {len(sides) - MAX_SCANNED} sides of files", reason))
    sides = sides[:MAX_SCANNED]
    whole = {side.name: contents.blob(side.blob) for side in sides}
    missing = {side.path for side in sides if whole[side.name] is None}
    skipped += [Skipped(f"semgrep rules on {path}", "missing or larger than 1 MB") for path in sorted(missing)]
    known = ((side, whole[side.name]) for side in sides)
    return {side.name: _target(side, content) for side, content in known if content is not None}, tuple(skipped)


def _sides(patch: Patch) -> list[_Side]:
    """The sides of a patch that any rule reads; those of a bare diff have no blobs."""
    base = (patch.source_path or patch.path, patch.source_mode, patch.source_id)
    head = (patch.path, patch.target_mode, patch.target_id)
    touched = {
        "base": tuple((hunk.source_start, hunk.source_start + hunk.source_length) for hunk in patch.hunks),
        "head": tuple((hunk.target_start, hunk.target_start + hunk.target_length) for hunk in patch.hunks),
    }
    found = []
    for side, (path, mode, blob) in (("base", base), ("head", head)):
        suffix = rulepack.suffix_of(path)
        exists = blob is not None or (patch.target_id is None and patch.source_id is None)
        if suffix and exists and mode not in (SYMLINK, SUBMODULE) and patch.kind in rulepack.kinds_of(suffix):
            found.append(_Side(f"{side}:{patch.path}", path, blob or "", suffix, touched[side]))
    return found


def _target(side: _Side, content: bytes) -> Target:
    return Target(excerpt(content, side.touched, side.suffix), content, side.suffix, kind_of(side.path))
