"""Notices that a history was rewritten, and forgets the commits that nothing reaches any more."""

from collections.abc import Mapping, Sequence

from riskcheck.history.store import Store
from riskcheck.repository import Repository

# In the store, the id of an object that was missing when the history was read.
LACKED = "lacked"
_JUDGED = ("labels", "fates", "gone")
_ALL = ("commits", "changes", "merged", "names", "pointers", *_JUDGED)


def forget(repository: Repository, store: Store, head: str, since: str) -> int:
    """Forget what no ref reaches any more, after which every commit is judged anew; how many commits that were.

    A history with another beginning, by its date or by the boundary of a shallow clone, is begun anew; so is one that
    was read without files that are there now.
    """
    beginning = {"boundary": " ".join(sorted(repository.shallow_boundary)), "since": since, LACKED: ""}
    reshaped = any(store.meta(key) != value for key, value in beginning.items() if key != LACKED)
    lacked = store.meta(LACKED)
    reshaped = reshaped or (bool(lacked) and repository.try_run("cat-file", "-e", lacked) is not None)
    tips = store.tips()
    if not tips:
        return _everything(store, beginning)
    there = repository.run("cat-file", "--batch-check", stdin="".join(f"{sha}\n" for sha in tips).encode())
    # What hung on those that are gone cannot be told any more.
    if reshaped or b"missing" in there:
        return _everything(store, beginning)
    lost = repository.run("rev-list", *tips, "--not", head, "--all").decode("ascii").split()
    return _these(store, lost) if lost else 0


def _everything(store: Store, beginning: Mapping[str, str]) -> int:
    count = store.count()
    with store.transaction() as connection:
        for key, value in beginning.items():
            store.put_meta(key, value)
        for table in _ALL:
            connection.execute(f"DELETE FROM {table}")
        store.put_meta("judged", "-1")
    return count


def _these(store: Store, lost: Sequence[str]) -> int:
    with store.transaction() as connection:
        connection.execute("CREATE TEMP TABLE lost (number INTEGER PRIMARY KEY)")
        connection.executemany(
            "INSERT OR IGNORE INTO lost SELECT number FROM commits WHERE sha=?", [(sha,) for sha in lost]
        )
        (count,) = connection.execute("SELECT count(*) FROM lost").fetchone()
        connection.execute(
            "DELETE FROM merged WHERE change IN (SELECT number FROM changes WHERE of IN (SELECT number FROM lost))"
        )
        for table, column in (("changes", "of"), ("names", "of"), ("pointers", "of"), ("commits", "number")):
            connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT number FROM lost)")
        # What they did to the lines of others is not told apart, and a name can mean another one now.
        for table in _JUDGED:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DROP TABLE lost")
        store.put_meta("judged", "-1")
        _retip(store)
    return int(count)


def _retip(store: Store) -> None:
    rows = list(store.rows())
    parents = {parent for row in rows for parent in row.parent_numbers}
    store.connection.executemany(
        "UPDATE commits SET tip=? WHERE number=?", [(int(row.number not in parents), row.number) for row in rows]
    )
