"""Marks that SourceTrace leaves in git notes: lines by path and by who wrote them.

{"v": 1, "f": {"src/app.py": [{"s": "agent|cursor(some-model)", "l": [1, "5-9"]}, {"s": "operator", "l": [2]}]}}
"""

from collections import defaultdict

from riskcheck.core.change import Changeset
from riskcheck.expressions import expression
from riskcheck.provenance.claims import BY_A_PERSON, Claim, Claims
from riskcheck.provenance.foreign_json import items, load, members, path, text
from riskcheck.provenance.notes import read_notes
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.spans import Span, lines_in
from riskcheck.provenance.tools import model, tool_of_name

REF = "refs/notes/srctrace/attribution"
_AGENT = expression(r"agent(?:\|([^()|]{0,100})(?:\(([^()]{0,100})\))?)?")


def read(changeset: Changeset, context: Context) -> Reading:
    """What the notes claim."""
    return read_notes(changeset, context, ref=REF, mark="source-trace", parse=parse)


def parse(note: bytes) -> Claims:
    """The claims of a note; a damaged one gives those that can be understood."""
    record = members(load(note))
    if not isinstance(record.get("f"), dict):
        return Claims({}, 1)
    by_path: defaultdict[str, list[Span[Claim]]] = defaultdict(list)
    unread = 0
    for name, entries in members(record["f"]).items():
        for entry in items(entries):
            claim = _claim(text(members(entry).get("s")))
            ranges = [
                lines_in(str(part) if isinstance(part, str | int) else "") for part in items(members(entry).get("l"))
            ]
            unread += claim is None or path(name) is None or None in ranges
            if claim and path(name):
                by_path[name] += [Span(*found, claim) for found in ranges if found]
    return Claims(dict(by_path), unread)


def _claim(source: str) -> Claim | None:
    if source == "operator":
        return BY_A_PERSON
    agent = _AGENT.fullmatch(source)
    return Claim(tool_of_name(agent[1] or ""), source, model(agent[2] or "")) if agent else None
