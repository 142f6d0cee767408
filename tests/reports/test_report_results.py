from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.risk import LEVELS, Level
from riskcheck.core.signal import Evidence, Signal
from riskcheck.reports.results import Result, brief, few, level_of, results_of, steps_of, unassessed
from riskcheck.reports.text import plain, shortened
from tests.builders import a_changeset, a_patch, a_provenance, a_risk, a_rule, a_signal, an_advice, an_assessment
from tests.reports.hostile import assessments, texts


def assessed(*signals: Signal, level: Level = "high", points: Sequence[float] = ()) -> Assessment:
    scored = [*zip(signals, points or [10.0] * len(signals), strict=True)]
    return an_assessment(signals=signals, risk=a_risk(level, points=scored))


def results(*evidence: Evidence, rule: str = "a.rule", title: str = "Check gone") -> tuple[Result, ...]:
    return results_of(assessed(a_signal(a_rule(rule, title=title), len(evidence), evidence)))


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        pytest.param(Evidence("`x` is gone", "a.py", 3), "Check gone: `x` is gone", id="lines of the head"),
        pytest.param(Evidence("gone", "a.py", 3, removed=True), "Check gone: gone (base line 3)", id="a base line"),
        pytest.param(
            Evidence("gone", "a.py", 3, 5, removed=True), "Check gone: gone (base lines 3-5)", id="base lines"
        ),
        pytest.param(Evidence("new", "a.py"), "Check gone: new (whole file)", id="a file"),
        pytest.param(Evidence("touched", "src/"), "Check gone: touched (in src/)", id="a folder"),
        pytest.param(Evidence("no test"), "Check gone: no test (whole change)", id="the change"),
        pytest.param(Evidence("", "a.py", 3), "Check gone", id="nothing to add"),
        pytest.param(Evidence("", "a.py"), "Check gone: whole file", id="nothing but where"),
        pytest.param(Evidence("a\nb\x1b[0m ##[x]", "a.py", 1), r"Check gone: a\nb\x1b[0m #\x23[x]", id="hostile"),
    ],
)
def test_a_result_says_what_it_is_and_what_its_place_cannot_say(evidence: Evidence, message: str) -> None:
    (result,) = results(evidence)

    assert result.message == message


def test_a_signal_without_evidence_is_a_result_of_the_whole_change_with_its_amount() -> None:
    (result,) = results_of(assessed(a_signal(a_rule(title="Lines", unit="lines"), 128)))

    assert result.message == "Lines: 128 lines (whole change)"


def test_a_measure_of_the_change_is_no_place_to_look_at() -> None:
    measure = a_signal(a_rule(grade=0), 3, [Evidence("3 files"), Evidence("3 lines added", "src/app.py")])
    placed = a_signal(a_rule("a.line", grade=0), 1, [Evidence("silenced", "src/app.py", 1, 1)])

    assert [result.rule.id for result in results_of(assessed(measure, placed))] == ["a.line"]


def test_a_rule_without_a_title_goes_by_its_id() -> None:
    (result,) = results(Evidence("x", "a.py", 1), title=" ")

    assert result.message == "a.rule: x"


def test_the_weightiest_come_first_and_carry_the_level() -> None:
    signals = [a_signal(a_rule(f"rule.{n}"), 1, [Evidence("x", "a.py", 1)]) for n in range(6)]
    found = results_of(assessed(*signals, level="critical", points=[0.9, 5, 10, 1, -3, 4.9]))

    assert [(result.rule.id, result.level) for result in found] == [
        ("rule.2", "critical"),
        ("rule.1", "critical"),
        ("rule.5", "high"),
        ("rule.3", "high"),
        ("rule.0", "low"),
        ("rule.4", "low"),
    ]


def test_where_few_can_be_shown_every_rule_has_its_turn() -> None:
    strong = a_signal(a_rule("b.rule"), 3, [Evidence(f"b{n}", "a.py", 1) for n in range(3)])
    weak = a_signal(a_rule("a.rule"), 2, [Evidence(f"a{n}", "a.py", 1) for n in range(2)])
    results = results_of(assessed(weak, strong, points=[1, 9]))

    assert [[result.detail for result in few(results, most)] for most in range(5)] == [
        [],
        ["b0"],
        ["b0", "a0"],
        ["b0", "b1", "a0"],
        ["b0", "b1", "a0", "a1"],
    ]


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_no_result_is_above_its_change_and_the_weightiest_is_at_its_level(assessment: Assessment) -> None:
    found = results_of(assessment)

    assert all(LEVELS.index(result.level) <= LEVELS.index(assessment.risk.level) for result in found)
    assert not found or found[0].points <= 0 or found[0].level == assessment.risk.level


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_every_piece_of_evidence_is_one_result_with_an_identity_of_its_own(assessment: Assessment) -> None:
    found = results_of(assessment)
    whole = [level_of(assessment), *found, *unassessed(assessment)]

    assert len(found) == sum(len(signal.evidence) or 1 for signal in assessment.signals)
    assert len({result.fingerprint for result in whole}) == len(whole)
    assert all(result.message.strip() and result.message.isprintable() for result in whole)
    assert all(len(result.message) < 700 for result in whole)


