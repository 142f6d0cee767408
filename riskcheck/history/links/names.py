"""The names by which a later commit can call a commit, besides its sha."""

import re
from typing import Final

from riskcheck.history.links.subjects import first_line, is_merge, merged_title, normalised, title

# How a name stands on a line of its own, and what to call it; the name of the group is only a link between both.
_LINES: Final = (
    ("gitlab", "merge:", r"see merge request [^\s!]{0,200}!(?P<gitlab>\d{1,9})"),
    ("url", "pull:", r"pr-url: https?://\S{1,200}/pulls?/(?P<url>\d{1,9})"),
    ("resolved", "pull:", r"pull request resolved: https?://\S{1,200}/pulls?/(?P<resolved>\d{1,9})"),
    ("number", "pull:", r"(?:github-)?pull-request: ?#(?P<number>\d{1,9})"),
    ("closes", "pull:", r"closes #(?P<closes>\d{1,9}) from "),
    ("diff", "diff:D", r"differential revision:\s{1,3}(?:https?://\S{1,200}/)?d(?P<diff>\d{1,10})"),
    ("gerrit", "cl:", r"reviewed-on: https?://[^\s?#]{1,200}/(?P<gerrit>\d{1,10})/?[^\S\n]*(?![^\n])"),
    ("piper", "cl:", r"piperorigin-revid: (?P<piper>\d{1,10})"),
    ("change", "change:I", r"change-id: i(?P<change>[0-9a-f]{40})"),
    ("svn", "svn:", r"git-svn-id: \S{1,300}@(?P<svn>\d{1,9})"),
    ("hg", "changeset:", r"(?:fbshipit-source-id|hg-commit): (?P<hg>[0-9a-f]{12})"),
)
_KINDS: Final = {group: kind for group, kind, _ in _LINES}
# A newline that is spelt out is what makes the search fast.
_LINE: Final = re.compile(rf"\n(?:{'|'.join(pattern for _, _, pattern in _LINES)})")
_LAST_NUMBER: Final = re.compile(r"\((?:#|gh-|!|pull request #)(\d{1,9})\)$")
_STARTS: Final = ("merge", "auto merge", "bug ")
_FIRST_NUMBER: Final = re.compile(
    r"(?:auto )?merge (?:pull request |pr )?(?:of )?#(?P<merge>\d{1,9})\b(?P<owner> from [^\s/]{1,60}(?=/))?"
    r"|merged pr (?P<pull>\d{1,9}): |bug (?P<bug>\d{1,9})\b"
)
# What takes back a diff may have landed under the number of that diff.
_TAKEN_BACK: Final = re.compile(r"\b(?:original phabricator diff:|revert|reverts|reverted|back out) d(\d{1,10})\b")


def keys(message: str) -> tuple[str, ...]:
    """The names of a commit: those in its subject, then in the order of the text; each after the kind of name."""
    subject = first_line(message)
    found = [f"subject:{normalised(subject)}", *_in_subject(subject)] if subject else []
    if is_merge(subject) and (merged := normalised(merged_title(message))):
        found.append(f"title:{merged}")
    text = message.lower()
    for line in _LINE.finditer(text):
        group = str(line.lastgroup)
        found.append(_KINDS[group] + line[group])
    if "diff" in text and title(subject).turn == "revert":
        taken_back = {f"diff:D{number}" for number in _TAKEN_BACK.findall(text)}
        found = [name for name in found if name not in taken_back]
    return tuple(dict.fromkeys(found))


def _in_subject(subject: str) -> list[str]:
    found = []
    if subject.endswith(")") and (last := _LAST_NUMBER.match(subject, subject.rfind("("))):
        found.append(f"{'merge' if is_merge(subject) else 'pull'}:{last[1]}")
    if subject.startswith(_STARTS) and (first := _FIRST_NUMBER.match(subject)):
        kind = next(group for group in ("merge", "pull", "bug") if first[group])
        found.append(f"{kind}:{first[kind]}")
        if first["owner"]:
            found.append(f"merge:{first['merge']}{first['owner']}")
    return found
