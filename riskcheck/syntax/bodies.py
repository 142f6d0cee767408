"""What functions give back: which of them return a constant, and code that a return cuts off.

Functions are found by layout; what is found in Python must hold for its own parser too.
"""

import ast
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from riskcheck.expressions import expression
from riskcheck.syntax.functions import Function, functions, indent, is_comment

_WIDTH = 300
_LITERAL = (
    r"(?:true|false|True|False|None|null|nil|undefined|NULL|-?\d[\w.]{0,20}|\"[^\"\\]{0,80}\"|'[^'\\]{0,80}'|\[\]|\{\})"
)
_RECORD = rf"\{{\s*(?:[\"']?\w{{1,40}}[\"']?\s*(?::|=>)\s*{_LITERAL}\s*,?\s*){{1,6}}\}}"
_WRAPPED = (
    rf"(?:Promise\.resolve|Task\.FromResult|Optional\.of|Some|Ok)\((?:{_LITERAL}|\(\))?\)"
    r"|(?:Optional|Collections|List|Map|Set)\.(?:empty\w{0,20}|of)\(\)|Task\.CompletedTask|(?:Vec|String)::new\(\)|vec!\[\]"
)
_CONSTANT = rf"(?:{_WRAPPED}|{_RECORD}|{_LITERAL}(?:,\s*{_LITERAL}){{0,2}})"
_RETURN = expression(rf"\s*return\s+({_CONSTANT})\s*;?\s*$")
_CUT = expression(rf"\s*return(?:\s+{_CONSTANT})?\s*;?\s*$")
_BARE = expression(rf"\s*(?:return\s+)?({_CONSTANT})\s*;?\s*$")
_SUSPECT = expression(rf"\s*return(?:\s*[\[{{(]|(?:\s+{_CONSTANT})?\s*;?)\s*$")
_SUSPECT_INLINE = expression(rf".{{0,200}}(?:=>|=|\{{|\):)\s*(?:return\s+)?{_CONSTANT}\s*;?\s*\}}?\s*$")
# In these the last expression of a body is its result.
_EXPRESSIONS = frozenset({"rb", "rs"})
_COMPUTES = expression(r"\w\s*\(|^\s*(?:if|for|while|switch|match|case|try|with|unless|begin)\b|\.(?:each|map)\b")
_LEAST_LINES = 3
# A constant that is longer is a table.
_MOST_LINES = 8
# What may stand behind a return on the same level without being dead; a `yield` makes a generator that yields nothing.
_ALIVE = expression(
    r"\s*(?:[})\]#]|(?:else|elif|elsif|end|when|in|rescue|ensure|except|finally|case|default|yield)\b|\w+:)"
)
_OPEN = ("&&", "||", ",", "(", "[", "+", "\\", "?", "=", "=>", " and", " or", "else", "do", ")")
_NEAR = 20
_DOCSTRING = expression(r"\s*[rRuU]?(\"\"\"|''')")


@dataclass(frozen=True, slots=True)
class Body:
    """A function by its name and the indexes of its lines, with the constant that it returns and its lines of code."""

    name: str
    start: int
    last: int
    constant: str | None
    code: tuple[str, ...]

    @property
    def computes(self) -> bool:
        """Whether it works something out: several lines, and a call, a branch or a loop."""
        return len(self.code) >= _LEAST_LINES and any(_COMPUTES.search(line[:_WIDTH]) for line in self.code)


def may_return_constant(line: str, language: str) -> bool:
    """Whether a line could be the result of a function that returns a constant."""
    start = line[:_WIDTH]
    is_function = language != "rb" and _SUSPECT_INLINE.match(start) and "(" in start
    return bool(_SUSPECT.match(start) or is_function or (language in _EXPRESSIONS and _BARE.match(start)))


def bodies(lines: Sequence[str], language: str) -> Iterator[Body]:
    """The functions in a file or a part of it."""
    for function in functions(lines, language):
        body = _body(function, lines, language)
        if body.constant is None or language != "py" or _returns_constant(lines[body.start : body.last + 1]):
            yield body


