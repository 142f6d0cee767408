import subprocess
import sys
from importlib import import_module
from inspect import signature

import pytest

from riskcheck.reports import FORMATS, render
from tests.reports.scenarios import SCENARIOS

HOOK = """
import sys
from riskcheck.reports import brief, terminal
print(sorted({"jinja2", "click", "rich", "wcwidth", "importlib.resources"} & {*sys.modules}))
"""


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_needs_nothing_but_an_assessment(name: str) -> None:
    module = import_module(FORMATS[name])
    first, *others = signature(module.render).parameters.values()

    assert first.name == "assessment"
    assert all(other.default is not other.empty for other in others)
    assert render(name, SCENARIOS["high"]) == module.render(SCENARIOS["high"])


@pytest.mark.parametrize("name", ["terminal", "markdown"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_report_for_people_names_the_change_in_its_first_line(name: str, scenario: str) -> None:
    title = SCENARIOS[scenario].changeset.title.split("\n")[0][:14]

    assert title in render(name, SCENARIOS[scenario]).splitlines()[0]


def test_a_hook_does_not_pay_for_templates() -> None:
    loaded = subprocess.run([sys.executable, "-c", HOOK], check=True, capture_output=True, text=True)

    assert loaded.stdout == "[]\n"
