"""What a change did to the public definitions of a Python module."""

import ast
from collections.abc import Iterator
from inspect import Parameter, Signature
from typing import Final

from riskcheck.interfaces.python import Module, is_public
from riskcheck.interfaces.values import Alteration, Definition

_EMPTY: Final = frozenset({"None", "()", "[]", "{}", "''", "set()", "dict()", "list()", "tuple()"})
_VARIABLE: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
_BINDS: Final = {("method", "property"), ("property", "method")}


def compared(path: str, before: Module, after: Module) -> Iterator[Alteration]:
    """Every public definition that is gone, takes other arguments, has another default or is another kind of thing."""
    for name, definition in before.definitions.items():
        if not is_public(name) or not _owner_stays(name, after):
            continue
        now = after.definitions.get(name)
        if now is None:
            if not _comes_from_elsewhere(name, after):
                yield Alteration("removed", "python", path, definition)
        elif (definition.kind, now.kind) in _BINDS:
            yield Alteration("kind", "python", path, definition, now, note=f"is a {now.kind}, was a {definition.kind}")
        else:
            yield from _altered(path, definition, now, {**before.values, **after.values})
    for name in sorted((before.exported or frozenset()) - (after.exported or frozenset())):
        if after.exported is not None and name in before.definitions and name in after.definitions:
            yield Alteration("unlisted", "python", path, before.definitions[name], after.definitions[name])


def _owner_stays(name: str, after: Module) -> bool:
    owner = name.rpartition(".")[0]
    return not owner or (owner in after.definitions and after.definitions[owner].kind == "class")


def _comes_from_elsewhere(name: str, after: Module) -> bool:
    owner, _, last = name.rpartition(".")
    if last.startswith("__"):
        return True  # inherited, or that of `object`: which is not known here
    made = after.made.get(owner, frozenset())
    return made is None or last in made or (not owner and ("*" in after.imports or last in after.imports))


def _altered(path: str, before: Definition, after: Definition, values: dict[str, str]) -> Iterator[Alteration]:
    told = [*_differences(before.signature, after.signature), *_nature(before, after)]
    if told:
        yield Alteration("signature", "python", path, before, after, note=", ".join(told))
    if before.signature is None or after.signature is None:
        return
    for name, parameter in before.signature.parameters.items():
        now = after.signature.parameters.get(name)
        if now is not None and _default_differs(parameter, now, values):
            note = f"{name}={parameter.default} -> {now.default}"
            yield Alteration("default", "python", path, before, after, place=name, note=note)


def _nature(before: Definition, after: Definition) -> Iterator[str]:
    if before.signature is None or after.signature is None:
        return
    if before.asynchronous != after.asynchronous:
        yield "is a coroutine now" if after.asynchronous else "is no coroutine any more"
    elif before.generator != after.generator:
        yield "is a generator now" if after.generator else "is no generator any more"


def _differences(before: Signature | None, after: Signature | None) -> Iterator[str]:
    if before is None or after is None:
        return
    old, new = before.parameters, after.parameters
    gone = [name for name in old if name not in new and old[name].kind not in _VARIABLE]
    required = [name for name in new if name not in old and _is_required(new[name])]
    yield from (f"no longer takes {name!r}" for name in gone)
    yield from (f"now requires {name!r}" for name in required)
    for name in old:
        if name in new:
            yield from _difference(name, old[name], new[name])
    if _order(before, after) != _order(after, before):
        yield "takes its arguments in another order"


def _difference(name: str, old: Parameter, new: Parameter) -> Iterator[str]:
    if _is_required(new) and not _is_required(old):
        yield f"now requires {name!r}"
    if new.kind is Parameter.KEYWORD_ONLY and old.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
        yield f"takes {name!r} by keyword only"
    if new.kind is Parameter.POSITIONAL_ONLY and old.kind is not Parameter.POSITIONAL_ONLY:
        yield f"takes {name!r} by position only"


def _order(signature: Signature, other: Signature) -> list[str]:
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return [
        name
        for name, each in signature.parameters.items()
        if each.kind in kinds and name in other.parameters and other.parameters[name].kind in kinds
    ]


def _is_required(parameter: Parameter) -> bool:
    return parameter.default is Parameter.empty and parameter.kind not in _VARIABLE


def _default_differs(before: Parameter, after: Parameter, values: dict[str, str]) -> bool:
    if before.default is Parameter.empty or after.default is Parameter.empty:
        return False
    old, new = (values.get(each.default, each.default) for each in (before, after))
    # `[]` that becomes `None` is the cure for a default that all calls share.
    return old != new and not (old in _EMPTY and new in _EMPTY) and not _same_value(old, new)


def _same_value(old: str, new: str) -> bool:
    try:
        first, second = ast.literal_eval(old), ast.literal_eval(new)
        return type(first) is type(second) and bool(first == second)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return old.rpartition(".")[2] == new.rpartition(".")[2]  # `Mode.FAST` imported another way
