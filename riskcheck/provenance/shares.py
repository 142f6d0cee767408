"""Which added lines the marks speak for.

Every added line is followed to the commit of the change that wrote it; there the finest claim
counts: line before file before commit before change.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.provenance import Attribution, AuthorshipKind, Contributor, ContributorType, Provenance
from riskcheck.records import Origin
from riskcheck.repository import Repository

# Files that several commits of a change touch are read line by line, one `git blame` each.
MAX_BLAMED = 40

Claims = tuple[Attribution, ...]


class Shares(NamedTuple):
    """The provenance of a changeset, the marked lines by path, and what could not be told apart."""

    provenance: Provenance
    marked_by_path: Mapping[str, int]
    lines: tuple["Line", ...]
    skipped: tuple[Skipped, ...]


class Line(NamedTuple):
    """An added line on the head side, the commit that wrote it (None: not committed), and what is claimed of it."""

    path: str
    number: int
    commit: str | None
    claims: Claims


class _Verdict(NamedTuple):
    contributor: ContributorType
    tool: str | None
    model_id: str | None
    kind: AuthorshipKind | None


_UNKNOWN = _Verdict("unknown", None, None, None)


def shares(
    changeset: Changeset,
    attributions: Sequence[Attribution],
    repository: Repository | None,
    *,
    exact: bool = False,
) -> Shares:
    """Added lines by contributor, and attributions of lines where they stand on the head side.

    With `exact`, every file is read line by line, however many there are, and every line gets its own commit; else
    lines are told apart only as far as their marks differ.
    """
    origins = _Origins(changeset, attributions, repository, exact)
    found = tuple(_lines(changeset, _Index(attributions), origins))
    verdicts = {line.claims: _verdict(line.claims) for line in found}
    counts: defaultdict[_Verdict, int] = defaultdict(int)
    commits: defaultdict[_Verdict, set[str]] = defaultdict(set)
    by_path: defaultdict[str, int] = defaultdict(int)
    for line in found:
        verdict = verdicts[line.claims]
        counts[verdict] += 1
        by_path[line.path] += verdict.contributor in ("ai", "mixed")
        if line.commit:
            commits[verdict].add(line.commit)
    # Lines that could not be read (too large, binary) are counted by git and claimed by nobody.
    unread = changeset.lines_added - len(found)
    if unread > 0:
        counts[_UNKNOWN] += unread
    contributors = tuple(
        Contributor(*verdict, lines_added=counts[verdict], commits=tuple(sorted(commits[verdict])))
        for verdict in sorted(counts, key=lambda verdict: (verdict == _UNKNOWN, *map(str, verdict)))
    )
    wide = [attribution for attribution in attributions if attribution.granularity in ("commit", "change")]
    claimed = (*_runs(found), *_files(found), *wide)
    provenance = Provenance(changeset.lines_added, sum(by_path.values()), contributors, claimed)
    return Shares(provenance, dict(by_path), found, origins.skipped)


def _lines(changeset: Changeset, index: "_Index", origins: "_Origins") -> Iterator[Line]:
    for patch in changeset.patches:
        owners = origins.of(patch)
        for number, _ in patch.added():
            origin = owners.get(number)
            claims = index.claims(patch.path, number, origin, known=not origins.is_unread(patch))
            yield Line(patch.path, number, origin.commit if origin else None, claims)


class _Index:
    """Claims by the place they are about."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        ranges: defaultdict[tuple[str | None, str | None], list[Attribution]] = defaultdict(list)
        self._files: defaultdict[tuple[str | None, str | None], list[Attribution]] = defaultdict(list)
        self._commits: defaultdict[str | None, list[Attribution]] = defaultdict(list)
        self._change: list[Attribution] = []
        for attribution in attributions:
            place = (attribution.commit, attribution.path)
            if attribution.granularity == "line":
                ranges[place].append(attribution)
            elif attribution.granularity == "file":
                self._files[place].append(attribution)
            elif attribution.granularity == "commit":
                self._commits[attribution.commit].append(attribution)
            else:
                self._change.append(attribution)
        self._ranges = {place: _Ranges(found) for place, found in ranges.items()}
        if self._commits:
            # A pull request mixes commits of agents and people: its own mark does not overrule theirs.
            self._change = []

    def claims(self, path: str, number: int, origin: Origin | None, *, known: bool) -> Claims:
        """The finest claims about a line."""
        places: list[tuple[tuple[str | None, str | None], int]] = [((None, path), number)]
        if origin:
            places.append(((origin.commit, origin.path), origin.line))
        found = [a for place, at in places if place in self._ranges for a in self._ranges[place].at(at)]
        found = found or [a for place, _ in places for a in self._files.get(place, ())]
        if not found and (known or origin):
            found = self._commits.get(origin.commit if origin else None, [])
        return tuple(found or self._change)


