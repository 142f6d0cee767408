"""What a forge must offer for a comment of ours to be found, made and edited: each forge is a module of this shape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import quote

from riskcheck.ci.run import CIRun
from riskcheck.comments.client import Client
from riskcheck.comments.refusals import Refused
from riskcheck.errors import CommentError

_T = TypeVar("_T")

# For a forge that does not tell a token whose it is.
AUTHOR = "RISKCHECK_AUTHOR"
# Hidden by every forge that takes HTML; the version is that of the marker, not of riskcheck.
HTML_MARKER = "<!-- riskcheck:v1 -->"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the forge gives it; `author` is one kind of name that nobody else can have."""

    number: int
    author: str
    body: str


class Forge(Protocol):
    """A module that knows the API of one forge; `LIMIT` counts characters, `MARKER` is a comment's first line."""

    LIMIT: int
    MARKER: str

    def headers(self, environ: Mapping[str, str]) -> Mapping[str, str]:
        """What proves who asks; raises CommentError where the environment holds no token."""

    def opening(self, run: CIRun, environ: Mapping[str, str]) -> str:
        """The lines that a comment of ours begins with, the marker first."""

    def comments(self, client: Client, run: CIRun) -> Iterable[Comment]:
        """All comments on the pull request, whoever made them."""

    def own(
        self, client: Client, run: CIRun, environ: Mapping[str, str], marked: Sequence[Comment]
    ) -> Sequence[Comment]:
        """Those of the marked comments that we made."""

    def make(self, client: Client, run: CIRun, body: str) -> None:
        """Make a comment; raises Uncertain where it may have been made all the same."""

    def edit(self, client: Client, run: CIRun, comment: Comment, body: str) -> None:
        """Replace the text of a comment."""

    def remedy(self, refused: Refused, run: CIRun) -> str:
        """What to do about an answer that the forge gave instead."""


def token(environ: Mapping[str, str], names: Sequence[str], remedy: str) -> str:
    """The first token that the environment holds under one of the names; raises CommentError where there is none."""
    found = next((name for name in names if environ.get(name, "").strip()), None)
    if found is None:
        raise CommentError(f"no token for a comment: {' and '.join(names)} are empty", remedy)
    value = environ[found].strip()
    # A header with such a character is an error whose text shows the header.
    if not (value.isascii() and value.isprintable() and " " not in value):
        raise CommentError(f"{found} holds characters that no token has", f"set {found} to the bare token")
    return value


def by_author(author: str, marked: Sequence[Comment]) -> Sequence[Comment]:
    """The comments of one author, who is compared as a whole word in any case of letters."""
    return [comment for comment in marked if author and comment.author.lower() == author.strip().lower()]


def project_path(run: CIRun) -> str:
    """The project of the run with each part of its path quoted for an address."""
    return "/".join(quote(part, safe="") for part in required(run.project, "project", run).split("/"))


def required(value: _T | None, what: str, run: CIRun) -> _T:
    """What a run must name for a comment; raises CommentError where it does not."""
    if not value:
        raise CommentError(
            f"{run.name} does not name the {what}, which a comment needs",
            "let the job run for a pull request; its log holds the report",
        )
    return value
