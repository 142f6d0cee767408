"""What is measured: each module has RULES and `observe(changeset, context)`, which yields Signal and Skipped."""

from collections.abc import Callable, Iterable
from importlib import import_module

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Rule, Signal
from riskcheck.errors import RepositoryError
from riskcheck.signals.context import Context

_PROSE = (".md", ".markdown", ".rst", ".adoc", ".txt", ".org", ".tex")


def _any(patch: Patch) -> bool:
    return True


def _runs(patch: Patch) -> bool:
    return patch.kind != "docs" or not patch.path.lower().endswith(_PROSE)


def _code(patch: Patch) -> bool:
    return patch.kind in ("code", "test")


def _defines(patch: Patch) -> bool:
    return patch.kind in ("code", "test", "migration")


def _governs(patch: Patch) -> bool:
    return patch.kind not in ("code", "test", "docs") or patch.source_path is not None


# The modules by name, with the patches for which they are loaded at all: a hook is to start in no time.
# Those from `duplicates` on are last: git and semgrep search while the others measure.
DETECTORS: tuple[tuple[str, Callable[[Patch], bool]], ...] = (
    # The first that takes long: semgrep runs meanwhile.
    ("reach", _code),
    ("owners", _code),
    ("partners", _code),
    ("size", _any),
    ("paths", _any),
    ("secrets", _any),
    ("characters", _any),
    ("tests", _code),
    ("assertions", _code),
    ("expectations", _code),
    ("mocks", _code),
    ("results", _code),
    ("residue", _code),
    ("special_cases", _code),
    ("imports", _code),
    ("narrowed", _code),
    ("siblings", _code),
    ("scope", _code),
    ("skips", _runs),
    ("suppressions", _runs),
    ("silence", _runs),
    ("strictness", _runs),
    ("pipelines", _runs),
    ("governance", _governs),
    ("guards", _runs),
    ("grants", _runs),
    ("constants", _runs),
    ("generated", _runs),
    ("dependencies", _runs),
    ("locks", _runs),
    ("migrations", _runs),
    ("models", _runs),
    ("duplicates", _code),
    ("api", _runs),
    ("symbols", _defines),
    ("specialists", _runs),
    ("matches", _runs),
)


def observe(changeset: Changeset, context: Context) -> tuple[tuple[Signal, ...], tuple[Skipped, ...]]:
    """Every signal of the change, sorted by id, and what the detectors could not look at."""
    wanted = [name for name, is_for in DETECTORS if any(map(is_for, changeset.patches))]
    found = [answer for name in wanted for answer in _answers(name, changeset, context)]
    signals = (answer for answer in found if isinstance(answer, Signal))
    skipped = tuple(answer for answer in found if isinstance(answer, Skipped))
    return tuple(sorted(signals, key=lambda signal: signal.id)), skipped


def rules() -> tuple[Rule, ...]:
    """Every rule that a signal can follow from, sorted by id."""
    return tuple(sorted((rule for name, _ in DETECTORS for rule in _rules(name)), key=lambda rule: rule.id))


def _rules(name: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = import_module(f"riskcheck.signals.{name}").RULES
    return found


def _answers(name: str, changeset: Changeset, context: Context) -> Iterable[Signal | Skipped]:
    try:
        return list(import_module(f"riskcheck.signals.{name}").observe(changeset, context))
    except RepositoryError as problem:  # a partial clone, or a search that took too long
        return [Skipped(f"signals {', '.join(rule.id for rule in _rules(name))}", str(problem))]
