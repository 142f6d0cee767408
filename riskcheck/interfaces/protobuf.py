"""What a change does to the messages that a Protobuf file describes, for those who still speak the old ones.

The rules are those of `buf breaking` for the wire, https://buf.build/docs/breaking/rules/.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from riskcheck.expressions import expression

_NOISE: Final = expression(r"//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|\"(?:\\.|[^\"\\\n])*\"?")
_MAX_DEPTH: Final = 50
_END: Final = expression(r"[;{}]")
_OPENS: Final = expression(r"^(message|enum|service|group)\s+([\w.]+)")
_FIELD: Final = expression(r"^(?:(repeated|optional|required)\s+)?([\w.]+|map\s*<[^<>]*>)\s+(\w+)\s*=\s*(\d+)")
_VALUE: Final = expression(r"^(\w+)\s*=\s*(-?\d+)")
_RPC: Final = expression(r"^rpc\s+(\w+)\s*\(\s*(stream\s+)?([\w.]+)\s*\)\s*returns\s*\(\s*(stream\s+)?([\w.]+)")
_RESERVED: Final = expression(r"(\d+)(?:\s+to\s+(\d+|max))?")
# Types that can be told from the wire as one another.
_LIKE: Final = {
    **dict.fromkeys(("int32", "uint32", "int64", "uint64", "bool"), "varint"),
    **dict.fromkeys(("sint32", "sint64"), "zigzag"),
    **dict.fromkeys(("string", "bytes"), "text"),
    **dict.fromkeys(("fixed32", "sfixed32"), "fixed32"),
    **dict.fromkeys(("fixed64", "sfixed64"), "fixed64"),
}


@dataclass(slots=True)
class _Block:
    fields: dict[str, tuple[int, str, str, int]] = field(default_factory=dict)
    reserved: list[tuple[int, float]] = field(default_factory=list)
    line: int = 0


def breaks(before: str, after: str, elsewhere: str = "") -> Iterator[tuple[str, int, bool]]:
    """What others can no longer read or call: what, the line, and whether that is on the base side.

    What stands in `elsewhere`, the other files of the change, has only moved.
    """
    old, new = _blocks(before), {**_blocks(elsewhere), **_blocks(after)}
    for name, block in old.items():
        if name not in new:
            if name.rpartition(".")[0] not in old or name.rpartition(".")[0] in new:
                yield f"{name} removed", block.line, True
            continue
        for each, (number, type_, label, line) in block.fields.items():
            yield from _field_breaks(name, each, (number, type_, label, line), new[name])


def _field_breaks(
    owner: str, name: str, old: tuple[int, str, str, int], block: _Block
) -> Iterator[tuple[str, int, bool]]:
    number, type_, label, line = old
    if name not in block.fields:
        renamed = any(each[0] == number and _same_type(each[1], type_) for each in block.fields.values())
        if number < 0 or not (renamed or any(first <= number <= last for first, last in block.reserved)):
            told = "removed" if number < 0 else f"removed, its number {number} is not reserved"
            yield f"{owner}.{name} {told}", line, True
        return
    now_number, now_type, now_label, now_line = block.fields[name]
    if number >= 0 and now_number != number:
        yield f"{owner}.{name} = {number} -> {now_number}", now_line, False
    elif not _same_type(type_, now_type):
        yield f"{owner}.{name}: {type_} -> {now_type}", now_line, False
    elif (label == "repeated") != (now_label == "repeated") or (now_label == "required" != label):
        yield f"{owner}.{name}: {label or 'single'} -> {now_label or 'single'}", now_line, False


def _same_type(old: str, new: str) -> bool:
    if old == new or (old in _LIKE and _LIKE.get(old) == _LIKE.get(new)):
        return True
    if old in _LIKE or new in _LIKE:
        return False
    return old.rpartition(".")[2] == new.rpartition(".")[2]  # named from another package


def _blocks(text: str) -> dict[str, _Block]:
    """Messages, enums and services by dotted name; an rpc is a field without a number."""
    code = _NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found: dict[str, _Block] = {}
    stack: list[str] = []
    line, start = 1, 0
    for match in _END.finditer(code):
        whole = code[start : match.end()]
        statement, start = whole.strip(), match.end()
        at = line + _leading_lines(whole)
        line += whole.count("\n")
        if statement == "}":
            stack = stack[:-1]
        elif statement.endswith("{"):
            opened = _OPENS.match(statement)
            if len(stack) > _MAX_DEPTH:
                raise ValueError("nested too deeply to read")
            name = ".".join([*(each for each in stack if each), opened[2]]) if opened else ""
            if opened:
                found.setdefault(name, _Block(line=at))
            elif statement.startswith("rpc"):
                _note(found, stack, statement, at)
            stack.append(opened[2] if opened else "")
        else:
            _note(found, stack, statement, at)
    return found


def _leading_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _note(found: dict[str, _Block], stack: list[str], statement: str, line: int) -> None:
    block = found.get(".".join(each for each in stack if each))
    if block is None:
        return
    if rpc := _RPC.match(statement):
        block.fields[rpc[1]] = (-1, f"{rpc[2] or ''}{rpc[3]} returns {rpc[4] or ''}{rpc[5]}", "", line)
    elif statement.startswith("reserved"):
        for each in _RESERVED.finditer(statement):
            last = each[2] or each[1]
            block.reserved.append((int(each[1][:10]), float("inf") if last == "max" else int(last[:10])))
    elif match := _FIELD.match(statement):
        block.fields[match[3]] = (int(match[4][:10]), re.sub(r"\s", "", match[2]), match[1] or "", line)
    elif (value := _VALUE.match(statement)) and value[1] != "option":
        block.fields[value[1]] = (int(value[2][:10]), "value", "", line)
