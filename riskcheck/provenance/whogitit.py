"""Marks that whogitit leaves in git notes, line by line (version 3 of its format, and 2, where a source is a string).

{"version": 3, "session": {"model": {"id": "claude-x", "provider": "anthropic"}},
 "files": [{"path": "src/app.py", "lines": [{"line_number": 1, "source": {"type": "AI"}}]}]}
"""

from collections import defaultdict
from collections.abc import Mapping

from riskcheck.core.change import Changeset
from riskcheck.provenance.claims import BY_A_PERSON, Claim, Claims
from riskcheck.provenance.foreign_json import items, line_number, load, members, path, text
from riskcheck.provenance.notes import read_notes
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.spans import Span
from riskcheck.provenance.tools import model, tool_of_model

REF = "refs/notes/whogitit"
# Lines that were there before the session, and lines of which whogitit says that it does not know.
_NO_CLAIM = frozenset({"Original", "Unknown"})


def read(changeset: Changeset, context: Context) -> Reading:
    """What the notes claim."""
    return read_notes(changeset, context, ref=REF, mark="whogitit", parse=parse)


def parse(note: bytes) -> Claims:
    """The claims of a note; a damaged one gives those that can be understood."""
    record = members(load(note))
    if not isinstance(record.get("files"), list):
        return Claims({}, 1)
    by_agent = _agent(record)
    by_path: defaultdict[str, list[Span[Claim]]] = defaultdict(list)
    unread = 0
    for file in items(record["files"]):
        name = path(members(file).get("path"))
        unread += name is None
        for line in items(members(file).get("lines")) if name else ():
            number = line_number(members(line).get("line_number"))
            source = members(line).get("source")
            kind = text(members(source).get("type")) or text(source)
            if number and kind.startswith("AI"):
                by_path[str(name)].append(Span(number, number, by_agent))
            elif number and kind == "Human":
                by_path[str(name)].append(Span(number, number, BY_A_PERSON))
            else:
                unread += number is None or kind not in _NO_CLAIM
    return Claims(dict(by_path), unread)


def _agent(record: Mapping[str, object]) -> Claim:
    named = members(members(record.get("session")).get("model"))
    vendor, model_id = text(named.get("provider")), text(named.get("id"))
    return Claim(tool_of_model(f"{vendor} {model_id}"), f"{vendor} {model_id}".strip() or "AI", model(model_id))
