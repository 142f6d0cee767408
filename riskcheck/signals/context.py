"""What detectors may ask beside the changeset itself."""

from collections.abc import Callable
from dataclasses import dataclass, field

from riskcheck.semgrep import Matches
from riskcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """Settings, and semgrep's answer, which is waited for when it is first asked for."""

    settings: Settings = field(default_factory=Settings)
    matches: Callable[[], Matches] = Matches
