"""The public definitions of a Python module, read with the standard library's `ast`; nothing is imported or run."""

import ast
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from inspect import Parameter, Signature
from typing import Final

from riskcheck.interfaces import run_time
from riskcheck.interfaces.skeleton import skeleton
from riskcheck.interfaces.values import Definition, DefinitionKind

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NESTED = (ast.If, ast.Try, ast.With)
_DATACLASS: Final = frozenset({"dataclass", "dataclasses.dataclass"})
_PROPERTIES: Final = ("property", "cached_property")


@dataclass(frozen=True, slots=True)
class Module:
    """What a module defines, imports and lists.

    `made` has, by class ("" for the module itself), the names that its `__getattr__` may make; None for any name.
    """

    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    exported: frozenset[str] | None = None
    made: dict[str, frozenset[str] | None] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


def read(text: str, cut: str | None = None) -> Module:
    """The module that `text` is; SyntaxError, ValueError, RecursionError or MemoryError where it is none.

    `cut` is its skeleton, where that is at hand.
    """
    tree, _ = _tree(text, skeleton(text) if cut is None else cut)
    return _module(text, tree)


def sides(before: str, after: str) -> tuple[Module, Module] | None:
    """Both sides of a module; None where they offer the same. Raises as `read` does.

    What a call takes is left out where a function says the same on both: to read it takes most of the time.
    """
    cuts = skeleton(before), skeleton(after)
    if cuts[0] == cuts[1]:
        return None
    old, new = _tree(before, cuts[0]), _tree(after, cuts[1])
    now = _functions(*new)
    same = frozenset(name for name, lines in _functions(*old).items() if now.get(name) == lines)
    return _module(before, old[0], same), _module(after, new[0], same)


