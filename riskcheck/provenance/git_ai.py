"""Marks that git-ai leaves in git notes: the Git AI Standard v3, line ranges by agent session.

src/app.py
  s_0123456789abcd::t_0123456789abcd 1-4,9
  h_0123456789abcd 5
---
{"schema_version": "authorship/3.0.0", "sessions": {"s_0123456789abcd": {"agent_id": {"tool": "claude", ...
"""

import os
import re
from collections import defaultdict
from collections.abc import Mapping

from riskcheck.core.change import Changeset, Skipped
from riskcheck.expressions import expression
from riskcheck.provenance import foreign_json
from riskcheck.provenance.claims import BY_A_PERSON, Claim, Claims
from riskcheck.provenance.notes import read_notes
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.spans import Span, lines_in
from riskcheck.provenance.tools import UNKNOWN, model, tool_of_name

REF = "refs/notes/ai"
_DIVIDER = expression(rb"^---\r?$", re.MULTILINE)


def read(changeset: Changeset, context: Context) -> Reading:
    """What the notes claim, or that a clone where git-ai works does not have them."""
    repository = context.repository
    in_use = repository is not None and os.path.isdir(os.path.join(repository.common_dir, "ai"))
    if repository and in_use and not repository.has_ref(REF):
        return Reading(skipped=(Skipped("git-ai notes", f"not fetched: `git fetch origin {REF}:{REF}`"),))
    return read_notes(changeset, context, ref=REF, mark="git-ai", parse=parse)


def parse(note: bytes) -> Claims:
    """The claims of a note; a damaged one gives those that can be understood."""
    attested, *described = _DIVIDER.split(note, maxsplit=1)
    record = foreign_json.members(foreign_json.load(b"".join(described)))
    claims: dict[str, Claim] = {}
    by_path: defaultdict[str, list[Span[Claim]]] = defaultdict(list)
    unread = int(not record and bool(note.strip()))
    path: str | None = None
    for line in attested.decode("utf-8", "surrogateescape").split("\n"):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        if line[0] not in " \t":
            path = foreign_json.path(_unquoted(line))
            continue
        key, _, listed = line.strip().rpartition(" ")
        ranges = [lines_in(part) for part in listed.split(",")]
        unread += path is None or not key or None in ranges
        if path is not None and key:
            if key not in claims:
                claims[key] = _claim(key, record)
            by_path[path] += [Span(*found, claims[key]) for found in ranges if found]
    return Claims(dict(by_path), unread)


def _unquoted(line: str) -> str:
    """A path with white space stands in quotes; nothing in it is escaped."""
    return line[1:-1] if len(line) > 2 and line[0] == line[-1] == '"' else line


def _claim(key: str, record: Mapping[str, object]) -> Claim:
    """Whom a key stands for; keys that nothing explains are an agent's, as only agents are certain to be recorded."""
    sections = {name: foreign_json.members(record.get(name)) for name in ("humans", "sessions", "prompts")}
    if key == "human" or key.startswith("h_") or key in sections["humans"]:
        return BY_A_PERSON
    session = key.partition("::")[0]
    found = foreign_json.members(sections["sessions"].get(session) or sections["prompts"].get(session))
    agent = foreign_json.members(found.get("agent_id"))
    tool, model_id = foreign_json.text(agent.get("tool")), foreign_json.text(agent.get("model"))
    if not tool:
        return Claim(UNKNOWN, foreign_json.text(session), model(model_id))
    return Claim(tool_of_name(tool), f"{tool} {model_id}".strip(), model(model_id))
