"""The marks of a range of commits, for people, for programs and for tables."""

import csv
import io
import json
from collections.abc import Sequence

from riskcheck.core.provenance import Attribution, Census, Share
from riskcheck.reports.json import path_object, provenance_object, skipped_object
from riskcheck.reports.text import columns, decoded, plain, shortened

FORMATS = ("terminal", "json", "csv")
_MOST = 10
_NAME = 44
_COLUMNS = (
    "commit", "path", "start_line", "end_line", "tool", "model", "kind", "contributor", "mark", "granularity",
    "confidence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LIMITS = (
    "A mark is a claim that a tool or a person left; nothing here proves who wrote a line. Many agents leave none:",
    '"no mark found" does not mean that a human wrote it. A mark on a squash merge speaks for some of its lines.',
)


def render(name: str, census: Census, version: str) -> str:
    """The census in one of FORMATS."""
    if name == "json":
        return as_json(census, version)
    return as_csv(census) if name == "csv" else terminal(census)


def terminal(census: Census, width: int = 100) -> str:
    """Tables of the most marked rows, and what marks can and cannot say."""
    total = census.total
    lines = [f"{plain(census.title)}", _summary(total), ""]
    for title, rows in (
        ("Tools", census.tools),
        ("Models", census.models),
        ("Kinds of marks", census.marks),
        ("Authors", tuple(row for row in census.authors if row.commits_marked or row.lines_added_marked)),
        ("Files", tuple(row for row in census.files if row.lines_added_marked)),
    ):
        if rows:
            lines += [*_table(title, rows, width), ""]
    for reason, count in census.doubts:
        lines.append(f"Doubtful: {_counted(count, 'commit')}: {plain(reason)}")
    for entry in census.skipped:
        lines.append(f"Not read: {plain(entry.what)}, {plain(entry.reason)}")
    lines += ["", *_LIMITS] if lines[-1] else _LIMITS
    return "\n".join(lines) + "\n"


def _summary(total: Share) -> str:
    told = f"{_counted(total.commits, 'commit')}, {total.commits_marked:,} marked"
    if total.lines_added is not None:
        share = f" ({(total.lines_added_marked or 0) / total.lines_added:.0%})" if total.lines_added else ""
        told += f"; {_counted(total.lines_added, 'added line')}, {total.lines_added_marked or 0:,} marked{share}"
    return told if total.commits_marked or total.lines_added_marked else f"{told}: no mark found"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


def _table(title: str, rows: Sequence[Share], width: int) -> list[str]:
    room = max(min(_NAME, width - 32), 10)
    lines = [title]
    for row in rows[:_MOST]:
        name = shortened(plain(row.name), room)
        counts = f"{row.commits_marked:>8,} {'commit' if row.commits_marked == 1 else 'commits':<7}"
        if row.lines_added_marked is not None:
            counts += f" {row.lines_added_marked:>9,} {'line' if row.lines_added_marked == 1 else 'lines'}"
        lines.append(f"  {name}{' ' * (room - columns(name))}{counts}".rstrip())
    if len(rows) > _MOST:
        lines.append(f"  and {len(rows) - _MOST:,} more")
    return lines


def as_json(census: Census, version: str) -> str:
    """The census as JSON; for one change with its `provenance` object as in the assessment."""
    document: dict[str, object] = {
        "schema_version": 1,
        "riskcheck": {"version": version},
        "title": decoded(census.title),
        "commits": census.total.commits,
        "commits_marked": census.total.commits_marked,
    }
    if census.provenance is not None:
        document["provenance"] = provenance_object(census.provenance)
    for key in ("tools", "models", "marks", "authors"):
        document[key] = [_share(row) for row in getattr(census, key)]
    if census.provenance is not None:
        document["files"] = [{**path_object("path", row.name), **_share(row, name=False)} for row in census.files]
    document["doubts"] = [{"reason": decoded(reason), "commits": count} for reason, count in census.doubts]
    document["skipped"] = [skipped_object(entry) for entry in census.skipped]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _share(row: Share, *, name: bool = True) -> dict[str, object]:
    entry: dict[str, object] = {"name": decoded(row.name)} if name else {}
    entry |= {"commits": row.commits, "commits_marked": row.commits_marked}
    if row.lines_added_marked is not None:
        entry |= {"lines_added": row.lines_added, "lines_added_marked": row.lines_added_marked}
    return entry


def as_csv(census: Census) -> str:
    """One row for each claim (RFC 4180); a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows(map(_row, census.rows))
    return out.getvalue()


def _row(attribution: Attribution) -> list[str]:
    cells = (
        attribution.commit, attribution.path, attribution.start_line, attribution.end_line, attribution.tool,
        attribution.model_id, attribution.kind, attribution.contributor, attribution.mark, attribution.granularity,
        attribution.confidence,
    )  # fmt: skip
    return [_cell("" if cell is None else plain(str(cell))) for cell in cells]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
