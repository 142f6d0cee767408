"""What a CI says about the run that riskcheck is part of: each module knows one, `detect(environ)`."""

from collections.abc import Mapping
from importlib import import_module

from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import SIGNS, spoken

PROVIDERS: tuple[str, ...] = tuple(SIGNS)


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run of the first CI that shows in the environment; None outside of one."""
    for provider in PROVIDERS:
        if spoken(provider, environ):
            run: CIRun | None = import_module(f"riskcheck.ci.{provider}").detect(environ)
            if run:
                return run
    return None


def head_branch(environ: Mapping[str, str]) -> str | None:
    """The head branch that a CI names, whose checkout is detached; None outside of one."""
    run = detect(environ)
    return run.branch if run else None
