"""The search of a whole tree for what still relies on altered definitions."""

import builtins
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces import declarations, python_uses, references, reliance
from riskcheck.interfaces.declarations import language_of
from riskcheck.interfaces.edits import Edits
from riskcheck.interfaces.python_uses import Occurrence
from riskcheck.interfaces.values import Alteration, Reference
from riskcheck.kinds import kind_of

MAX_WORDS: Final = 60
_MIN_WORD: Final = 4
_MAX_DEFINITIONS: Final = 5
_MAX_FILES: Final = 150
_MAX_READ: Final = 400
_READ: Final = frozenset({"code", "test", "migration"})
_PYTHON: Final = (".py", ".pyi")
# Here a reference to a method is sure only where it names the class.
_BY_CLASS: Final = frozenset({"java", "csharp", "php", "ruby"})
_BUILTIN: Final = frozenset(dir(builtins))
_TOKEN: Final = expression(r"\w+[?!]?")
_PYTHON_AGAIN: Final = (
    r"\b(?:def|class)\s+NAME\b",
    r"\b(?:def|class)\s+NAME\b|^\s*NAME\s*(?::[^=]{1,100})?=(?!=)|^\s*NAME\s*:(?!=)|\.NAME\s*(?::[^=]{1,100})?=(?!=)"
    r"|[\"']NAME[\"']",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head side in which a word stands."""

    path: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The head side, as far as a search needs it: its paths, the text of files, and where the change edited them."""

    paths: frozenset[str]
    read: Callable[[Sequence[str]], Mapping[str, str]]
    edits: Mapping[str, Edits]


# The lines, by path, that use the definition of a name at its home.
Followed = Mapping[tuple[str, str], Sequence[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Found:
    """What relies on one alteration; `used` says whether its name stands anywhere else at all."""

    alteration: Alteration
    references: tuple[Reference, ...]
    used: bool


def home(path: str) -> str:
    """What names are looked up by: their file, but nothing in C, where a header declares what another file defines."""
    language = language_of(path)
    return "" if language is not None and language.family == "c" else path


def words(alterations: Sequence[Alteration]) -> tuple[tuple[str, ...], int]:
    """What to search for, the longest first, and how many names are too short or too many for that."""
    every = sorted({each.word for each in alterations} - _BUILTIN, key=lambda word: (-len(word), word))
    chosen = [word for word in every if len(word) >= _MIN_WORD][:MAX_WORDS]
    return tuple(chosen), len(every) - len(chosen)


def search(
    alterations: Sequence[Alteration], lines: Iterable[Line], tree: Tree, followed: Followed
) -> tuple[list[Found], int]:
    """What relies on each alteration, and how many names stand in too many places to be told apart.

    `followed` has uses that are known without a search.
    """
    hits = _by_word({each.word for each in alterations}, lines)
    wanted, left_out = [], set()
    for each in alterations:
        near = [line for line in hits[each.word] if _is_near(line.path, each.family)]
        is_exact = each.family == "python" and not each.before.owner  # imports say which one is meant
        too_many = not is_exact and len(_definitions(each, near)) > _MAX_DEFINITIONS
        if too_many or len({line.path for line in near}) > _MAX_FILES:
            left_out.add(each.word)
        else:
            wanted.append((each, near))
    texts = tree.read(sorted({line.path for _, near in wanted for line in near})[:_MAX_READ])
    callers = _Callers(texts)
    found = [
        Found(each, tuple(_references(each, near, tree, callers, followed)), _stands_elsewhere(each, near, tree))
        for each, near in wanted
    ]
    return found, len(left_out)


class _Callers:
    """Files as callers, each masked once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._python = {path: python_uses.Caller(path, text) for path, text in texts.items()}
        self._others: dict[str, references.Caller] = {}
        self._texts = texts

    def text(self, path: str) -> str:
        return self._texts.get(path, "")

    def python(self, path: str) -> python_uses.Caller | None:
        return self._python.get(path)

    def other(self, path: str, family: str) -> references.Caller | None:
        if path not in self._others and path in self._texts:
            self._others[path] = references.Caller(path, self._texts[path], family)
        return self._others.get(path)


def _by_word(wanted: set[str], lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        tokens = set(_TOKEN.findall(line.text[:2000]))
        for word in wanted & (tokens | {token.rstrip("?!") for token in tokens}):
            found[word].append(line)
    return found


def _is_near(path: str, family: str) -> bool:
    language = language_of(path)
    same = path.endswith(_PYTHON) if family == "python" else language is not None and language.family == family
    return same and kind_of(path) in _READ


def _definitions(alteration: Alteration, lines: Sequence[Line]) -> list[Line]:
    """Lines that define the same name otherwise than the change just did at that place."""
    own = alteration.after.line if alteration.after else 0
    language = language_of(alteration.path)
    anywhere, in_code = (re.compile(each.replace("NAME", re.escape(alteration.word))) for each in _PYTHON_AGAIN)
    found = []
    for line in lines:
        if alteration.family == "python":
            pattern = in_code if kind_of(line.path) == "code" else anywhere  # tests replace what they do not define
            again = pattern.search(line.text[:1000]) is not None
        else:
            again = language is not None and declarations.is_declared_again(line.text, alteration.word, language)
        if again and not (line.path == alteration.path and line.number == own):
            found.append(line)
    return found


def _stands_elsewhere(alteration: Alteration, lines: Sequence[Line], tree: Tree) -> bool:
    return any(line.number not in tree.edits.get(line.path, Edits()).added for line in lines)


def _references(
    alteration: Alteration, lines: Sequence[Line], tree: Tree, callers: _Callers, followed: Followed
) -> Iterator[Reference]:
    others = _definitions(alteration, lines)
    known = followed.get((home(alteration.path), alteration.before.name), ())
    leaf = _leaf(alteration.path)
    # A file that names neither the module nor stands around it cannot mean what is in it.
    sure_only = alteration.family == "python" and not alteration.before.owner
    near = {
        line.path
        for line in lines
        if not sure_only or leaf in callers.text(line.path) or line.path.endswith("__init__.py")
    }
    homes = frozenset({alteration.path, *_reexporting(alteration, lines, callers)})
    if len(homes) > 1:
        near |= {line.path for line in lines}
    for path in sorted(near):
        if alteration.family == "python":
            found = _in_python(alteration, path, lines, others, tree, callers, homes)
        else:
            found = _in_language(alteration, path, others, callers, [at for other, at in known if other == path])
        for each in found:
            touched = tree.edits.get(path, Edits()).touch(each.line, each.end_line)
            if not touched and (each.sure or kind_of(path) == "code"):
                yield each


def _in_python(
    alteration: Alteration,
    path: str,
    lines: Sequence[Line],
    others: Sequence[Line],
    tree: Tree,
    callers: _Callers,
    homes: frozenset[str],
) -> Iterator[Reference]:
    caller = callers.python(path)
    member = bool(alteration.before.owner)
    if caller is None or (member and others and alteration.inherits_from) or _is_foreign(alteration, tree):
        return
    if member and any(line.path in (path, alteration.path) for line in others):
        return  # an attribute of the object may have taken its place
    if not member and path != alteration.path and any(line.path == path and _declares(line.text) for line in others):
        return
    for each in reliance.in_python(alteration, caller, homes):
        if each.sure or not others:
            yield each


def _in_language(
    alteration: Alteration, path: str, others: Sequence[Line], callers: _Callers, known: Sequence[int]
) -> Iterator[Reference]:
    caller = callers.other(path, alteration.family)
    if caller is None:
        return
    rivals = _rivals(alteration, others)
    occurrences: list[Occurrence] = []
    if not rivals or (alteration.before.kind == "method" and alteration.family in _BY_CLASS):
        occurrences += (each for each in references.references(caller, alteration) if each.sure or not others)
    # Where a header no longer declares it, another definition is none for those who include that.
    if not rivals or _is_in_header(alteration):
        occurrences += references.on_lines(caller, alteration.word, known)
    yield from reliance.in_language(alteration, caller, occurrences)


def _rivals(alteration: Alteration, others: Sequence[Line]) -> Sequence[Line]:
    """Other definitions that can be meant by the name of the altered one."""
    if alteration.family == "javascript":
        return ()  # an import says which
    if alteration.family == "go" and alteration.before.kind != "method":
        folder = posixpath.dirname(alteration.path)
        return [line for line in others if posixpath.dirname(line.path) == folder]
    if alteration.family == "c" and not _is_in_header(alteration):
        return [line for line in others if not line.text.rstrip().endswith((";", ","))]  # a prototype defines nothing
    if alteration.family == "rust" and alteration.before.kind == "function":
        again = re.compile(rf"\b(?:fn|macro_rules!)\s+{re.escape(alteration.word)}\b")
        return [line for line in others if again.search(line.text)]
    return others


def _is_in_header(alteration: Alteration) -> bool:
    language = language_of(alteration.path)
    return language is not None and language.family == "c" and alteration.path.endswith(language.offering)


def _leaf(path: str) -> str:
    return python_uses.stem(path).rpartition("/")[2]


def _declares(text: str) -> bool:
    return re.match(r"\s*(?:async\s+)?(?:def|class)\s", text) is not None


def _is_foreign(alteration: Alteration, tree: Tree) -> bool:
    """Whether a member may come from a base that is not in this repository."""
    if not alteration.before.owner or alteration.what not in ("removed", "kind"):
        return False
    roots = {origin.partition(".")[0] for origin in alteration.inherits_from if not origin.startswith(".")}
    if not roots:
        return False
    parts = {part.removesuffix(".py") for path in tree.paths if path.endswith(".py") for part in path.split("/")}
    return not roots <= parts


def _reexporting(alteration: Alteration, lines: Sequence[Line], callers: _Callers) -> Iterator[str]:
    """Packages around the module that pass the name on."""
    for path in {line.path for line in lines if line.path.endswith("__init__.py")}:
        caller = callers.python(path)
        if caller is None or path == alteration.path or alteration.family != "python":
            continue
        word = alteration.before.owner.partition(".")[0] or alteration.word
        names, _ = python_uses.bindings(caller, word, {alteration.path})
        if names:
            yield path
