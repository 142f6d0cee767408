"""What a message itself says of earlier commits: repaired, taken back, brought back, blamed, followed up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from riskcheck.history.links.objects import Named, objects
from riskcheck.history.links.subjects import Title, first_line, own_text, title

ReferenceKind = Literal["fixes", "revert", "back-out", "reland", "regression", "follow-up"]

_TAKES_BACK: Final = frozenset({"revert", "back-out"})
_ALONE: Final = r"(?<![\w/-])"
_FIX: Final = r"fix(?:es|ed)?"
_AGENT: Final = r"\s(?:by|in|since|with|from|after|due to|via|of)(?!\w)"
# Whose second attempt names the original as well.
_ORIGINAL: Final = "original "
# What such a word begins with, the word, and what it says.
_VERBS: Final = (
    ("fix", rf"{_FIX}(?:\s?[:=]|\b)(?:[ \t]{_FIX}:)?", "fixes"),
    ("revert", rf"(?:{_ALONE}|(?<=re-))revert(?:s|ed|ing)?(?![\w-])", "revert"),
    ("undo", rf"{_ALONE}undo(?:es|ing)?(?![\w-])", "revert"),
    ("undid", rf"{_ALONE}undid(?![\w-])", "revert"),
    ("roll", rf"{_ALONE}roll(?:s|ed|ing)?[ -]?backs?(?: of)?(?![\w-])", "revert"),
    ("back", rf"{_ALONE}back(?:s|ed|ing)?[ -]?outs?(?![\w-])", "back-out"),
    (_ORIGINAL, r"^original (?:phabricator )?(?:diffs?|commit changeset):", "back-out"),
    ("re-land", rf"{_ALONE}re-land(?:s|ing)?(?: of)?(?![\w-])", "reland"),
    ("reland", rf"{_ALONE}reland(?:s|ing)?(?: of)?(?![\w-])", "reland"),
    ("regress", rf"regress(?:ions?|ed|es)?(?:\s(?:introduced|caused))?{_AGENT}", "regression"),
    ("introduced", rf"introduced{_AGENT}", "regression"),
    ("bro", rf"(?<!\w)(?:broken|broke){_AGENT}", "regression"),
    ("breaks", rf"breaks{_AGENT}", "regression"),
    ("breakage", rf"breakage(?:\s(?:introduced|caused))?{_AGENT}", "regression"),
    ("caused by", r"caused by(?!\w)", "regression"),
    ("bisect", r"bisect(?:ed|s|ing)?\s(?:to|as|points\sto)(?!\w)", "regression"),
    ("follow", r"(?<!\w)follow(?:s|ed|ing)?[ -]?ups?\s(?:to|for|of|on|from)(?!\w)", "follow-up"),
)
_PATTERNS: Final = tuple(
    (needle, re.compile(pattern, re.MULTILINE), cast(ReferenceKind, kind)) for needle, pattern, kind in _VERBS
)
_LINE_START: Final = re.compile(r"\n(?:[*+-][ \t]{1,3}|[ \t]{1,3})?(?:this (?:patch |commit |change )?)?$")
_WIDTH: Final = 40  # characters before a word that say how it is meant
# "was reverted", "after reverting", "a reverted change": somebody else did, or nobody.
_NOT_HERE: Final = re.compile(
    r"(?:(?<!\w)(?:after|since|before|instead of|without|not|was|were|been|being|is|are|got|get|could|would|should"
    r"|might|may|cannot|can|if|when|until|than|which|that|who|have|has|had|they|he|she|you|previously|earlier|later"
    r"|formerly|had to|able to|wanted to|tried to|trying to|to work"
    r"|(?:due to|because of|the reason for|reason for|after)(?: the| a)?|(?:by|noting) (?:the|an?)"
    r"|(?:which|that)(?: itself)? (?:was|is)(?: an?| the)?(?: partial| manual)?)|n't)\s{1,3}$"
)
_ONCE_DONE: Final = re.compile(r"(?<!\w)(?:an?|the|its?)\s{1,3}$")
_ALSO: Final = re.compile(r"(?:also|partial(?:ly)?|partly|essentially|effectively|basically)\s{1,3}$")
_CHANGESET: Final = 12  # digits of an id of Mercurial that are compared
_DIFF: Final = re.compile(r"sha:d\d{5,10}")  # the number of a diff that could be a sha as well
_TRUST: Final = ("sha", "diff", "cl", "change", "changeset", "svn", "pull", "merge", "bug", "subject", "title")
# How a fix can name its commit; the number of a request is one of an issue as well.
_FIXABLE: Final = ("sha", "diff", "cl", "change")


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier commit that a message names; `keys` in order of trust, all for the same commit."""

    kind: ReferenceKind
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: ReferenceKind
    named: Named
    is_alone: bool


