"""The table of marks, read once and indexed for matching."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from riskcheck.core.provenance import AuthorshipKind

_TABLE = Path(__file__).parent / "marks.toml"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row of the table claims: this tool, in this way, as that source documents."""

    id: str
    tool: str
    kind: AuthorshipKind
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """Marks by what they match: e-mail address, app slug, line pattern, branch prefix, word."""

    emails: Mapping[str, Mark]
    logins: Mapping[str, Mark]
    lines: tuple[tuple[re.Pattern[str], Mark], ...]
    any_line: re.Pattern[str]
    branches: tuple[tuple[str, Mark], ...]
    words: tuple[tuple[re.Pattern[str], str], ...]


@cache
def table() -> Table:
    """The marks that riskcheck knows."""
    rows = tomllib.loads(_TABLE.read_text("utf-8"))
    patterns = [row["pattern"] for row in rows["line"]]
    return Table(
        emails={email.lower(): _mark(row) for row in rows["identity"] for email in row["emails"]},
        logins={login.lower(): _mark(row) for row in rows["identity"] for login in row["logins"]},
        lines=tuple((re.compile(row["pattern"], re.IGNORECASE), _mark(row)) for row in rows["line"]),
        any_line=re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE),
        branches=tuple((row["prefix"], _mark({**row, "kind": "authored"})) for row in rows["branch"]),
        words=tuple(
            (re.compile(rf"(?<![\w.-])(?:{row['words']})(?![a-z])", re.IGNORECASE), row["tool"]) for row in rows["word"]
        ),
    )


def marks() -> tuple[Mark, ...]:
    """Every mark of the table, sorted by id."""
    known = table()
    rows = [*known.emails.values(), *known.logins.values(), *(mark for _, mark in (*known.lines, *known.branches))]
    return tuple(sorted(set(rows), key=lambda mark: mark.id))


def of_address(email: str) -> Mark | None:
    """The mark of an e-mail address: the exact address, or the exact app slug of a GitHub no-reply address."""
    address = email.strip().lower()
    known = table()
    if address in known.emails:
        return known.emails[address]
    if re.fullmatch(r"agent-(?:local-)?[0-9a-f-]{8,40}@letta\.com", address):
        return known.emails["noreply@letta.com"]
    # "<digits>+<slug>@users.noreply.github.com": the number alone says nothing, bots share it
    slug = re.fullmatch(r"\d+\+([^@]+)@users\.noreply\.github\.com", address)
    if slug is None:
        slug = re.fullmatch(r"([^@+]+\[bot\])@users\.noreply\.github\.com", address)
    return known.logins.get(slug[1]) if slug else None


def tool_of_value(value: str) -> str | None:
    """The tool that the value of a policy trailer names, or None where it names none."""
    harness = re.search(r"\bvia (\w+)", value, re.IGNORECASE)
    for text in (harness[1], value) if harness else (value,):
        for pattern, tool in table().words:
            if pattern.search(text):
                return tool
    return None


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(row["id"], row["tool"], row["kind"], row["source"])
