"""What a file of SQL seems to be, by its path and words alone: its dialect, and where it undoes a migration."""

import re
from collections.abc import Mapping
from typing import Final

from riskcheck.expressions import expression

_READ: Final = 100_000
# More specific words than these are not needed: they decide which parser is tried first.
_WORDS: Final[Mapping[str, re.Pattern[str]]] = {
    dialect: expression(pattern, re.IGNORECASE | re.MULTILINE)
    for dialect, pattern in {
        "postgres": r"\$\w{0,30}\$|::\w|\b(?:big|small)?serial\b|\bjsonb\b|\bconcurrently\b|\bplpgsql\b|\btimestamptz\b"
        r"|\bbytea\b|\breturning\b|\bilike\b|\balter table only\b|\bnot valid\b|\brow level security\b"
        r"|\bcreate extension\b|\btsvector\b|\busing (?:gin|gist|brin)\b|\bgen_random_uuid\b|\bowner to\b|\bpg_\w{1,30}"
        r"|\balter column [\w\"]{1,60} (?:type|set)\b",
        "mysql": r"`|\bengine\s*=\s*(?:innodb|myisam)|\bauto_increment\b|\bunsigned\b|\bmodify column\b"
        r"|\bchange column\b|\bdefault charset\b|\butf8mb4|^delimiter\b|\bmediumtext\b|\blongtext\b",
        "sqlite": r"\bautoincrement\b|^pragma\b|\bwithout rowid\b|\bsqlite_\w{1,30}",
        "tsql": r"^go[ \t]*$|\[dbo\]|\bdbo\.|\bnvarchar\b|\bidentity\s*\(\s*1|\bexec(?:ute)? sp_|\bdatetime2\b"
        r"|\bwith\s*\(nolock\)|\buniqueidentifier\b|\bobject_id\s*\(",
        "other": r"\bvarchar2\b|\bnumber\s*\(|^/[ \t]*$|\bmergetree\b|\bcluster by\b|\bstored as\b|\btblproperties\b"
        r"|\bvariant\b|\bon cluster\b|\btablespace users\b|\{\{|\{%|\bcopy grants\b|\bstring\b",
    }.items()
}
_PATHS: Final[Mapping[str, re.Pattern[str]]] = {
    dialect: expression(pattern, re.IGNORECASE)
    for dialect, pattern in {
        "postgres": r"postgres|(?:^|[/_.-])(?:pg|psql|pgsql|supabase)(?:[/_.-]|$)",
        "mysql": r"mysql|mariadb",
        "sqlite": r"sqlite|(?:^|/)d1/",
        "tsql": r"mssql|sqlserver|sql[_-]server|tsql",
        "other": r"oracle|clickhouse|snowflake|bigquery|redshift"
        r"|(?:^|[/_.-])(?:h2|db2|derby|hsqldb|hive|spark|trino)(?:[/_.-]|$)",
    }.items()
}
PARSED: Final = ("postgres", "mysql", "sqlite", "tsql")
_UNDO_FILE: Final = expression(
    r"(?:^|[/._-])(?:down(?:grade)?|rollback|revert|undo)\.sql$|(?:^|/)(?:revert|rollbacks?|undo|down)/|(?:^|/)U\d[^/]*__[^/]*\.sql$",
    re.IGNORECASE,
)
_UNDO_LINE: Final = expression(
    r"^--\s*(?:\+goose\s+down|\+migrate\s+down|migrate:down|@undo|rambler\s+down)\b", re.IGNORECASE | re.MULTILINE
)
_MIGRATION_FOLDER: Final = expression(r"(?:^|/)(?:[\w-]*migrations?|migrate|flyway|liquibase)/", re.IGNORECASE)


def is_of_migration(path: str) -> bool:
    """Whether a file of SQL lies anywhere under a folder of migrations."""
    return _MIGRATION_FOLDER.search(path) is not None


def dialects(path: str, text: str) -> tuple[str, ...]:
    """The dialects that sqlglot can try, the likeliest first."""
    score = _scores(path, text)
    return tuple(sorted(PARSED, key=lambda dialect: (-score[dialect], PARSED.index(dialect))))


def is_postgresql(path: str, text: str) -> bool:
    """Whether words or path say so."""
    score = _scores(path, text)
    return score["postgres"] > max(score[dialect] for dialect in score if dialect != "postgres")


def may_be_postgresql(path: str, text: str) -> bool:
    """Whether nothing says that it is something else."""
    return is_postgresql(path, text) or not any(_scores(path, text).values())


def undo_line(path: str, text: str) -> int | None:
    """The line from which on the file undoes what it did; what stands there destroys by design."""
    if _UNDO_FILE.search(path):
        return 1
    found = _UNDO_LINE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _scores(path: str, text: str) -> dict[str, int]:
    """Different tell-tale words of each dialect; a path that names it outweighs a word or two."""
    read = text[:_READ]
    return {
        dialect: len({found[0].lower() for found in words.finditer(read)}) + 3 * bool(_PATHS[dialect].search(path))
        for dialect, words in _WORDS.items()
    }