@settings(max_examples=40, deadline=None)
@given(assessments(), st.integers(1, 1000))
def test_an_identity_survives_when_lines_move(assessment: Assessment, by: int) -> None:
    moved = replace(assessment, signals=tuple(_moved(signal, by) for signal in assessment.signals))

    assert _identities(assessment) == _identities(moved)


@settings(max_examples=40, deadline=None)
@given(assessments(), st.data())
def test_an_identity_survives_when_other_signals_come_and_go(assessment: Assessment, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(assessment.signals))) if assessment.signals else set()
    fewer = replace(assessment, signals=tuple(signal for signal in assessment.signals if signal in kept))

    assert _identities(fewer) <= _identities(assessment)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(Evidence("12 uses", "a.py", 1), Evidence("13 uses", "a.py", 9), True, id="numbers change"),
        pytest.param(Evidence("x  is\ngone", "a.py", 1), Evidence("x is gone", "a.py", 1), True, id="space changes"),
        pytest.param(Evidence("x1", "a.py", 1), Evidence("x2", "a.py", 1), False, id="names are no numbers"),
        pytest.param(Evidence("x", "a.py", 1), Evidence("x", "b.py", 1), False, id="another file"),
        pytest.param(Evidence("x", "m/1.py", 1), Evidence("x", "m/2.py", 1), False, id="a number in a path"),
        pytest.param(Evidence("x", "a.py", 1), Evidence("x", "a.py", 1, removed=True), False, id="the other side"),
        pytest.param(Evidence("x"), Evidence("x", "a.py"), False, id="the whole change"),
        pytest.param(Evidence("x\udcff"), Evidence("x\ud800"), False, id="what no encoding takes"),
    ],
)
def test_an_identity_is_rule_path_side_and_text(one: Evidence, other: Evidence, same: bool) -> None:
    ((first,), (second,)) = results(one), results(other)

    assert (first.fingerprint == second.fingerprint) is same
    assert results(one, rule="another.rule")[0].fingerprint != first.fingerprint


def test_equal_results_are_numbered() -> None:
    one, two = results(Evidence("x", "a.py", 1), Evidence("x", "a.py", 5))

    assert one.fingerprint == results(Evidence("x", "a.py", 7))[0].fingerprint != two.fingerprint


def test_the_first_file_of_a_change_is_no_part_of_what_the_whole_change_is() -> None:
    signal = a_signal(evidence=[Evidence("no test")])
    one = an_assessment(changeset=a_changeset(a_patch("a.py")), signals=[signal])
    other = an_assessment(changeset=a_changeset(a_patch("b.py")), signals=[signal])

    assert _identities(one) == _identities(other)


def test_the_level_is_a_result_whose_identity_is_the_level() -> None:
    low, high = level_of(an_assessment()), level_of(an_assessment(risk=a_risk("high", score=71.6)))

    assert low.message == "riskcheck: low · score 4 of 100 · 1 file, +1 -0"
    assert high.message == "riskcheck: high · score 72 of 100 · 1 file, +1 -0"
    assert high.fingerprint == level_of(an_assessment(risk=a_risk("high", score=80))).fingerprint != low.fingerprint


def test_an_unknown_level_has_no_score_and_marks_are_named() -> None:
    assessment = an_assessment(risk=a_risk("unknown", score=0), provenance=a_provenance("claude-code"))

    assert level_of(assessment).message == (
        "riskcheck: unknown · 1 file, +1 -0 · AI-marked: 1 of 1 added line (claude-code)"
    )


def test_what_was_not_assessed_stands_at_its_file_where_it_is_one() -> None:
    skipped = [Skipped("src/app.py", "too large"), Skipped("history", "shallow"), Skipped("history", "shallow")]
    found = unassessed(an_assessment(skipped=skipped))

    assert [(result.message, result.place and result.place.path) for result in found] == [
        ("Not assessed: src/app.py: too large", "src/app.py"),
        ("Not assessed: history: shallow", None),
        ("Not assessed: history: shallow", None),
    ]
    assert len({result.fingerprint for result in found}) == 3


@given(texts, st.integers(1, 9), st.integers(1, 40))
def test_a_long_text_is_cut_as_if_it_were_read_whole(text: str, times: int, width: int) -> None:
    assert brief(text * times, width) == shortened(plain(text * times), width)


def test_advice_names_its_reviewers() -> None:
    advice = [an_advice("Ask\nsomebody.", reviewers=["team", "x\x07"]), an_advice("Add a test.")]

    assert steps_of(an_assessment(advice=advice)) == (r"Ask\nsomebody. Reviewers: team, x\x07.", "Add a test.")


def _moved(signal: Signal, by: int) -> Signal:
    moved = (
        replace(
            evidence,
            start_line=evidence.start_line and evidence.start_line + by,
            end_line=evidence.end_line and evidence.end_line + by,
        )
        for evidence in signal.evidence
    )
    return replace(signal, evidence=tuple(moved))


def _identities(assessment: Assessment) -> set[str]:
    return {result.fingerprint for result in results_of(assessment)}
