"""Words that a shell completes beyond commands and options: names of formats, signals and marks."""

import click
from click.shell_completion import CompletionItem


def formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of formats."""
    from riskcheck import reports

    return [name for name in reports.FORMATS if name.startswith(incomplete)]


def census_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of formats of a census."""
    from riskcheck.reports import census

    return [name for name in census.FORMATS if name.startswith(incomplete)]


def explained(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names that `riskcheck explain` knows, each with its title."""
    from riskcheck.provenance import marks
    from riskcheck.signals import rules

    known = {**{mark.id: mark.tool for mark in marks()}, **{rule.id: rule.title for rule in rules()}}
    return [CompletionItem(name, help=known[name]) for name in sorted(known) if name.startswith(incomplete)]


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Whatever files the shell finds."""
    return [CompletionItem(incomplete, type="file")]
