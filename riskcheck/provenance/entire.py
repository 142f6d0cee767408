"""Marks that Entire leaves on a branch of its own: which files an agent touched for a commit, and its share of it.

A commit names its checkpoint in a trailer; the branch holds `<id[:2]>/<id[2:]>/metadata.json`, which lists
sessions, each with a `<n>/metadata.json` beside it. Source: entireio/cli, docs/architecture.
"""

import re
from collections.abc import Iterator, Mapping

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.provenance import Attribution, ContributorType
from riskcheck.expressions import expression
from riskcheck.provenance.foreign_json import items, load, members, path, text
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.tools import model, tool_of_name
from riskcheck.repository import Repository

BRANCH = "entire/checkpoints/v1"
_REFS = (f"refs/heads/{BRANCH}", f"refs/remotes/origin/{BRANCH}")
_TRAILER = expression(r"^Entire-Checkpoint:[ \t]{0,8}([0-9a-f]{12})[ \t]{0,8}\r?$", re.IGNORECASE | re.MULTILINE)
_SESSION = expression(r".*/([0-9]{1,4})/metadata\.json")
_MAX_BYTES = 5_000_000


def read(changeset: Changeset, context: Context) -> Reading:
    """What the checkpoints of the commits claim about files, or that a clone does not have them."""
    named = [
        (commit.sha, id_.lower())
        for commit in changeset.commits
        for id_ in dict.fromkeys(_TRAILER.findall(commit.message))
    ]
    if context.repository is None or not named:
        return Reading()
    ref = next((ref for ref in _REFS if context.repository.has_ref(ref)), None)
    if ref is None:
        reason = f"not fetched: `git fetch origin {BRANCH}:{BRANCH}`"
        return Reading(skipped=(Skipped("Entire checkpoints", reason),))
    checkpoints = _checkpoints(context.repository, ref, sorted({id_ for _, id_ in named}))
    found = dict.fromkeys(
        attribution for sha, id_ in named for session in checkpoints[id_] for attribution in _claims(sha, id_, session)
    )
    missing = sum(not sessions for sessions in checkpoints.values())
    reason = f"not on the branch, or not understood: {missing} of {len(checkpoints)}"
    return Reading(tuple(found), (Skipped("Entire checkpoints", reason),) if missing else ())


def parse(document: bytes) -> Mapping[str, object]:
    """A metadata file; without members where it is none."""
    return members(load(document))


def _checkpoints(repository: Repository, ref: str, ids: list[str]) -> dict[str, list[Mapping[str, object]]]:
    """The sessions of each checkpoint; a session says for itself which files it touched, or else the summary does."""
    folders = {id_: f"{ref}:{id_[:2]}/{id_[2:]}" for id_ in ids}
    contents = repository.contents([f"{folder}/metadata.json" for folder in folders.values()], limit=_MAX_BYTES)
    summaries = {id_: parse(contents.get(f"{folders[id_]}/metadata.json", b"")) for id_ in ids}
    names = {
        id_: [f"{folders[id_]}/{number}/metadata.json" for number in session_numbers(summaries[id_])] for id_ in ids
    }
    contents = repository.contents([name for listed in names.values() for name in listed], limit=_MAX_BYTES)
    return {
        id_: [
            {"files_touched": summaries[id_].get("files_touched"), **parse(contents[name])}
            for name in names[id_]
            if name in contents
        ]
        for id_ in ids
    }


def session_numbers(summary: Mapping[str, object]) -> list[str]:
    """The folders of the sessions that a summary lists; sessions that were dropped leave gaps."""
    found = (_SESSION.fullmatch(text(members(session).get("metadata"))) for session in items(summary.get("sessions")))
    return list(dict.fromkeys(match[1] for match in found if match))


def _claims(sha: str, id_: str, session: Mapping[str, object]) -> Iterator[Attribution]:
    contributor = _contributor(members(session.get("initial_attribution")).get("agent_percentage"))
    if contributor is None:
        return
    for touched in items(session.get("files_touched")):
        if path(touched):
            yield Attribution(
                tool=tool_of_name(text(session.get("agent"))),
                kind="assisted",
                mark="entire",
                granularity="file",
                confidence="medium",
                text=f"Entire-Checkpoint: {id_}",
                commit=sha,
                path=str(touched),
                model_id=model(text(session.get("model"))),
                contributor=contributor,
            )


def _contributor(percentage: object) -> ContributorType | None:
    """Whose the lines are by the agent's share of them; without a share the session still touched the files."""
    if isinstance(percentage, bool) or not isinstance(percentage, int | float):
        return "mixed"
    return "ai" if percentage >= 100 else "mixed" if percentage > 0 else None
