"""Draws the report on the example repository as an SVG, from the tool's real output.

Usage: python examples/demo/picture.py REPOSITORY FILE
"""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text


def main() -> None:
    """Run riskcheck on the repository and write the picture."""
    repository, file = sys.argv[1:]
    command = [sys.executable, "-m", "riskcheck.cli", "check", "--color", "always"]
    environment = {**os.environ, "COLUMNS": "92", "PYTHONIOENCODING": "utf-8"}
    output = subprocess.run(command, cwd=repository, env=environment, capture_output=True, check=True).stdout.decode()
    console = Console(record=True, width=96, file=io.StringIO())
    console.print(Text("$ riskcheck check"))
    console.print(Text.from_ansi(output))
    # No font from the network: the picture must show the same everywhere.
    svg = console.export_svg(title="riskcheck", unique_id="riskcheck")
    start, end = svg.find("@font-face"), svg.find(".riskcheck-matrix")
    Path(file).write_text(svg[:start] + svg[end:] if 0 < start < end else svg, "utf-8")


if __name__ == "__main__":
    main()
