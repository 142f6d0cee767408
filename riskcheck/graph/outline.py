"""What a file defines, with the lines that belong to each definition: by layout and by how definitions begin.

No parser: files that are broken or in the middle of an edit have an outline too, and its cost is linear.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from riskcheck.core.symbol import SymbolKind
from riskcheck.expressions import expression
from riskcheck.graph.forms import Form, FormKind, Grammar
from riskcheck.graph.spans import Spans
from riskcheck.interfaces.masking import closing, masked

_CLASSES: Final = ("class", "message", "impl")
_VALUES: Final = ("constant", "field", "property")
_CONSTRUCTORS: Final = {
    "python": "__init__",
    "javascript": "constructor",
    "php": "__construct",
    "ruby": "initialize",
}
# To begin with plain letters makes it many times faster.
_EXPORTED: Final = expression(r"export(?<!\wexport)(?:\s*\{([^{}]*)\}| default ([\w$]+)|s\b([^\n;]*(?:\{[^{}]*\})?))")


class Definition(NamedTuple):
    """A definition by its dotted name and the 1-based line of it.

    `word` is what others write for it: the class for its constructor, else the last part of the name. `header` and
    `body` are its lines without margins, comments and what other definitions in it own; decorators and a definition
    of one line are all body.
    """

    name: str
    word: str
    kind: SymbolKind
    line: int
    private: bool
    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """The class that it is a member of; empty for what stands in the file itself and for a constructor."""
        owner = self.name.rpartition(".")[0].rpartition(".")[2]
        return "" if self.word == owner else owner


class _Part(NamedTuple):
    """A definition or space in the making; lines are indexes."""

    kind: FormKind
    name: str
    line: int
    start: int
    last: int
    private: bool
    around: int


_TOP: Final = _Part("space", "", -1, -1, -1, False, -1)


class Outline:
    """The definitions of a file by their dotted names, those inside of functions apart.

    Next to the outline of what the file was before, only the lines that differ are searched.
    """

    def __init__(self, text: str, grammar: Grammar, before: "Outline | None" = None) -> None:
        self._page: _Page = _Page(text, grammar, before._page if before else None)
        self._parts = self._page.parts()
        self._inner: defaultdict[int, list[_Part]] = defaultdict(list)
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        for at, part in enumerate(self._parts):
            self._inner[part.around].append(part)
            if part.kind not in ("impl", "space"):
                self._named[part.name].append(at)

    def names_at(self, lines: Iterable[int]) -> list[str]:
        """The names of the innermost definitions that 1-based lines belong to."""
        wanted = sorted(lines)
        owners: dict[int, _Part] = {}
        for part in self._parts:  # what is inside of another comes after it
            first, end = bisect_left(wanted, part.start + 1), bisect_left(wanted, part.last + 2)
            owners.update(dict.fromkeys(wanted[first:end], part))
        return list(
            dict.fromkeys(owners[line].name for line in wanted if line in owners and owners[line].name in self._named)
        )

    def definitions(self, name: str) -> tuple[Definition, ...]:
        """What goes by a name: overloads, or one for each platform, are several."""
        return tuple(self._page.definition(self._parts[at], self._inner[at]) for at in self._named.get(name, ()))

    def is_shared(self, name: str) -> bool:
        """Whether another definition of the file ends in the same word."""
        return self._last_words[_last_word(name)] > (name in self._named)

    @cached_property
    def _last_words(self) -> Counter[str]:
        return Counter(map(_last_word, self._named))


def _last_word(name: str) -> str:
    return name.rpartition(".")[2]


class _Found(NamedTuple):
    """A form that fits a line, by its index; where it was found in what the file was before, `moved` characters on."""

    line: int
    form: Form
    match: re.Match[str]
    moved: int = 0


class _Page:
    """The lines of a file, as they are and as code alone."""

    def __init__(self, text: str, grammar: Grammar, before: "_Page | None") -> None:
        self._grammar = grammar
        code = masked(text, grammar.family)
        self._spans: Spans = Spans(text, code, grammar, before._spans if before else None)
        # A line feed is in front of every line.
        self._masked = "\n" + code
        self._found = self._forms() if before is None else self._forms_beside(before)

    def parts(self) -> list[_Part]:
        """What is defined, and the spaces around it; `around` is the index of what a part is in."""
        found: list[_Part] = []
        open_: list[int] = []
        for one in self._found:
            while open_ and found[open_[-1]].last < one.line:
                open_.pop()
            around = found[open_[-1]] if open_ else _TOP
            if around.line != one.line and self._counts(one, around):
                part = self._part(one.line, one.form, one.match, around, open_[-1] if open_ else -1)
                open_.append(len(found))
                found.append(part)
        return found

    def definition(self, part: _Part, inner: Sequence[_Part]) -> Definition:
        """A part with what it says."""
        taken = {line for one in inner for line in range(one.start, one.last + 1)} if part.kind in _CLASSES else set()
        header = self._spans.header(part.line, part.last)
        if part.kind in _VALUES or header >= part.last:
            header = part.line - 1
        first = self._spans.docstring(header + 1, part.last) if self._grammar.family == "python" else header + 1
        below = [line for line in range(first, part.last + 1) if line not in taken]
        return Definition(
            part.name,
            self._word(part.name),
            part.kind,  # type: ignore[arg-type]  # neither "impl" nor "space" here
            part.line + 1,
            part.private,
            tuple(self._spans.said(range(part.line, header + 1))),
            tuple(self._spans.said([*range(part.start, part.line), *below])),
        )

    def _word(self, name: str) -> str:
        owner, _, last = name.rpartition(".")
        return owner.rpartition(".")[2] if owner and last == _CONSTRUCTORS.get(self._grammar.family) else last

    def _forms(self, first: int = 0, end: int | None = None) -> list[_Found]:
        """The forms that fit these lines, in the order of the lines; the first of a line that counts is taken."""
        code = self._spans.code
        start = sum(map(len, code[:first])) + first
        stop = len(self._masked) if end is None else start + sum(map(len, code[first:end])) + end - first
        found: dict[int, list[_Found]] = {}
        for form in self._grammar.forms:
            line, place = first - 1, start
            for match in form.pattern.finditer(self._masked, start, stop):
                line += self._masked.count("\n", place, match.start() + 1)
                place = match.start() + 1
                found.setdefault(line, []).append(_Found(line, form, match))
        return [one for line in sorted(found) for one in found[line]]

    def _forms_beside(self, before: "_Page") -> list[_Found]:
        """The same, searched for in the lines that differ alone; no form but those of some grammars is longer."""
        if self._grammar.joins:
            return self._forms()
        head, tail = self._spans.kept
        end = len(self._spans.code) - tail
        lower = end - len(self._spans.code) + len(before._spans.code)
        moved = len(self._masked) - len(before._masked)
        return [
            *(one for one in before._found if one.line < head),
            *self._forms(head, end),
            *(
                one._replace(line=one.line - lower + end, moved=one.moved + moved)
                for one in before._found
                if one.line >= lower
            ),
        ]

    def _counts(self, found: _Found, around: _Part) -> bool:
        form = found.form
        inside = "class" if around.kind in _CLASSES else "top" if around.kind == "space" else ""
        if inside == "" or form.inside not in ("any", inside):
            return False
        return form.kind != "function" or self._grammar.family != "c" or self._has_body(found.match.end() + found.moved)

    def _has_body(self, place: int) -> bool:
        end = closing(self._masked, place - 1)
        return end is not None and self._masked[end + 1 : end + 200].partition(";")[0].find("{") >= 0

    def _part(self, line: int, form: Form, match: re.Match[str], around: _Part, at: int) -> _Part:
        groups = match.groupdict()
        name, owner = groups.get("name") or "", groups.get("owner") or around.name
        kind = form.kind
        if kind == "function" and (groups.get("owner") or around.kind in _CLASSES):
            kind = "method"
        if form.kind == "space":
            name, owner = owner, ""
        first = self._spans.first(line)
        private = around.private or self._is_private(form, match, name, kind)
        if kind == "method" and self._grammar.family == "python" and any(
            "property" in text for text in self._spans.code[first:line]
        ):  # fmt: skip
            kind = "property"
        dotted = f"{owner}.{name}" if owner and name else name
        return _Part(kind, dotted, line, first, self._spans.last(line), private, at)

    def _is_private(self, form: Form, match: re.Match[str], name: str, kind: FormKind) -> bool:
        groups = match.groupdict()
        hidden = groups.get("hides") or "private" in (groups.get("words") or "")
        if hidden or (name.startswith(("_", "#")) and not name.endswith("__")):
            return True
        return form.shown and not groups.get("shows") and name not in self._exported

    @cached_property
    def _exported(self) -> frozenset[str]:
        if self._grammar.family != "javascript":
            return frozenset()
        return frozenset(
            word
            for match in _EXPORTED.finditer(self._masked)
            for word in re.findall(r"[\w$]+", " ".join(group for group in match.groups() if group))
        )
