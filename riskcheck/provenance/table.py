"""The table of marks, read once and indexed for matching; a team's own rows are added to it."""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from riskcheck.core.mark import Mark
from riskcheck.errors import SettingsError
from riskcheck.expressions import expression

_TABLE = Path(__file__).parent / "marks.toml"
_SCHEMA = Path(__file__).parent / "marks.schema.json"
# "<digits>+<slug>@users.noreply.github.com": the number alone says nothing, bots share it.
PREFIX = 3
_LETTERS = 7
_DISCLOSING = (
    "this pr",
    "this pull",
    "this commit",
    "this change",
    "this patch",
    "the pr",
    "the pull",
    "the commit",
    "the change",
    "the patch",
)
_NO_REPLY = expression(r"(?:\d{1,12}\+([^@]{1,100})|([^@+]{1,100}\[bot\]))@users\.noreply\.github\.com")


# Equal only to itself, so that answers can be remembered by table.
@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Marks by what they match; texts in lower case, patterns compiled."""

    marks: tuple[Mark, ...]
    words: tuple[tuple[re.Pattern[str], str], ...]
    emails: Mapping[str, tuple[Mark, ...]]
    logins: Mapping[str, Mark]
    email_values: tuple[tuple[re.Pattern[str], Mark], ...]
    author_ends: tuple[tuple[str, Mark], ...]
    trailers: Mapping[str, tuple[tuple[re.Pattern[str] | None, Mark], ...]]
    # By the first letters, which is all that most lines have in common with any.
    lines: Mapping[str, tuple[tuple[str, Mark], ...]]
    # Finds the starts of lines that may be marks, going by their first letters.
    candidate: re.Pattern[str]

    def how(self, name: str) -> tuple[Mark, ...]:
        """The marks that match in this way."""
        return tuple(mark for mark in self.marks if mark.how == name)

    def of_address(self, email: str, name: str = "") -> Mark | None:
        """The mark of an e-mail address: the exact address, or the exact slug of a no-reply address.

        Where tools share an address, the name beside it says which of them it is.
        """
        address = email.strip().lower()
        for mark in self.emails.get(address, ()):
            if mark.value is None or re.match(mark.value, name.strip(" \"'"), re.IGNORECASE):
                return mark
        if address.endswith("@users.noreply.github.com"):
            slug = _NO_REPLY.fullmatch(address)
            return self.logins.get(slug[1] or slug[2]) if slug else None
        return next((mark for pattern, mark in self.email_values if pattern.fullmatch(address)), None)

    def tool_of(self, value: str) -> str | None:
        """The tool that a value names, or None where it names none; the harness counts before the model."""
        harness = re.search(r"\bvia (\w{2,40})", value, re.IGNORECASE)
        for text in (harness[1], value) if harness else (value,):
            for pattern, tool in self.words:
                if pattern.search(text):
                    return tool
        return None


@cache
def shipped() -> Table:
    """The marks that riskcheck knows."""
    rows = tomllib.loads(_TABLE.read_text("utf-8"))
    return _indexed(map(_mark, rows["mark"]), rows["word"])


def with_rows(own: Sequence[Mapping[str, Any]]) -> Table:
    """The table with a team's own rows before the shipped ones; SettingsError for a row that does not fit."""
    if not own:
        return shipped()
    # Imported here: few teams have rows of their own, and the hook's path stays light.
    import fastjsonschema

    try:
        fastjsonschema.validate(json.loads(_SCHEMA.read_text("utf-8")), {"mark": list(own)})
        for row in own:
            re.compile(row.get("value", ""))
            re.compile(row.get("email_value", ""))
    except (fastjsonschema.JsonSchemaException, re.error) as problem:
        raise SettingsError(f"a mark in the configuration: {problem}", "write it as marks.toml does") from None
    rows = tomllib.loads(_TABLE.read_text("utf-8"))
    return _indexed(map(_mark, (*own, *rows["mark"])), rows["word"])


def _mark(row: Mapping[str, Any]) -> Mark:
    columns: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Mark(**columns)


def _indexed(marks: Iterable[Mark], words: Iterable[Mapping[str, str]]) -> Table:
    known = tuple(marks)
    trailers: defaultdict[str, list[tuple[re.Pattern[str] | None, Mark]]] = defaultdict(list)
    for mark in known:
        for key in mark.keys:
            pattern = None if mark.value in ("address", "tool", None) else expression(mark.value, re.IGNORECASE)
            trailers[key.lower()].append((pattern, mark))
    lines = [(start.lower(), mark) for mark in known if mark.how == "line" for start in mark.starts]
    identities = [mark for mark in known if mark.how == "identity"]
    return Table(
        marks=known,
        words=tuple(
            (expression(rf"(?<![\w.-])(?:{row['words']})(?![a-z])", re.IGNORECASE), row["tool"]) for row in words
        ),
        emails=_by_email(identities),
        logins={login.lower(): mark for mark in reversed(identities) for login in mark.logins},
        email_values=tuple((expression(mark.email_value), mark) for mark in identities if mark.email_value),
        author_ends=tuple((mark.author_ends, mark) for mark in identities if mark.author_ends),
        trailers={key: tuple(rows) for key, rows in trailers.items()},
        lines=_by_prefix(lines),
        candidate=_candidate(known),
    )


def _by_prefix(lines: Iterable[tuple[str, Mark]]) -> dict[str, tuple[tuple[str, Mark], ...]]:
    found: defaultdict[str, list[tuple[str, Mark]]] = defaultdict(list)
    for start, mark in lines:
        found[start[:PREFIX]].append((start, mark))
    return {prefix: tuple(rows) for prefix, rows in found.items()}


def _by_email(identities: Iterable[Mark]) -> dict[str, tuple[Mark, ...]]:
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in identities:
        for email in mark.emails:
            found[email.lower()].append(mark)
    return {email: tuple(marks) for email, marks in found.items()}


def _candidate(known: Iterable[Mark]) -> re.Pattern[str]:
    """Finds lines that may be marks, by their first letters, or by a sign that is no quote, bullet or indentation.

    The line feed in front is what makes it fast. Sign-offs are on every commit of some histories and count only
    with the address of an agent, so that is looked for at once.
    """
    marks = list(known)
    by_address = {
        key.lower() for mark in marks if mark.value == "address" and mark.confidence != "high" for key in mark.keys
    }
    starts = [text for mark in marks if mark.how in ("trailer", "line") for text in (*mark.keys, *mark.starts)]
    letters = {start.lower()[:_LETTERS] for start in (*starts, *_DISCLOSING) if start[0].isalnum()}
    letters -= {key[:_LETTERS] for key in by_address}
    choices = [_any_case(text) for text in sorted(letters)]
    emails = [re.escape(email) for mark in marks for email in mark.emails]
    logins = [re.escape(login) for mark in marks for login in mark.logins]
    values = [mark.email_value for mark in marks if mark.email_value]
    no_reply = rf"(?:\d{{1,12}}\+)?(?:{'|'.join(sorted(logins))})@users\.noreply"
    addresses = rf"[^\n<]{{0,100}}+<(?i:{'|'.join([*sorted(emails), no_reply, *values])})"
    choices += [_any_case(key) + rf"\s?:{addresses}" for key in sorted(by_address)]
    return re.compile(rf"\n(?![\s>`|\-\"'])(?:{'|'.join(choices)}|\W)")


def _any_case(text: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c) for c in text)
