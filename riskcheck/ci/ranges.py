"""Ranges of commits as some CIs name a push: `<sha>...<sha>`."""

from riskcheck.ci import values
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import Named


def start(said: Outside, name: str) -> Named | None:
    """Where the range of that name begins; after a forced push that is no ancestor of its end."""
    first, dots, _ = said.text(name).partition("..")
    sha = values.commit(first) if dots else None
    return Named(sha, name) if sha else None
