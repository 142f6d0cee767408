"""Who or what wrote the change, as far as marks say so."""

from dataclasses import dataclass
from typing import Literal

from riskcheck.core.change import Skipped

AuthorshipKind = Literal["authored", "assisted"]
ContributorType = Literal["ai", "mixed", "human", "unknown"]
Granularity = Literal["line", "file", "commit", "change"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One mark's claim about one place; the path is None where the claim is wider than a file.

    `mark` is the kind of trace (trailer, identity, footer, branch...), `text` the trace as
    it was found. `model_id` is the model where the mark names one. `contributor` is "human" where
    the mark says that a person wrote these lines. `doubt` says why the mark may be wrong. With
    a commit, lines are those of that commit's version of the path; without one, of the head side.
    """

    tool: str
    kind: AuthorshipKind
    mark: str
    granularity: Granularity
    confidence: Confidence
    text: str
    commit: str | None = None
    path: str | None = None
    start_line: int | None = None
    end_line: int | None = None
    model_id: str | None = None
    contributor: ContributorType = "ai"
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """A share of the change: `lines_added` lines of it, from these commits, by that tool."""

    contributor: ContributorType
    tool: str | None
    model_id: str | None
    kind: AuthorshipKind | None
    lines_added: int
    commits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the marks say about a whole changeset; "not marked" never means "human"."""

    lines_added: int = 0
    lines_added_marked: int = 0
    contributors: tuple[Contributor, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether any part of the change carries a mark of AI authorship."""
        return bool(self.attributions)

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools that the marks name, sorted."""
        return tuple(sorted({attribution.tool for attribution in self.attributions}))


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a census: commits, and where lines were read, added lines, with those that carry a mark."""

    name: str
    commits: int
    commits_marked: int
    lines_added: int | None = None
    lines_added_marked: int | None = None


@dataclass(frozen=True, slots=True)
class Census:
    """What the marks in a range of commits say together; rows are sorted, the most marked first.

    `marks` counts commits by kind of mark, `doubts` those whose mark may be wrong, by reason. `total`
    has lines, and `files` rows, only where lines were read; then `provenance` is that of the
    whole range. `rows` are the claims one by one.
    """

    title: str
    total: Share
    tools: tuple[Share, ...]
    models: tuple[Share, ...]
    marks: tuple[Share, ...]
    authors: tuple[Share, ...]
    files: tuple[Share, ...]
    doubts: tuple[tuple[str, int], ...]
    rows: tuple[Attribution, ...]
    provenance: Provenance | None = None
    skipped: tuple[Skipped, ...] = ()
