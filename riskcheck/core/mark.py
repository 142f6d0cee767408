"""What a mark of AI authorship is: a row of the table of marks."""

from dataclasses import dataclass

from riskcheck.core.provenance import AuthorshipKind, Confidence


@dataclass(frozen=True, slots=True)
class Mark:
    """A row: this trace claims this tool, as that source documents. The columns are those of marks.toml."""

    id: str
    tool: str
    kind: AuthorshipKind
    how: str
    confidence: Confidence
    source: str
    since: str | None = None
    doubt: str | None = None
    emails: tuple[str, ...] = ()
    email_value: str | None = None
    logins: tuple[str, ...] = ()
    author_ends: str | None = None
    keys: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    value: str | None = None
    subject: bool = False
    whole_file: bool = False
