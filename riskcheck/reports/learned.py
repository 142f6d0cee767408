"""What a run of `riskcheck learn` has found, in a few lines."""

from riskcheck.core.learned import Learned
from riskcheck.reports.text import plain


def render(learned: Learned) -> str:
    """How much is known now, what became of it, and what could not be read."""
    new = f"{learned.new:,} of them new" if learned.new < learned.commits else "all of them new"
    lines = [f"{learned.commits:,} commits known, {new}."]
    if learned.forgotten:
        lines.append(f"Forgotten, as no part of the history any more: {learned.forgotten:,}.")
    lines += [f"  {what}: {count:,}" for what, count in learned.labels]
    lines += [f"Not read: {plain(entry.what)} ({plain(entry.reason)})" for entry in learned.skipped]
    return "\n".join(lines) + "\n"
