"""What a sentence can call a commit by: a sha, the number of a request or a revision, as the forges spell them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from riskcheck.history.links.subjects import normalised

_OPEN: Final = r"[\s:,*_`'\"“<\[({=-]"
_PLACE: Final = (
    r"(?:(?!and\b)[a-z`'-]{1,20}\s){0,2}(?:changes?|parts?|pieces|portion|code|work|workaround|bits?|hunks?|files?|effects?|logic"
    r"|behaviou?r|functionality|fix(?:es)?|support)"
    r"(?:\s(?:made|introduced|added|done|which|that|was|were|from|committed)){0,2}\s(?:in|by|from|of|with|for|to)"
)
_WORDS: Final = (
    r"this|that|the|an?|of|git|svn|upstream|parent|original|previous|recent|earlier|my|our|your|its|just"
    r"|commits?|commit-?ids?|id|sha1?|hash|revisions?|rev|changes?|changesets?|patch(?:es)?|diffs?|merges?|merged"
    r"|pull|requests?|prs?|mr|most|half|all|both|partially|partly|also|effectively|essentially|linux|kernel|mainline"
)
# Words that may stand between a verb and what it is about.
_FILLING: Final = re.compile(rf"(?:{_OPEN}{{0,6}}(?:{_PLACE}|{_WORDS})(?![\w/-])){{0,7}}{_OPEN}{{0,8}}")
_LINK: Final = r"https?://[^\s'\"<>()]{1,200}?"
_OBJECT: Final = re.compile(
    rf"(?:{_LINK}(?:/commits?/|/\+/|/rev/|[?&;](?:id|h)=)|#|git:)?(?P<sha>[0-9a-f]{{7,64}})(?![\w-]|\.\w)"
    rf"|{_LINK}/(?:pulls?|merge_requests|pull-requests|pullrequest)/(?P<url>\d{{1,9}})(?!\d)"
    r"|(?:[\w.-]{1,60}/[\w.-]{1,100}|pr |pull request |merge request )?(?:#|gh-|!)(?P<pull>\d{1,9})(?!\w)"
    r"|\{?d(?P<diff>\d{3,10})(?!\w)"
    r"|(?:cls?|changelist)(?:[ /:#]|\s){1,2}(?P<cl>\d{3,10})(?!\w)"
    r"|(?:https?://)?(?:golang\.org|go\.dev|crrev\.com)/(?:cl|c)/(?P<short>\d{3,10})(?!\w)"
    rf"|https?://[\w.-]{{0,60}}review[\w.-]{{0,60}}/[^\s'\"<>()]{{0,100}}?(?P<review>\d{{3,10}})(?![\w/])"
    r"|i(?P<change>[0-9a-f]{40})(?!\w)"
    r"|r(?P<svn>\d{2,8})(?!\w)"
    r"|bug (?P<bug>\d{2,9})(?!\w)"
)
# A request and what it was merged as have one number.
_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "sha": ("sha:",),
    "url": ("pull:", "merge:"),
    "pull": ("pull:", "merge:"),
    "diff": ("diff:D",),
    "cl": ("cl:",),
    "short": ("cl:",),
    "review": ("cl:",),
    "change": ("change:I",),
    "svn": ("svn:",),
    "bug": ("bug:",),
}
_DIFF: Final = re.compile(r"d\d{5,10}")
_SUBJECT: Final = re.compile(
    r"[\s,:-]{0,8}(?:[(\[]\s?)?(?:\"([^\"]{1,300})\"|“([^”]{1,300})”|'([^\n']{1,300})'(?!\w))[)\]]?"
    r"|[ \t]{0,8}\((?!cls? |bug |pr |d\d|#|https?:|cherry|backport|[0-9a-f]{7,40}\))([^()\n]{3,300})\)"
)
_NEXT: Final = re.compile(
    r"[ \t,;&+/)\]\"'`}>]{0,8}(?:\r?\n[ \t]{0,12})?(?P<apart>and\s{1,4})?"
    r"(?:(?:also|with|from|the|parts?|of|commits?|prs?|diff)[\s:]{1,4}){0,3}[\"'`<\[({]{0,2}"
)
_OF_MERGE: Final = "merge pull request "
_FEWEST_DIGITS: Final = 10  # of a sha without a letter that nothing else says to be one
_MOST: Final = 100  # commits in one list


@dataclass(frozen=True, slots=True)
class Named:
    """One commit that a sentence is about: its names, and the subject that stands beside them."""

    keys: tuple[str, ...]
    subject: str = ""


def objects(text: str, position: int) -> Iterator[Named]:
    """The commits that the words from `position` on are about; unlike names in a row are names of one commit."""
    filling = _FILLING.match(text, position)
    start = filling.end() if filling else position
    is_commit = "commit" in text[position:start]
    held, is_apart = Named(()), False
    for _ in range(_MOST):
        found = _OBJECT.match(text, start)
        if not found:
            break
        beside = _SUBJECT.match(text, found.end())
        added = Named(_names(text, found, is_commit or beside is not None), _subject(beside))
        following = _NEXT.match(text, beside.end() if beside else found.end())
        if held.keys and (is_apart or _kinds(held) & _kinds(added)):
            yield held
            held = Named(())
        held = Named(held.keys + added.keys, held.subject or added.subject)
        is_apart, start = bool(following and following["apart"]), following.end() if following else len(text)
    if held.keys:
        yield held


def _names(text: str, found: re.Match[str], is_commit: bool) -> tuple[str, ...]:
    group = str(found.lastgroup)
    name = found[group]
    kinds = _KINDS[group]
    if group == "sha" and name.isdigit() and not is_commit and len(name) < _FEWEST_DIGITS:
        kinds = ()
    if group == "pull" and text.endswith(_OF_MERGE, 0, found.start()):
        kinds = ("merge:",)
    names = tuple(kind + name for kind in kinds)
    return (*names, f"diff:D{name[1:]}") if group == "sha" and _DIFF.fullmatch(name) else names


def _kinds(named: Named) -> set[str]:
    return {key.partition(":")[0] for key in named.keys}


def _subject(beside: re.Match[str] | None) -> str:
    return normalised(next(filter(None, beside.groups()), "")) if beside else ""
