"""AI-marked against unmarked changes: who counts, for how long, and when there is a verdict."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.outcome import DAY, Comparison, Effect, Group, Hindsight, Interval, Outcome
from riskcheck.history.comparison import compare

CHANGE = Outcome("0" * 40, None, "code", lines_added=8, lines_deleted=0, watched=400 * DAY, lines_gone_30=0)
NOBODY = Group(0, 0, 0, 0, None, Interval(0.0, 1.0), 0.0, 0)


def changes(count: int, tool: str | None = None, **fields: object) -> list[Outcome]:
    return [replace(CHANGE, tool=tool, **fields)] * count  # type: ignore[arg-type]


def told(hindsight: Hindsight, outcome: str, tool: str | None = None) -> Comparison:
    (found,) = (row for row in hindsight.comparisons if (row.outcome, row.tool) == (outcome, tool))
    return found


def test_five_outcomes_are_compared_in_a_fixed_order() -> None:
    hindsight = compare("title", [*changes(1, "codex"), *changes(1)], (Skipped("blob", "missing"),))

    assert [(row.outcome, row.days, row.verdict) for row in hindsight.comparisons] == [
        ("reverted", 30, "too few to tell"),
        ("fixed-named", 30, "too few to tell"),
        ("fixed-inferred", 30, "too few to tell"),
        ("surviving-30", 30, "too few to tell"),
        ("surviving-90", 90, "too few to tell"),
    ]
    assert (hindsight.title, hindsight.changes, hindsight.changes_marked) == ("title", 2, 1)
    assert hindsight.skipped == (Skipped("blob", "missing"),)


def test_without_a_mark_there_is_nothing_to_compare() -> None:
    assert compare("", changes(50)) == Hindsight("", 50, 0, 50, ())


def test_without_an_unmarked_change_all_is_too_few() -> None:
    row = told(compare("", changes(50, "codex", reverted_after=DAY)), "reverted")

    assert (row.unmarked, row.effect, row.detectable, row.verdict) == (NOBODY, None, None, "too few to tell")
    assert (row.marked.changes, row.marked.matched, row.marked.share) == (50, 0, 1.0)


def test_a_whole_comparison() -> None:
    marked = [*changes(20, "codex", reverted_after=DAY), *changes(80, "codex")]
    unmarked = [*changes(10, reverted_after=30 * DAY), *changes(90), *changes(7, kind="docs")]

    row = told(compare("", [*marked, *unmarked]), "reverted")

    assert row == Comparison(
        outcome="reverted",
        days=30,
        tool=None,
        marked=Group(100, 0, 100, 20, 0.2, row.marked.interval, 15.0, 20),
        unmarked=Group(107, 0, 100, 10, 10 / 107, row.unmarked.interval, 15.0, 15.0),
        effect=Effect("ratio", 2.0, row.effect.interval if row.effect else Interval(0, 0)),
        detectable=row.detectable,
        verdict="no difference seen",  # by hand: 2 / exp(1.96 * sqrt(0.13)) = 0.987
    )


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        pytest.param({"reverted_after": 30 * DAY}, [1, 0, 0], id="a revert on the last day counts"),
        pytest.param({"reverted_after": 30 * DAY + 1}, [0, 0, 0], id="a later one does not"),
        pytest.param({"fixed_after": DAY, "is_certain": True}, [0, 1, 0], id="a fix that a message names"),
        pytest.param({"fixed_after": DAY}, [0, 0, 1], id="an inferred fix is another outcome"),
        pytest.param({"fixed_after": 365 * DAY + 1}, [0, 0, 0], id="a fix after the horizon"),
        pytest.param({"fixed_after": 0, "reverted_after": 0}, [1, 0, 1], id="reverted and fixed"),
    ],
)
def test_outcomes_stay_apart(fields: dict[str, object], counted: list[int]) -> None:
    outcomes = [*changes(1, "codex", **fields), *changes(40, "codex"), *changes(40)]

    rows = compare("", outcomes).comparisons[:3]

    assert [row.marked.events for row in rows] == counted
    assert [row.days for row in rows] == [30, 365, 365]


@pytest.mark.parametrize(
    ("watched", "counted"),
    [
        pytest.param(30 * DAY, (1, 0), id="watched for as long as it takes"),
        pytest.param(30 * DAY - 1, (0, 1), id="a second short: too young, even if reverted"),
        pytest.param(-5, (0, 1), id="from a clock ahead of all others"),
    ],
)
def test_a_change_counts_only_if_it_was_watched_long_enough(watched: int, counted: tuple[int, int]) -> None:
    row = told(compare("", [*changes(1, "codex", watched=watched, reverted_after=1), *changes(1)]), "reverted")

    assert (row.marked.changes, row.marked.young) == counted


def test_unmarked_changes_from_before_the_first_mark_and_after_the_last_do_not_count() -> None:
    marked = [*changes(1, "codex", watched=200 * DAY), *changes(1, "codex", watched=100 * DAY)]
    unmarked = [replace(CHANGE, watched=days * DAY) for days in (99, 100, 150, 200, 201, 900)]

    hindsight = compare("", [*marked, *unmarked])

    assert hindsight.unmarked_outside == 3
    assert told(hindsight, "reverted").unmarked.changes == 3


def test_the_time_of_a_tool_is_its_own() -> None:
    marked = [*changes(40, "codex", watched=300 * DAY), *changes(40, "gemini-cli", watched=200 * DAY)]
    unmarked = [*changes(3, watched=300 * DAY), *changes(2, watched=200 * DAY)]

    hindsight = compare("", [*marked, *unmarked])

    counted = {row.tool: row.unmarked.changes for row in hindsight.comparisons if row.outcome == "reverted"}
    assert counted == {None: 5, "codex": 3, "gemini-cli": 2}


def test_a_tool_with_few_changes_has_no_comparison_of_its_own() -> None:
    marked = [*changes(31, "codex"), *changes(29, "b"), *changes(29, "a"), *changes(50, "young", watched=DAY)]

    hindsight = compare("", [*marked, *changes(9)])

    assert {row.tool for row in hindsight.comparisons} == {None, "codex"}
    assert hindsight.tools_left_out == (("young", 50), ("a", 29), ("b", 29))


def test_the_only_tool_is_not_compared_twice() -> None:
    hindsight = compare("", [*changes(99, "codex"), *changes(9)])

    assert ({row.tool for row in hindsight.comparisons}, hindsight.tools_left_out) == ({None}, ())


@pytest.mark.parametrize(
    ("old", "young", "days"),
    [
        pytest.param(60, 0, 365, id="a year where all were watched for one"),
        pytest.param(60, 60, 365, id="where half were"),
        pytest.param(60, 61, 180, id="no longer where fewer were"),
        pytest.param(29, 1, 180, id="nor where half is too few"),
    ],
)
def test_fixes_are_counted_over_the_longest_time_that_keeps_half_of_the_changes(
    old: int, young: int, days: int
) -> None:
    marked = [*changes(old, "codex"), *changes(young, "codex", watched=200 * DAY)]

    hindsight = compare("", [*marked, *changes(500)])

    assert told(hindsight, "fixed-named").days == days


def test_only_changes_of_like_size_and_kind_are_matched() -> None:
    marked = [*changes(3, "codex", lines_added=8), *changes(2, "codex", lines_added=16), *changes(1, "codex")]
    unmarked = [*changes(5, lines_added=15), *changes(4, lines_added=7), *changes(1, kind="test")]

    row = told(compare("", [*marked, *unmarked]), "reverted")

    assert (row.marked.changes, row.marked.matched) == (6, 4)
    assert (row.unmarked.changes, row.unmarked.matched) == (10, 5)


def test_matching_takes_away_what_only_size_explains() -> None:
    small = [
        *changes(180, "codex"),
        *changes(20, "codex", reverted_after=1),
        *changes(18),
        *changes(2, reverted_after=1),
    ]
    large = [
        *changes(2, "codex", lines_added=900),
        *changes(18, "codex", lines_added=900, reverted_after=1),
        *changes(20, lines_added=900),
        *changes(180, lines_added=900, reverted_after=1),
    ]

    row = told(compare("", [*small, *large]), "reverted")

    assert (row.marked.share, row.unmarked.share) == (38 / 220, 182 / 220)
    assert row.effect is not None
    assert row.effect.value == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("marked", "unmarked", "verdict"),
    [
        pytest.param((30, 60), (10, 60), "more often", id="more often"),
        pytest.param((10, 60), (30, 60), "less often", id="less often"),
        pytest.param((20, 60), (20, 60), "no difference seen", id="alike"),
        pytest.param((9, 60), (10, 60), "too few to tell", id="fewer than ten are expected on either side"),
        pytest.param((10, 60), (10, 60), "no difference seen", id="ten are expected"),
        pytest.param((51, 60), (51, 60), "too few to tell", id="fewer than ten without it"),
        pytest.param((15, 29), (200, 400), "too few to tell", id="29 changes"),
        pytest.param((15, 30), (200, 400), "no difference seen", id="30 changes"),
        pytest.param((8, 40), (4, 900), "too few to tell", id="a large ratio of few events"),
        pytest.param((12, 40), (4, 900), "more often", id="ten seen where not even one is expected"),
        pytest.param((13, 40), (150, 1000), "too few to tell", id="ten seen where six are, not beyond doubt"),
        pytest.param((0, 60), (40, 60), "less often", id="none of the marked"),
        pytest.param((40, 60), (0, 60), "more often", id="none of the unmarked"),
    ],
)
def test_a_verdict_needs_numbers_that_carry_it(
    marked: tuple[int, int], unmarked: tuple[int, int], verdict: str
) -> None:
    outcomes = [
        change
        for tool, (events, count) in {"codex": marked, None: unmarked}.items()
        for change in (*changes(events, tool, reverted_after=1), *changes(count - events, tool))
    ]

    assert told(compare("", outcomes), "reverted").verdict == verdict


@pytest.mark.parametrize(
    ("gone", "verdict"),
    [
        pytest.param([8] * 30 + [0] * 30, "less often", id="half of the changes lost all"),
        pytest.param([4] * 24 + [0] * 36, "no difference seen", id="as many lost half"),
        pytest.param([0] * 60, "more often", id="none lost any"),
    ],
)
def test_survival_is_compared_change_by_change(gone: list[int], verdict: str) -> None:
    marked = [replace(CHANGE, tool="codex", lines_gone_30=count) for count in gone]
    unmarked = [replace(CHANGE, lines_gone_30=count) for count in [4] * 48 + [0] * 72]

    row = told(compare("", [*marked, *unmarked]), "surviving-30")

    assert row.marked.share == pytest.approx(1 - sum(gone) / 8 / 60)
    assert row.marked.events == sum(count > 0 for count in gone)
    assert row.effect is not None
    assert row.effect.value == pytest.approx(0.2 - sum(gone) / 8 / 60)
    assert row.verdict == verdict


def test_a_large_change_weighs_no_more_than_a_small_one() -> None:
    outcomes = [
        *changes(1, "codex", lines_added=10_000, lines_gone_30=10_000),
        *changes(3, "codex", lines_added=1, lines_gone_30=0),
    ]

    assert told(compare("", outcomes), "surviving-30").marked.share == 0.75


def test_changes_without_added_lines_and_with_unknown_fate_are_left_out_of_survival() -> None:
    outcomes = [*changes(1, "codex", lines_added=0), *changes(1, "codex", lines_gone_30=None), *changes(1, "codex")]

    hindsight = compare("", outcomes)

    assert [told(hindsight, name).marked.changes for name in ("reverted", "surviving-30", "surviving-90")] == [3, 1, 0]


outcomes = st.builds(
    Outcome,
    sha=st.just("0" * 40),
    tool=st.sampled_from([None, None, "codex", "aider"]),
    kind=st.sampled_from(["code", "docs"]),
    lines_added=st.integers(0, 20),
    lines_deleted=st.just(0),
    watched=st.integers(-DAY, 500 * DAY),
    fixed_after=st.none() | st.integers(0, 500 * DAY),
    is_certain=st.booleans(),
    reverted_after=st.none() | st.integers(0, 50 * DAY),
).flatmap(
    lambda change: st.builds(
        lambda gone_30, gone_90: replace(change, lines_gone_30=gone_30, lines_gone_90=gone_90),
        st.none() | st.integers(0, change.lines_added),
        st.none() | st.integers(0, change.lines_added),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(outcomes, max_size=12), st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_order_of_outcomes_changes_nothing(some: list[Outcome], times: int, shuffler: random.Random) -> None:
    many = some * times

    assert compare("", shuffler.sample(many, len(many))) == compare("", many)


@settings(max_examples=60, deadline=None)
@given(st.lists(outcomes, max_size=12), st.integers(1, 40))
def test_counts_add_up_and_intervals_hold_their_values(some: list[Outcome], times: int) -> None:
    hindsight = compare("", some * times)

    for row in hindsight.comparisons:
        for group in (row.marked, row.unmarked):
            steps = [0, group.events, group.changes, len(some) * times - group.young]
            assert all(fewer <= more for fewer, more in pairwise(steps))
            assert group.expected <= group.matched <= group.changes
            assert group.share is None or group.interval.low <= group.share <= group.interval.high
        if row.effect:
            assert row.effect.interval.low <= row.effect.value <= row.effect.interval.high
        if row.verdict in ("more often", "less often"):
            assert min(row.marked.matched, row.unmarked.matched) >= 30
