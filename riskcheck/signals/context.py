"""What detectors may ask beside the changeset itself."""

from collections.abc import Callable
from dataclasses import dataclass, field

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset
from riskcheck.semgrep import Matches
from riskcheck.settings import Settings


def _nothing() -> Contents:
    return Contents(Changeset("patch", "a bare diff"))


@dataclass(frozen=True, slots=True)
class Context:
    """Settings, whole files, and semgrep's answer, which is waited for when it is first asked for."""

    settings: Settings = field(default_factory=Settings)
    matches: Callable[[], Matches] = Matches
    contents: Contents = field(default_factory=_nothing)
