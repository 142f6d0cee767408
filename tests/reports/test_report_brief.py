from hypothesis import given, settings

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.reports import brief
from riskcheck.reports.text import columns
from tests.builders import a_risk, an_advice, an_assessment
from tests.reports.hostile import assessments
from tests.reports.scenarios import SCENARIOS


def test_a_low_change_gets_one_line_with_the_number_of_what_was_not_assessed() -> None:
    assert brief.render(an_assessment(skipped=[Skipped("a", "b")])) == (
        "riskcheck: low · 1 file, +1 -0 · feature vs main (merge base 1a2b3c4d) · not assessed: 1\n"
    )


def test_what_was_not_assessed_has_a_line_of_its_own_where_there_is_room() -> None:
    report = brief.render(an_assessment(risk=a_risk("high"), advice=[an_advice()], skipped=[Skipped("a", "b")]))

    assert report.splitlines()[1:] == ["  do: Ask a second person to review this.", "  not assessed (1): a: b"]


def test_what_was_not_assessed_is_counted_in_the_first_line_where_there_is_none() -> None:
    lines = brief.render(SCENARIOS["high"]).splitlines()

    assert len(lines) == 6
    assert lines[0].endswith(" · not assessed: 2")


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_a_brief_has_at_most_six_printable_lines_of_a_hundred_columns(assessment: Assessment) -> None:
    lines = brief.render(assessment).removesuffix("\n").split("\n")

    assert len(lines) <= 6
    assert all(line.isprintable() and columns(line) <= 100 for line in lines)
    assert not any("##[" in line or line.lstrip().startswith("::") for line in lines)
    assert not assessment.skipped or "not assessed" in "\n".join(lines)
