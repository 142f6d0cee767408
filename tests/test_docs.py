"""Generated pages say what the program says."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_page_of_marks_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "build.py"))["page"]()

    assert (ROOT / "docs" / "marks.md").read_text("utf-8") == page, "run `make docs`"
