"""The measures of a change after Kamei et al. 2013, and what they are taken from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """What a change does to one file: `path` is its name afterwards, `source_path` that before, where it is another.

    `lines_before` is None where it is not known; a new file has 0, and so has a binary one.
    """

    path: str
    lines_added: int
    lines_deleted: int
    lines_before: int | None = None
    source_path: str | None = None

    @property
    def known_as(self) -> str:
        """The name under which it has its past."""
        return self.source_path or self.path


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change before it is made: its files, the author's e-mail address, and whether it says that it repairs."""

    files: tuple[ChangedFile, ...]
    author: str
    is_fix: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """The fourteen measures of a change, raw: none is divided by another, and no logarithm is taken.

    As in Kamei et al., "A Large-Scale Empirical Study of Just-In-Time Quality Assurance", IEEE TSE 39(6), 2013; data
    sets disagree on many of them, so a model that was fitted to another extractor's does not fit these. "Before"
    is what the change descends from, without merges; a file's past goes on under its earlier names.

    `ns`: subsystems, which are first components of paths; all files in the root are one.
    `nd`: directories. `nf`: files.
    `entropy`: of the distribution of changed lines over files, -sum(p * log2(p)), in bits: from 0 to log2(nf), not
    normalised; 0 where no line changed.
    `la`, `ld`: lines added and deleted.
    `lt`: lines of the files before the change, summed; None where that of any file is not known.
    `fix`: whether the message says that it repairs something.
    `ndev`: developers who changed any of the files before, by address, the author included if one of them.
    `age`: mean over the files of the days since the last change, 0 for a new file.
    `nuc`: unique last changes of the files; a new file has none.
    `exp`: commits that the author made before.
    `rexp`: the same, each counting 1 / (n + 1) when it is n years old; n is no whole number.
    `sexp`: those of the author's latest 1,000 that changed a file in a subsystem that this change touches.
    """

    ns: int
    nd: int
    nf: int
    entropy: float
    la: int
    ld: int
    lt: int | None
    fix: bool
    ndev: int
    age: float
    nuc: int
    exp: int
    rexp: float
    sexp: int
