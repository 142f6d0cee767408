"""Generated pages say what the program says."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["marks.md", "signals.md"])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "build.py"))["pages"]()

    assert (ROOT / "docs" / name).read_text("utf-8") == pages[name], "run `make docs`"
