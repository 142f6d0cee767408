"""The subject of a message, the subjects of other commits that it quotes, and what of the text is its own."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

_LONGEST: Final = 1000  # characters of a subject that are compared
_NUMBER: Final = r"\s{0,3}\((?:#|!|gh-)(\d{1,9})\)"
_NUMBERS: Final = re.compile(rf"(?:{_NUMBER}){{1,5}}$")
_ONE_NUMBER: Final = re.compile(_NUMBER)
_MERGES: Final = ("merge ", "auto merge of")
_MERGE: Final = re.compile(r"merge (?:pull request|branch|branches|remote|tag|commit|pr|changes|#\d)|auto merge of")
_VERB: Final = re.compile(
    r"(?P<prefix>(?:\[[^\]\n]{1,60}\]\s?|[\w./,*{}+-]{1,60}:\s?){0,3})(?P<copy>backport(?: of)?:? \"?)?"
    r"(?:(?:partial(?:ly)?|partly|automat(?:ed|ic)|temporar(?:y|ily)|selective(?:ly)?) )?"
    r"(?:revert(?:s|ed|ing)?|back(?:s|ed|ing)?[ -]?outs?|roll(?:s|ed|ing)?[ -]?backs?|undo(?:es|ing)?|undid"
    r"|(?P<again>un-?revert(?:s|ed|ing)?|re-?land(?:s|ed|ing)?|re-?appl(?:y|ies|ied|ying)))"
    r"(?![\w-])(?: of)?(?: the)?(?: commit| change| patch)?:?\s{0,3}"
)
_WORDS: Final = ("revert", "back", "undo", "undid", "land", "appl")
_AGAIN: Final = re.compile(r"(?<![\w-])re-?land(?:ed|ing|s)?(?![\w-])")
_WHOLLY: Final = re.compile(
    r"\s*[^\n]+\n\s*(?:summary:\s{1,3})?this (?:commit |cl |change |patch |diff |pr )?reverts ", re.IGNORECASE
)
_SECOND: Final = re.compile(r"\s*[^\n]+\n\s*([^\n]{1,1000})")
_CLOSING: Final = {'"': '"', "“": "”", "'": "'", "`": "`", "‘": "’", "«": "»"}
_SHORTENED: Final = ("…", "...")
_FEWEST_WORDS: Final = 3  # of a subject that stands there without quotation marks
# Code, but not a commit that is set off; mail, and why something is reverted, which often names yet another commit.
# Each begins with a newline that is spelt out, which is what makes the search for it fast.
_CODE: Final = re.compile(r"\n(?<=\n\n)(?:(?: {4}|\t)(?!\s{0,8}(?:commit )?[0-9a-f]{7,40}\b)[^\n]*(?:\n|\Z))+")
_MAIL: Final = re.compile(r"\n(?:[ \t]{0,8}>|reason for (?:the )?revert(?:ing)?:)[^\n]*")
_SIGN: Final = re.compile(r"\n(?:[ \t]{0,8}>|\n(?: {4}|\t)|reason for )")
# `git merge --squash` writes so, and indents what follows.
_SQUASHED: Final = "squashed commit of the following:"
# The merge of a branch lists what its commits say for themselves.
_BRANCH: Final = re.compile(r"merge (?:remote-tracking )?(?:branch|branches|tag|patch series|series|remote|https?:)")
_LISTED: Final = re.compile(r"^(?:[ \t>*+-]|#)[^\n]*\n?", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?!    |\t)[^\n]*\S", re.MULTILINE)
_FENCE: Final = re.compile(r"^[ \t]{0,3}```", re.MULTILINE)

Turn = Literal["none", "revert", "reland"]


@dataclass(frozen=True, slots=True)
class Title:
    """What a subject does to an earlier commit, how that one's subject may read, and its number."""

    turn: Turn
    quoted: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


NOTHING: Final = Title("none")


