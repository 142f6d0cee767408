"""`riskcheck explain` and `riskcheck schema`: what the names and keys of a report mean."""

import click

from riskcheck.cli import completions
from riskcheck.cli.output import show
from riskcheck.core.mark import Mark
from riskcheck.core.signal import Rule
from riskcheck.errors import RiskcheckError
from riskcheck.provenance import marks
from riskcheck.reports import explanation
from riskcheck.signals import rules


@click.command()
@click.argument("name", shell_complete=completions.explained)
def explain(name: str) -> None:
    """Say what a signal or rule looks for, why, and what to do; or what a mark is and where it is documented."""
    known: dict[str, Rule | Mark] = {**{rule.id: rule for rule in rules()}, **{mark.id: mark for mark in marks()}}
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, 1)
        remedy = (
            f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(rule.id for rule in rules())}, or a mark"
        )
        raise RiskcheckError(f"nothing is called {name!r}", remedy)
    show(explanation.render(known[name]))


@click.command()
def schema() -> None:
    """Print the JSON Schema of the JSON report."""
    from riskcheck.reports import json

    show(json.schema())
