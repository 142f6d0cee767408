"""Which added lines the marks speak for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.provenance import Attribution, Contributor, Provenance
from riskcheck.repository import Repository

# Files that marked and other commits both touch are read line by line, one `git blame` each.
MAX_BLAMED = 40


@dataclass(frozen=True, slots=True)
class Shares:
    """The provenance of a changeset, the marked lines by path, and what could not be told apart."""

    provenance: Provenance
    marked_by_path: Mapping[str, int]
    skipped: tuple[Skipped, ...]


def shares(changeset: Changeset, attributions: Sequence[Attribution], repository: Repository | None) -> Shares:
    """Lines by contributor: a commit's mark speaks for its own lines, a wider mark where no finer one is there."""
    lines, skipped = _lines_by_commit(changeset, attributions, repository)
    marks = {
        attribution.commit: attribution for attribution in reversed(attributions) if attribution.granularity == "commit"
    }
    wide = next((attribution for attribution in attributions if attribution.granularity == "change"), None)
    by_mark: defaultdict[Attribution | None, int] = defaultdict(int)
    commits: defaultdict[Attribution | None, set[str]] = defaultdict(set)
    by_path: defaultdict[str, int] = defaultdict(int)
    for (path, commit), count in lines.items():
        mark = marks.get(commit) or (None if marks else wide)
        by_mark[mark] += count
        by_path[path] += count if mark else 0
        if commit:
            commits[mark].add(commit)
    contributors = _contributors(by_mark, commits)
    marked = sum(by_path.values())
    provenance = Provenance(changeset.lines_added, marked, contributors, tuple(attributions))
    return Shares(provenance, dict(by_path), skipped)


def _contributors(
    by_mark: Mapping[Attribution | None, int], commits: Mapping[Attribution | None, set[str]]
) -> tuple[Contributor, ...]:
    grouped: defaultdict[tuple[str, str, str], list[Attribution | None]] = defaultdict(list)
    for mark in by_mark:
        grouped[(mark.tool, mark.model_id or "", mark.kind) if mark else ("", "", "")].append(mark)
    found = []
    for (tool, model_id, _), members in sorted(grouped.items(), key=lambda pair: (pair[0] == ("", "", ""), pair[0])):
        mark = members[0]
        found.append(
            Contributor(
                contributor="unknown" if mark is None else "mixed" if mark.kind == "assisted" else "ai",
                tool=tool or None,
                model_id=model_id or None,
                kind=mark.kind if mark else None,
                lines_added=sum(by_mark[member] for member in members),
                commits=tuple(sorted({sha for member in members for sha in commits.get(member, ())})),
            )
        )
    return tuple(found)


def _lines_by_commit(
    changeset: Changeset, attributions: Sequence[Attribution], repository: Repository | None
) -> tuple[dict[tuple[str, str | None], int], tuple[Skipped, ...]]:
    """Added lines by path and commit; the commit is None where all lines are pending or none is marked."""
    marked = {attribution.commit for attribution in attributions if attribution.commit}
    if repository is None or not marked or not changeset.base or not changeset.head:
        only = next(iter(marked), None) if len(changeset.commits) == 1 else None
        return {(patch.path, only): patch.lines_added for patch in changeset.patches}, ()
    touched = repository.touched([commit.sha for commit in changeset.commits])
    lines: dict[tuple[str, str | None], int] = {}
    left = MAX_BLAMED
    unread = 0
    for patch in changeset.patches:
        authors = sorted(sha for sha, paths in touched.items() if patch.path in paths)
        if len({sha in marked for sha in authors}) < 2 and len(authors) == 1:
            lines[patch.path, authors[0]] = patch.lines_added
            continue
        left -= 1
        owners = repository.blamed(changeset.base, changeset.head, patch.path) if left >= 0 else None
        unread += owners is None
        for commit, count in _owned(patch, owners, authors, marked).items():
            lines[patch.path, commit] = count
    reason = f"more than {MAX_BLAMED} files have lines of several commits: such a file is marked if all its commits are"
    return lines, (Skipped(f"line authorship in {unread} files", reason),) if unread else ()


def _owned(
    patch: Patch, owners: Mapping[int, str] | None, authors: Sequence[str], marked: set[str]
) -> dict[str | None, int]:
    counts: defaultdict[str | None, int] = defaultdict(int)
    if owners is None:
        return {authors[0] if authors and set(authors) <= marked else None: patch.lines_added}
    for number, _ in patch.added():
        counts[owners.get(number)] += 1
    return counts
