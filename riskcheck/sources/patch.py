"""A bare diff from a file or standard input; needs no repository."""

import re

from riskcheck import foreign_diffs
from riskcheck.core.change import Changeset
from riskcheck.expressions import expression

_MAIL_SUBJECT = expression(r"^Subject: (?:\[PATCH[^\]]*\] )?", re.MULTILINE)


def read(text: bytes, *, name: str, message: str | None = None) -> Changeset:
    """The changeset in a diff; what stands before it (`git show`, `git format-patch`) is its message."""
    patches, skipped, preamble = foreign_diffs.read_text(text)
    return Changeset(
        source="patch",
        title=f"patch from {name}",
        patches=patches,
        message=message or _message(preamble),
        skipped=skipped,
    )


def _message(preamble: str) -> str | None:
    """The commit message in the text before a diff, without the indent that `git show` gives it."""
    lines = [line.removeprefix("    ") for line in preamble.splitlines()]
    text = _MAIL_SUBJECT.sub("", "\n".join(lines)).strip()
    return text or None
