"""Marks in messages: trailers, footers, session lines and policy trailers, at column 0 of any line.

git's own trailer block ends at the first blank line from below and misses many of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from riskcheck.core.change import Changeset
from riskcheck.core.mark import Mark
from riskcheck.core.provenance import Attribution, AuthorshipKind, Confidence
from riskcheck.expressions import expression
from riskcheck.provenance.reading import Context, Reading
from riskcheck.provenance.table import PREFIX, Table
from riskcheck.provenance.tools import tool_of_name

_ADDRESS = expression(r"([^\s<>(),;\"']{1,64}@(?:[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,24}|local))")
_RELEASE_BOTS = expression(r"^(dependabot|renovate)", re.IGNORECASE)
_SIGNED_BY_BOT = expression(r"^Signed-off-by: (?:dependabot|renovate)\b[^\n]*\n", re.MULTILINE)
# Some squash merges lose the line feeds of the message.
_GLUED = expression(r"Generated with \[Claude Code\]\(|Co-Authored-By: Claude <noreply@anthropic\.com>")
_DISCLOSED = expression(
    r"(?:This|The) (?:PR|pull request|commit|change|patch) was (?:\w{1,20} )?"
    r"(?:generated|written|authored|made) (?:by|with|using) (.{2,60})",
    re.IGNORECASE,
)
# A footer in the form that many tools share, by one that the table does not know.
_BY_A_ROBOT = expression(r"\U0001f916 ?Generated (?:with|by) \[?([A-Za-z][\w.-]{1,30}(?: [A-Z][\w.-]{1,20})?)")
# With an address that is no agent's, these are people.
_GIVEN_NAMES = expression(r"\b(?:claude|devin|jules|amp|ai|bob)\b(?![- ]?\w*\d)", re.IGNORECASE)
_MODEL = expression(
    r"\b((?:claude|gpt|gemini|glm|qwen|kimi|deepseek|grok|o\d)-(?!code\b|cli\b)[\w.-]{1,40}"
    r"|(?:claude|gpt|gemini|qwen|grok) (?:[a-z]{3,12} )?\d[\w.]{0,8})",
    re.IGNORECASE,
)
# Script, file and host names, as release robots write them where a tool would be named.
_NO_TOOL = expression(r"\S*[/@]\S*\.(?:sh|py|com|org)")
_PRODUCT = expression(r"\(.*\d.*\)|^(?:Claude Code|GitHub Copilot|Copilot|Codex|Cursor)$")
_MAX_LINE = 1000
_MAX_TEXT = 200
# A name with its address is no longer than this.
_MAX_NAMED = 250
# Of a message with more lines that may be marks than this, half are read at the top and half at the end.
_MAX_LINES = 6000
_END = 50_000
_CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


def read(changeset: Changeset, context: Context) -> Reading:
    """What the messages of the commits claim, and that of the commit about to be made or of the pull request."""
    found: list[Attribution] = []
    for commit in changeset.commits:
        found += in_message(commit.message, commit.author.name, context.table, commit.sha)
    if changeset.message:
        pending = changeset.source in ("staged", "worktree", "patch")
        found += (
            replace(attribution, granularity="commit" if pending else "change")
            for attribution in in_message(changeset.message, "", context.table)
        )
    return Reading(tuple(found))


def may_be_marked(text: str, table: Table) -> bool:
    """Whether a message, with a line feed in front, is worth a closer look."""
    return table.candidate.search(text) is not None or " Generated with [Claude" in text or " <noreply@a" in text


def in_message(message: str, author: str, table: Table, sha: str | None = None) -> list[Attribution]:
    """The marks in one message, as claims about that commit."""
    text = "\n" + message
    glued = "Claude" in message and _GLUED.search(message[:_MAX_LINE].partition("\n")[0])
    if _RELEASE_BOTS.match(author):
        text = "\n" + _behind_release_notes(message)
    found: list[Attribution] = []
    for start in _candidates(text, table):
        end = text.find("\n", start)
        line = text[start : min(end if end >= 0 else len(text), start + _MAX_LINE)]
        found += _in_line(line.rstrip("\r "), start == 1, table, sha)
    if glued:
        found.append(
            _attribution(table.emails["noreply@anthropic.com"][0], "footer", "Generated with Claude Code", sha)
        )
    return found


def _candidates(text: str, table: Table) -> Sequence[int]:
    """Where lines start that may be marks; of very many, those at the top and at the end."""
    starts = [match.start() + 1 for match in islice(table.candidate.finditer(text), _MAX_LINES + 1)]
    if len(starts) <= _MAX_LINES:
        return starts
    end = [match.start() + 1 for match in table.candidate.finditer(text, len(text) - _END)]
    return [
        *starts[: _MAX_LINES // 2],
        *(start for start in end[-_MAX_LINES // 2 :] if start > starts[_MAX_LINES // 2]),
    ]


def _behind_release_notes(message: str) -> str:
    """What people added to a message of a release bot, whose own part quotes the marks of other projects."""
    signed = _SIGNED_BY_BOT.search(message)
    return message[signed.end() :] if signed else message.rstrip().rpartition("\n\n")[2]


def _in_line(text: str, subject: bool, table: Table, sha: str | None) -> list[Attribution]:
    found = _starting(text, subject, table, sha)
    disclosed = _DISCLOSED.match(text) if text[0] in "Tt" else None
    if disclosed and (tool := table.tool_of(disclosed[1])):
        found.append(Attribution(tool, "authored", "disclosure", "commit", "low", _shown(text), sha))
    key, _, value = text.partition(":")
    rows = table.trailers.get(key.rstrip().lower())
    value = value.strip()
    for pattern, mark in rows if rows and value else ():
        if pattern is None:
            found += _named(mark, value, text, table, sha)
        elif pattern.match(value):
            found.append(_attribution(mark, "trailer", text, sha))
    return found


def _starting(text: str, subject: bool, table: Table, sha: str | None) -> list[Attribution]:
    plain = text.lower()
    forms = [plain]
    if not plain[:1].isalnum():
        # An emoji, or an underscore of Markdown, may stand before a footer.
        sign = next((at for at, character in enumerate(plain[:5]) if character.isalnum()), 5)
        forms.append(plain[sign:])
    for form in forms:
        for start, mark in table.lines.get(form[:PREFIX], ()):
            if form.startswith(start) and (subject or not mark.subject):
                after = form[len(start) : len(start) + 1]
                if not (after.isalnum() and start[-1].isalnum()):
                    return [_attribution(mark, "footer", text, sha)]
    robot = _BY_A_ROBOT.match(text) if len(forms) > 1 else None
    if robot is None:
        return []
    return [Attribution(tool_of_name(robot[1]), "authored", "footer", "commit", "medium", _shown(text), sha)]


def _named(mark: Mark, value: str, text: str, table: Table, sha: str | None) -> list[Attribution]:
    """What a trailer claims whose value names the tool, by an address or by its name."""
    value = value[:_MAX_NAMED]
    found = _ADDRESS.search(value)
    identity = table.of_address(found[1], value.partition("<")[0]) if found else None
    if identity is not None:
        kind: AuthorshipKind = "assisted" if "assisted" in (mark.kind, identity.kind) else "authored"
        confidence = max(mark.confidence, identity.confidence, key=_CONFIDENCES.index)
        claimed = replace(identity, kind=kind, confidence=confidence, doubt=mark.doubt or identity.doubt)
        return [_attribution(claimed, "trailer", text, sha, _model(value))]
    tool = None
    if mark.value == "tool":
        # "NAME:MODEL" is the Linux kernel's form: Documentation/process/coding-assistants.rst
        tool = None if _NO_TOOL.match(value) else table.tool_of(_GIVEN_NAMES.sub("", value) if found else value)
    elif found is None and mark.confidence == "high" and (_PRODUCT.search(value) or _MODEL.match(value)):
        # Without an address only an exact product, or a model in brackets, is sure to be no person.
        tool = table.tool_of(value)
        mark = replace(mark, confidence="medium")
    return [_attribution(replace(mark, tool=tool), "trailer", text, sha, _model(value))] if tool else []


def _model(text: str) -> str | None:
    found = _MODEL.search(text)
    return found[1] if found else None


def _attribution(mark: Mark, how: str, text: str, sha: str | None, model_id: str | None = None) -> Attribution:
    return Attribution(
        mark.tool, mark.kind, how, "commit", mark.confidence, _shown(text), sha, model_id=model_id, doubt=mark.doubt
    )


def _shown(text: str) -> str:
    # Session links can leak what they lead to: the key alone is kept.
    return (text.partition("http")[0].strip() or "session link")[:_MAX_TEXT]
