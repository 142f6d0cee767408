"""A Python module without the bodies of its functions: two that differ in those alone offer the same."""

from collections.abc import Sequence
from typing import Final

from riskcheck.expressions import expression
from riskcheck.interfaces.masking import masked

_YIELD: Final = expression(r"(?<!\w)yield(?!\w)")
_START: Final = expression(r"[ \t]*(?:async[ \t]+)?def\b")


def skeleton(text: str) -> str:
    """`text` with `...` for the bodies of functions, every line in its place; `(yield)` for those that yield."""
    cut = _Cut()
    cut.read(text.split("\n"), masked(text, "python").split("\n"))
    return "\n".join(cut.kept)


class _Cut:
    """The state of cutting functions short: where the current one begins, and whether its head is still open."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self._indent = self._inner = -1
        self._head = self._depth = 0
        self._in_head = False

    def read(self, lines: Sequence[str], codes: Sequence[str]) -> None:
        """Take in all lines, each as it is and as code alone."""
        for line, code in zip(lines, codes, strict=True):
            stripped = code.lstrip()
            depth = len(code) - len(stripped)
            if self._in_head or self._indent < 0 or (stripped and depth <= self._indent):
                self._take(line, code, depth)
                continue
            self.kept.append("")
            if self._inner >= 0 or "def" in stripped or "yield" in stripped:
                self._pass_over(stripped, depth)

    def _take(self, line: str, code: str, depth: int) -> None:
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
        if stripped and depth <= self._inner:
            self._inner = -1
        if self._inner < 0 and _START.match(stripped):
            self._inner = depth
        elif self._inner < 0 and "yield" in stripped and _YIELD.search(stripped):
            head = self.kept[self._head]
            self.kept[self._head] = head.removesuffix("...") + "(yield)" if head.endswith("...") else head
