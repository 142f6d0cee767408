import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.reports import terminal
from tests.builders import a_changeset, a_patch, a_provenance, a_risk, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS

OUR_COLORS = re.compile(r"\x1b\[(?:1|2|1;32|1;33|1;35|1;31|1;7;31|0)m")
LOG_COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


@pytest.mark.parametrize("level", ["low", "medium", "high", "critical", "unknown"])
def test_the_first_line_has_level_and_title(level: str) -> None:
    first = terminal.render(an_assessment(risk=a_risk(level))).splitlines()[0]  # type: ignore[arg-type]

    assert first.startswith(f"riskcheck: {level} · ")
    assert first.endswith(" · feature vs main (merge base 1a2b3c4d)")


@pytest.mark.parametrize(
    ("assessment", "expected"),
    [
        pytest.param(
            an_assessment(),
            "riskcheck: low · 1 file, +1 -0 · feature vs main (merge base 1a2b3c4d)\n",
            id="without a mark",
        ),
        pytest.param(
            an_assessment(provenance=a_provenance("aider", "claude-code")),
            "riskcheck: low · 1 file, +1 -0 · marked: aider, claude-code · feature vs main (merge base 1a2b3c4d)\n",
            id="with marks",
        ),
        pytest.param(
            an_assessment(skipped=[Skipped("a", "b"), Skipped("c", "d")]),
            "riskcheck: low · 1 file, +1 -0 · feature vs main (merge base 1a2b3c4d) · not assessed: 2 (see -v)\n",
            id="with something skipped",
        ),
        pytest.param(
            an_assessment(changeset=a_changeset(title="HEAD")),
            "riskcheck: low · 0 files, +0 -0 · HEAD\n",
            id="an empty change",
        ),
    ],
)
def test_a_low_change_gets_one_line(assessment: Assessment, expected: str) -> None:
    assert terminal.render(assessment, width=120) == expected


def test_quiet_keeps_the_first_line_and_the_number_of_what_was_not_assessed() -> None:
    assert terminal.render(SCENARIOS["high"], quiet=True, width=100) == (
        "riskcheck: high · score 72 of 100 · feature vs main (merge base 1a2b3c4d) · not assessed: 2 (see -v)\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Not assessed (30)",
        "  assets/bundle_29.js: larger than 1 MB",
        "         src/package_2/module_009.py:10-12 changed often",
        "   +2.0  Hotspot of kind 7 · 10 files",
        "         history.hotspot_7 · Large changes are harder to review.",
    ],
)
def test_verbose_leaves_nothing_out(line: str) -> None:
    assert line in terminal.render(SCENARIOS["many-files"], verbose=True).splitlines()
    assert "(see -v)" not in terminal.render(SCENARIOS["many-files"], verbose=True)


def test_verbose_shows_a_low_change_in_full_with_its_marks() -> None:
    assert terminal.render(SCENARIOS["low"], verbose=True) == (
        "riskcheck: low · 2 files, +12 -3 · marked: claude-code · feature vs main (merge…\n"
        "2 files, +12 -3 · bug likelihood: small (4%) · impact: narrow (0.10)\n"
        "AI-marked: 12 of 12 added lines (claude-code)\n"
        "\n"
        "Marks (1)\n"
        "  claude-code: authored, by trailer, whole commit 5e6f7a8b, high confidence\n"
        "    Assisted-by: a tool\n"
    )


def test_color_changes_no_letter() -> None:
    colored = terminal.render(SCENARIOS["high"], color=True)

    assert colored.startswith("\x1b[1;31mriskcheck: high\x1b[0m · score 72")
    assert OUR_COLORS.sub("", colored) == terminal.render(SCENARIOS["high"])


def test_a_patch_with_a_hostile_path_names_it_in_one_piece() -> None:
    skipped = [Skipped(a_patch("::error::\n\x1b[2J.py").path, "no")]

    assert "  \\x3a:error::\\n\\x1b[2J.py: no\n" in terminal.render(an_assessment(skipped=skipped), verbose=True)


@settings(max_examples=40, deadline=None)
@given(assessments(), st.integers(24, 120), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_terminal_gets_printable_text_within_its_width(
    assessment: Assessment, width: int, color: bool, verbose: bool, quiet: bool, unicode: bool
) -> None:
    report = terminal.render(assessment, width=width, color=color, verbose=verbose, quiet=quiet, unicode=unicode)
    uncolored = OUR_COLORS.sub("", report) if color else report
    lines = uncolored.split("\n")

    assert all(line.isprintable() for line in lines)
    assert max(map(wcswidth, lines)) <= width
    assert not LOG_COMMAND.search(uncolored)
    assert unicode or report.isascii()
    assert lines[0].startswith("riskcheck: ")
    assert lines[-1] == ""
