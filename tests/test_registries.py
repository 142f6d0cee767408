"""Nothing that is there is left off a list, and nothing is listed twice."""

import pkgutil
import subprocess
import sys
from importlib import import_module

from riskcheck import signals
from riskcheck.advice import playbook

NAMES = [name for name, _ in signals.DETECTORS]


def test_every_module_that_observes_is_a_detector() -> None:
    modules = [module.name for module in pkgutil.iter_modules(signals.__path__)]
    observing = [name for name in modules if hasattr(import_module(f"riskcheck.signals.{name}"), "observe")]

    assert sorted(NAMES) == sorted(observing)
    assert len(NAMES) == len(set(NAMES))


def test_ids_of_rules_are_unique_and_sentences_are_sentences() -> None:
    rules = signals.rules()

    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if not (rule.why.endswith(".") and rule.remedy.endswith("."))] == []


def test_what_is_typical_of_assistants_has_advice_of_its_own() -> None:
    groups = {rule.group for rule in signals.rules() if rule.ai_typical and rule.grade >= 3}
    own = {group for row in playbook.rows() if row.ai_typical for group in row.groups}

    assert {"tests", "placeholders", "errors", "suppressions", "dependencies"} <= own & groups


def test_a_change_of_prose_loads_only_what_is_for_any_file() -> None:
    script = (
        "import sys; from riskcheck.core.change import Changeset, Patch;"
        "from riskcheck.signals import Context, observe;"
        "observe(Changeset('patch', 't', patches=(Patch('a.md', 'M', 'docs', lines_added=1),)), Context());"
        "print(*sorted(name for name in sys.modules if name.startswith('riskcheck.signals.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()

    assert {name.removeprefix("riskcheck.signals.") for name in loaded} == {
        "characters", "context", "paths", "secrets", "size",
    }  # fmt: skip
