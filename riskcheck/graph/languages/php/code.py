"""The code of a PHP file: what is left when texts, comments and what is outside of PHP are blank."""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

# Each form matches whatever follows its first characters: nothing is read twice.
_TEXT = expression(
    rb"'(?:[^'\\]|\\.)*+'?|\"(?:[^\"\\]|\\.)*+\"?|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    rb"|//(?:[^\n?]|\?(?!>))*+|\#(?!\[)(?:[^\n?]|\?(?!>))*+|\?>(?:[^<]|<(?!\?))*+(?:<\?(?:php|=)?)?",
    re.DOTALL,
)
_LONG = expression(rb"<<<[ \t]{0,9}(?P<quote>[\"']?)(?P<name>[A-Za-z_]\w{0,60})(?P=quote)\r?\n")
_BLANK: Final = bytes(10 if code == 10 else 32 for code in range(256))
# More here-documents than any file has that a person wrote.
_MOST: Final = 300


def code(content: bytes) -> bytes:
    """The content with blanks for all that is no code, each line and column at its place."""
    begin = content.find(b"<?")
    if begin < 0:
        return content.translate(_BLANK)
    text = content[:begin].translate(_BLANK) + content[begin:]
    if b"<<<" in text:
        text = b"".join(_without_long_texts(text))
    return _TEXT.sub(_blank, text)


def _blank(match: re.Match[bytes]) -> bytes:
    return match[0].translate(_BLANK)


def _without_long_texts(text: bytes) -> Iterator[bytes]:
    place = count = 0
    missing = set()
    for match in _LONG.finditer(text):
        name = match["name"]
        if match.start() < place or name in missing or count > _MOST:
            continue
        count += 1
        closing = re.compile(rb"^[ \t]*" + name + rb"\b", re.MULTILINE).search(text, match.end())
        if closing is None:
            missing.add(name)
            continue
        yield text[place : match.start()]
        yield text[match.start() : closing.end()].translate(_BLANK)
        place = closing.end()
    yield text[place:]
