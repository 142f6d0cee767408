"""Standing guards of a repository that a change takes away: who has to be asked, what must not be committed."""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

OWNERS = Rule(
    "guards.owners", "Code owners removed", "impact", "entries", "pipeline",
    "Changes to these files are merged without the people who know them.",
    "Have the owners who were removed agree, and name who answers for these files now.", 3,
    reference="https://docs.gitlab.com/user/project/codeowners/",
)  # fmt: skip
UNGUARDED = Rule(
    "guards.secrets", "Guard against committed secrets weakened", "impact", "entries", "secrets",
    "A key or an environment file can now be committed without anyone being told.",
    "Keep the entry, or check that no such file is left to be committed.", 3,
    reference="https://git-scm.com/docs/gitignore",
)  # fmt: skip
RULES: Final = (OWNERS, UNGUARDED)
_PLACES = 5
_WIDTH = 500
_OWNERS_FILE = expression(r"(^|/)CODEOWNERS$")
_OWNED = expression(r"\s*([^\s#\[]\S*)\s+([^#]*@[^#]*)")
_SECRET_FILE = expression(
    r"^[/*]*\.env(?![\w.-]*(?:example|sample|template|dist))|\.(?:pem|key|p12|pfx|jks|keystore)$|\bid_(?:rsa|ed25519|dsa)\b"
    r"|(?:^|[/*._-])(?:credentials?|secrets?)(?:\.\w{1,10}|/|$)|^[/*]*\.(?:aws|netrc|pypirc|htpasswd)\b|\.tfstate|\.tfvars",
    re.IGNORECASE,
)
_EXCEPTIONS = expression(r"(^|/)\.(?:gitleaksignore|trivyignore|secretsignore)$")


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Entries of code owners, and of what git or a scanner for secrets holds back, that are gone or let through."""
    for rule, found in (
        (OWNERS, list(_disowned(changeset, context))),
        (UNGUARDED, [place for patch in changeset.patches for place in _unguarded(patch, changeset)]),
    ):
        if found:
            yield Signal(rule, len(found), tuple(found[:_PLACES]))


def _disowned(changeset: Changeset, context: Context) -> Iterator[Evidence]:
    read = [patch for patch in changeset.patches if _OWNERS_FILE.search(patch.path)]
    kept = {owned[1] for patch in read for _, text in patch.added() if (owned := _OWNED.match(text[:_WIDTH]))}
    there = _there(context) if read else frozenset()
    for patch in read:
        for number, text in patch.deleted():
            owned = _OWNED.match(text[:_WIDTH])
            if owned and owned[1] not in kept and _matches(owned[1], there):
                told = f"{owned[1][:60]} no longer belongs to {owned[2].strip()[:60]}"
                yield Evidence(told, patch.source_path or patch.path, number, number, removed=True)


def _there(context: Context) -> frozenset[str]:
    """Every path of the head side with the folders above it, and every name in one; nothing where that is unknown."""
    parts = [path.split("/") for path in context.contents.paths]
    return frozenset(
        name for part in parts for depth in range(len(part)) for name in ("/".join(part[: depth + 1]), part[depth])
    )


def _matches(pattern: str, there: frozenset[str]) -> bool:
    """Whether an entry is about something that is there; one with wildcards is taken to be."""
    plain = pattern.strip("/").removesuffix("/**").removesuffix("/*")
    return not there or "*" in plain or plain in there


def _unguarded(patch: Patch, changeset: Changeset) -> Iterator[Evidence]:
    name = patch.path.rpartition("/")[2]
    if name == ".gitignore":
        kept = {text.strip().strip("/") for other in changeset.patches for _, text in other.added()}
        for number, text in patch.deleted():
            entry = text.strip()[:_WIDTH]
            if entry[:1] not in ("#", "!") and _SECRET_FILE.search(entry) and not _is_covered(entry, kept):
                path = patch.source_path or patch.path
                yield Evidence(f"{entry[:60]} no longer ignored by git", path, number, number, removed=True)
        for number, text in patch.added():
            if text.startswith("!") and _SECRET_FILE.search(text[1:_WIDTH].strip()):
                yield Evidence(f"{text.strip()[:60]} let through", patch.path, number, number)
    elif _EXCEPTIONS.search(patch.path):
        for number, text in patch.added():
            if text.strip() and not text.lstrip().startswith("#"):
                yield Evidence("finding excepted from the scanner", patch.path, number, number)


def _is_covered(entry: str, kept: set[str]) -> bool:
    """Whether an entry was only rewritten, or a wider one took its place."""
    word = entry.strip("/*")
    return any(
        line and (line.strip("/*") == word or (line.endswith("*") and word.startswith(line.rstrip("*"))))
        for line in kept
    )
