"""Where files in languages other than Python refer to a definition of another file."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import line_at, masked
from riskcheck.interfaces.python_uses import Occurrence
from riskcheck.interfaces.values import Alteration

_IMPORTS: Final = expression(
    r"\b(?:import|export)\s+(?:type\s+)?([^;'\"()]{1,4000}?)\s*\bfrom\s*['\"]([^'\"\n]+)['\"]"
    r"|\b(?:const|let|var)\s+(\{[^{}]{0,2000}\})\s*=\s*require\(\s*['\"]([^'\"\n]+)['\"]"
)
_MODULES: Final = expression(
    r"\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*['\"]([^'\"\n]+)['\"]"
    r"|\b(?:const|let|var|import)\s+([\w$]+)\s*=\s*require\(\s*['\"]([^'\"\n]+)['\"]"
)
_SUFFIX: Final = expression(r"(?:/index)?\.(?:d\.)?[cm]?[jt]sx?$|\.vue$|\.svelte$")


@dataclass(frozen=True)
class Caller:
    """A file of the head side that may refer to something, in one of the families of languages."""

    path: str
    text: str
    family: str

    @cached_property
    def code(self) -> str:
        """The text without comments and what strings say."""
        return masked(self.text, self.family)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)


def references(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    """Where a file refers to what was altered; sure where it names the file, package or class that it comes from."""
    yield from _FINDERS[caller.family](caller, alteration)


def on_lines(caller: Caller, word: str, lines: Collection[int]) -> Iterator[Occurrence]:
    """Where a name stands on some of the 1-based lines of a file."""
    if lines:
        for match in re.finditer(rf"(?<![\w$]){re.escape(word)}(?![\w$])", caller.code):
            if line_at(caller.text, match.start()) in lines:
                yield Occurrence(*match.span())


def imported_names(caller: Caller, word: str, home: str) -> Iterator[tuple[str, int, int]]:
    """Local names for `word` of the file at `home`, and where they are imported; for JavaScript and TypeScript."""
    for match in _IMPORTS.finditer(caller.text):
        if caller.code[match.start()] != caller.text[match.start()]:
            continue  # inside a comment or a string
        names, source, group = (match[1], match[2], 1) if match[1] else (match[3], match[4], 3)
        opening = names.find("{")
        if opening < 0 or not names_file(source, caller.folder, home):
            continue
        for each in re.finditer(
            rf"(?<![\w$]){re.escape(word)}(?![\w$])(?:\s*(?:as\s+|:\s*)([\w$]+))?", names[opening:]
        ):
            if not names[opening : opening + each.start()].rstrip().endswith((" as", ":")):
                start = match.start(group) + opening + each.start()
                yield each[1] or word, start, start + len(word)


def names_file(source: str, folder: str, home: str) -> bool:
    """Whether an import of `source` in a file of `folder` means the file at `home`."""
    wanted = _SUFFIX.sub("", home)
    if source.startswith("."):
        return _SUFFIX.sub("", posixpath.normpath(posixpath.join(folder, source))) == wanted
    _, slash, rest = source.partition("/")
    return source[:1] in "@~#" and bool(slash) and wanted.endswith("/" + _SUFFIX.sub("", rest)) and len(rest) > 3


def _javascript(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    for local, start, end in imported_names(caller, alteration.word, alteration.path):
        yield Occurrence(start, end, imports=True)
        for match in re.finditer(rf"(?<![\w$.]){re.escape(local)}(?=\s*(?:<[^<>()]{{0,100}}>)?\()", caller.code):
            yield Occurrence(match.start(), match.end())
    for module in _modules(caller, alteration.path):
        through = rf"(?<![\w$.]){re.escape(module)}\s*\.\s*(?P<name>{re.escape(alteration.word)})(?![\w$])"
        for match in re.finditer(through, caller.code):
            yield Occurrence(*match.span("name"))


def _modules(caller: Caller, home: str) -> Iterator[str]:
    """Local names for the whole of the file at `home`."""
    for match in _MODULES.finditer(caller.text):
        name, source = match[1] or match[3], match[2] or match[4]
        if caller.code[match.start()] == caller.text[match.start()] and names_file(source, caller.folder, home):
            yield name


def _go(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    folder, word = posixpath.dirname(alteration.path), re.escape(alteration.word)
    near = caller.folder == folder
    package = re.search(rf'(?:\b(?!import\b)(\w+)[ \t]+)?"[^"\n]*{re.escape(folder)}"', caller.text) if folder else None
    if not near and package is None:
        return
    if alteration.before.kind == "method":
        pattern = rf"(?<=\.){word}\b"
    else:
        qualifier = "" if near or package is None else package[1] or posixpath.basename(folder)
        # Tests from outside of a package stand in its folder and name it.
        around = rf"(?<![\w.])(?:{re.escape(posixpath.basename(folder))}\.)?{word}\b(?!\s*:[^=])"
        pattern = around if near else rf"(?<![\w.]){qualifier}\.{word}\b"
    for match in re.finditer(pattern, caller.code):
        yield Occurrence(match.end() - len(alteration.word), match.end(), sure=alteration.before.kind != "method")


def _by_class(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    """Java, Kotlin and C#: a member needs its class to be named too, a class its package."""
    word, home = re.escape(alteration.word), posixpath.splitext(posixpath.basename(alteration.path))[0]
    near = caller.folder == posixpath.dirname(alteration.path)
    if alteration.before.kind == "class" or (alteration.before.kind == "function" and caller.family == "java"):
        imported = re.search(rf"^\s*import\s+[\w.]+\.{word}\b", caller.code, re.MULTILINE)
        if not near and imported is None and caller.family == "java":
            return
        pattern = rf"(?<![\w.]){word}\b" + ("" if alteration.before.kind == "class" else r"(?=\s*\()")
    elif not re.search(rf"\b{re.escape(home)}\b", caller.code):
        return
    else:
        called = r"(?=\s*\()" if alteration.before.kind == "method" else ""
        pattern = rf"(?:(?<=\.)|(?<=::)){word}\b{called}"
        alone = re.search(
            rf"^\s*import\s+static\s+[\w.]+\.{re.escape(home)}\.(?P<name>{word})\s*;", caller.code, re.MULTILINE
        )
        if alone:
            yield Occurrence(*alone.span("name"), imports=True)
            for match in re.finditer(rf"(?<![\w.]){word}(?=\s*\()", caller.code):
                yield Occurrence(*match.span())
    for match in re.finditer(pattern, caller.code):
        sure = alteration.before.kind != "method" or _is_behind(caller.code, match.start(), home)
        yield Occurrence(match.start(), match.end(), sure=sure)


