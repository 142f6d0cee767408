"""Where the matches of one side of a file stand, and whether what they were about is still there."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from riskcheck import rulepack
from riskcheck.core.change import Hunk, Patch
from riskcheck.expressions import expression
from riskcheck.semgrep import Match
from riskcheck.syntax.definitions import Definition, Definitions

# In the message of a rule, what follows one of these words is what the match is about.
_ABOUT = expression(r"\b(?:of|on|in|around|at) \"?\$(\w+)")
# Names such as validate_url( and @require_login: the guard may have moved to where others use it, too.
_GUARD = expression(
    r"(?i)(?<![a-z])(?:re)?(?:validat|check|verif|ensur|requir|authori[sz]|protect|guard|sanitiz|assert|enforc)[a-z_]*\w*\(|@\w*requir"
)
_CALL = expression(r"(\w+)\(")
_WIDTH = 500
_KEYED = (".yml", ".yaml")
_VARIABLE = expression(r"\\\$(\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A match in one side of a file; `name` is that of the definition around it, empty at the top of the file.

    `head_line` is where its first line stands in the head, None where that line was deleted.
    """

    match: Match
    path: str
    removed: bool
    name: str
    is_in_function: bool
    is_touched: bool
    head_line: int | None


@dataclass(frozen=True)
class Side:
    """One side of a patch with its matches."""

    patch: Patch
    path: str
    removed: bool
    matches: Sequence[Match]
    content: bytes
    suffix: str

    def places(self) -> Iterator[Place]:
        """The matches, each with what is around it."""
        for match in self.matches:
            around = self.definitions.around(match.start_line) or Definition("", False)
            touched = any(line in self._lines for line in range(match.start_line, match.end_line + 1))
            line = self._in_head(match.start_line) if self.removed else match.start_line
            yield Place(match, self.path, self.removed, around.name, around.is_function, touched, line)

    @cached_property
    def text(self) -> str:
        """The whole file."""
        return self.content.decode("utf-8", "replace")

    @cached_property
    def definitions(self) -> Definitions:
        """What the file defines."""
        return Definitions(self.text.split("\n"), self.suffix)

    @cached_property
    def added(self) -> frozenset[str]:
        """The text of the lines that the change added."""
        return frozenset(text for _, text in self.patch.added())

    @cached_property
    def _lines(self) -> frozenset[int]:
        """The lines of this side that the change deleted or added."""
        return frozenset(line for line, _ in (self.patch.deleted() if self.removed else self.patch.added()))

    def _in_head(self, line: int) -> int | None:
        """Where a line of the base stands in the head, None if it was deleted."""
        at = bisect_right(self._starts, line) - 1
        if at < 0:
            return line
        hunk = self.patch.hunks[at]
        behind = line - hunk.source_start - hunk.source_length
        return hunk.target_start + hunk.target_length + behind if behind >= 0 else self._unchanged.get(line)

    @cached_property
    def _starts(self) -> list[int]:
        return [hunk.source_start for hunk in self.patch.hunks]

    @cached_property
    def _unchanged(self) -> dict[int, int]:
        return {source: target for hunk in self.patch.hunks for source, target in hunk.unchanged()}


def survives(place: Place, heads: Sequence[Side]) -> bool:
    """Whether the definition that a match of the base stood in, and what its message names, are in the head."""
    wanted = {place.name} - {""}
    named = _subjects(place.match)
    # At the top of a file, and where names are keys that stand everywhere, only the file itself can hold it.
    is_own = not wanted or place.path.endswith(_KEYED)
    there = (side for side in heads if not is_own or place.path in (side.patch.path, side.patch.source_path))
    return any(
        side.content and wanted <= side.definitions.names and all(name in side.text for name in named) for side in there
    )


def is_replaced(place: Place, sides: Sequence[tuple[Side, Side]]) -> bool:
    """Whether the hunk that takes a guard away brings in a call by a name that guards are given."""
    patch = next(base.patch for base, _ in sides if base.path == place.path)
    lines = range(place.match.start_line, place.match.end_line + 1)
    around = (hunk for hunk in patch.hunks if any(line in lines for line, _ in hunk.deleted()))
    return any(_GUARD.search(text[:_WIDTH]) for hunk in around for text in _new_lines(hunk))


def _new_lines(hunk: Hunk) -> Iterator[str]:
    """The added lines of a hunk that call something which no deleted line of it called."""
    before = {name for _, text in hunk.deleted() for name in _CALL.findall(text[:_WIDTH])}
    return (text for _, text in hunk.added() if not before.issuperset(_CALL.findall(text[:_WIDTH])))


def is_renamed(place: Place, sides: Sequence[tuple[Side, Side]]) -> bool:
    """Whether the line of a match is there still, with a new name for something that the change renamed."""
    before = {name for base, _ in sides for name in base.definitions.names}
    after = {name for _, head in sides for name in head.definitions.names}
    old = [name for name in sorted(before - after) if name in place.match.text]
    if not old:
        return False
    base, head = next(pair for pair in sides if pair[0].path == place.path)
    line = base.definitions.lines[place.match.start_line - 1]
    return any(line.replace(name, new) in head.added for name in old for new in after - before)


def _subjects(match: Match) -> list[str]:
    pattern, names = _template(match.rule)
    found = pattern.fullmatch(match.message)
    return [found[f"v{name}"] for name in names if found and not found[f"v{name}"].startswith("$")]


@cache
def _template(rule: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A pattern for messages of a rule, and the metavariables that tell what the match is about."""
    message = next(entry["message"] for entry in rulepack.rules() if entry["id"] == rule)
    seen: set[str] = set()

    def group(variable: re.Match[str]) -> str:
        name = variable[1]
        if name in seen:
            return f"(?P=v{name})"
        seen.add(name)
        return f"(?P<v{name}>.*)"  # a name may be a number, which is none for a group

    pattern = _VARIABLE.sub(group, re.escape(message))
    return re.compile(pattern, re.DOTALL), tuple(_ABOUT.findall(message))
