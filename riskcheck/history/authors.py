"""How experienced an author was, in general and around some files."""

import json
import os
from collections.abc import Iterable, Sequence
from typing import Final

from riskcheck.core.outcome import DAY
from riskcheck.core.past import MOST_COMMITS, RECENT_DAYS, Experience
from riskcheck.history.ancestors import Ancestors
from riskcheck.history.store import Store

_YEAR: Final = 365.25 * DAY
ROOT: Final = ""
_OWN: Final = (
    "FROM commits WHERE author=? AND instr(parents, ' ')=0 AND number<=? "
    "AND (number<=? OR number IN (SELECT value FROM json_each(?)))"
)
_TOUCHING: Final = (
    "WHERE EXISTS (SELECT 1 FROM changes JOIN paths ON paths.number=changes.path WHERE changes.of=commits.number AND ("
)


def experience(store: Store, within: Ancestors, now: int, email: str, paths: Iterable[str]) -> Experience:
    """What an author had done before, by address as it is recorded; `now` in seconds since 1970."""
    row = store.connection.execute("SELECT number FROM people WHERE email=?", (email,)).fetchone()
    if row is None:
        return Experience()
    # SQLite takes so many values only as one text.
    own = (row[0], within.newest, within.below, json.dumps(sorted(within.above)))
    query = (
        "SELECT count(*), coalesce(sum(committed>=?), 0), coalesce(sum(1.0 / (max(? - committed, 0) / ? + 1)), 0.0) "
        f"FROM (SELECT committed {_OWN} ORDER BY committed)"
    )
    total, recent, years = store.connection.execute(query, (now - RECENT_DAYS * DAY, now, _YEAR, *own)).fetchone()
    places = list(paths)
    in_directories = _touching(store, own, sorted(set(map(directory, places))))
    in_subsystems = _touching(store, own, sorted(set(map(subsystem, places))))
    return Experience(total, recent, in_directories, in_subsystems, years)


def directory(path: str) -> str:
    """The directory that a file is in; ROOT where it is in none."""
    return path.rpartition("/")[0]


def subsystem(path: str) -> str:
    """The first component of a path; ROOT for a file in none."""
    return path.partition("/")[0] if "/" in path else ROOT


def _touching(store: Store, own: Sequence[object], places: Sequence[str]) -> int:
    """How many commits changed a file under one of these directories."""
    if not places:
        return 0
    conditions, bounds = [], []
    for place in places:
        if place == ROOT:
            conditions.append("instr(paths.path, x'2f')=0")
        else:
            conditions.append("(paths.path>=? AND paths.path<?)")
            # The sign behind a slash is a zero.
            bounds += [os.fsencode(f"{place}/"), os.fsencode(f"{place}0")]
    latest = f"(SELECT number {_OWN} ORDER BY committed DESC LIMIT {MOST_COMMITS}) AS commits"
    query = f"SELECT count(*) FROM {latest} {_TOUCHING}{' OR '.join(conditions)}))"
    (count,) = store.connection.execute(query, (*own, *bounds)).fetchone()
    return int(count)
