"""What became of past changes, and how the AI-marked ones compare with the others of the same repository."""

from dataclasses import dataclass
from typing import Literal

from riskcheck.core.change import Kind, Skipped

DAY = 86_400
LEAST_CHANGES = 30
LEAST_EVENTS = 10
CERTAIN_LEVEL = 0.999

OutcomeName = Literal["reverted", "fixed-named", "fixed-inferred", "surviving-30", "surviving-90"]
Scale = Literal["ratio", "difference"]
Verdict = Literal["too few to tell", "no difference seen", "more often", "less often"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What history knows of one past change that is no merge; every time is in seconds after its commit.

    `tool` is None where no mark of AI authorship was found. `kind` is the kind of file that most of its lines are in.
    `watched` reaches to the newest commit that history knows. `fixed_after` and `reverted_after` say when that became
    known, None where it never did; `is_certain` where a message names this change as what is fixed (then
    `fixed_after` is the time of that message), not where SZZ alone infers it. `lines_gone_30` and
    `lines_gone_90` are how many of `lines_added` were gone after as many days, None where that is not known (yet).
    """

    sha: str
    tool: str | None
    kind: Kind
    lines_added: int
    lines_deleted: int
    watched: int
    fixed_after: int | None = None
    is_certain: bool = False
    reverted_after: int | None = None
    lines_gone_30: int | None = None
    lines_gone_90: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of 95 %; `high` is infinite where nothing bounds it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """The changes on one side of a comparison.

    `changes` were watched for long enough, `young` were not; `matched` of them have a like change on the other side.
    `events` counts those with the outcome (those that lost a line, where lines that survive are asked for). `share` is
    the share of `changes` with the outcome, or the mean share of a change's lines that survived; None without any
    change. `expected` is how many matched events there would be if both groups fared alike, `reached` that or how many
    were seen, whichever is more.
    """

    changes: int
    young: int
    matched: int
    events: int
    share: float | None
    interval: Interval
    expected: float
    reached: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The marked against the unmarked changes, strata of like changes put together.

    A ratio of shares (infinite where no matched unmarked change has the outcome), or a difference of shares.
    """

    scale: Scale
    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Comparison:
    """One outcome within `days`, of the changes that `tool` marked (None: any tool) and of the unmarked ones.

    `effect` is None where no event was seen. `detectable` is the ratio, or the difference, that such
    numbers would show in four cases out of five.
    """

    outcome: OutcomeName
    days: int
    tool: str | None
    marked: Group
    unmarked: Group
    effect: Effect | None
    detectable: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Hindsight:
    """All comparisons of one history, in a fixed order: any tool first, then each tool with changes enough.

    `unmarked_outside` counts unmarked changes from before the first marked one or after the last: not compared.
    `tools_left_out` have too few changes for a comparison of their own, each with how many it marked.
    """

    title: str
    changes: int
    changes_marked: int
    unmarked_outside: int
    comparisons: tuple[Comparison, ...]
    tools_left_out: tuple[tuple[str, int], ...] = ()
    skipped: tuple[Skipped, ...] = ()
