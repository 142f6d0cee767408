"""Which inline modules are around a place of a Rust file."""

import re


class Scopes:
    """The parts of a text that are inside of `mod name { ... }`; each ends at a brace as far in as it began."""

    def __init__(self, text: bytes, module: re.Pattern[bytes]) -> None:
        self._spans: list[tuple[int, int, str]] = []
        closing: dict[bytes, int] = {}
        for match in module.finditer(text):
            if match[2] == b"{":
                line = max(text.rfind(b"\n", 0, match.start()) + 1, match.start() - 80)
                indent = _indent(text[line : match.start()][:80])
                end = closing.get(indent, -1)
                if end < match.end():
                    found = text.find(b"\n" + indent + b"}", match.end())
                    end = closing[indent] = found if found >= 0 else len(text)
                self._spans.append((match.start(), end, match[1].decode("utf-8", "replace")))
        self._spans = self._spans[:_MOST]

    def around(self, place: int) -> tuple[str, ...]:
        """The names of the modules around a place, from the outermost."""
        return tuple(name for start, end, name in self._spans if start < place < end)


# More than any file has that a person wrote.
_MOST = 200


def _indent(line: bytes) -> bytes:
    return line[: len(line) - len(line.lstrip(b" \t"))]
