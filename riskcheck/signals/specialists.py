"""What specialists say of a change where they are installed: squawk, zizmor and sqlglot."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Evidence, Signal
from riskcheck.signals.context import Context
from riskcheck.specialists import sql, squawk, zizmor
from riskcheck.specialists.answers import Finding

RULES: Final = (*squawk.RULES, *zizmor.RULES, *sql.RULES)
_BY_ID: Final = {rule.id: rule for rule in RULES}
_PLACES: Final = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """One signal for each rule of a specialist with places that the change introduced."""
    reading = context.reading()
    by_rule: defaultdict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for path, finding in reading.findings:
        by_rule[finding.rule].append((path, finding))
    for rule, found in sorted(by_rule.items()):
        evidence = tuple(Evidence(one.message, path, one.start_line, one.end_line) for path, one in found[:_PLACES])
        yield Signal(_BY_ID[rule], len(found), evidence)
    yield from reading.skipped
