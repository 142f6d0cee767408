"""What is measured: each module has RULES and `observe(changeset, context) -> signals`."""

from riskcheck.core.change import Changeset
from riskcheck.core.signal import Rule, Signal
from riskcheck.signals import matches, paths, secrets, size, suppressions, tests
from riskcheck.signals.context import Context

# `matches` is last: semgrep runs while the others measure.
DETECTORS = (size, tests, suppressions, secrets, paths, matches)


def observe(changeset: Changeset, context: Context) -> tuple[Signal, ...]:
    """Every signal of the change, sorted by id."""
    found = [signal for detector in DETECTORS for signal in detector.observe(changeset, context)]
    return tuple(sorted(found, key=lambda signal: signal.id))


def rules() -> tuple[Rule, ...]:
    """Every rule that a signal can follow from, sorted by id."""
    return tuple(sorted((rule for detector in DETECTORS for rule in detector.RULES), key=lambda rule: rule.id))
