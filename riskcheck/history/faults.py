"""Which earlier commits were known to be at fault, as the labels of a history tell."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from riskcheck.core.outcome import DAY
from riskcheck.core.past import FORGOTTEN_DAYS, Fault, FaultKind, Faults
from riskcheck.history.ancestors import Ancestors
from riskcheck.history.store import Store, placeholders

# A fault behind that by which it is ordered: what counts most first; one commit can say one thing in two ways.
_Ranked = tuple[float, str, str, str, Fault]


@dataclass(slots=True)
class KnownFaults:
    """The faults that the commits `within` a past make known, `now` in seconds since 1970."""

    store: Store
    within: Ancestors
    now: int
    _known: dict[int, list[_Ranked]] = field(default_factory=dict)
    _asked: set[int] = field(default_factory=set)

    def learn(self, commits: Iterable[int]) -> None:
        """Read about many commits at once what `of` will be asked."""
        new = set(commits) - self._asked
        self._asked |= new
        kinds = get_args(FaultKind)
        # A cross join is done in the order it is written in: few commits have labels.
        query = (
            "SELECT of, label.by, kind, weight, known, named.sha, giver.sha FROM labels AS label "
            "CROSS JOIN commits AS named ON named.number=of CROSS JOIN commits AS giver ON giver.number=label.by "
            f"WHERE of IN ({{}}) AND kind IN ({placeholders(kinds)}) AND weight>0 AND known>=?"
        )
        rows = self.store.among(query, new, *kinds, self.now - FORGOTTEN_DAYS * DAY)
        for of, by, kind, weight, known, sha, giver in rows:
            if by in self.within:
                fault = Fault(sha, giver, kind, weight, max(self.now - known, 0) / DAY)
                self._known.setdefault(of, []).append((-fault.faded_weight, sha, kind, giver, fault))

    def of(self, commits: Iterable[int]) -> Faults:
        """The faults of some commits together."""
        numbers = set(commits)
        self.learn(numbers)
        most: dict[tuple[str, str], _Ranked] = {}
        for ranked in sorted(ranked for number in numbers & self._known.keys() for ranked in self._known[number]):
            _, sha, kind, _, _ = ranked
            most.setdefault((sha, kind), ranked)
        evidence = tuple(fault for *_, fault in most.values())
        return Faults(_sum(most.values(), "fixed"), _sum(most.values(), "reverted"), evidence)


def _sum(ranked: Iterable[_Ranked], kind: FaultKind) -> float:
    return math.fsum(-minus for minus, _, of_kind, _, _ in ranked if of_kind == kind)
