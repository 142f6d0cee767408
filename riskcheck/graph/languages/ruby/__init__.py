"""Ruby: required files, autoloaded constants, and constants by the names that files declare.

Sources: https://github.com/fxn/zeitwerk for constants and paths,
https://guides.rubyonrails.org/autoloading_and_reloading_constants.html for the folders of an application.

References are `relative:path`, `beside:path`, `require:path`, `model:Name|nesting` for an association, and
`Name|nesting` for a constant, with the innermost of the modules that it stands in first: they decide which constant it
is. Names are the constants that a file opens or assigns.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts
from riskcheck.graph.languages.ruby.code import code
from riskcheck.graph.languages.ruby.constants import Constants as Constants
from riskcheck.graph.languages.ruby.constants import resolver as resolver
from riskcheck.graph.languages.ruby.nesting import Nesting

CONFIGURATION: Final = ()

# Forms that begin with plain letters, or one of few, are searched for many times faster than any other.
_CONSTANT = expression(rb"[A-Z](?<![\w.@$]\w)\w*+(?:::[A-Z]\w*+)*+(?!\w*:(?!:))")
_REQUIRE = expression(
    rb"require(?P<how>_relative|_dependency)?+(?P<constant>)(?![\w.:])[ (]*+"
    rb"(?:[\"'](?P<path>[^\"'\n]{1,300})[\"']|(?P<computed>[a-z_@]))?"
)
_LOAD = expression(
    rb"load(?<!\wload|\Sload)(?P<how>)(?P<constant>)(?P<computed>)[ (]++[\"'](?P<path>[^\"'\n]{1,300})[\"']"
)
_AUTOLOAD = expression(
    rb"autoload(?P<how>)(?P<computed>)[ (]++:(?P<constant>\w+)(?:,\s{0,99}[\"'](?P<path>[^\"'\n]{1,300})[\"'])?"
)
_EXPANDED = expression(rb"File\.expand_path\(\s{0,9}[\"'](?P<path>[^\"'\n]{1,300})[\"'],\s{0,9}__(?P<of>FILE|dir)__")
_CLASS_NAME = expression(rb"class_name:?[ \t]{0,9}(?:=>)?[ \t]{0,9}[\"'](?:::)?(?P<name>[A-Z][\w:]{0,200})[\"']")
_ASSOCIATION = expression(rb"(?P<kind>belongs_to|has_one|has_many|has_and_belongs_to_many)[ (]++:(?P<name>\w+)")
_LONGEST: Final = 300
_BY_NAME: Final = (b"constantize", b"const_get")
# The most common names that are Ruby's own, wherever they stand.
_BUILT_IN: Final = frozenset(
    b"ArgumentError Array Class Dir ENV File Hash Integer Kernel Module NotImplementedError Object Proc RuntimeError "
    b"StandardError String Struct Symbol Time".split()
)


def extract(content: bytes) -> Facts:
    """The files that a file loads, and the constants that it names and declares."""
    reading = _Reading(content)
    found: dict[str, int] = {}
    for start, name in sorted(reading.found()):
        found.setdefault(name, start)
    dynamic = reading.computed or any(word in reading.text for word in _BY_NAME)
    return Facts(dict(_lines(content, found)), reading.names(), dynamic)


def _lines(content: bytes, found: dict[str, int]) -> Iterator[tuple[str, int]]:
    place, line = 0, 1
    for name, start in found.items():
        line += content.count(b"\n", place, start)
        place = start
        yield name, line


class _Reading:
    """One file that is being read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.text = code(content)
        self._nesting = Nesting(self.text)
        self._assigned: list[str] = []
        self.computed = False

    def found(self) -> Iterator[tuple[int, str]]:
        """What the file refers to, with the place."""
        yield from self._loads()
        yield from self._constants()
        if b"class_name" in self.text:
            for match in _CLASS_NAME.finditer(self._content):
                yield match.start(), match["name"].decode() + self._nesting.around(match.start())
        if b"belongs_to" in self.text or b"has_" in self.text:
            for match in _ASSOCIATION.finditer(self.text):
                name = _model(match["name"].decode("utf-8", "replace"), match["kind"] in (b"belongs_to", b"has_one"))
                yield match.start(), f"model:{name}{self._nesting.around(match.start())}"

    def names(self) -> tuple[str, ...]:
        """The constants that the file declares."""
        return tuple(dict.fromkeys((*self._nesting.names, *self._assigned)))

    def _loads(self) -> Iterator[tuple[int, str]]:
        for form in (_REQUIRE, _AUTOLOAD, _LOAD):
            for match in form.finditer(self._content):
                start = match.start()
                # What is left of a text or comment is blank.
                if self.text[start : start + 1] != b" " and self._content[max(0, start - 1) : start] not in _IN_NAMES:
                    yield from self._loaded(match, start)
        for match in _EXPANDED.finditer(self._content) if b"File.expand_path" in self.text else ():
            if b"require" in self.text[max(0, match.start() - 9) : match.start()]:
                kind = "beside" if match["of"] == b"FILE" else "relative"
                yield match.start(), f"{kind}:{match['path'].decode('utf-8', 'replace')}"

    def _loaded(self, match: re.Match[bytes], start: int) -> Iterator[tuple[int, str]]:
        path = (match["path"] or b"").decode("utf-8", "replace")
        if path and "#{" not in path:
            yield start, f"{'relative' if match['how'] == b'_relative' else 'require'}:{path}"
        elif match["constant"]:
            yield start, match["constant"].decode("utf-8", "replace") + self._nesting.around(start)
        elif path or match["computed"]:
            self.computed = True

    def _constants(self) -> Iterator[tuple[int, str]]:
        opened = self._nesting.places
        for match in _CONSTANT.finditer(self.text):
            start = match.start()
            if start in opened or match[0] in _BUILT_IN or len(match[0]) > _LONGEST:
                continue
            if self.text[match.end() : match.end() + 3] == b" = ":
                if not match[0].isupper():
                    self._assigned.append(self._nesting.within(start, match[0].decode("utf-8", "replace")))
                continue
            before = self.text[max(0, start - 3) : start]
            if before[-1:] == b":":
                # `:Name` is a symbol, `::Name` a constant of the outermost scope, `x::Name` that of some object.
                if before[-2:] == b"::" and before[:1].isspace():
                    yield start, match[0].decode()
            else:
                yield start, match[0].decode("utf-8", "replace") + self._nesting.around(start)


_IN_NAMES: Final = tuple(bytes([code]) for code in b"_.:@$abcdefghijklmnopqrstuvwxyz")


def _model(name: str, single: bool) -> str:
    """The class that an association means by custom."""
    if not single:
        for plural, singular in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ses", "se"), ("s", "")):
            if name.endswith(plural):
                name = name[: -len(plural)] + singular
                break
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))
