"""Where a Python file refers to a definition of another, or of itself."""

import re
import string
import symtable
import warnings
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import masked

_FROM: Final = expression(
    r"^([ \t]*)from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\(([^()]*)\)|((?:[^\n\\(]|\\\n)*))", re.MULTILINE
)
_IMPORT: Final = expression(r"^([ \t]*)import[ \t]+([^\n]+)", re.MULTILINE)
_CLASS: Final = expression(r"^([ \t]*)class[ \t]+(\w+)[ \t]*(\([^()]*\))?", re.MULTILINE)
_WORD: Final = string.ascii_letters + string.digits + "_."
_SELVES: Final = frozenset({"self", "cls", "super()"})
_SOURCE_ROOTS: Final = frozenset({"src", "lib", "python", "py"})


class Occurrence(NamedTuple):
    """A reference from `start` to `end` of the text; `sure` where the file says what it refers to."""

    start: int
    end: int
    sure: bool = True
    imports: bool = False


class Import(NamedTuple):
    """One name that a file imports: `module` is None for `import name`."""

    module: str | None
    name: str
    alias: str
    start: int
    end: int
    guarded: bool


@dataclass(frozen=True)
class Caller:
    """A file of the head side that may refer to something."""

    path: str
    text: str

    @cached_property
    def code(self) -> str:
        """The text without comments and what strings say."""
        return masked(self.text, "python")

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What the file imports, as far as it says so by name."""
        return tuple(self._imports())

    def imports_at(self, position: int) -> bool:
        """Whether a position is inside an import statement."""
        at = bisect_right(self._spans, (position, len(self.text))) - 1
        return at >= 0 and position < self._spans[at][1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sorted({(each.start, each.end) for each in self.imports})

    def _imports(self) -> Iterator[Import]:
        for match in _FROM.finditer(self.code):
            listed = (match[3] or match[4] or "").replace("\\", " ")
            yield from self._listed(match[2], listed, match)
        for match in _IMPORT.finditer(self.code):
            yield from self._listed(None, match[2].split(";")[0], match)

    def _listed(self, module: str | None, listed: str, match: re.Match[str]) -> Iterator[Import]:
        before = self.code[max(0, match.start() - 200) : match.start()].rstrip().rpartition("\n")[2].strip()
        guarded = bool(match[1]) and before in ("try:", "else:")
        for each in listed.split(","):
            words = each.split()
            if words:
                alias = words[2] if len(words) == 3 and words[1] == "as" else words[0]
                yield Import(module, words[0], alias, match.start(), match.end(), guarded)


def stem(path: str) -> str:
    """A module's path without what does not belong to its name: `shop/__init__.py` is `shop`."""
    return path.removesuffix(".py").removesuffix(".pyi").removesuffix("/__init__")


def names_module(module: str, importer: str, path: str) -> bool:
    """Whether `module`, as the file `importer` would write it, is the module at `path`."""
    wanted = stem(path)
    name = module.lstrip(".")
    if level := len(module) - len(name):
        folder = importer.split("/")[:-level] if level <= importer.count("/") + 1 else ["?"]
        return "/".join([*folder, *(name.split(".") if name else ())]) == wanted
    place = name.replace(".", "/")
    if wanted == place:
        return True
    root = wanted.removesuffix("/" + place)
    return root != wanted and (importer.startswith(root + "/") or root.rpartition("/")[2] in _SOURCE_ROOTS)


def bindings(caller: Caller, word: str, homes: Collection[str]) -> tuple[dict[str, Import | None], set[str]]:
    """Names and qualifiers by which a file reaches `word` of one of the modules at `homes`.

    A name goes with the import that brought it, or with None in a module that is itself a home.
    """
    names: dict[str, Import | None] = {word: None} if caller.path in homes else {}
    qualifiers: set[str] = set()
    leaves = {stem(home).rpartition("/")[2] for home in homes}
    for each in caller.imports:
        if not ({each.name, each.name.rpartition(".")[2]} & {word, "*", *leaves}):
            continue
        for home in homes:
            if each.module is None:
                if names_module(each.name, caller.path, home):
                    qualifiers.add(each.alias)
            elif each.name in (word, "*") and names_module(each.module, caller.path, home):
                names[each.alias if each.name == word else word] = each
            elif names_module(f"{each.module}.{each.name}".replace("..", ".") if each.module.strip(".") else
                              each.module + each.name, caller.path, home):  # fmt: skip
                qualifiers.add(each.alias)
    return names, qualifiers