def _is_behind(code: str, start: int, home: str) -> bool:
    """Whether the name of the class or module at `home` stands right before what starts there."""
    before = code[max(start - len(home) - 3, 0) : start]
    return re.search(rf"(?<![\w$.]){re.escape(home)}(?:\.|::)$", before) is not None


def _by_name(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    """Ruby and PHP: nothing says where a name comes from, unless it is reached through its class."""
    word = re.escape(alteration.word)
    pattern = _BY_NAME[caller.family].get(alteration.before.kind, r"(?<![\w$:>])NAME\b").replace("NAME", word)
    home = posixpath.splitext(posixpath.basename(alteration.path))[0]
    home = "".join(part[:1].upper() + part[1:] for part in home.split("_")) if caller.family == "ruby" else home
    for match in re.finditer(pattern, caller.code):
        yield Occurrence(match.start(), match.end(), sure=_is_behind(caller.code, match.start(), home))


def _rust(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    word, home = re.escape(alteration.word), _module(alteration.path)
    pattern = (
        rf"(?:(?<=\.)|(?<=::)){word}\b(?=\s*[(:])"
        if alteration.before.kind == "method"
        else rf"(?<![\w.!])(?<!\blet )(?<!\bmut ){word}\b(?!\s*:[^:])"
    )
    named = re.search(rf"\b{re.escape(home)}::(?:\w+::)*(?:\{{[^{{}};]*)?\b{word}\b", caller.code) is not None
    for match in re.finditer(pattern, caller.code):
        yield Occurrence(match.start(), match.end(), sure=named and alteration.before.kind != "method")


def _c(caller: Caller, alteration: Alteration) -> Iterator[Occurrence]:
    header = re.escape(posixpath.basename(alteration.path))
    included = re.search(rf"#\s*include\s*[<\"](?:[\w./+-]*/)?{header}[>\"]", caller.text) is not None
    for match in re.finditer(rf"(?<![\w.>~]){re.escape(alteration.word)}(?=\s*\()", caller.code):
        yield Occurrence(match.start(), match.end(), sure=included)


def _module(path: str) -> str:
    folder, name = posixpath.split(posixpath.splitext(path)[0])
    return posixpath.basename(folder) if name in ("mod", "lib") else name


_FINDERS: Final[dict[str, Callable[[Caller, Alteration], Iterator[Occurrence]]]] = {
    "javascript": _javascript,
    "go": _go,
    "java": _by_class,
    "csharp": _by_class,
    "ruby": _by_name,
    "php": _by_name,
    "rust": _rust,
    "c": _c,
}
_BY_NAME: Final = {
    "ruby": {"method": r"(?<=\.)NAME(?![\w?!])"},
    "php": {"method": r"(?:(?<=->)|(?<=::))NAME(?=\s*\()", "function": r"(?<![\w>:$])NAME(?=\s*\()"},
}
