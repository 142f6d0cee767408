"""Marks in comments of the added lines themselves: single markers, pairs of them, and headers of files."""

from collections.abc import Iterator
from dataclasses import replace

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Attribution
from riskcheck.expressions import expression
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import Table

# Without a sign of a comment it is a tag of a scenario, a key of data, or prose.
_COMMENT = expression(r"\s{0,200}(?://+|#+|/?\*+|--|;+|<!--|%|\(\*)!?\s{0,20}(?=\S)")
_ADDRESS = expression(r"<([^\s<>]{3,120})>")
_TEXTS = frozenset({"docs", "config", "data", "lock", "generated", "vendored"})


def read(changeset: Changeset, context: Context) -> Reading:
    """What comments in added lines claim about the lines that follow them in the same hunk, or about their file."""
    return Reading(tuple(found for patch in changeset.patches for found in _in_patch(patch, context.table)))


def _in_patch(patch: Patch, table: Table) -> Iterator[Attribution]:
    # Gherkin has tags of the same form, on scenarios about AI.
    if patch.kind in _TEXTS or patch.path.endswith(".feature"):
        return
    marks = table.how("comment")
    lines = list(patch.added())
    for position, (number, text) in enumerate(lines):
        sign = _COMMENT.match(text[:400])
        if sign is None:
            continue
        comment = text[sign.end() : 400]
        for mark in marks:
            if not comment.lower().startswith(tuple(start.lower() for start in mark.starts)):
                continue
            named = _named(mark, comment, table)
            if named:
                mark = replace(mark, tool=named)
                yield _claim(mark, patch, number, None if mark.whole_file else _end(mark, lines[position:]), comment)


def _named(mark: Mark, comment: str, table: Table) -> str | None:
    """The tool of a mark, which may be that of the address in its comment; None where no agent has that address."""
    if mark.tool != "*":
        return mark.tool
    address = _ADDRESS.search(comment)
    identity = table.of_address(address[1], comment) if address else None
    return identity.tool if identity else None


def _end(mark: Mark, lines: list[tuple[int, str]]) -> int:
    """The last line that a marker speaks for: its closing marker, or else the last of its run of added lines."""
    last = lines[0][0]
    for number, text in lines[1:]:
        if number != last + 1:
            break
        last = number
        if any(end.lower() in text.lower() for end in mark.ends):
            break
        # A blank line ends what a single marker stands before.
        if not mark.ends and not text.strip():
            break
    return last


def _claim(mark: Mark, patch: Patch, start: int, end: int | None, comment: str) -> Attribution:
    return Attribution(
        mark.tool,
        mark.kind,
        "comment",
        "line" if end else "file",
        mark.confidence,
        comment[:200],
        path=patch.path,
        start_line=start if end else None,
        end_line=end,
    )