def _functions(tree: ast.Module, source: str) -> dict[str, list[str]]:
    """The lines of functions by dotted name."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # as Python counts them
    found: dict[str, list[str]] = {}
    waiting = [("", tree.body)]
    for owner, body in waiting:
        for node in _statements(body):
            if isinstance(node, ast.ClassDef):
                waiting.append((f"{owner}{node.name}.", node.body))
            elif isinstance(node, _FUNCTIONS):
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                found.setdefault(owner + node.name, []).append("\n".join(lines[first - 1 : node.end_lineno]))
    return found


def _module(text: str, tree: ast.Module, same: frozenset[str] = frozenset()) -> Module:
    statements = list(_statements(tree.body))
    imports = {name: source for node in statements for name, source in _imported(node)}
    found = [definition for node in statements for definition in _definitions(node, "", same)]
    counted = Counter(definition.name for definition in found)
    return Module(
        # What is defined twice (overloads, one for each platform) has no one signature.
        {each.name: each if counted[each.name] == 1 else _vague(each) for each in found},
        imports,
        _exported(statements),
        _made(found, text),
        dict(_constants(statements)),
    )


def forwards(text: str, line: int) -> bool:
    """Whether the function at a line may return what its callers still have to wait for."""
    found = (node for node in ast.walk(_parsed(text)) if isinstance(node, _FUNCTIONS) and node.lineno == line)
    own = (each for node in found for each in _own_nodes(node))
    return any(isinstance(each, ast.Return) and _may_wait(each.value) for each in own)


def _tree(text: str, cut: str) -> tuple[ast.Module, str]:
    """A module, and the text of it that Python can parse: the skeleton, or else the whole."""
    try:
        return _parsed(cut), cut
    except SyntaxError:
        return _parsed(text), text


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd escapes in somebody else's strings
        return ast.parse(text)


def is_public(name: str) -> bool:
    """Whether every part of a dotted name is for others; what stands between double underscores is."""
    return all(not part.startswith("_") or (part.startswith("__") and part.endswith("__")) for part in name.split("."))


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    waiting = list(reversed(body))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _NESTED):
            branches = [node.body, getattr(node, "orelse", []), getattr(node, "finalbody", [])]
            branches += [each.body for each in getattr(node, "handlers", [])]
            waiting.extend(reversed([each for branch in branches for each in branch]))


def _imported(node: ast.stmt) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0], alias.name
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, "." * node.level + (node.module or "")


def _definitions(node: ast.stmt, owner: str, same: frozenset[str]) -> Iterator[Definition]:
    if isinstance(node, _FUNCTIONS):
        yield _function(node, owner, is_read=owner + node.name not in same)
    elif isinstance(node, ast.ClassDef):
        name = owner + node.name
        yield Definition(name, "class", node.lineno, bases=tuple(ast.unparse(base) for base in node.bases))
        members = [each for statement in _statements(node.body) for each in _definitions(statement, f"{name}.", same)]
        yield from members
        if _is_dataclass(node) and not any(each.name == f"{name}.__init__" for each in members):
            yield Definition(f"{name}.__init__", "method", node.lineno, _fields(node))
    else:
        kind: DefinitionKind = "attribute" if owner else "constant"
        for name in _assigned(node):
            yield Definition(owner + name, kind, node.lineno)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str, *, is_read: bool) -> Definition:
    is_property = any(_last_part(each) in _PROPERTIES for each in node.decorator_list)
    kind: DefinitionKind = "property" if is_property else "method" if owner else "function"
    bound = bool(owner) and not any(_is_static(each) for each in node.decorator_list)
    return Definition(
        owner + node.name, kind, node.lineno,
        signature=_signature(node.args, bound) if is_read and not is_property else None,
        asynchronous=isinstance(node, ast.AsyncFunctionDef),
        generator=is_read and any(isinstance(each, ast.Yield | ast.YieldFrom) for each in _own_nodes(node)),
    )  # fmt: skip


def _last_part(decorator: ast.expr) -> str:
    """The last part of a name; empty for anything else, as for a call."""
    return getattr(decorator, "attr", "") or getattr(decorator, "id", "")


def _is_static(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "staticmethod"


def _own_nodes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


def _may_wait(value: ast.expr | None) -> bool:
    """Whether what is returned may itself have to be awaited: anything but a plain value."""
    return value is not None and not isinstance(
        value, ast.Constant | ast.List | ast.Dict | ast.Tuple | ast.Set | ast.JoinedStr | ast.Compare | ast.BoolOp
    )


def _signature(arguments: ast.arguments, bound: bool) -> Signature | None:
    positional: list[tuple[str, object]] = [(each.arg, Parameter.POSITIONAL_ONLY) for each in arguments.posonlyargs]
    positional += [(each.arg, Parameter.POSITIONAL_OR_KEYWORD) for each in arguments.args]
    without = len(positional) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [*[None] * without, *arguments.defaults]
    found = [_parameter(name, kind, value) for (name, kind), value in zip(positional, defaults, strict=True)]
    if bound and not found:
        return None
    found = found[1:] if bound else found
    if arguments.vararg:
        found.append(Parameter(arguments.vararg.arg, Parameter.VAR_POSITIONAL))
    for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(_parameter(each.arg, Parameter.KEYWORD_ONLY, value))
    if arguments.kwarg:
        found.append(Parameter(arguments.kwarg.arg, Parameter.VAR_KEYWORD))
    try:
        return Signature(found)
    except ValueError:  # a name twice: it parses, though it does not compile
        return None


def _parameter(name: str, kind: object, value: ast.expr | None) -> Parameter:
    default = Parameter.empty if value is None else ast.unparse(value)
    return Parameter(name, kind, default=default)  # type: ignore[arg-type]  # its kinds have no public type


def _is_dataclass(node: ast.ClassDef) -> bool:
    decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return not node.bases and any(ast.unparse(each) in _DATACLASS for each in decorators)


def _fields(node: ast.ClassDef) -> Signature | None:
    """The constructor that a plain dataclass gets; None where a field says more than a name and a default."""
    found = []
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            told = ast.unparse(each.annotation)
            if "ClassVar" in told or "InitVar" in told or "KW_ONLY" in told or isinstance(each.value, ast.Call):
                return None
            found.append(_parameter(each.target.id, Parameter.POSITIONAL_OR_KEYWORD, each.value))
    options = [each for each in node.decorator_list if isinstance(each, ast.Call)]
    if any(option.keywords and {word.arg for word in option.keywords} & {"init", "kw_only"} for option in options):
        return None
    try:
        return Signature(found)
    except ValueError:
        return None


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets: Sequence[ast.expr] = ()
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        elements = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        yield from (each.id for each in elements if isinstance(each, ast.Name))


def _exported(statements: Sequence[ast.stmt]) -> frozenset[str] | None:
    for node in statements:
        if "__all__" in _assigned(node) and isinstance(node, ast.Assign | ast.AnnAssign):
            if not isinstance(node.value, ast.List | ast.Tuple):
                return None
            return frozenset(str(each.value) for each in node.value.elts if isinstance(each, ast.Constant))
    return None


def _made(definitions: Sequence[Definition], text: str) -> dict[str, frozenset[str] | None]:
    hooks = [each for each in definitions if each.name.rpartition(".")[2] == run_time.HOOK]
    whole = _parsed(text if hooks else "")
    return {each.owner: run_time.made(whole, each.line) for each in hooks}


def _constants(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Names that stand for a plain value, with that value."""
    for node in statements:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            for name in _assigned(node):
                yield name, ast.unparse(node.value)


def _vague(definition: Definition) -> Definition:
    return Definition(definition.name, definition.kind, definition.line, bases=definition.bases)
