"""Writes docs/marks.md from the table of marks: `python docs/build.py docs/marks.md`."""

import sys
from pathlib import Path

from riskcheck.core.mark import Mark
from riskcheck.provenance import marks
from riskcheck.reports.explanation import HOW, matched

HEAD = """# Marks of AI authorship

What riskcheck takes for a mark, from `riskcheck/provenance/marks.toml`; `riskcheck explain ID` says the same of one.
A mark is a claim that a tool or a person left. "No mark found" never means that a human wrote it. Line-level claims
come from git-ai, whogitit and SourceTrace notes, Agent Trace files and Entire checkpoints, which have readers of their
own. This page is generated; do not edit it.
"""


def page() -> str:
    """The page, a section for each way in which a mark matches."""
    sections = [_section(how, [mark for mark in marks() if mark.how == how]) for how in HOW]
    return "\n".join([HEAD, *sections])


def _section(how: str, found: list[Mark]) -> str:
    rows = [_row(mark) for mark in sorted(found, key=lambda mark: (mark.tool, mark.id))]
    head = "| id | tool | kind | confidence | matches | source |\n|---|---|---|---|---|---|"
    return "\n".join([f"## {HOW[how][0].upper()}{HOW[how][1:]}", "", head, *rows, ""])


def _row(mark: Mark) -> str:
    texts = ", ".join(f"`{text}`" for text in matched(mark))
    tool = "as its value says" if mark.tool == "*" else mark.tool
    source = mark.source + (f"; doubtful: {mark.doubt}" if mark.doubt else "")
    cells = (mark.id, tool, mark.kind, mark.confidence, texts, source + (f"; since {mark.since}" if mark.since else ""))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
