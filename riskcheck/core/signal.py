"""What was measured, and where."""

from dataclasses import dataclass
from typing import Literal

Axis = Literal["likelihood", "impact"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for: the fixed part of a signal.

    `group` ties related rules together for advice (auth, data, tests...). `grade`, 1 to 5,
    is the weight a rule claims for itself where the model has none for its id. `why` and
    `remedy` are full sentences for a reader: why it matters, what to do.
    """

    id: str
    title: str
    axis: Axis
    unit: str
    group: str
    why: str
    remedy: str
    grade: int = 0
    ai_typical: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that a signal rests on; lines are 1-based.

    Lines are on the head side, or on the base side where `removed` is set; None where the
    evidence is a whole file (or, with path None, the whole change).
    """

    message: str
    path: str | None = None
    start_line: int | None = None
    end_line: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One number with its evidence, in the unit of its rule."""

    rule: Rule
    value: float
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        """The id of the rule, which is the public name of the signal."""
        return self.rule.id
