"""The wheel holds all that riskcheck needs, and works where nothing of the source tree is."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDED = {
    "riskcheck/rules.json",
    "riskcheck/py.typed",
    "riskcheck/provenance/marks.toml",
    "riskcheck/advice/playbook.toml",
    "riskcheck/risk/default.json",
    "riskcheck/reports/assessment-v1.schema.json",
    "riskcheck/reports/templates/full.md.j2",
}
DIFF = b"--- a/x.py\n+++ b/x.py\n@@ -1 +1,2 @@\n x\n+y\n"


def test_a_built_wheel_works_by_itself(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("riskcheck", "rules"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "rules.json"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert set(archive.namelist()) >= NEEDED
        archive.extractall(tmp_path / "installed")

    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [
        sys.executable,
        "-c",
        "import riskcheck.cli as c; print(c.__file__); c.main()",
        "check",
        "--diff",
        "-",
        "-q",
    ]
    done = subprocess.run(command, cwd=tmp_path, env=environment, input=DIFF, capture_output=True, check=True)

    where, report = done.stdout.decode().split("\n", 1)
    assert where.startswith(str(tmp_path / "installed"))
    assert report.startswith("riskcheck: low")
