"""Every scenario in every format against its golden file; RISKCHECK_UPDATE_GOLDEN=1 rewrites the files."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from riskcheck.core.assessment import Assessment
from riskcheck.reports import azure, bitbucket, brief, github, gitlab, json, markdown, rdjsonl, sarif, terminal
from tests.reports.scenarios import SCENARIOS

TESTS = Path(__file__).parents[1]
RENDER: Mapping[str, Callable[[Assessment], str]] = {
    "txt": terminal.render,
    "md": markdown.render,
    "json": json.render,
    "brief": brief.render,
    "unfolded.md": markdown.render_unfolded,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab.json": gitlab.render,
    "rdjsonl": rdjsonl.render,
    "azure": azure.render,
    "bitbucket.json": bitbucket.render,
}


@pytest.mark.parametrize("suffix", RENDER)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_report_equals_its_golden_file(scenario: str, suffix: str) -> None:
    name = Path(scenario, f"report.{suffix}")
    golden, saved = TESTS / "golden" / name, TESTS / "actual" / name

    actual = RENDER[suffix](SCENARIOS[scenario]).encode("utf-8")

    if os.environ.get("RISKCHECK_UPDATE_GOLDEN"):
        _write(golden, actual)
    expected = golden.read_bytes() if golden.exists() else b""
    if actual != expected:
        _write(saved, actual)
    assert actual.decode() == expected.decode(), f"the actual report is in {saved}"


def test_every_golden_file_belongs_to_a_scenario() -> None:
    golden = TESTS / "golden"

    assert {path.relative_to(golden).as_posix() for path in golden.glob("*/report.*")} == {
        f"{scenario}/report.{suffix}" for scenario in SCENARIOS for suffix in RENDER
    }


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