def cut_off(lines: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """Indexes of returns of a constant, each with that of the line of code which it cuts off."""
    found = []
    for at, line in enumerate(lines):
        behind = _behind(lines, at, language) if _CUT.match(line[:_WIDTH]) else None
        if behind is not None:
            found.append((at, behind))
    if found and language == "py":
        dead = _parsed_dead(lines, {at for at, _ in found})
        return (pair for pair in found if pair[0] in dead)
    return iter(found)


def _body(function: Function, lines: Sequence[str], language: str) -> Body:
    inside = lines[function.body : function.end]
    inside = inside[_docstring(inside) :] if language == "py" else inside
    code = (function.inline,) if function.inline else tuple(line for line in inside if _counts(line, language))
    pattern = _BARE if function.inline or language in _EXPRESSIONS else _RETURN
    match = pattern.match(" ".join(line.strip() for line in code)[:_WIDTH]) if len(code) <= _MOST_LINES else None
    return Body(function.name, function.start, function.last, match[1] if match else None, code)


def _docstring(inside: Sequence[str]) -> int:
    """How many lines a docstring takes at the start of a body."""
    first = next((at for at, line in enumerate(inside) if line.strip()), 0)
    opening = _DOCSTRING.match(inside[first][:_WIDTH]) if inside else None
    if opening is None:
        return 0
    if opening[1] in inside[first][opening.end() :]:
        return first + 1
    return next((at + 1 for at in range(first + 1, len(inside)) if opening[1] in inside[at]), 0)


def _counts(line: str, language: str) -> bool:
    return bool(line.strip()) and not is_comment(line, language)


def _behind(lines: Sequence[str], at: int, language: str) -> int | None:
    level = indent(lines[at])
    after = next((near for near in range(at + 1, min(at + _NEAR, len(lines))) if _counts(lines[near], language)), None)
    before = next((near for near in range(at - 1, max(at - _NEAR, -1), -1) if _counts(lines[near], language)), None)
    if after is None or before is None or indent(lines[after]) != level or _ALIVE.match(lines[after]):
        return None
    previous = lines[before].rstrip()
    is_statement = previous.endswith("{") or language in ("py", "rb", "go")
    if not is_statement and (indent(previous) != level or previous.endswith(_OPEN)):
        return None
    return None if previous.lstrip().startswith(("case ", "default:", "#")) or previous.endswith(_OPEN[:-1]) else after


# What Python's own parser says of a function ---------------------------------------------


def _parsed(lines: Sequence[str]) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (node,) = ast.parse(textwrap.dedent("\n".join(lines))).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None


def _returns_constant(lines: Sequence[str]) -> bool:
    node = _parsed(lines)
    only = node.body[-1] if node else None
    return isinstance(only, ast.Return) and only.value is not None and _is_constant(only.value)


def _is_constant(node: ast.expr | None) -> bool:
    try:
        return node is None or ast.literal_eval(node) is not node
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def _parsed_dead(lines: Sequence[str], suspects: set[int]) -> set[int]:
    """Indexes of returns that are not the last of their block, in the innermost functions around the suspects."""
    owners: dict[int, Function] = {}
    for function in functions(lines, "py"):
        owners.update(dict.fromkeys(range(function.start, function.last + 1), function))
    dead: set[int] = set()
    for function in {owners[at] for at in suspects if at in owners}:
        node = _parsed(lines[function.start : function.last + 1])
        dead.update(function.start + line - 1 for line in (_dead(node) if node else ()))
    return dead


def _dead(tree: ast.AST) -> Iterator[int]:
    """Lines of returns of a constant that are not the last of their block."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            for first, _ in pairwise(block) if isinstance(block, list) else ():
                if isinstance(first, ast.Return) and _is_constant(first.value):
                    yield first.lineno
