"""What a message itself says of earlier commits: repaired, taken back, brought back, blamed, followed up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, NamedTuple, cast

from riskcheck.history.links.objects import Named, objects
from riskcheck.history.links.subjects import NOTHING, Title, first_line, own_text, title

ReferenceKind = Literal["fixes", "revert", "back-out", "reland", "regression", "follow-up"]

_TAKES_BACK: Final = frozenset({"revert", "back-out"})
_ALONE: Final = r"(?<![\w/-])"
_FIX: Final = r"fix(?:es|ed)?"
_AGENT: Final = r"\s(?:by|in|since|with|from|after|due to|via|of)(?!\w)"
_FIX_LINE: Final = re.compile(
    rf"\n[*+-]?[ \t]{{0,3}}(?:fix|this (?:patch |commit |change )?fix)(?:es|ed)?(?!,)(?:\s?[:=]|\b)(?:[ \t]{_FIX}:)?"
)
# Whose second attempt names the original as well.
_ORIGINAL: Final = "original "
# What rules out several words at once, what such a word begins with, the word, and what it says.
_VERBS: Final = (
    ("revert", "revert", rf"(?:{_ALONE}|(?<=re-))revert(?:s|ed|ing)?(?![\w-])", "revert"),
    ("und", "undo", rf"{_ALONE}undo(?:es|ing)?(?![\w-])", "revert"),
    ("und", "undid", rf"{_ALONE}undid(?![\w-])", "revert"),
    ("back", "roll", rf"{_ALONE}roll(?:s|ed|ing)?[ -]?backs?(?: of)?(?![\w-])", "revert"),
    ("back", "back", rf"{_ALONE}back(?:s|ed|ing)?[ -]?outs?(?! of (?:an?|the) )(?![\w-])", "back-out"),
    (
        _ORIGINAL,
        _ORIGINAL,
        r"^original (?:phabricator )?(?:diffs?|commit changeset):|original diff (?=\(d\d)",
        "back-out",
    ),
    ("land", "re-land", rf"{_ALONE}re-land(?:s|ing)?(?: of)?(?![\w-])", "reland"),
    ("land", "reland", rf"{_ALONE}reland(?:s|ing)?(?: of)?(?![\w-])", "reland"),
    ("regress", "regress", rf"regress(?:ions?|ed|es)?(?:\s(?:introduced|caused))?{_AGENT}", "regression"),
    ("introduced", "introduced", rf"introduced{_AGENT}", "regression"),
    ("broke", "broke", rf"(?<!\w)(?:broken|broke){_AGENT}", "regression"),
    ("break", "breaks", rf"breaks{_AGENT}", "regression"),
    ("break", "breakage", rf"breakage(?:\s(?:introduced|caused))?{_AGENT}", "regression"),
    ("caused by", "caused by", r"caused by(?!\w)", "regression"),
    ("bisect", "bisect", r"bisect(?:ed|s|ing)?\s(?:to|as|points\sto)(?!\w)", "regression"),
    ("follow", "follow", r"(?<!\w)follow(?:s|ed|ing)?[ -]?ups?\s(?:to|for|of|on|from)(?!\w)", "follow-up"),
)
_STEMS: Final = tuple(
    (
        stem,
        tuple((word, re.compile(pattern, re.MULTILINE), cast(ReferenceKind, kind)) for _, word, pattern, kind in begun),
    )
    for stem, begun in groupby(_VERBS, key=itemgetter(0))
)
_WIDTH: Final = 40  # characters before a word that say how it is meant
# "was reverted", "after reverting", "a reverted change": somebody else did, or nobody.
_NOT_HERE: Final = re.compile(
    r"(?:(?<!\w)(?:after|since|before|instead of|without|not|was|were|been|being|is|are|got|get|if|when|until|than"
    r"|(?:could|would|should|might|may|cannot|can)(?: just| simply| also| then)?(?: be to)?"
    r"|which|that|who|have|has|had|they|he|she|you|previously|earlier|later|accident(?:al)?ly|inadvertently"
    r"|unintentionally|mistakenly|erroneously|formerly|had to|able to|possible to|wanted to|tried to|trying to|to work"
    r"|(?<!is )the"
    r"|(?:due to|because of|the reason for|reason for|after)(?: the| a)?|(?:by|noting) (?:the|an?)"
    r"|(?:which|that)(?: itself)? (?:was|is)(?: an?| the)?(?: partial| manual)?)|n't)"
    r"(?:\s(?:partial|part|ful|complete|entire)ly)?\s{1,3}$"
)
_ONCE_DONE: Final = re.compile(r"(?<!\w)(?:an?|the|its?|now|already)[\s-]{1,3}$")
# Another commit did, or it stands in the subject of another.
_BY_ANOTHER: Final = re.compile(r"[0-9a-f]{7,40}(?:,?[ \t]{1,2}[\"“'(]{0,3}|[\"“'(]{1,3})$|[\"”']\)[ \t]{1,2}[\"“]?$")
_ALSO: Final = re.compile(r"(?:also|partial(?:ly)?|partly|essentially|effectively|basically)\s{1,3}$")
_CHANGESET: Final = 12  # digits of an id of Mercurial that are compared
_DIFF: Final = re.compile(r"sha:d\d{5,10}")  # the number of a diff that could be a sha as well
_TRUST: Final = ("sha", "diff", "cl", "change", "changeset", "svn", "pull", "merge", "bug", "subject", "title")
_RANKS: Final = {kind: rank for rank, kind in enumerate(_TRUST)}
_OWNED: Final = re.compile(r"merge:(\d+) from ")
# How a fix can name its commit; the number of a request is one of an issue as well.
_FIXABLE: Final = ("sha", "diff", "cl", "change")


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier commit that a message names; `keys` in order of trust, all for the same commit."""

    kind: ReferenceKind
    keys: tuple[str, ...]