# Each message is asked for its keys, its references and whether it is a revert, one after the other.
@lru_cache(maxsize=1)
def first_line(message: str) -> str:
    """The subject in small letters; one that a forge has cut is put together again."""
    text = message.lstrip()
    end = text.find("\n", 0, _LONGEST)
    subject = text[: end if end >= 0 else _LONGEST].strip().lower()
    if not subject.endswith(_SHORTENED):
        return subject
    mark = next(filter(subject.endswith, _SHORTENED))
    rest = text[: 4 * _LONGEST].partition("\n")[2].lstrip().lower()
    if rest.startswith(mark):
        return subject.removesuffix(mark) + rest.partition("\n")[0].removeprefix(mark).strip()
    return subject


def own_text(message: str) -> str:
    """A message that is in small letters already, without the mail and the code that it quotes."""
    text = message.replace("\r\n", "\n")
    if "```" in text:
        text = "\n".join(_FENCE.split(text)[::2])
    text = text.lstrip()
    if _BRANCH.match(text):
        subject, _, body = text.partition("\n")
        return f"{subject}\n{_LISTED.sub('', body)}"
    if not _SIGN.search(text):
        return text
    subject, _, body = text.partition("\n")
    if _SQUASHED in text or not _LEFT.search(body):
        # Where all is indented, nothing is set off by it.
        body = body.replace("\n    ", "\n").removeprefix("    ")
    return _MAIL.sub("", _CODE.sub("\n", f"{subject}\n{body}"))


def normalised(subject: str) -> str:
    """A subject with its spaces evened out, its case and the numbers at its end dropped."""
    text = " ".join(subject.lower().split())
    return _NUMBERS.sub("", text) if text.endswith(")") else text


def is_merge(subject: str) -> bool:
    """Whether a subject in small letters reads as one that git or a forge gives to a merge."""
    return subject.startswith(_MERGES) and bool(_MERGE.match(subject))


def is_revert(message: str) -> bool:
    """Whether a commit as a whole takes an earlier one back, so that taking it back brings something back."""
    subject = first_line(message)
    if is_merge(subject):
        return title(merged_title(message).lower()).turn == "revert"
    turn = title(subject).turn
    if turn != "none":
        return turn == "revert"
    return "everts " in message and bool(_WHOLLY.match(message))


def merged_title(message: str) -> str:
    """A forge writes the title of what it merges below the subject of the merge."""
    found = _SECOND.match(message.lstrip())
    return found[1] if found else ""


@lru_cache(maxsize=1)
def title(subject: str) -> Title:
    """What a subject in small letters says of an earlier commit."""
    for word in _WORDS:
        if word in subject:
            return _read(subject)
    return NOTHING


def _read(subject: str) -> Title:
    found = _VERB.match(subject)
    if not found:
        return Title("reland" if _AGAIN.search(subject) else "none")
    rest = subject[found.end() :]
    if found["copy"] and found["copy"].endswith('"'):
        rest = rest.rstrip().removesuffix('"')
    close = _CLOSING.get(rest[:1], "")
    end = rest.rfind(close) if close else -1
    inner = rest[1:end] if end > 0 else rest.lstrip(close)
    numbers = _ONE_NUMBER.findall(inner)
    if end <= 0 and _NUMBERS.search(inner):
        # Without a closing mark the last number is this commit's own.
        numbers = numbers[:-1]
    text = normalised(inner)
    if not close and len(text.split()) < _FEWEST_WORDS:
        return Title(_turn(subject))
    prefix = found["prefix"].strip()
    return Title(_turn(subject), (text, f"{prefix} {text}") if prefix else (text,), tuple(numbers))


def _turn(subject: str) -> Turn:
    turns = 0
    while found := _VERB.match(subject):
        turns += 2 if found["again"] else 1
        subject = subject[found.end() :].lstrip("".join(_CLOSING))
    return "revert" if turns % 2 else "reland"
