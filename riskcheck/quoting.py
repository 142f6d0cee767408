"""How git writes names that are not plain: C escapes in double quotes."""

import re

_ESCAPES = {
    b"a": b"\a",
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"v": b"\v",
    b"f": b"\f",
    b"r": b"\r",
    b'"': b'"',
    b"\\": b"\\",
}


def unquoted(name: bytes) -> bytes:
    """A path as git quotes it in patches and answers: C escapes in double quotes, else up to a tab."""
    if not name.startswith(b'"'):
        return name.split(b"\t", 1)[0]
    quoted = re.match(rb'"((?:[^"\\]|\\.)*)"', name)
    inner = quoted[1] if quoted else name[1:]
    if not re.fullmatch(rb'(?:[^\\]|\\[0-7]{3}|\\[abtnvfr"\\])*', inner):
        return inner
    return re.sub(rb"\\([0-7]{3}|.)", lambda found: _ESCAPES.get(found[1]) or bytes([int(found[1], 8) & 0xFF]), inner)
