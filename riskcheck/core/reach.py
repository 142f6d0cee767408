"""How far a mistake in a change would spread: the impact set of each of its files."""

from dataclasses import dataclass

from riskcheck.core.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Dependent:
    """A file that refers to another one, and the line where it does; what is not exact is a match of names."""

    path: str
    line: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with files that are reached in at most two steps, and the shortest way to one of them.

    The chain begins with the changed file; each path in it is referred to by the next.
    """

    path: str
    files: int
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A way into the program: a route, a command or a job that a reached file declares."""

    kind: str
    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What refers to one file of a change, tests apart.

    `within_two` and `transitive` count files at two steps and at any distance, the direct ones among them.
    `percentile` is the share of the files here with dependents that have fewer direct ones; None without dependents.
    `tests` counts the test files that reach it, at any distance; None where tests do not reach most of the code in its
    language. A file that was deleted is judged by the base, any other by the head.
    """

    path: str
    dependents: tuple[Dependent, ...]
    within_two: int
    transitive: int
    percentile: float | None
    tests: int | None
    packages: tuple[Package, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """The impact of every changed file of a known language, in the order of paths.

    `unknown` are the changed files of code in a language whose references are not read: their dependents are
    unknown, not none. `entries_unread` counts reached files that were not searched for entries. `symbols` are the
    definitions that the change touches, with their uses.
    """

    impacts: tuple[Impact, ...] = ()
    unknown: tuple[str, ...] = ()
    entries_unread: int = 0
    symbols: tuple[Symbol, ...] = ()


NOTHING = Reach()
