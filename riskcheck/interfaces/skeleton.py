"""A Python module without the bodies of its functions: two that differ in those alone offer the same."""

from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import masked

_YIELD: Final = expression(r"(?<!\w)yield(?!\w)")
_START: Final = expression(r"[ \t]*(?:async[ \t]+)?def\b")


def skeleton(text: str) -> str:
    """`text` with `...` for the bodies of functions, every line in its place; `(yield)` for those that yield."""
    cut = _Cut()
    for line, code in zip(text.split("\n"), masked(text, "python").split("\n"), strict=True):
        cut.take(line, code)
    return "\n".join(cut.kept)


class _Cut:
    """The state of cutting functions short: where the current one begins, and whether its head is still open."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self._indent = self._inner = -1
        self._head = self._depth = 0
        self._in_head = False

    def take(self, line: str, code: str) -> None:
        stripped = code.lstrip()
        depth = len(code) - len(stripped)
        if not self._in_head and self._indent >= 0 and (not stripped or depth > self._indent):
            self._pass_over(stripped, depth)
            return
        if not self._in_head:
            self._in_head = _START.match(code) is not None
            self._indent, self._inner, self._depth = (depth if self._in_head else -1), -1, 0
        self.kept.append(line)
        if self._in_head:
            self._go_on(line, code.rstrip())

    def _go_on(self, line: str, code: str) -> None:
        self._depth += sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
        self._in_head = self._depth > 0 or code.endswith("\\")
        if not self._in_head and code.endswith(":"):
            self._head = len(self.kept) - 1
            self.kept[-1] = f"{line[: len(code)]} ..."
        elif not self._in_head:
            self._indent = -1  # the body stands on the same line

    def _pass_over(self, stripped: str, depth: int) -> None:
        self.kept.append("")
        if stripped and depth <= self._inner:
            self._inner = -1
        if self._inner < 0 and _START.match(stripped):
            self._inner = depth
        elif self._inner < 0 and "yield" in stripped and _YIELD.search(stripped):
            head = self.kept[self._head]
            self.kept[self._head] = head.removesuffix("...") + "(yield)" if head.endswith("...") else head
