"""Copies of riskcheck's own sources, as a clone has them: without what was built here."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
_FOLDERS = ("riskcheck", "rules", "examples", "docs")
_FILES = (
    ".pre-commit-hooks.yaml", "LICENSE", "Makefile", "README.md", "hatch_build.py", "pyproject.toml",
    "requirements-dev.txt",
)  # fmt: skip


def copy_to(folder: Path) -> Path:
    """Fill a new folder with all that riskcheck is built from."""
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "rules.json"))
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder
