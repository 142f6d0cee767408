"""What semgrep is given of a change: the touched part of each side of its files, and the rules that can match there."""

from collections.abc import Iterator
from typing import NamedTuple

from riskcheck import rulepack
from riskcheck.contents import Contents
from riskcheck.core.change import SUBMODULE, SYMLINK, Kind, Patch, Skipped
from riskcheck.kinds import kind_of
from riskcheck.semgrep import Target
from riskcheck.syntax.excerpts import excerpt
from riskcheck.syntax.vicinity import words_near

# A change of thousands of files is scanned as far as this goes, the riskiest patches first.
MAX_SCANNED = 1000
_WRITTEN_LINES = 300


class _Side(NamedTuple):
    name: str
    path: str
    content: bytes | None
    suffix: str
    kind: Kind
    touched: tuple[tuple[int, int], ...]


def targets(contents: Contents) -> tuple[dict[str, Target], tuple[Skipped, ...]]:
    """Targets by "base:path" or "head:path", the riskiest first, and what cannot be scanned.

    Where no rule can match on either side of a file, the file is no target.
    """
    read = [(patch, list(_sides(patch, contents))) for patch in contents.changeset.patches]
    if not contents.is_known:
        files = sum(bool(sides) for _, sides in read)
        reason = "a bare diff does not hold whole files"
        return {}, (Skipped(f"semgrep rules on {files} files", reason),) if files else ()
    missing = {side.path for _, sides in read for side in sides if side.content is None}
    skipped = [Skipped(f"semgrep rules on {path}", "missing or larger than 2 MB") for path in sorted(missing)]
    chosen = [(patch, sides, _needed(sides)) for patch, sides in read]
    ordered = sorted((entry for entry in chosen if entry[2]), key=lambda entry: _urgency(entry[0], entry[2]))
    found = {side.name: target for _, sides, rules in ordered for side in sides if (target := _target(side, rules))}
    if len(found) > MAX_SCANNED:
        reason = "the change is too large; its riskiest files were scanned"
        skipped.append(Skipped(f"semgrep rules on {len(found) - MAX_SCANNED} sides of files", reason))
    return dict(list(found.items())[:MAX_SCANNED]), tuple(skipped)


def _urgency(patch: Patch, rules: tuple[str, ...]) -> tuple[int, int, str]:
    """A key that sorts first what most needs to be scanned before a deadline: where the gravest rules can match."""
    return -max(map(rulepack.grade, rules)), -patch.lines_added - patch.lines_deleted, patch.path


def _sides(patch: Patch, contents: Contents) -> Iterator[_Side]:
    """The sides of a patch that any rule reads; those of a bare diff have no content."""
    base = (patch.source_path or patch.path, patch.source_mode, patch.source_id, contents.source)
    head = (patch.path, patch.target_mode, patch.target_id, contents.target)
    touched = {
        "base": tuple((hunk.source_start, hunk.source_start + hunk.source_length) for hunk in patch.hunks),
        "head": tuple((hunk.target_start, hunk.target_start + hunk.target_length) for hunk in patch.hunks),
    }
    for side, (path, mode, blob, read) in (("base", base), ("head", head)):
        suffix = rulepack.suffix_of(path)
        exists = blob is not None or (patch.target_id is None and patch.source_id is None)
        kind: Kind = "code" if _may_be_written(patch) else kind_of(path)
        if suffix and exists and mode not in (SYMLINK, SUBMODULE) and kind in rulepack.kinds_of(suffix):
            yield _Side(f"{side}:{patch.path}", path, read(patch), suffix, kind, touched[side])


def _may_be_written(patch: Patch) -> bool:
    """Whether a new file that goes by the name of generated code is so short that somebody may have written it."""
    return patch.kind == "generated" and patch.change_type == "A" and patch.lines_added <= _WRITTEN_LINES


def _needed(sides: list[_Side]) -> tuple[str, ...]:
    """The rules that can match on one of the sides, which have to see both of them to compare."""
    found: set[str] = set()
    for side in sides:
        if side.content is not None:
            words = words_near(side.content, side.touched)
            found.update(rulepack.needed(side.kind, side.suffix, words))
    return tuple(sorted(found))


def _target(side: _Side, rules: tuple[str, ...]) -> Target | None:
    if side.content is None:
        return None
    return Target(
        excerpt(side.content, side.touched, side.suffix), side.content, side.suffix, kind_of(side.path), rules
    )
