"""What a sentence can call a commit by: a sha, the number of a request or a revision, as the forges spell them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from riskcheck.history.links.subjects import normalised

_OPEN: Final = r"[\s:,*_`'\"“<\[({=-]"
_PLACE: Final = (
    r"(?:(?!and\b)[a-z`'-]{1,20}\s){0,2}(?:changes?|parts?|pieces|portion|code|work|workaround|bits?|hunks?|files?|effects?|logic"
    r"|behaviou?r|functionality|fix(?:es)?|support)"
    r"(?:\s(?:made|introduced|added|done|which|that|was|were|from|committed|slipped|[a-z]{1,14}ly)){0,3}"
    r"\s(?:in|into|by|from|of|with|for|to)"
)
_WORDS: Final = (
    r"this|that|the|an?|of|git|svn|upstream|parent|original|previous|recent|earlier|my|our|your|its|just"
    r"|commits?|commit-?ids?|id|sha1?|hash|revisions?|rev|changes?|changesets?|patch(?:es)?|diffs?|merges?|merged"
    r"|pull|requests?|prs?|mr|most|half|all|both|partially|partly|also|effectively|essentially|linux|kernel|mainline"
)
# The kernel's form, which is most of what a history names: a sha, its subject, and then another trailer or nothing.
_PLAIN: Final = re.compile(
    r"[: ]{0,2}(?P<sha>(?=[0-9]{0,39}[a-f])[0-9a-f]{7,40}) \(\"(?P<subject>[^\"\n]{1,300})\"\)"
    r"(?=\n(?:[a-z-]{2,30}:|\n)|\Z)"
)
_GAP: Final = re.compile(rf"{_OPEN}{{0,8}}")
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
    r"[ \t,;&+/)\]\"'`}>]{0,8}"
    r"(?:\.?\n[ \t]{0,12}[*+-][ \t]{1,3}|\n[ \t]{1,12}|(?:(?<=[,;&+])|(?<=[,;&+] ))\n|\n(?=and\b))?"
    r"(?P<apart>and\s{1,4})?"
    r"(?:(?:also|with|from|the|parts?|of|commits?|prs?|diff)[\s:]{1,4}){0,3}[\"'`<\[({]{0,2}"
)
_UNENDED: Final = re.compile(r"\bthis (?:\w{1,12} )?\w{1,12}s\Z")
_WIDTH: Final = 40
_LINE_END: Final = re.compile(r"[.,:]?[ \t]{0,8}(?:\n|\Z)")
_OF_MERGE: Final = "merge pull request "
_OWNER: Final = re.compile(r" from [^\s/]{1,60}(?=/)")
_FEWEST_DIGITS: Final = 10  # of a sha without a letter that nothing else says to be one
_MOST: Final = 100  # commits in one list


class Named(NamedTuple):
    """One commit that a sentence is about: its names, and the subject that stands beside them."""

    keys: tuple[str, ...]
    subject: str = ""


def objects(text: str, position: int) -> Iterator[Named]:
    """The commits that the words from `position` on are about; unlike names in a row are names of one commit."""
    plain = _PLAIN.match(text, position)
    if plain and not _DIFF.fullmatch(plain["sha"]):
        yield Named((f"sha:{plain['sha']}",), normalised(plain["subject"]))
        return
    start = _end(_GAP, text, position)
    found = _OBJECT.match(text, start)
    if not found:
        start = _end(_FILLING, text, position)
        found = _OBJECT.match(text, start)
    if not found or _is_elsewhere(text, position, found):
        return
    is_commit = "commit" in text[position:start]
    held, is_apart = _NONE, False
    for _ in range(_MOST):
        beside = _SUBJECT.match(text, found.end())
        added = Named(_names(text, found, is_commit or beside is not None), _subject(beside))
        following = _NEXT.match(text, beside.end() if beside else found.end())
        if held.keys and (is_apart or _kinds(held) & _kinds(added)):
            yield held
            held = _NONE
        held = Named(held.keys + added.keys, held.subject or added.subject) if held.keys else added
        is_apart, start = bool(following and following["apart"]), following.end() if following else len(text)
        found = _OBJECT.match(text, start)
        if not found:
            break
    if held.keys:
        yield held


_NONE: Final = Named(())


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _is_elsewhere(text: str, position: int, found: re.Match[str]) -> bool:
    """Whether the commit begins another paragraph, neither announced by a colon nor set off as code or a line.

    "This reverts" goes on there.
    """
    blank = text.find("\n\n", position, found.start())
    if blank < 0 or text[blank - 1] == ":" or text[blank + 2] in " \t":
        return False
    if not text[position:blank].strip() and _UNENDED.search(text, max(position - _WIDTH, 0), position):
        return False
    beside = _SUBJECT.match(text, found.end())
    return not _LINE_END.match(text, beside.end() if beside else found.end())


def _names(text: str, found: re.Match[str], is_commit: bool) -> tuple[str, ...]:
    group = str(found.lastgroup)
    name = found[group]
    kinds = _KINDS[group]
    if group == "sha" and name.isdigit() and not is_commit and len(name) < _FEWEST_DIGITS:
        kinds = ()
    if group == "pull" and text.endswith(_OF_MERGE, 0, found.start()):
        kinds = ("merge:",)
        owner = _OWNER.match(text, found.end())
        name += owner[0] if owner else ""
    names = tuple(kind + name for kind in kinds)
    return (*names, f"diff:D{name[1:]}") if group == "sha" and _DIFF.fullmatch(name) else names


def _kinds(named: Named) -> set[str]:
    return {key.partition(":")[0] for key in named.keys}


def _subject(beside: re.Match[str] | None) -> str:
    return normalised(next(filter(None, beside.groups()), "")) if beside else ""
