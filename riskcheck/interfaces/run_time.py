"""The names that a Python module or class makes only when it is asked for them (`__getattr__`, PEP 562)."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

HOOK: Final = "__getattr__"
_ANY: Final = (ast.For, ast.While, ast.Try)  # it looks elsewhere, and what is found there is not known here
_REFERENCE: Final = expression(r"\w+(?:[.:]\w+)*")


def made(tree: ast.Module, line: int) -> frozenset[str] | None:
    """The names that the `__getattr__` on a line of a whole module may make; None for any name.

    One that refuses what it does not know has its names from what is written in the module: in its own comparisons, in
    a map of lazy imports, in `__all__`.
    """
    hooks = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.lineno == line]
    return frozenset(_written(tree)) if hooks and all(_refuses(hook) for hook in hooks) else None


def _refuses(hook: ast.FunctionDef) -> bool:
    nodes = list(ast.walk(hook))
    if any(isinstance(node, _ANY) or (isinstance(node, ast.Name) and node.id == "hasattr") for node in nodes):
        return False
    return isinstance(_last(hook.body), ast.Raise) or any(_is_guard(node) for node in nodes)


def _last(body: list[ast.stmt]) -> ast.stmt:
    last = body[-1]
    return _last(last.orelse) if isinstance(last, ast.If) and last.orelse else last


def _is_guard(node: ast.AST) -> bool:
    """Whether it is `if name not in known: raise`."""
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.ops[0], ast.NotIn | ast.NotEq)
        and isinstance(_last(node.body), ast.Raise)
    )


def _written(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _REFERENCE.fullmatch(node.value):
            yield from re.split("[.:]", node.value)
