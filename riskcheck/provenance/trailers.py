"""Marks in the message: trailers, footers, session lines and policy trailers, at column 0 of any line.

git's own trailer block ends at the first blank line from below and misses many of them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from riskcheck.core.change import Changeset
from riskcheck.core.provenance import Attribution, AuthorshipKind, Confidence
from riskcheck.provenance.table import Mark, of_address, table, tool_of_value

_TRAILER = re.compile(r"([A-Za-z][A-Za-z-]{2,40})\s?:\s*(\S.*)")
_ADDRESS = re.compile(r"([^\s<>(),;\"']{1,64}@[A-Za-z0-9.-]{3,120})")
# What a key claims when its value names a tool; other keys are no policy trailers.
_KINDS: dict[str, AuthorshipKind] = {
    "co-authored-by": "authored", "co-authored-by-ai": "authored", "co-developed-by": "authored",
    "co-author-by": "authored", "coding-agent": "authored", "ai-agent": "authored", "generated-by": "authored",
    "assisted-by": "assisted", "ai-assisted": "assisted", "ai-assisted-by": "assisted",
    "commit-generated-by": "assisted",
}  # fmt: skip
_NAMED_ONLY_BY_ADDRESS = frozenset({"co-authored-by", "co-developed-by", "signed-off-by"})
_REVIEW_SUGGESTION = "175728472+copilot@users.noreply.github.com"
_RELEASE_BOTS = re.compile(r"^(dependabot|renovate)", re.IGNORECASE)
_GLUED = re.compile(r"Generated with \[Claude Code\]\(|Co-Authored-By: Claude <noreply@anthropic\.com>")
_DISCLOSED = re.compile(
    r"(?:This|The) (?:PR|pull request|commit|change|patch) was (?:\w{1,20} )?"
    r"(?:generated|written|authored|made) (?:by|with|using) (.{2,60})",
    re.IGNORECASE,
)
# With an address that is no agent's, these are people.
_GIVEN_NAMES = re.compile(r"\b(?:claude|devin|jules|amp|ai|bob)\b(?![- ]?\w*\d)", re.IGNORECASE)
_MAX_LINE = 1000
_MAX_TEXT = 200


def read(changeset: Changeset) -> Iterator[Attribution]:
    """What the messages of the commits, or of the commit about to be made, claim."""
    for commit in changeset.commits:
        message = commit.message
        if _RELEASE_BOTS.match(commit.author.name):
            # Release notes quote other projects' trailers; the bot's own stand in the last paragraph.
            message = message.rstrip().rpartition("\n\n")[2]
        for attribution in _in_message(message):
            yield replace(attribution, commit=commit.sha)
    if changeset.message:
        yield from _in_message(changeset.message)


def _in_message(message: str) -> Iterator[Attribution]:
    lines = message.split("\n")
    for line in lines:
        text = line[:_MAX_LINE].rstrip("\r ")
        if not text or text[0] in " \t>`|":
            continue
        yield from _in_line(text)
    subject = lines[0][:_MAX_LINE]
    if _GLUED.search(subject):  # some squash merges lose the line feeds of the message
        yield _attribution(table().emails["noreply@anthropic.com"], "footer", "Generated with Claude Code")


def _in_line(text: str) -> Iterator[Attribution]:
    if table().any_line.match(text):
        for pattern, row in table().lines:
            if pattern.match(text):
                yield _attribution(row, "trailer" if ":" in text[:25] else "footer", text)
    disclosed = _DISCLOSED.match(text)
    if disclosed and (tool := tool_of_value(disclosed[1])):
        yield _attribution(Mark("", tool, "authored", ""), "disclosure", text, "low")
    trailer = _TRAILER.match(text)
    if trailer is None or trailer[1].lower() not in (*_KINDS, "signed-off-by"):
        return
    key, value = trailer[1].lower(), trailer[2]
    address = _ADDRESS.search(value)
    mark = of_address(address[1]) if address else None
    if mark is not None:
        yield _addressed(mark, key, address[1] if address else "", text)
    elif key not in _NAMED_ONLY_BY_ADDRESS:
        yield from _policy(key, value, text)
    elif address is None and key == "co-authored-by" and (tool := _bare_name(value)):
        yield _attribution(Mark("", tool, "authored", ""), "trailer", text, "medium", _model(value))


def _addressed(mark: Mark, key: str, address: str, text: str) -> Attribution:
    kind = "assisted" if _KINDS.get(key) == "assisted" or address.lower() == _REVIEW_SUGGESTION else mark.kind
    named = tool_of_value(text.partition(":")[2].partition("<")[0]) if mark.tool in ("crush", "opencode") else None
    model = _model(text) if named or mark.tool else None
    return _attribution(
        replace(mark, kind=kind), "trailer", text, "high" if mark.kind == "authored" else "medium", model
    )


def _policy(key: str, value: str, text: str) -> Iterator[Attribution]:
    # "NAME:MODEL" is the Linux kernel's form: Documentation/process/coding-assistants.rst
    named = _GIVEN_NAMES.sub("", value) if _ADDRESS.search(value) else value
    tool = None if re.match(r"\S*[/@]\S*\.(?:sh|py|com|org)", value) else tool_of_value(named)
    if tool is None:
        return
    yield _attribution(Mark("", tool, _KINDS[key], ""), "trailer", text, "high", _model(value))


def _bare_name(value: str) -> str | None:
    """A tool named without an address, which only an exact product name or a model in brackets makes sure."""
    return (
        tool_of_value(value)
        if re.search(r"\(.*\d.*\)|^(Claude Code|GitHub Copilot|Copilot|Codex|Cursor)$", value)
        else None
    )


def _model(text: str) -> str | None:
    found = re.search(r"\b((?:claude|gpt|gemini|glm|qwen|kimi|deepseek|grok|o\d)-[\w.-]{1,40})", text, re.IGNORECASE)
    return found[1] if found else None


def _attribution(
    mark: Mark, how: str, text: str, confidence: Confidence = "high", model_id: str | None = None
) -> Attribution:
    # Session links can leak what they lead to: the key alone is kept.
    shown = text.partition("http")[0].strip() or "session link"
    return Attribution(mark.tool, mark.kind, how, "commit", confidence, shown[:_MAX_TEXT], model_id=model_id)
