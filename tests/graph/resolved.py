"""The edges of a small tree of one language, and texts that are meant to keep a reader busy."""

import time
from collections.abc import Mapping

from riskcheck.graph import languages
from riskcheck.graph.build import _codes, _matching
from riskcheck.graph.facts import Edge, Facts, Surroundings

_COUNT = 100_000
_SECONDS = 5.0


def resolved(language: str, tree: Mapping[str, str]) -> set[tuple[str, str, bool]]:
    """The edges of a tree as (from, to, exact)."""
    facts, surroundings = read(language, tree)
    resolver = languages.load(language).resolver(surroundings)
    return {
        (path, target, Edge.coded(target, code).exact)
        for path, found in facts.items()
        for target, code in _codes(resolver.edges(path, found), surroundings.paths).items()
    }


def read(language: str, tree: Mapping[str, str]) -> tuple[dict[str, Facts], Surroundings]:
    """The facts of each file of a tree that configures no paths, and what is around them."""
    module = languages.load(language)
    configures = _matching(module.CONFIGURATION)
    facts = {path: module.extract(text.encode()) for path, text in tree.items() if not configures(path)}
    configuration = {path: text.encode() for path, text in tree.items() if configures(path)}
    return facts, Surroundings(frozenset(tree), {path: found.names for path, found in facts.items()}, configuration)


def lines(language: str, text: str) -> dict[str, int]:
    """The line of each reference of a file."""
    return dict(languages.load(language).extract(text.encode()).references)


def read_in_time(language: str, text: bytes) -> Facts:
    """The facts of a text that repeats its parts a hundred thousand times: what is not linear takes minutes."""
    began = time.process_time()
    module = languages.load(language)
    facts = module.extract(text * _COUNT)
    surroundings = Surroundings(frozenset({"a", "b"}), {"a": facts.names, "b": facts.names}, {})
    assert {edge.path for edge in module.resolver(surroundings).edges("a", facts)} <= {"a", "b"}
    assert time.process_time() - began < _SECONDS
    return facts
