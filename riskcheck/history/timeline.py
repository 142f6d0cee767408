"""Who wrote which line, by number."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.history.lines import FIRST
from riskcheck.history.rows import NOBODY, Row


@dataclass(frozen=True, slots=True)
class Timeline:
    """The commits by number, a number that was forgotten apart, and the number of the commit that wrote each line.

    `writer` has NOBODY for lines of which nobody knows who wrote them.
    """

    rows: Mapping[int, Row]
    first_line: "array[int]"
    parents: Sequence[tuple[int, ...]]
    writer: "array[int]"

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Timeline":
        """Made from the rows in their order."""
        first_line: array[int] = array("Q")
        parents: list[tuple[int, ...]] = []
        writer = array("i", [NOBODY]) * FIRST
        for row in rows:
            while len(parents) <= row.number:
                first_line.append(row.first_line)
                parents.append(row.parent_numbers if len(parents) == row.number else ())
            writer.extend(array("i", [NOBODY]) * (row.first_line - len(writer)))
            writer.extend(array("i", [row.number]) * row.added)
        return cls({row.number: row for row in rows}, first_line, parents, writer)

    def writers(self, lines: Iterable[int]) -> list[int]:
        """The commit that wrote each of some lines; NOBODY for an unknown one."""
        return [*map(self.writer.__getitem__, lines)]
