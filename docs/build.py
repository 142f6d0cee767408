"""Writes the generated pages, one from the table of marks and one from the rules: `python docs/build.py docs`."""

import sys
from pathlib import Path

from riskcheck.core.mark import Mark
from riskcheck.provenance import marks
from riskcheck.reports.explanation import HOW, matched
from riskcheck.signals import rules

MARKS = """# Marks of AI authorship

What riskcheck takes for a mark, from `riskcheck/provenance/marks.toml`; `riskcheck explain ID` says the same of one.
A mark is a claim that a tool or a person left. "No mark found" never means that a human wrote it. Line-level claims
come from git-ai, whogitit and SourceTrace notes, Agent Trace files and Entire checkpoints, which have readers of their
own. This page is generated; do not edit it.
"""
SIGNALS = """# Signals

What riskcheck measures and looks for, by what advice follows from it; `riskcheck explain ID` says more of each. The
grade, 1 to 5, says how grave it is; a change with a signal of grade 3 or more is at least `medium`. Those marked
*typical* are failures that coding assistants are known for; they weigh the same whoever wrote the lines, and get
advice of their own. A dash stands where a measure has a weight in the model instead of a grade. This page is
generated; do not edit it.
"""


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    sections = [_section(how, [mark for mark in marks() if mark.how == how]) for how in HOW]
    groups = sorted({rule.group for rule in rules()})
    return {
        "marks.md": "\n".join([MARKS, *sections]),
        "signals.md": "\n".join([SIGNALS, *(_group(group) for group in groups)]),
    }


def _group(group: str) -> str:
    found = [rule for rule in rules() if rule.group == group]
    head = "| id | what | axis | grade | |\n|---|---|---|---|---|"
    rows = [
        _cells(rule.id, rule.title, rule.axis, str(rule.grade or "-"), "typical" * rule.ai_typical)
        for rule in sorted(found, key=lambda rule: (-rule.grade, rule.id))
    ]
    return "\n".join([f"## {group.capitalize()}", "", head, *rows, ""])


def _section(how: str, found: list[Mark]) -> str:
    rows = [_row(mark) for mark in sorted(found, key=lambda mark: (mark.tool, mark.id))]
    head = "| id | tool | kind | confidence | matches | source |\n|---|---|---|---|---|---|"
    return "\n".join([f"## {HOW[how][0].upper()}{HOW[how][1:]}", "", head, *rows, ""])


def _row(mark: Mark) -> str:
    texts = ", ".join(f"`{text}`" for text in matched(mark))
    tool = "as its value says" if mark.tool == "*" else mark.tool
    source = mark.source + (f"; doubtful: {mark.doubt}" if mark.doubt else "")
    cells = (mark.id, tool, mark.kind, mark.confidence, texts, source + (f"; since {mark.since}" if mark.since else ""))
    return _cells(*cells)


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"


if __name__ == "__main__":
    for name, text in pages().items():
        Path(sys.argv[1], name).write_text(text, encoding="utf-8", newline="\n")