class _Ranges:
    """Ranges of lines, to be asked for one line."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._found = sorted(attributions, key=lambda found: (found.start_line or 0, found.end_line or 0))
        self._starts = [found.start_line or 0 for found in self._found]
        # How far any range up to here reaches: behind it none can hold the line.
        reach = 0
        self._reach = [reach := max(reach, found.end_line or 0) for found in self._found]

    def at(self, number: int) -> Iterator[Attribution]:
        position = bisect_right(self._starts, number) - 1
        while position >= 0 and self._reach[position] >= number:
            if (self._found[position].end_line or 0) >= number:
                yield self._found[position]
            position -= 1


class _Origins:
    """Which commit of the change wrote a line, and where it stood there."""

    def __init__(
        self,
        changeset: Changeset,
        attributions: Sequence[Attribution],
        repository: Repository | None,
        exact: bool,
    ) -> None:
        self._changeset = changeset
        self._shas = [commit.sha for commit in changeset.commits]
        self._exact = exact
        by_commit: defaultdict[str | None, list[Attribution]] = defaultdict(list)
        for attribution in attributions:
            by_commit[attribution.commit].append(attribution)
        self._signatures = {sha: _signature(by_commit[sha]) for sha in self._shas}
        self._marked = {attribution.commit for attribution in attributions if attribution.commit}
        self._repository = repository if self._marked and self._shas and changeset.base else None
        self._pending = changeset.head is None
        self._tip = changeset.head or (self._shas[0] if self._shas else None)
        self._left = len(changeset.patches) if exact else MAX_BLAMED
        self._unread: dict[str, str] = {}
        self._touched: Mapping[str, Mapping[str, str]] = {}
        if self._repository and (len(self._shas) > 1 or self._pending):
            self._touched = self._repository.touched(self._shas)
            if self._pending and self._tip:
                self._tip = self._repository.commit_of_index(self._tip)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        reasons = sorted(set(self._unread.values()))
        counts = {reason: list(self._unread.values()).count(reason) for reason in reasons}
        return tuple(
            Skipped(f"line authorship in {counts[reason]} file{'s' if counts[reason] != 1 else ''}", reason)
            for reason in reasons
        )

    def is_unread(self, patch: Patch) -> bool:
        """Whether the lines of a patch could not be told apart."""
        return patch.path in self._unread

    def of(self, patch: Patch) -> Mapping[int, Origin]:
        """The origin of each added line; those that are not committed have none."""
        if len(self._shas) == 1 and not self._pending:
            return {number: Origin(self._shas[0], patch.path, number) for number, _ in patch.added()}
        if self._repository is None or patch.target_id is None:
            return {}
        only = self._only_commit(patch)
        if only is not None:
            return {number: Origin(only, patch.path, number) for number, _ in patch.added()}
        if self._tip is None:
            self._unread[patch.path] = "what is not committed yet could not be told apart from the commits"
            return {}
        self._left -= 1
        if self._left < 0:
            self._unread[patch.path] = (
                f"more than {MAX_BLAMED} files have lines of several commits: such lines are not told apart"
            )
            return {}
        owners = self._repository.blamed(self._changeset.base, self._tip, patch.path)
        if owners is None:
            self._unread[patch.path] = "git could not say which commits its lines are from"
            return {}
        return {number: origin for number, origin in owners.items() if origin.commit != self._tip or not self._pending}

    def _only_commit(self, patch: Patch) -> str | None:
        """A commit that stands for all that can have written the added lines: the only one, or one with equal marks."""
        if self._pending or patch.source_path is not None:
            return None
        authors = [sha for sha, paths in self._touched.items() if patch.path in paths]
        # What was moved here from another name may be older than these commits.
        moved = patch.change_type == "A" and any("D" in self._touched[sha].values() for sha in authors)
        if not authors or moved:
            return None
        signatures = {self._signatures[sha] for sha in authors}
        same = len(authors) == 1 or (not self._exact and len(signatures) == 1 and None not in signatures)
        return authors[0] if same else None


def _signature(claims: Sequence[Attribution]) -> frozenset[tuple[str, str, str | None]] | None:
    """What marks claim about a whole commit; None where any claim is finer."""
    if any(claim.granularity != "commit" for claim in claims):
        return None
    return frozenset((claim.tool, claim.kind, claim.model_id) for claim in claims)


def _verdict(claims: Claims) -> _Verdict:
    """What the claims about a line say together; where they disagree, it is mixed."""
    if not claims:
        return _UNKNOWN
    human = [claim for claim in claims if claim.contributor == "human"]
    if len(human) == len(claims):
        return _Verdict("human", None, None, None)
    others = [claim for claim in claims if claim.contributor != "human"]
    tools = {claim.tool for claim in others}
    models = {claim.model_id for claim in others}
    kind: AuthorshipKind = "authored" if any(claim.kind == "authored" for claim in others) else "assisted"
    alone = len(tools) == 1 and not human
    sure = alone and kind == "authored" and all(claim.contributor == "ai" for claim in others)
    return _Verdict(
        "ai" if sure else "mixed",
        tools.pop() if alone else None,
        models.pop() if alone and len(models) == 1 else None,
        kind,
    )


def _runs(lines: Sequence[Line]) -> Iterator[Attribution]:
    """Claims about lines, as runs of lines on the head side."""
    current: Attribution | None = None
    for line in lines:
        for claim in line.claims:
            if claim.granularity != "line" or claim.contributor == "human":
                continue
            joined = current is not None and (current.path, current.end_line) == (line.path, line.number - 1)
            if (
                current
                and joined
                and replace(claim, path=None, start_line=None, end_line=None)
                == replace(current, path=None, start_line=None, end_line=None)
            ):
                current = replace(current, end_line=line.number)
                continue
            if current:
                yield current
            current = replace(claim, path=line.path, start_line=line.number, end_line=line.number)
    if current:
        yield current


def _files(lines: Sequence[Line]) -> Iterator[Attribution]:
    """Claims about files that have any added line."""
    found = {
        replace(claim, path=line.path): None
        for line in lines
        for claim in line.claims
        if claim.granularity == "file" and claim.contributor != "human"
    }
    yield from found
