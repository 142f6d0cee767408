"""One thing that `riskcheck doctor` looks at, and what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from riskcheck.ci.run import CIRun
from riskcheck.repository import Repository

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and the command or setting that makes it better.

    A note is something that riskcheck works without; with a problem it does less than it should.
    """

    name: str
    state: State
    finding: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where riskcheck is run: its environment, the repository, and the CI if it is one."""

    environ: Mapping[str, str]
    repository: Repository
    run: CIRun | None = None
