"""Counts over a range of commits: tools, models, kinds of marks, authors, files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.provenance import Attribution, Census, Share
from riskcheck.provenance import branches, identities, messages, strongest
from riskcheck.provenance.shares import Line, Shares
from riskcheck.provenance.table import Table
from riskcheck.records import Row

# aider committed what the user had written: no mark, but often taken for one.
_COMMITTED_ONLY = "a tool is named as the committer only: it committed what its user had written"


@dataclass(slots=True)
class _Tally:
    commits: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    lines_marked: Counter[str] = field(default_factory=Counter)

    def rows(self, *, lines: bool) -> tuple[Share, ...]:
        names = self.commits.keys() | self.marked.keys() | self.lines.keys()
        found = [
            Share(
                name,
                self.commits[name],
                self.marked[name],
                self.lines[name] if lines else None,
                self.lines_marked[name] if lines else None,
            )
            for name in names
        ]
        return tuple(sorted(found, key=lambda row: (-(row.lines_added_marked or 0), -row.commits_marked, row.name)))


def of_history(rows: Iterable[tuple[str, ...]], table: Table, title: str) -> Census:
    """The census of commits, as fields of `Row`, by what their messages, identities and merged branches say."""
    claims: list[Attribution] = []
    authors = _Tally()
    doubts: Counter[str] = Counter()
    # Nearly all commits are by few people and say nothing: those cost two look-ups.
    unmarked: dict[tuple[str, str, str, str], bool] = {}
    merging = branches.MERGE
    for fields in rows:
        _, _, parents, author, email, committer, committer_email, message = fields
        authors.commits[author] += 1
        people = (author, email, committer, committer_email)
        plain = unmarked.get(people)
        if plain is None:
            plain = unmarked[people] = not _is_of_interest(Row(*fields), table)
        merges = " " in parents and message.startswith(merging)
        if plain and not merges and not messages.may_be_marked(message, table):
            continue
        found = _of_row(Row(*fields), plain, table)
        if found:
            authors.marked[author] += 1
            claims += found
        elif committer.endswith(tuple(ending for ending, _ in table.author_ends)):
            doubts[_COMMITTED_ONLY] += 1
    total = Share("", authors.commits.total(), authors.marked.total())
    return _census(title, total, claims, authors.rows(lines=False), (), doubts, {})


def _is_of_interest(row: Row, table: Table) -> bool:
    endings = tuple(ending for ending, _ in table.author_ends)
    return bool(identities.of_commit(row.commit(), table)) or row.committer.endswith(endings)


def _of_row(row: Row, plain: bool, table: Table) -> Sequence[Attribution]:
    found = messages.in_message(row.message[1:], row.author, table, row.sha)
    if not plain:
        found += identities.of_commit(row.commit(), table)
    if " " in row.parents:
        found += branches.merged(row.message[1:], row.sha, table)
    return strongest(found) if len(found) > 1 else found


def of_change(changeset: Changeset, found: Shares, skipped: Sequence[Skipped]) -> Census:
    """The census of a change whose lines were followed to their commits."""
    provenance = found.provenance
    marked = {attribution.commit for attribution in provenance.attributions} - {None}
    names = {commit.sha: commit.author.name for commit in changeset.commits}
    authors, files = _Tally(), _Tally()
    for commit in changeset.commits:
        authors.commits[commit.author.name] += 1
        authors.marked[commit.author.name] += commit.sha in marked
    tools: Counter[str] = Counter()
    for line in found.lines:
        is_marked = any(claim.contributor != "human" for claim in line.claims)
        author = names.get(line.commit or "", "not committed yet")
        for tally, name in ((authors, author), (files, line.path)):
            tally.lines[name] += 1
            tally.lines_marked[name] += is_marked
        tools.update(_tools(line))
    touched: defaultdict[str, set[str | None]] = defaultdict(set)
    for line in found.lines:
        touched[line.path].add(line.commit)
    for path, commits in touched.items():
        files.commits[path] = len(commits - {None})
        files.marked[path] = len(commits & marked)
    total = Share("", len(changeset.commits), len(marked), provenance.lines_added, provenance.lines_added_marked)
    rows = list(provenance.attributions)
    census = _census(changeset.title, total, rows, authors.rows(lines=True), files.rows(lines=True), Counter(), tools)
    return replace(census, provenance=provenance, skipped=tuple(skipped))


def _tools(line: Line) -> set[str]:
    return {claim.tool for claim in line.claims if claim.contributor != "human"}


def _census(
    title: str,
    total: Share,
    rows: Sequence[Attribution],
    authors: tuple[Share, ...],
    files: tuple[Share, ...],
    doubts: Counter[str],
    lines: Mapping[str, int],
) -> Census:
    tools: defaultdict[str, set[str]] = defaultdict(set)
    models: defaultdict[str, set[str]] = defaultdict(set)
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        place = row.commit or ""
        tools[row.tool].add(place)
        marks[row.mark].add(place)
        if row.model_id:
            models[row.model_id].add(place)
        if row.doubt:
            doubts[row.doubt] += 1
    has_lines = total.lines_added is not None
    return Census(
        title=title,
        total=total,
        tools=_shares(tools, {tool: lines.get(tool, 0) for tool in tools} if has_lines else {}),
        models=_shares(models, {}),
        marks=_shares(marks, {}),
        authors=authors,
        files=files,
        doubts=tuple(sorted(doubts.items())),
        rows=tuple(rows),
    )


def _shares(commits: Mapping[str, set[str]], lines: Mapping[str, int]) -> tuple[Share, ...]:
    found = [
        Share(name, len(places - {""}), len(places - {""}), lines.get(name), lines.get(name))
        for name, places in commits.items()
    ]
    return tuple(sorted(found, key=lambda row: (-(row.lines_added_marked or 0), -row.commits_marked, row.name)))
