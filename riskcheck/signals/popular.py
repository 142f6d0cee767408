"""Names that many projects depend on, and names that could be mistaken for one of them."""

import tomllib
from functools import cache
from importlib import resources

from riskcheck.expressions import expression
from riskcheck.manifests.python import normalised

_AFFIXES = expression(
    r"(?:python|py|node|js|npm|ruby|rb|go)-(.+)|(.+?)(?:-(?:python|py|js|node|npm|lib|official)|js|\d)"
)
# Among shorter names too many honest ones are a letter apart.
_SHORTEST = 5


@cache
def _table(name: str) -> dict[str, frozenset[str]]:
    text = resources.files("riskcheck.signals").joinpath("popular.toml").read_text("utf-8")
    return {ecosystem: frozenset(names.split()) for ecosystem, names in tomllib.loads(text)[name].items()}


def is_core(name: str, ecosystem: str) -> bool:
    """Whether all of a program moves when this package does."""
    return name.lower() in _table("core").get(ecosystem, frozenset())


def is_popular(name: str, ecosystem: str) -> bool:
    """Whether many projects depend on a package of this name."""
    return name.lower() in _table("names").get(ecosystem, frozenset())


def imitated(name: str, ecosystem: str) -> str | None:
    """The popular name that this one could be mistaken for; None where it is one itself."""
    popular = _table("names").get(ecosystem, frozenset())
    if is_popular(name, ecosystem) or len(name) < _SHORTEST:
        return None
    name = name.lower()[:200]
    affix = _AFFIXES.fullmatch(name)
    bare = (affix[1] or affix[2]) if affix and "/" not in name else ""
    if len(bare) >= _SHORTEST and bare in popular:
        return bare
    return next((other for other in sorted(popular) if len(other) >= _SHORTEST and _is_near(name, other)), None)


def _is_near(name: str, other: str) -> bool:
    """Whether one letter was added, left out, exchanged or swapped, or only hyphens differ."""
    if abs(len(name) - len(other)) > 2:
        return False
    if normalised(name).replace("-", "") == normalised(other).replace("-", ""):
        return True
    start = next((at for at, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    mine, its = name[start:], other[start:]
    if mine[:1].isdigit() or its[:1].isdigit():
        return False
    if mine[1:] == its or mine == its[1:]:
        return True
    is_swapped = mine[:2] == its[:2][::-1] and mine[2:] == its[2:]
    return len(other) > _SHORTEST and (mine[1:] == its[1:] or is_swapped) and len(name) == len(other)
