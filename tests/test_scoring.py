"""The arithmetic of risk: exact sums, and more evidence never lowers a score."""

import math

from hypothesis import given
from hypothesis import strategies as st

from riskcheck.advice import playbook
from riskcheck.core.provenance import Provenance
from riskcheck.core.signal import Signal
from riskcheck.risk import model, scoring
from riskcheck.signals import Context, observe, rules
from tests.builders import a_changeset, a_patch

SIGNALS = st.lists(
    st.builds(Signal, st.sampled_from(rules()), st.floats(0, 1e6), st.just(())),
    max_size=12,
    unique_by=lambda signal: signal.id,
)


@given(SIGNALS)
def test_contributions_add_up_to_the_score_exactly(signals: list[Signal]) -> None:
    risk = scoring.score(signals, model.default(), a_changeset())

    assert sum(part.amount for part in risk.contributions) == risk.score
    assert 0 <= risk.score <= 100
    assert all(part.amount >= 0 for part in risk.contributions)


@given(SIGNALS, st.sampled_from(rules()), st.floats(0, 1e4))
def test_another_signal_never_lowers_the_score(signals: list[Signal], rule: object, value: float) -> None:
    more = [*(signal for signal in signals if signal.rule != rule), Signal(rule, value, ())]  # type: ignore[arg-type]
    less = [signal for signal in signals if signal.rule != rule]

    assert (
        scoring.score(more, model.default(), a_changeset()).score
        >= scoring.score(less, model.default(), a_changeset()).score
    )


@given(st.lists(st.sampled_from(["+x = 1", "-y = 2", "+    return None"]), min_size=1, max_size=30), st.integers(1, 30))
def test_another_hunk_of_code_never_lowers_the_score(lines: list[str], more: int) -> None:
    def score(*patches: object) -> float:
        changeset = a_changeset(*patches)  # type: ignore[arg-type]
        return scoring.score(observe(changeset, Context())[0], model.default(), changeset).score

    assert score(a_patch(lines=[*lines, *["+z"] * more]), a_patch("auth/b.py")) >= score(
        a_patch(lines=lines), a_patch("auth/b.py")
    )
    assert score(a_patch(lines=lines), a_patch("auth/b.py", lines)) >= score(a_patch(lines=lines))


def test_every_signal_has_a_weight_and_every_weight_a_signal() -> None:
    known = {rule.id: rule for rule in rules()}
    table = model.default().weights

    assert set(table) <= set(known)
    assert all(name in table or rule.grade for name, rule in known.items())
    assert all(weight.weight >= 0 and weight.unit > 0 and math.isfinite(weight.weight) for weight in table.values())


@given(SIGNALS)
def test_advice_is_at_most_three_and_names_its_signals(signals: list[Signal]) -> None:
    risk = scoring.score(signals, model.default(), a_changeset())
    advice = playbook.advise(signals, risk, Provenance())

    assert len(advice) <= 3
    assert {name for piece in advice for name in piece.because} <= {signal.id for signal in signals}
    assert all(piece.because for piece in advice)
    assert risk.level != "low" or not advice


def test_every_group_of_impact_has_advice() -> None:
    answered = {group for row in playbook.rows() for group in row.groups}

    assert {rule.group for rule in rules()} <= answered
