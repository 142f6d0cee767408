"""Marks in Agent Trace records (cursor/agent-trace, RFC 0.1.0): the lines that a conversation produced.

The RFC leaves the place open; its reference hook appends JSON lines to `.agent-trace/traces.jsonl`. That
hook asks for HEAD before the commit is made, so `vcs.revision` is the parent of the commit with the lines.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from riskcheck.core.change import Changeset, Commit, Skipped
from riskcheck.core.provenance import Attribution, ContributorType
from riskcheck.provenance import foreign_json
from riskcheck.provenance.claims import BY_A_PERSON, Claim, attributions
from riskcheck.provenance.foreign_json import items, members, text
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.spans import Span
from riskcheck.provenance.tools import model, tool_of_model, tool_of_name
from riskcheck.repository import Repository

PLACE = ".agent-trace/traces.jsonl"
MAX_BYTES = 20_000_000


class Trace(NamedTuple):
    """One range of a record, and the revision on which it was recorded."""

    revision: str
    path: str
    span: Span[Claim]


class Traces(NamedTuple):
    """The ranges of all records in their order, and the number of lines not understood or without a revision."""

    traces: tuple[Trace, ...]
    unread: int = 0


def read(changeset: Changeset, context: Context) -> Reading:
    """What the records on the head side claim about the commits."""
    tip = changeset.head or (changeset.commits[0].sha if changeset.commits else None)
    repository = context.repository
    if repository is None or tip is None or repository.try_run("cat-file", "-e", f"{tip}:{PLACE}") is None:
        return Reading()
    content = repository.contents([f"{tip}:{PLACE}"], limit=MAX_BYTES).get(f"{tip}:{PLACE}")
    if content is None:
        return Reading(skipped=(Skipped(PLACE, f"no file, or larger than {MAX_BYTES // 1_000_000} MB"),))
    found = parse(content)
    reason = f"not understood, or without a revision: {found.unread} of its lines"
    return Reading(
        tuple(_attributed(changeset, repository, found.traces)), (Skipped(PLACE, reason),) if found.unread else ()
    )


def parse(content: bytes) -> Traces:
    """The ranges of JSON lines; a damaged line gives those that can be understood."""
    found: list[Trace] = []
    unread = 0
    for line in content.split(b"\n"):
        if line.strip():
            traces = list(_in_record(members(foreign_json.load(line))))
            found += filter(None, traces)
            unread += None in traces
    return Traces(tuple(found), unread)


def _in_record(record: Mapping[str, object]) -> Iterator[Trace | None]:
    """The ranges of a record; None stands for what is not understood."""
    revision, tool = text(members(record.get("vcs")).get("revision")), text(members(record.get("tool")).get("name"))
    if not revision or not isinstance(record.get("files"), list):
        yield None
        return
    for file in items(record["files"]):
        path = _path(members(file).get("path"))
        for lines, contributor in _ranges(file):
            who = text(contributor.get("type")) or "unknown"
            if path is None or lines is None or who not in get_args(ContributorType):
                yield None
            elif who != "unknown":
                yield Trace(revision, path, Span(*lines, _claim(who, contributor, tool)))


def _ranges(file: object) -> Iterator[tuple[tuple[int, int] | None, Mapping[str, object]]]:
    """First and last line of each range of a file, and its contributor: its own, or that of the conversation."""
    for conversation in items(members(file).get("conversations")):
        usual = members(members(conversation).get("contributor"))
        for found in items(members(conversation).get("ranges")):
            start = foreign_json.line_number(members(found).get("start_line"))
            end = foreign_json.line_number(members(found).get("end_line"))
            lines = (start, end) if start and end and start <= end else None
            yield lines, members(members(found).get("contributor")) or usual


def _path(value: object) -> str | None:
    """A path relative to the root, with slashes; None for one that leads outside or that no file can have."""
    path = (foreign_json.path(value) or "").replace("\\", "/").removeprefix("./")
    return None if not path or path.startswith("/") or path[1:3] == ":/" or ".." in path.split("/") else path


def _claim(who: str, contributor: Mapping[str, object], tool: str) -> Claim:
    if who == "human":
        return BY_A_PERSON
    model_id = text(contributor.get("model_id"))
    return Claim(
        tool_of_name(tool) if tool else tool_of_model(model_id),
        f"{tool} {model_id}".strip() or who,
        model(model_id),
        "mixed" if who == "mixed" else "ai",
    )


def _attributed(changeset: Changeset, repository: Repository, found: Sequence[Trace]) -> Iterator[Attribution]:
    """Each range at the commit that it is about; records of older commits are about none of the change."""
    candidates = _candidates(changeset.commits)
    wanted = {sha for trace in found for sha in candidates.get(trace.revision, ())}
    touched = repository.touched([commit.sha for commit in changeset.commits if commit.sha in wanted])
    by_commit: dict[str, defaultdict[str, list[Span[Claim]]]] = {sha: defaultdict(list) for sha in touched}
    for trace in found:
        # Shell history and sessions are recorded under names that are no files, and so touched by no commit.
        sha = next((sha for sha in candidates.get(trace.revision, ()) if trace.path in touched[sha]), None)
        if sha is not None:
            by_commit[sha][trace.path].append(trace.span)
    for sha, by_path in by_commit.items():
        # Positions are those right after the edit, which later edits shift.
        yield from attributions(by_path, mark="agent-trace", commit=sha, confidence="medium")


def _candidates(commits: Sequence[Commit]) -> Mapping[str, Sequence[str]]:
    """Which commits a record can be about, by the revision it names: its children, merges last, then itself."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for commit in sorted(commits, key=lambda commit: len(commit.parents)):
        if commit.parents:
            found[commit.parents[0]].append(commit.sha)
    for commit in commits:
        found[commit.sha].append(commit.sha)
    return found