def references(caller: Caller, word: str, homes: Collection[str]) -> Iterator[Occurrence]:
    """Where a file refers to `word` as one of the modules at `homes` defines or defined it."""
    names, qualifiers = bindings(caller, word, homes)
    if _looks_before_it_leaps(caller, word) or any(each and each.guarded for each in names.values()):
        return
    for each in names.values():
        if each is not None and each.name == word:
            at = re.compile(rf"\b{re.escape(word)}\b").search(caller.code, each.start + 4, each.end)
            yield Occurrence(at.start(), at.end(), imports=True) if at else Occurrence(each.start, each.end)
    plain = [name for name, source in names.items() if (source or _refers_to_global(caller, name))]
    dotted = [rf"{re.escape(each)}\s*\.\s*{re.escape(word)}" for each in sorted(qualifiers)]
    for pattern in [*map(re.escape, plain), *dotted]:
        for match in re.finditer(rf"{pattern}\b", caller.code):
            inside = match.start() and caller.code[match.start() - 1] in _WORD
            if not inside and not _is_binding(caller.code, match) and not caller.imports_at(match.start()):
                yield Occurrence(match.start(), match.end())


def member_references(caller: Caller, member: str, owner: str, homes: Collection[str]) -> Iterator[Occurrence]:
    """Where a file refers to `member` of the class `owner` as one of the modules at `homes` defines it."""
    names, qualifiers = bindings(caller, owner, homes)
    if _looks_before_it_leaps(caller, member):
        return
    known = {re.escape(each) for each in names} | {rf"{re.escape(each)}\s*\.\s*{owner}" for each in qualifiers}
    of_class = re.compile(rf"(?:{'|'.join(sorted(known))})$") if known else None
    holders = _holders(caller, sorted(known))
    for match in re.finditer(rf"\.{re.escape(member)}\b(?!\s*=(?!=))", caller.code):
        receiver = _receiver(caller.code, match.start())
        if receiver in _SELVES:
            around = _class_around(caller.code, match.start())
            if around[0] and (around[0] in names or names.keys() & set(re.findall(r"\w+", around[1]))):
                yield Occurrence(match.start() + 1, match.end())
        elif receiver and ((of_class and of_class.match(receiver)) or receiver in holders):
            yield Occurrence(match.start() + 1, match.end())
        else:
            yield Occurrence(match.start() + 1, match.end(), sure=False)


def _holders(caller: Caller, classes: list[str]) -> set[str]:
    """Variables that the file says hold an object of one of these classes."""
    if not classes:
        return set()
    pattern = rf"\b(\w+)\s*(?::\s*['\"]?(?:{'|'.join(classes)})\b(?!\.)|=\s*(?:{'|'.join(classes)})\()"
    return {match[1] for match in re.finditer(pattern, caller.code)}


def _receiver(code: str, position: int) -> str:
    """What stands before the dot at `position`, as far as it is a plain or a dotted name."""
    near = code[max(0, position - 100) : position]
    return near[len(near.rstrip(_WORD)) :] if not near.endswith("super()") else "super()"


def _class_around(code: str, position: int) -> tuple[str, str]:
    """Name and bases of the class whose body a position is in; empty outside."""
    start = code.rfind("\n", 0, position) + 1
    indent = len(code[start:position]) - len(code[start:position].lstrip())
    found = ("", "")
    for match in _CLASS.finditer(code, 0, position):
        if len(match[1]) < indent:
            found = (match[2], match[3] or "")
    return found


def _is_binding(code: str, match: re.Match[str]) -> bool:
    """Whether a name is a keyword argument, a target or a definition here rather than a reference."""
    after = code[match.end() : match.end() + 3].lstrip()
    line = code[code.rfind("\n", 0, match.start()) + 1 : match.start()]
    return (after[:1] == "=" and after[:2] != "==") or re.search(
        r"\b(?:def|class|as|import)\s+$", line[-40:]
    ) is not None


def _looks_before_it_leaps(caller: Caller, word: str) -> bool:
    if f'"{word}"' not in caller.text and f"'{word}'" not in caller.text:
        return False
    return re.search(rf"\b(?:hasattr|getattr)\([^()\n]{{0,200}}[\"']{re.escape(word)}[\"']", caller.text) is not None


def _refers_to_global(caller: Caller, name: str) -> bool:
    """Whether a file refers to a name of its own that is not a local one everywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            waiting = [symtable.symtable(caller.text, "module", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    while waiting:
        table = waiting.pop()
        waiting.extend(table.get_children())
        if table.get_type() != "module" and name in table.get_identifiers():
            symbol = table.lookup(name)
            if symbol.is_local() or symbol.is_free() or symbol.is_parameter():
                return False
    return True
