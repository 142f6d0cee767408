"""A definition that others may use, and what a change did to it."""

from inspect import Signature
from typing import Literal, NamedTuple

DefinitionKind = Literal["function", "class", "constant", "method", "property", "attribute"]
What = Literal["removed", "moved", "signature", "default", "kind", "unlisted"]


class Definition(NamedTuple):
    """A public name of a file; `name` is dotted inside the file and `line` 1-based.

    `signature` is that of a call, without the receiver; None where there is none or it cannot be known.
    """

    name: str
    kind: DefinitionKind
    line: int
    signature: Signature | None = None
    asynchronous: bool = False
    generator: bool = False
    forwards: bool = True
    bases: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The name as others write it: the class for its constructor, else the last part."""
        owner, _, last = self.name.rpartition(".")
        return owner.rpartition(".")[2] if last == "__init__" else last

    @property
    def owner(self) -> str:
        """The class that a member belongs to; empty for what stands in the file itself and for a constructor."""
        return "" if self.name.endswith(".__init__") else self.name.rpartition(".")[0]


class Alteration(NamedTuple):
    """What a change did to one definition; `path` is that of the base side.

    `after` is None where it is gone or another; `place` is where it is now if it moved;
    `arities` are fewest and most arguments before and now, for languages where only that is compared;
    `inherits_from` names the modules that the bases of a member's class come from.
    """

    what: What
    family: str
    path: str
    before: Definition
    after: Definition | None = None
    place: str = ""
    note: str = ""
    arities: tuple[tuple[int, int], tuple[int, int]] | None = None
    inherits_from: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """What to look for in other files."""
        return self.before.word


class Reference(NamedTuple):
    """A place, of one or more lines, that relies on what was altered; `sure` where the file says that it means that."""

    path: str
    line: int
    end_line: int
    message: str
    sure: bool