class _Mention(NamedTuple):
    kind: ReferenceKind
    named: Named
    is_alone: bool


def references(message: str) -> tuple[Reference, ...]:
    """The earlier commits that a message names: first those that it takes back, then in the order of the text."""
    lower = message.lower()
    words = [word for stem, begun in _STEMS if stem in lower for word in begun if word[0] in lower]
    is_fix = "fix" in lower
    if not words and not is_fix:
        return ()
    text = f"\n{own_text(lower)}"
    head = title(first_line(message)) if words else NOTHING
    mentions = list(_fixes(text)) if is_fix else []
    for needle, pattern, kind in words:
        if needle != _ORIGINAL or head.turn != "none":
            mentions += _mentions(text, needle, pattern, kind)
    if not mentions and not head.quoted:
        return ()
    taken = [mention for mention in mentions if mention.kind in _TAKES_BACK]
    found = list(_taken_back(taken, head)) if taken or head.quoted else []
    found += _others(mentions)
    if head.turn == "reland":
        found = [Reference("reland", known.keys) if known.kind in _TAKES_BACK else known for known in found]
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def _fixes(text: str) -> Iterator[_Mention]:
    for verb in _FIX_LINE.finditer(text):
        for named in objects(text, verb.end()):
            yield _Mention("fixes", named, True)


def _mentions(text: str, needle: str, pattern: re.Pattern[str], kind: ReferenceKind) -> Iterator[_Mention]:
    at = text.find(needle)
    while at >= 0:
        verb = pattern.match(text, at)
        if verb and (about := list(objects(text, verb.end()))):
            before = text[max(at - _WIDTH, 0) : at]
            if kind not in _TAKES_BACK or not _is_meant_otherwise(verb[0], before):
                is_alone = not _ALSO.search(before)
                yield from (_Mention(kind, _widened(kind, named), is_alone) for named in about)
        at = text.find(needle, at + len(needle))


def _widened(kind: ReferenceKind, named: Named) -> Named:
    """What backs out can come from Mercurial, whose ids look like any sha."""
    if kind != "back-out":
        return named
    shas = [key.removeprefix("sha:") for key in named.keys if key.startswith("sha:")]
    changesets = tuple(f"changeset:{sha[:_CHANGESET]}" for sha in shas if len(sha) >= _CHANGESET)
    return Named(named.keys + changesets, named.subject)


def _is_meant_otherwise(verb: str, before: str) -> bool:
    if verb.startswith(_ORIGINAL):
        return False
    is_done = verb.endswith("ed") and _ONCE_DONE.search(before)
    return bool(is_done or _NOT_HERE.search(before) or _BY_ANOTHER.search(before))


def _taken_back(mentions: Sequence[_Mention], head: Title) -> Iterator[Reference]:
    """The commit in the subject is most often the one in the body, in other words."""
    quoted = tuple(f"pull:{number}" for number in head.numbers) + _by_subject(*head.quoted)
    mentions = _without_repeats(mentions)
    if quoted:
        alone = [mention for mention in mentions if mention.is_alone]
        names = tuple(dict.fromkeys(key for mention in alone for key in mention.named.keys))
        kinds = [_name(key) for key in names if not _DIFF.fullmatch(key)]
        same = [mention for mention in alone if not set(quoted).isdisjoint(mention.named.keys)]
        if same:
            yield _reference(same[0].kind, (*same[0].named.keys, *quoted))
            mentions = [mention for mention in mentions if mention not in same]
        elif len(set(kinds)) == len(kinds):
            yield _reference(_first_kind(mentions), names + quoted)
            mentions = [mention for mention in mentions if not mention.is_alone]
        elif alone[0].named.keys[0].startswith("sha:"):
            yield _reference(alone[0].kind, alone[0].named.keys + quoted)
        else:
            yield _reference(_first_kind(mentions), quoted)
    for mention in mentions:
        yield _reference(mention.kind, mention.named.keys + _by_subject(mention.named.subject))


def _without_repeats(mentions: Sequence[_Mention]) -> Sequence[_Mention]:
    """Who calls a request by its number and its author means no other with that number."""
    found = [_OWNED.match(key) for mention in mentions for key in mention.named.keys]
    owned = {match[1] for match in found if match}
    return [mention for mention in mentions if {key.partition(":")[2] for key in mention.named.keys} - owned]


def _first_kind(mentions: Sequence[_Mention]) -> ReferenceKind:
    return next((mention.kind for mention in mentions), "revert")


def _others(mentions: Sequence[_Mention]) -> Iterator[Reference]:
    for mention in mentions:
        if mention.kind in _TAKES_BACK:
            continue
        keys = mention.named.keys
        if mention.kind == "fixes":
            keys = tuple([key for key in keys if key.startswith(_FIXABLE)])
        if keys:
            yield _reference(mention.kind, keys + _by_subject(mention.named.subject))


def _by_subject(*subjects: str) -> tuple[str, ...]:
    return tuple(f"{kind}:{text}" for text in subjects if text for kind in ("subject", "title"))


def _reference(kind: ReferenceKind, keys: Sequence[str]) -> Reference:
    return Reference(kind, tuple(sorted(dict.fromkeys(keys), key=_rank)))


def _rank(key: str) -> int:
    return _RANKS[_name(key)]


def _name(key: str) -> str:
    return key.partition(":")[0]
