"""What is measured: each module has RULES and `observe(changeset, context)`, which yields Signal and Skipped."""

from collections.abc import Iterable
from types import ModuleType

from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Rule, Signal
from riskcheck.errors import RepositoryError
from riskcheck.signals import matches, paths, secrets, size, suppressions, tests
from riskcheck.signals.context import Context

# `matches` is last: semgrep runs while the others measure.
DETECTORS = (size, tests, suppressions, secrets, paths, matches)


def observe(changeset: Changeset, context: Context) -> tuple[tuple[Signal, ...], tuple[Skipped, ...]]:
    """Every signal of the change, sorted by id, and what the detectors could not look at."""
    found = [answer for detector in DETECTORS for answer in _answers(detector, changeset, context)]
    signals = (answer for answer in found if isinstance(answer, Signal))
    skipped = tuple(answer for answer in found if isinstance(answer, Skipped))
    return tuple(sorted(signals, key=lambda signal: signal.id)), skipped


def rules() -> tuple[Rule, ...]:
    """Every rule that a signal can follow from, sorted by id."""
    return tuple(sorted((rule for detector in DETECTORS for rule in detector.RULES), key=lambda rule: rule.id))


def _answers(detector: ModuleType, changeset: Changeset, context: Context) -> Iterable[Signal | Skipped]:
    try:
        return list(detector.observe(changeset, context))
    except RepositoryError as problem:  # a partial clone, or a search that took too long
        rules: tuple[Rule, ...] = detector.RULES
        return [Skipped(f"signals {', '.join(rule.id for rule in rules)}", str(problem))]
