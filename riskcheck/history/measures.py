"""Takes the fourteen measures of Kamei et al. 2013 of a change that is kept, or that is only planned."""

import math
import os
from collections.abc import Sequence
from dataclasses import replace

from riskcheck.core.measures import ChangedFile, Measures, PlannedChange
from riskcheck.history.authors import directory, subsystem
from riskcheck.history.before import History
from riskcheck.history.fixes import repairs, split
from riskcheck.history.store import Store
from riskcheck.repository import Repository

LARGEST_BYTES = 8_000_000
_LOOKED_AT = 8_000


def measures(history: History, change: PlannedChange) -> Measures:
    """The measures of a change, from what `history` knows of the time before it."""
    files = change.files
    paths = [file.path for file in files]
    pasts = [history.touches(file.known_as) for file in files]
    latest = [past[0] for past in pasts if past]
    experience = history.experience(change.author, paths)
    return Measures(
        ns=len(set(map(subsystem, paths))),
        nd=len(set(map(directory, paths))),
        nf=len(files),
        entropy=entropy([file.lines_added + file.lines_deleted for file in files]),
        la=sum(file.lines_added for file in files),
        ld=sum(file.lines_deleted for file in files),
        lt=_lines_before(files),
        fix=change.is_fix,
        ndev=len({touch.author for past in pasts for touch in past}),
        age=math.fsum(history.days_since(touch.committed) for touch in latest) / len(files) if files else 0.0,
        nuc=len({touch.of for touch in latest}),
        exp=experience.commits,
        rexp=experience.by_years,
        sexp=experience.in_subsystems,
    )


def entropy(lines: Sequence[int]) -> float:
    """How evenly changed lines spread over files, in bits; 0 where all are in one, or none changed."""
    total = sum(lines)
    shares = [count / total for count in lines if count]
    return math.fsum(share * math.log2(1 / share) for share in shares)


def is_fix(message: str) -> bool:
    """Whether a message says that its commit repairs something."""
    return repairs(*split(message)) is not None


def recorded(store: Store, commit: str) -> PlannedChange | None:
    """A kept commit as the change that it was; None where it is not kept.

    Lines before are known of new files only: `sized` asks git for the others.
    """
    query = "SELECT commits.number, email, repair FROM commits JOIN people ON people.number=author WHERE sha=?"
    row = store.connection.execute(query, (commit,)).fetchone()
    if row is None:
        return None
    number, author, repair = row
    query = (
        "SELECT target.path, letter, source.path, added, deleted FROM changes "
        "JOIN paths AS target ON target.number=changes.path LEFT JOIN paths AS source ON source.number=changes.source "
        "WHERE of=? ORDER BY changes.number"
    )
    rows = store.connection.execute(query, (number,)).fetchall()
    return PlannedChange(tuple(_file(*fields) for fields in rows), author, repair > 0)


def sized(repository: Repository, tree: str | None, change: PlannedChange) -> PlannedChange:
    """The same change with the lines that its files had at `tree`, the commit before it (None: there is none).

    What is over 8 MB, or not stored, stays unknown.
    """
    if tree is None:
        return replace(change, files=tuple(replace(file, lines_before=0) for file in change.files))
    unknown = [file.known_as for file in change.files if file.lines_before is None]
    contents = repository.files_at(tree, unknown, limit=LARGEST_BYTES)
    files = (
        replace(file, lines_before=_count(contents[file.known_as])) if file.known_as in contents else file
        for file in change.files
    )
    return replace(change, files=tuple(files))


def _file(path: bytes, letter: str, source: bytes | None, added: int, deleted: int) -> ChangedFile:
    is_new = letter == "A"
    source_path = os.fsdecode(source) if source is not None and source != path else None
    return ChangedFile(os.fsdecode(path), added, deleted, 0 if is_new else None, source_path)


def _count(content: bytes) -> int:
    if b"\0" in content[:_LOOKED_AT]:
        return 0
    return content.count(b"\n") + (not content.endswith(b"\n") and content != b"")


def _lines_before(files: Sequence[ChangedFile]) -> int | None:
    counts = [file.lines_before for file in files if file.lines_before is not None]
    return sum(counts) if len(counts) == len(files) else None
