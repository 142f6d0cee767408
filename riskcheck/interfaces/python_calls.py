"""Whether a call of a Python function still fits, and what it leaves to defaults."""

import ast
import warnings
from inspect import BoundArguments, Parameter, Signature
from typing import Final, NamedTuple

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import closing
from riskcheck.interfaces.values import Definition

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_AWAITED: Final = expression(r"\bawait\s+[\w.]*$")
_STORED: Final = expression(r"^\s*[\w.]+(?:\s*:\s*[\w.\[\], ]+)?\s*=\s*[\w.]*$")
_ALONE: Final = expression(r"^\s*[\w.]*$")
_NEXT: Final = expression(r"\bnext\(\s*[\w.]*$")


class Call(NamedTuple):
    """One call: its arguments, what stands before it on its line, and what follows it."""

    node: ast.Call
    lead: str
    trail: str


def call_at(text: str, code: str, start: int, end: int) -> Call | None:
    """The call whose name stands from `start` to `end`; None where it is no call or cannot be read.

    `code` is `text` without comments and what strings say.
    """
    opening = end + len(code[end : end + 100]) - len(code[end : end + 100].lstrip(" \t"))
    if code[opening : opening + 1] != "(":
        return None
    end_of_call = closing(code, opening)
    if end_of_call is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            node = ast.parse(f"f{text[opening : end_of_call + 1]}", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lead = code[code.rfind("\n", 0, start) + 1 : start][-1000:]
    return Call(node, lead, code[end_of_call + 1 : end_of_call + 40]) if isinstance(node, ast.Call) else None


def misfit(before: Definition, after: Definition, call: Call) -> str | None:
    """Why a call that fitted before fails now or means something else; None where it does not, or nobody knows."""
    if before.signature is None or after.signature is None:
        return None
    old, new = _bound(before.signature, call.node), _bound(after.signature, call.node)
    if old is None:
        return None
    if new is None:
        return "no longer fits"
    return _other_meaning(before.signature, after.signature, call.node) or _other_nature(before, after, call)


def relies_on_default(definition: Definition, name: str, call: Call) -> bool:
    """Whether a call leaves the parameter `name` to its default."""
    if definition.signature is None or _has_stars(call.node):
        return False
    bound = _bound(definition.signature, call.node)
    return bound is not None and name not in bound.arguments


def _has_stars(node: ast.Call) -> bool:
    return any(isinstance(each, ast.Starred) for each in node.args) or any(not each.arg for each in node.keywords)


def _bound(signature: Signature, node: ast.Call) -> BoundArguments | None:
    bind = signature.bind_partial if _has_stars(node) else signature.bind
    keywords = {each.arg: each.value for each in node.keywords if each.arg}
    try:
        return bind(*_leading(node), **keywords)
    except TypeError:
        return None


def _leading(node: ast.Call) -> list[ast.expr]:
    """The positional arguments that stand where they seem to stand: those before any `*`."""
    stars = [at for at, each in enumerate(node.args) if isinstance(each, ast.Starred)]
    return node.args[: stars[0]] if stars else node.args


def _other_meaning(before: Signature, after: Signature, node: ast.Call) -> str | None:
    old = [each.name for each in before.parameters.values() if each.kind in _POSITIONAL]
    new = [each.name for each in after.parameters.values() if each.kind in _POSITIONAL]
    for number, (was, now, _) in enumerate(zip(old, new, _leading(node), strict=False), start=1):
        # Another name alone is a better name; a name that went elsewhere is another argument.
        if was != now and was in after.parameters:
            return f"gives {now!r} as argument {number}, which was {was!r}"
    return None


def _other_nature(before: Definition, after: Definition, call: Call) -> str | None:
    awaited = _AWAITED.search(call.lead) is not None
    ends = call.trail.lstrip(" ;")[:1] in ("", "\n") and call.trail.strip()[:1] not in tuple(")]},.")
    alone = ends and _ALONE.match(call.lead) is not None
    stored = ends and _STORED.match(call.lead) is not None
    if after.asynchronous and not before.asynchronous:
        return "does not await it" if not awaited and (alone or stored) else None
    if before.asynchronous and not after.asynchronous:
        return "awaits it" if awaited and not after.forwards and not after.generator else None
    if after.generator and not before.generator:
        return "does not iterate it, so it does nothing" if alone else None
    if before.generator and not after.generator and _NEXT.search(call.lead) and not after.forwards:
        return "takes next() of it"
    return None
