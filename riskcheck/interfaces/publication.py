"""Whether what a file offers reaches programs outside its repository."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from riskcheck.expressions import expression

_MANIFESTS: Final = {
    "python": ("pyproject.toml", "setup.py", "setup.cfg"), "javascript": ("package.json",), "go": ("go.mod",),
    "rust": ("Cargo.toml",),
}  # fmt: skip
_NOT_IMPORTED: Final = expression(
    r"(^|/)(_[^/]*|internal|cmd|scripts?|tools?|examples?|benchmarks?|bin|hacking|ci|main\.(go|rs|py))(/|$)"
)
_UNPUBLISHED: Final = expression(r'"private"\s*:\s*true|^\s*publish\s*=\s*false|Private :: Do Not', re.MULTILINE)


def is_published(
    path: str, family: str, paths: Collection[str], read: Callable[[Sequence[str]], Mapping[str, str]]
) -> bool:
    """Whether a file belongs to a package that others can install, as the nearest manifest says."""
    folder = path.rpartition("/")[0]
    packaged = family != "python" or f"{folder}/__init__.py" in paths
    if not packaged or _NOT_IMPORTED.search(path):
        return False
    folders = [folder, *(folder[:at] for at in range(len(folder) - 1, 0, -1) if folder[at] == "/"), ""]
    for around in folders:
        near = [f"{around}/{name}".lstrip("/") for name in _MANIFESTS.get(family, ())]
        there = [each for each in near if each in paths]
        if there:
            return not _UNPUBLISHED.search("\n".join(read(there).values()))
    return False
