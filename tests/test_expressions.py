"""Expressions that wait: as if they had been compiled at once."""

import ast
import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import riskcheck
from riskcheck.expressions import expression

PACKAGE = Path(riskcheck.__file__).parent


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [(r"(?P<word>[a-z]+)|\d", re.IGNORECASE, "Ab 1 c"), (rb"(?P<word>[a-z]+)|\d", 0, b"ab 1 C"), ("", 0, "")],
)
def test_it_does_what_a_compiled_one_does(pattern: str, flags: int, text: str) -> None:
    compiled, late = re.compile(pattern, flags), expression(pattern, flags)

    assert late.pattern == pattern
    for _ in range(2):  # when it is compiled, and afterwards
        assert late.findall(text) == compiled.findall(text)
        assert late.split(text) == compiled.split(text)
        assert late.sub(pattern[:0], text) == compiled.sub(pattern[:0], text)
        assert (late.flags, late.groups, late.groupindex) == (compiled.flags, compiled.groups, compiled.groupindex)
        for search in ("search", "match", "fullmatch"):
            found, expected = getattr(late, search)(text), getattr(compiled, search)(text)
            assert (found and found.span()) == (expected and expected.span())


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    compiled = re.compile("a")
    monkeypatch.setattr("riskcheck.expressions.re.compile", lambda *given: asked.append(given) or compiled)
    late = expression("a", re.MULTILINE)

    assert asked == []
    assert late.match("a")
    assert late.search("ba")
    assert late.pattern
    assert asked == [("a", re.MULTILINE)]


def test_it_has_nothing_else() -> None:
    late = expression("a")

    for _ in range(2):  # when it is compiled, and afterwards
        with pytest.raises(AttributeError, match="other"):
            late.other  # type: ignore[attr-defined]  # noqa: B018


def test_what_is_wrong_is_told_when_it_is_used() -> None:
    late = expression("(")

    with pytest.raises(re.error):
        late.search("a")


def test_every_expression_of_the_package_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(riskcheck.__path__, "riskcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds = {type(expression("a")), type(expression("a")).__base__}
    waiting = [found for found in gc.get_objects() if type(found) in kinds]

    assert len(waiting) > 500
    assert all(found.groups >= 0 for found in waiting)


def _compiled_at_once() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] != "history":
            for node in _outside_of_functions(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                    yield f"{inside}:{node.lineno}"


def _outside_of_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _outside_of_functions(child)


def test_no_module_of_a_check_compiles_what_it_may_not_need() -> None:
    assert list(_compiled_at_once()) == []
