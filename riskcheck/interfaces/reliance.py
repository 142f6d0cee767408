"""The places in one file that still rely on what a change altered."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces import python_calls, python_uses, references
from riskcheck.interfaces.arity import arguments_at
from riskcheck.interfaces.masking import closing, line_at
from riskcheck.interfaces.python_uses import Occurrence
from riskcheck.interfaces.values import Alteration, Reference

_HUMP: Final = expression(r"[a-z0-9][A-Z]")


def is_distinctive(word: str) -> bool:
    """Whether a name alone tells what is meant, as aider's repository map has it."""
    return len(word) >= 8 and ("_" in word.strip("_") or _HUMP.search(word) is not None)


def in_python(alteration: Alteration, caller: python_uses.Caller, homes: Collection[str]) -> Iterator[Reference]:
    """What in a Python file relies on the altered definition of one of the modules at `homes`."""
    member = alteration.before.owner
    occurrences = (
        python_uses.member_references(caller, alteration.word, member.rpartition(".")[2], homes)
        if member
        else python_uses.references(caller, alteration.word, homes)
    )
    for each in occurrences:
        message = _python_message(alteration, caller, each)
        if message and (each.sure or is_distinctive(alteration.word)):
            yield _reference(caller, each, message)


def in_language(
    alteration: Alteration, caller: references.Caller, occurrences: Iterable[Occurrence]
) -> Iterator[Reference]:
    """What in a file of another language relies on the altered definition, of these occurrences of its name."""
    found: dict[int, Occurrence] = {}
    for each in occurrences:
        if each.start not in found or not found[each.start].sure:
            found[each.start] = each
    for each in found.values():
        if not each.sure and not is_distinctive(alteration.word):
            continue
        message = (
            _gone(alteration, each, caller.code) if alteration.what == "removed" else _count(alteration, each, caller)
        )
        if message:
            yield _reference(caller, each, message)


def _python_message(alteration: Alteration, caller: python_uses.Caller, each: Occurrence) -> str | None:
    if alteration.what in ("removed", "moved"):
        return _gone(alteration, each, caller.code)
    if each.imports or alteration.after is None:
        return None
    if alteration.what == "kind":
        return _other_kind(alteration, caller.code[each.end : each.end + 20].lstrip()[:1] == "(")
    call = python_calls.call_at(caller.text, caller.code, each.start, each.end)
    if call is None:
        return None
    if alteration.what == "default":
        relies = python_calls.relies_on_default(alteration.after, alteration.place, call)
        return f"{alteration.word}() relies on {alteration.note}" if relies else None
    problem = python_calls.misfit(alteration.before, alteration.after, call)
    return f"call of {alteration.word}() {problem}: it {alteration.note}" if problem else None


def _other_kind(alteration: Alteration, called: bool) -> str | None:
    if alteration.after is None or called != (alteration.after.kind == "property"):
        return None
    return f"{'calls' if called else 'does not call'} {alteration.word}, which {alteration.note}"


def _gone(alteration: Alteration, each: Occurrence, code: str) -> str:
    called = code[each.end : each.end + 20].lstrip()[:1] == "("
    verb, sign = ("imports", "") if each.imports else ("calls", "()") if called else ("uses", "")
    where = f"{alteration.path} no longer {'has' if alteration.what == 'removed' else 'holds'}"
    return f"still {verb} {alteration.word}{sign}, which {where}"


def _count(alteration: Alteration, each: Occurrence, caller: references.Caller) -> str | None:
    given = None if each.imports else arguments_at(caller.code, each.end, caller.family)
    if given is None or alteration.arities is None:
        return None
    old, new = alteration.arities
    fitted, fits = old[0] <= given <= old[1], new[0] <= given <= new[1]
    return f"calls {alteration.word}() with {given}: it {alteration.note}" if fitted and not fits else None


def _reference(caller: python_uses.Caller | references.Caller, each: Occurrence, message: str) -> Reference:
    line = line_at(caller.text, each.start)
    opening = caller.code.find("(", each.end, each.end + 3)
    end = closing(caller.code, opening) if opening >= 0 else None
    last = line + caller.text.count("\n", each.start, end) if end else line
    return Reference(caller.path, line, last, message if each.sure else f"{message} (name match)", each.sure)
