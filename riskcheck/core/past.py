"""What was known of files, authors and lines before a change was made."""

from dataclasses import dataclass
from typing import Literal

RECENT_DAYS = 90
# So long after it became known, that a change was at fault counts half.
HALF_LIFE_DAYS = 180
# After ten half-lives it counts less than a thousandth, and is forgotten.
FORGOTTEN_DAYS = 10 * HALF_LIFE_DAYS
# Who made less than this share of a file's changes is a minor author of it (Bird et al. 2011).
MINOR_SHARE = 0.05
# A commit that changes more files tells nothing of which belong together.
MOST_FILES_TOGETHER = 30

# Around some files not more of an author's commits are looked at: beyond, more tells no more.
MOST_COMMITS = 1_000

FaultKind = Literal["fixed", "reverted"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the kept history reaches: up to the commit `newest` (None: it knows nothing of this past).

    `commits_missing` are in this past and are not kept yet, so nothing that is said here counts them.
    """

    newest: str | None
    commits_missing: int


@dataclass(frozen=True, slots=True)
class Churn:
    """How many commits changed a file, merges apart, and how many lines of it they added and deleted."""

    commits: int = 0
    lines_added: int = 0
    lines_deleted: int = 0


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who made the commits that changed a file, by e-mail address.

    Shares are of those commits, from 0 to 1; `own_share` is that of the author who was asked about.
    """

    authors: int
    minor_authors: int
    top_author: str
    top_share: float
    own_share: float


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """That the commit `by` says, or that its lines tell, that it repaired or took back the commit `sha`.

    `weight` is how often such a thing is true, from 0 to 1; `days` have passed since it became known.
    """

    sha: str
    by: str
    kind: FaultKind
    weight: float
    days: float

    @property
    def faded_weight(self) -> float:
        """The weight, halved with every HALF_LIFE_DAYS."""
        return self.weight * faded(self.days)


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of some commits that became known in the last FORGOTTEN_DAYS, what counts most first.

    Of each kind one a commit, that which counts most. `fixed` and `reverted` are the sums of their faded weights.
    """

    fixed: float = 0.0
    reverted: float = 0.0
    evidence: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePast:
    """The past of one file, that under its earlier names included.

    `days_since_last` and `days_since_first` are those of its latest and its first commit; they and `ownership` are None
    for a file that no commit changed before. `repairs` sums how sure the messages of its commits say that they repair
    something, faded and forgotten like faults.
    """

    path: str
    earlier_paths: tuple[str, ...]
    total: Churn
    recent: Churn
    ownership: Ownership | None
    days_since_last: float | None
    days_since_first: float | None
    repairs: float
    faults: Faults


@dataclass(frozen=True, slots=True)
class Experience:
    """How many commits an author had made before, merges apart.

    `recent` counts those of the last RECENT_DAYS, `in_directories` and `in_subsystems` those that changed a file under
    one of the directories, or first path components, of a change, among the author's latest MOST_COMMITS; files in the
    root are a directory of their own. `by_years` is the sum of 1 / (years since the commit + 1).
    """

    commits: int = 0
    recent: int = 0
    in_directories: int = 0
    in_subsystems: int = 0
    by_years: float = 0.0


@dataclass(frozen=True, slots=True)
class Companion:
    """A file, by its name then, that changed in `support` of the `commits` small enough that changed the file `of`."""

    path: str
    of: str
    support: int
    commits: int

    @property
    def confidence(self) -> float:
        """The share of the changes of `of` that changed this file too."""
        return self.support / self.commits


@dataclass(frozen=True, slots=True)
class Writer:
    """A commit that wrote `lines` of some lines, `days` ago, and what became known of it."""

    sha: str
    author: str
    lines: int
    days: float
    faults: Faults


@dataclass(frozen=True, slots=True)
class LinesPast:
    """Who wrote some lines of a file, most lines first; of `lines_unknown` the kept history does not tell it."""

    path: str
    writers: tuple[Writer, ...]
    lines_unknown: int


def faded(days: float) -> float:
    """How much counts what is so many days old: half with every HALF_LIFE_DAYS."""
    return float(0.5 ** (days / HALF_LIFE_DAYS))
