"""The code of a Ruby file: what is left when texts and comments are blank."""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

# Each form matches whatever follows its first characters: nothing is read twice.
_TEXT = expression(
    rb"\#(?!\{)[^\n]*+|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\\n]|\\.)*+`?"
    rb"|%[wWiIqQrx]?(?:\[[^\]]*+|\([^)]*+|\{[^}]*+)|/(?<=[(,\s=!~|]/)(?![\s=*])(?:[^/\\\n]|\\.)*+/"
)
_LONG = expression(rb"<<[~-]?+(?P<quote>[\"'`]?)(?P<name>[A-Za-z_]\w{0,60})(?P=quote)")
_COMMENT = expression(rb"^=begin\b(?:[^\n]|\n(?!=end))*+", re.MULTILINE)
_INTERPOLATED = expression(rb"\#\{[^}]*+")
_BLANK: Final = bytes(10 if code == 10 else 32 for code in range(256))
# More here-documents than any file has that a person wrote.
_MOST: Final = 300


def code(content: bytes) -> bytes:
    """The content with blanks for texts and comments, each line and column at its place."""
    end = content.find(b"\n__END__\n")
    text = content if end < 0 else content[:end]
    if b"\n=begin" in text:
        text = _COMMENT.sub(_blank, text)
    if b"<<" in text:
        text = b"".join(_without_long_texts(text))
    return _TEXT.sub(_blank, text)


def _blank(match: re.Match[bytes]) -> bytes:
    return _blanked(match[0])


def _blanked(text: bytes) -> bytes:
    """Blanks for all but what is computed inside of the text."""
    if b"#{" not in text or text[:1] in b"#'":
        return text.translate(_BLANK)
    parts, place = [], 0
    for match in _INTERPOLATED.finditer(text):
        parts += [text[place : match.start()].translate(_BLANK), b"  ", match[0][2:]]
        place = match.end()
    return b"".join((*parts, text[place:].translate(_BLANK)))


def _without_long_texts(text: bytes) -> Iterator[bytes]:
    place = count = 0
    missing = set()
    for match in _LONG.finditer(text):
        name = match["name"]
        begin = text.find(b"\n", match.end())
        if match.start() < place or name in missing or begin < 0 or count > _MOST:
            continue
        count += 1
        closing = re.compile(rb"^[ \t]*" + name + rb"\b", re.MULTILINE).search(text, begin)
        if closing is None:
            missing.add(name)
            continue
        yield text[place : match.start()]
        yield b" " * len(match[0])
        yield text[match.end() : begin]
        yield _blanked(text[begin : closing.start()])
        place = closing.start()
        yield b" " * (closing.end() - place)
        place = closing.end()
    yield text[place:]
