"""What a change does to a GraphQL schema, for clients that ask what they asked before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from riskcheck.expressions import expression

_NOISE: Final = expression(r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*(?:""")?|"(?:\\.|[^"\\\n])*"?', re.DOTALL)
_OPENS: Final = expression(r"(?:^|(?<=[\s}]))(?:extend\s+)?(type|input|interface|enum)\s+(\w+)[^{}]{0,1000}\{")
_FIELD: Final = expression(r"(\w+)\s*(\([^()]*\))?\s*:[ \t]*([\[\]\w!]+)")
_ARGUMENT: Final = expression(r"(\w+)\s*:\s*([\[\]\w!]+)(\s*=)?")
_VALUE: Final = expression(r"^\s*(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Field:
    type: str
    line: int
    required: frozenset[str] = frozenset()
    has_default: bool = False


@dataclass(slots=True)
class _Type:
    kind: str
    line: int
    fields: dict[str, _Field] = field(default_factory=dict)


def breaks(before: str, after: str, elsewhere: str = "") -> Iterator[tuple[str, int, bool]]:
    """What clients can no longer ask or send: what, the line, and whether that is on the base side.

    What stands in `elsewhere`, the other files of the change, has only moved.
    """
    old, new = _types(before), {**_types(elsewhere), **_types(after)}
    for name, type_ in old.items():
        if name not in new:
            yield f"{type_.kind} {name} removed", type_.line, True
            continue
        now = new[name]
        for each, was in type_.fields.items():
            yield from _field_breaks(f"{name}.{each}", type_.kind, was, now.fields.get(each))
        if type_.kind == "input":
            for each, added in now.fields.items():
                if each not in type_.fields and added.type.endswith("!") and not added.has_default:
                    yield f"{name}.{each} is new and required", added.line, False


def _field_breaks(name: str, kind: str, was: _Field, now: _Field | None) -> Iterator[tuple[str, int, bool]]:
    if now is None:
        yield f"{name} removed", was.line, True
    elif was.type.replace("!", "") != now.type.replace("!", ""):
        yield f"{name}: {was.type} -> {now.type}", now.line, False
    elif kind == "input" and now.type.count("!") > was.type.count("!") and not now.has_default:
        yield f"{name}: {was.type} -> {now.type}, clients must send it", now.line, False
    elif kind != "input" and now.type.count("!") < was.type.count("!"):
        yield f"{name}: {was.type} -> {now.type}, clients may get null", now.line, False
    else:
        for each in sorted(now.required - was.required):
            yield f"{name}({each}:) is required", now.line, False


def _types(text: str) -> dict[str, _Type]:
    code = _NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found: dict[str, _Type] = {}
    line, seen = 1, 0
    for match in _OPENS.finditer(code):
        end = code.find("}", match.end())
        if end < 0:
            break
        body = code[match.end() : end]
        line, seen = line + code.count("\n", seen, match.start(1)), match.start(1)
        start = line + code.count("\n", match.start(1), match.end())
        type_ = found.setdefault(match[2], _Type(match[1], line))
        type_.fields.update(_values(body, start) if match[1] == "enum" else _fields(body, start))
    return found


def _values(body: str, line: int) -> Iterator[tuple[str, _Field]]:
    for number, text in enumerate(body.split("\n"), start=line):
        match = _VALUE.match(text)
        if match:
            yield match[1], _Field("", number)


def _fields(body: str, line: int) -> Iterator[tuple[str, _Field]]:
    seen = 0
    for match in _FIELD.finditer(body):
        line, seen = line + body.count("\n", seen, match.start()), match.start()
        needed = {each[1] for each in _ARGUMENT.finditer(match[2] or "") if each[2].endswith("!") and not each[3]}
        default = body[match.end() : match.end() + 20].lstrip().startswith("=")
        yield match[1], _Field(match[3], line, frozenset(needed), default)
