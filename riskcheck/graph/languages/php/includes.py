"""The files that `require` and `include` name in a PHP file."""

from collections.abc import Iterator
from typing import Final

from riskcheck.expressions import expression

_INCLUDE: Final = tuple(
    expression(word + rb"(?<![\w$>:]" + word + rb")(?:_once)?+(?=[ \t(\"'])[^;]{0,300}")
    for word in (b"require", b"include")
)
_PART = expression(
    r"'(?P<single>[^'\n]*+)'|\"(?P<double>[^\"\n]*+)\"|(?P<here>__DIR__|__FILE__)|(?P<up>dirname)|,\s{0,9}(?P<levels>\d)"
    r"|(?P<computed>\$\w+)|(?P<constant>[A-Z][A-Z_]+)"
)
# https://developer.wordpress.org/reference/functions/wp_initial_constants/
_CONSTANTS: Final = {"WPINC": "wp-includes"}


def included(content: bytes, text: bytes) -> Iterator[tuple[int, str]]:
    """Each inclusion with its place; an empty name where only running tells which file it is.

    `text` is `content` without comments and strings. The name says from where: `beside:`, `path:`, or `end:` where a
    constant or variable comes first.
    """
    for form in _INCLUDE:
        for match in form.finditer(content) if form.pattern[:7] in content else ():
            start = match.start()
            if text[start : start + 1] != b" ":
                yield start, _named(match[0].decode("utf-8", "replace"))


def _named(expression: str) -> str:
    path, ups, levels, here, constant, computed = "", 0, 0, "", False, False
    for part in _PART.finditer(expression):
        if part["computed"]:
            path, computed = "", True
        elif part["here"]:
            path, here = "", part["here"]
        elif part["levels"]:
            levels = int(part["levels"]) - 1
        elif part["constant"]:
            path, constant = path + _CONSTANTS.get(part["constant"], ""), True
        ups += bool(part["up"])
        path += part["single"] or part["double"] or ""
    if not path or "$" in path:
        return ""
    if here and not computed:
        return f"beside:{'../' * (ups + levels - (here == '__FILE__'))}{path.lstrip('/')}"
    outside = constant or computed or "(" in expression.partition("(")[2]
    return f"end:{path}" if outside else f"path:{path}"
