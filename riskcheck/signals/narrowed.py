"""Statements that a change moved out of a lock or a transaction whose block is still there."""

from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Hunk, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

NARROWED = Rule(
    "narrowed.statement", "Statement moved out of a lock or transaction", "impact", "statements", "concurrency",
    "Between the end of the block and this statement, others can change what it relies on.",
    "Say why it is safe outside, or move it back; test it with two callers at once.", grade=4,
    reference="https://cwe.mitre.org/data/definitions/362.html",
)  # fmt: skip
RULES: Final = (NARROWED,)

_HELD = expression(
    r"(?i)\s*(?:async )?(?:with|using|synchronized|lock)\b.{0,200}?"
    r"(?:lock|mutex|semaphore|atomic|transaction|synchronized)"
    r"|\s*(?:synchronized|lock)\s*\(|.{0,200}(?:\.synchronize|\.with_lock|\.withLock|[._]transaction)\b.{0,60}(?:\bdo\b|\{)"
)
# Logging and measuring need no lock.
_ASIDE = expression(r"(?i)(?:log|logger|logging|print|metrics?|statsd|console)\w*[.(]|return\b|[#/*]|pass$|[})\]]")
_SHORTEST = 9
_WIDTH = 400
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Lines of code that stood inside such a block and stand outside of it now."""
    found = [evidence for patch in changeset.patches if patch.kind == "code" for evidence in _in_patch(patch, context)]
    if found:
        yield Signal(NARROWED, len(found), tuple(found[:_PLACES]))


def _in_patch(patch: Patch, context: Context) -> Iterator[Evidence]:
    if not any(_moved_left(hunk) for hunk in patch.hunks):
        return
    base, head = context.contents.source(patch), context.contents.target(patch)
    if base is None or head is None:
        return
    lines = base.decode("utf-8", "replace").split("\n")
    kept = {line.strip() for line in head.decode("utf-8", "replace").split("\n")}
    for hunk in patch.hunks:
        for source, target, text in _moved_left(hunk):
            header = _block_around(lines, source - 1)
            if header is not None and lines[header].strip() in kept and _holds_more(lines, header, hunk):
                told = f"{text[:60]}: was inside of {lines[header].strip()[:60]}"
                yield Evidence(told, patch.path, target, target)


def _moved_left(hunk: Hunk) -> list[tuple[int, int, str]]:
    """Lines that were deleted and added again further left: both numbers and the text without its margin."""
    gone = {text.strip(): (number, _margin(text)) for number, text in hunk.deleted()}
    return [
        (gone[text.strip()][0], number, text.strip())
        for number, text in hunk.added()
        if text.strip() in gone
        and len(text.strip()) >= _SHORTEST
        and _margin(text) < gone[text.strip()][1]
        and not _ASIDE.match(text.strip())
    ]


def _block_around(lines: list[str], position: int) -> int | None:
    """The line that begins the innermost lock or transaction around a line."""
    depth = _margin(lines[position])
    for number in range(position - 1, max(position - 200, -1), -1):
        if lines[number].strip() and _margin(lines[number]) < depth:
            if _HELD.match(lines[number][:_WIDTH]):
                return number
            depth = _margin(lines[number])
    return None


def _holds_more(lines: list[str], header: int, hunk: Hunk) -> bool:
    """Whether the block itself stayed where it is, and something stays inside of it."""
    deleted = {number for number, _ in hunk.deleted()}
    if header + 1 in deleted:
        return False
    for number in range(header + 1, min(header + 200, len(lines))):
        if lines[number].strip():
            if _margin(lines[number]) <= _margin(lines[header]):
                return False
            if number + 1 not in deleted:
                return True
    return False


def _margin(text: str) -> int:
    expanded = text[:_WIDTH].expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