def references(message: str) -> tuple[Reference, ...]:
    """The earlier commits that a message names: first those that it takes back, then in the order of the text."""
    lower = message.lower()
    patterns = [known for known in _PATTERNS if known[0] in lower]
    if not patterns:
        return ()
    text = own_text(lower)
    head = title(first_line(message))
    mentions = [
        mention
        for known in patterns
        if known[0] != _ORIGINAL or head.turn != "none"
        for mention in _mentions(text, *known)
    ]
    found = [*_taken_back([mention for mention in mentions if mention.kind in _TAKES_BACK], head), *_others(mentions)]
    if head.turn == "reland":
        found = [Reference("reland", known.keys) if known.kind in _TAKES_BACK else known for known in found]
    return tuple(dict.fromkeys(found))


def _mentions(text: str, needle: str, pattern: re.Pattern[str], kind: ReferenceKind) -> Iterator[_Mention]:
    at = text.find(needle)
    while at >= 0:
        verb = pattern.match(text, at)
        at = text.find(needle, at + len(needle))
        if verb:
            before = (
                f"\n{text[: verb.start()]}" if verb.start() < _WIDTH else text[verb.start() - _WIDTH : verb.start()]
            )
            if not _is_meant_otherwise(kind, verb[0], before):
                is_alone = not _ALSO.search(before)
                yield from (_Mention(kind, _widened(kind, named), is_alone) for named in objects(text, verb.end()))


def _widened(kind: ReferenceKind, named: Named) -> Named:
    """What backs out can come from Mercurial, whose ids look like any sha."""
    shas = [key.removeprefix("sha:") for key in named.keys if key.startswith("sha:") and kind == "back-out"]
    changesets = tuple(f"changeset:{sha[:_CHANGESET]}" for sha in shas if len(sha) >= _CHANGESET)
    return Named(named.keys + changesets, named.subject)


def _is_meant_otherwise(kind: ReferenceKind, verb: str, before: str) -> bool:
    if kind == "fixes":
        return not _LINE_START.search(before)
    return kind in _TAKES_BACK and bool(_NOT_HERE.search(before) or (verb.endswith("ed") and _ONCE_DONE.search(before)))


def _taken_back(mentions: Sequence[_Mention], head: Title) -> Iterator[Reference]:
    """The commit in the subject is most often the one in the body, in other words."""
    quoted = tuple(f"pull:{number}" for number in head.numbers) + _by_subject(*head.quoted)
    alone = [mention for mention in mentions if mention.is_alone]
    names = tuple(dict.fromkeys(key for mention in alone for key in mention.named.keys))
    kinds = [_name(key) for key in names if not _DIFF.fullmatch(key)]
    if quoted and len(set(kinds)) == len(kinds):
        yield _reference(_first_kind(mentions), names + quoted)
        mentions = [mention for mention in mentions if not mention.is_alone]
    elif quoted and alone[0].named.keys[0].startswith("sha:"):
        yield _reference(alone[0].kind, alone[0].named.keys + quoted)
    elif quoted:
        yield _reference(_first_kind(mentions), quoted)
    for mention in mentions:
        yield _reference(mention.kind, mention.named.keys + _by_subject(mention.named.subject))


def _first_kind(mentions: Sequence[_Mention]) -> ReferenceKind:
    return next((mention.kind for mention in mentions), "revert")


def _others(mentions: Sequence[_Mention]) -> Iterator[Reference]:
    for mention in mentions:
        keys = mention.named.keys
        if mention.kind == "fixes":
            keys = tuple(key for key in keys if key.startswith(_FIXABLE))
        if keys and mention.kind not in _TAKES_BACK:
            yield _reference(mention.kind, keys + _by_subject(mention.named.subject))


def _by_subject(*subjects: str) -> tuple[str, ...]:
    return tuple(f"{kind}:{text}" for text in subjects if text for kind in ("subject", "title"))


def _reference(kind: ReferenceKind, keys: Sequence[str]) -> Reference:
    return Reference(kind, tuple(sorted(dict.fromkeys(keys), key=lambda key: _TRUST.index(_name(key)))))


def _name(key: str) -> str:
    return key.partition(":")[0]
