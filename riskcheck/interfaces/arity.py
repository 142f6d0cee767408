"""How many arguments a parameter list takes, and how many a call gives, where types are not known."""

import re
from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import closing

UNBOUNDED: Final = 1_000
_OPENING, _CLOSING = "([{<", ")]}>"
_REST: Final = expression(r"\.\.\.|^\s*(?:params|vararg)\b|^\s*\*")
_OPTIONAL: Final = {
    "javascript": expression(r"(?<![=!<>])=(?![=>])|^\s*(?:readonly\s+)?[\w$]+\s*\?"),
    "java": expression(r"(?<![=!<>])=(?!=)"),
    "csharp": expression(r"(?<![=!<>])=(?![=>])"),
    "php": expression(r"(?<![=!<>])=(?![=>])"),
    "c": expression(r"(?<![=!<>])=(?!=)"),
}
_NONE: Final = {"c": frozenset({"void"}), "rust": frozenset({"self", "&self", "&mut self", "mut self"})}
_COMPARED: Final = frozenset({"javascript", "go", "java", "csharp", "php", "rust", "c"})


def arity(parameters: str, family: str) -> tuple[int, int] | None:
    """Fewest and most arguments; None where the language or the list leaves that open."""
    if family not in _COMPARED:
        return None
    each = [part.strip() for part in split(parameters, family)]
    if family == "rust" and each and each[0] in _NONE["rust"]:
        each = each[1:]
    if family == "javascript" and each and each[0].startswith("this:"):
        each = each[1:]
    each = [part for part in each if part not in _NONE.get(family, ())]
    if any("@" in part and "(" in part for part in each):
        return None
    rest = sum(_REST.search(part) is not None for part in each)
    pattern = _OPTIONAL.get(family)
    optional = sum(pattern is not None and pattern.search(part) is not None for part in each)
    return len(each) - optional - rest, UNBOUNDED if rest else len(each)


def arguments_at(code: str, end: int, family: str) -> int | None:
    """How many arguments the call gives whose name ends at `end` of masked code; None where that is open."""
    opening = re.compile(r"[ \t]*(?:::)?(?:<[^<>()]{0,100}>)?\(").match(code, end)
    if opening is None:
        return None
    last = closing(code, opening.end() - 1)
    if last is None:
        return None
    each = split(code[opening.end() : last], family)
    if any("..." in part or (re.match(r"\s*[*&]{1,2}\w", part) and family == "ruby") for part in each):
        return None
    if family == "go" and len(each) == 1 and each[0].rstrip().endswith(")"):
        return None  # f(g()) gives as many as g returns
    return len(each)


def split(listed: str, family: str) -> list[str]:
    """The parts between the commas of a list, whatever brackets stand in it; none for a blank one."""
    parts, depth, start, before = [], 0, 0, ""
    angles = family not in ("go", "php")
    for at, sign in enumerate(listed):
        if sign in "<>" and (not angles or before in "-=" or listed[at - 1 : at] == " "):
            pass
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif sign == "," and depth == 0:
            parts.append(listed[start:at])
            start = at + 1
        before = sign
    parts.append(listed[start:])
    return [part for part in parts if part.strip()]
