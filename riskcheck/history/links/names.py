"""The names by which a later commit can call a commit, besides its sha."""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.history.links.subjects import first_line, is_merge, normalised, title

# What must stand in a message in small letters, how the name stands there, and what to call it.
_NAMES: Final = tuple(
    (needle, re.compile(pattern, re.MULTILINE), prefix)
    for needle, pattern, prefix in (
        ("see merge request", r"^see merge request [^\s!]{0,200}!(\d{1,9})", "merge:"),
        ("pr-url:", r"^pr-url: https?://\S{1,200}/pulls?/(\d{1,9})", "pull:"),
        ("pull request resolved:", r"^pull request resolved: https?://\S{1,200}/pulls?/(\d{1,9})", "pull:"),
        ("pull-request:", r"^pull-request: ?#(\d{1,9})", "pull:"),
        ("github-pull-request:", r"^github-pull-request: ?#(\d{1,9})", "pull:"),
        ("closes #", r"^closes #(\d{1,9}) from ", "pull:"),
        ("differential revision:", r"^differential revision:\s{1,3}(?:https?://\S{1,200}/)?d(\d{1,10})", "diff:D"),
        ("reviewed-on:", r"^reviewed-on: https?://[^\s?#]{1,200}/(\d{1,10})/?\s*$", "cl:"),
        ("piperorigin-revid:", r"^piperorigin-revid: (\d{1,10})", "cl:"),
        ("change-id: i", r"^change-id: i([0-9a-f]{40})", "change:I"),
        ("git-svn-id:", r"^git-svn-id: \S{1,300}@(\d{1,9})", "svn:"),
        ("fbshipit-source-id:", r"^fbshipit-source-id: ([0-9a-f]{12})", "changeset:"),
        ("hg-commit:", r"^hg-commit: ([0-9a-f]{12})", "changeset:"),
    )
)
_IN_SUBJECT: Final = tuple(
    (needle, re.compile(pattern), prefix)
    for needle, pattern, prefix in (
        ("#", r"\(#(\d{1,9})\)$", ""),
        ("(gh-", r"\(gh-(\d{1,9})\)$", ""),
        ("#", r"^(?:auto )?merge (?:pull request |pr )?(?:of )?#(\d{1,9})\b", ""),
        ("(pull request #", r"\(pull request #(\d{1,9})\)$", ""),
        ("(!", r"\(!(\d{1,9})\)$", ""),
        ("merged pr", r"^merged pr (\d{1,9}): ", ""),
        ("bug ", r"^bug (\d{1,9})\b", "bug:"),
    )
)
# What takes back a diff may have landed under the number of that diff.
_TAKEN_BACK: Final = re.compile(r"\b(?:original phabricator diff:|revert|reverts|reverted|back out) d(\d{1,10})\b")


def keys(message: str) -> tuple[str, ...]:
    """The names of a commit in the order they stand there, each with the kind of name before it."""
    subject = first_line(message)
    found = [f"subject:{normalised(subject)}"] if subject else []
    request = "merge:" if is_merge(subject) else "pull:"
    found += [
        (prefix or request) + match[1]
        for word, pattern, prefix in _IN_SUBJECT
        if word in subject and (match := pattern.search(subject))
    ]
    found += [f"title:{text}" for text in (_merged_title(subject, message),) if text]
    text = message.lower()
    for needle, pattern, prefix in _NAMES:
        if needle in text:
            found += [prefix + number for number in _standing(text, needle, pattern)]
    if title(subject).turn == "revert" and "diff" in text:
        taken_back = {f"diff:D{number}" for number in _TAKEN_BACK.findall(text)}
        found = [name for name in found if name not in taken_back]
    return tuple(dict.fromkeys(found))


def _merged_title(subject: str, message: str) -> str:
    """A forge writes the title of what it merges below the subject of the merge."""
    if not is_merge(subject):
        return ""
    body = message.lstrip()[:4000].partition("\n")[2].lstrip()
    return normalised(body.partition("\n")[0][:1000])


def _standing(text: str, needle: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The numbers on the lines that begin with a needle."""
    at = text.find(needle)
    while at >= 0:
        if match := pattern.match(text, at):
            yield match[1]
        at = text.find(needle, at + len(needle))
