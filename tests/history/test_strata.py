"""The statistics, against published figures and figures worked out by hand."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.outcome import Effect, Interval
from riskcheck.history import strata
from riskcheck.history.strata import Stratum, Strength


def of(hit: int, changes: int) -> tuple[float, ...]:
    return (1.0,) * hit + (0.0,) * (changes - hit)


def rounded(effect: Effect | None, digits: int) -> tuple[float, float, float]:
    assert effect is not None
    return round(effect.value, digits), round(effect.interval.low, digits), round(effect.interval.high, digits)


def swapped(matched: list[Stratum]) -> list[Stratum]:
    return [Stratum(stratum.unmarked, stratum.marked) for stratum in matched]


# Deaths under tolbutamide and placebo, by age (University Group Diabetes Program), as in the manual of Stata, epitab.
TOLBUTAMIDE = [Stratum(of(8, 106), of(5, 120)), Stratum(of(22, 98), of(16, 85))]

tables = st.lists(
    st.tuples(st.integers(1, 30), st.integers(1, 30), st.randoms(use_true_random=False)).map(
        lambda row: Stratum(of(row[2].randint(0, row[0]), row[0]), of(row[2].randint(0, row[1]), row[1]))
    ),
    min_size=1,
    max_size=8,
)
shares = st.floats(0, 1) | st.sampled_from([0.0, 1.0])
values = st.lists(shares, min_size=1, max_size=8).map(tuple)
mixtures = st.lists(st.builds(Stratum, values, values), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("hit", "changes", "expected"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        pytest.param(81, 263, (0.2553, 0.3662), id="81 of 263"),
        pytest.param(15, 148, (0.0624, 0.1605), id="15 of 148"),
        pytest.param(0, 20, (0.0, 0.1611), id="none of 20"),
        pytest.param(1, 29, (0.0061, 0.1718), id="1 of 29"),
        # By hand: 1.96^2 = 3.8415, and 20 / (20 + 3.8415) = 0.8389.
        pytest.param(20, 20, (0.8389, 1.0), id="all of 20"),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(hit: int, changes: int, expected: tuple[float, float]) -> None:
    interval = strata.wilson(hit / changes, changes)

    assert (round(interval.low, 4), round(interval.high, 4)) == expected


def test_nothing_is_known_of_no_changes() -> None:
    assert strata.wilson(0.0, 0) == Interval(0.0, 1.0)


@given(shares, st.integers(1, 10**6))
def test_the_interval_holds_the_share_and_mirrors_that_of_the_rest(share: float, changes: int) -> None:
    interval = strata.wilson(share, changes)
    rest = strata.wilson(1 - share, changes)

    assert 0 <= interval.low <= share <= interval.high <= 1
    assert interval.low == pytest.approx(1 - rest.high, abs=1e-9)


@given(shares, st.integers(1, 10**5), st.integers(2, 50))
def test_more_changes_with_the_same_share_never_widen_the_interval(share: float, changes: int, times: int) -> None:
    few, many = strata.wilson(share, changes), strata.wilson(share, changes * times)

    assert few.low <= many.low + 1e-12
    assert many.high <= few.high + 1e-12


def test_the_ratio_of_two_strata_is_the_published_one() -> None:
    assert rounded(strata.ratio(TOLBUTAMIDE), 6) == (1.325555, 0.797907, 2.202132)


def test_the_ratio_of_one_stratum_is_the_plain_one() -> None:
    # By hand: (20/100) / (10/100), and the variance 1/20 - 1/100 + 1/10 - 1/100 = 0.13 of its logarithm.
    factor = math.exp(1.959964 * math.sqrt(0.13))

    effect = strata.ratio([Stratum(of(20, 100), of(10, 100))])

    assert rounded(effect, 5) == (2.0, round(2 / factor, 5), round(2 * factor, 5))


@pytest.mark.parametrize(
    ("matched", "level", "expected"),
    [
        # By hand: all five events fall on the other half of the changes with a chance of 1 / (1 + ratio)^5.
        pytest.param([Stratum(of(0, 7), of(5, 7))], 0.95, (0.0, 0.0, 40**0.2 - 1), id="none of the marked"),
        pytest.param([Stratum(of(0, 7), of(5, 7))], 0.999, (0.0, 0.0, 2000**0.2 - 1), id="at a higher level"),
        pytest.param([Stratum(of(5, 7), of(0, 7))], 0.95, (math.inf, 1 / (40**0.2 - 1), math.inf), id="marked only"),
        pytest.param([Stratum(of(0, 5), of(5, 10))], 0.95, (0.0, 0.0, 2 * (40**0.2 - 1)), id="half as many marked"),
    ],
)
def test_a_group_without_events_bounds_the_ratio_on_one_side(
    matched: list[Stratum], level: float, expected: tuple[float, float, float]
) -> None:
    assert rounded(strata.ratio(matched, level), 9) == tuple(round(number, 9) for number in expected)


@pytest.mark.parametrize("matched", [[], [Stratum(of(0, 9), of(0, 9))]], ids=["no strata", "no events"])
def test_there_is_no_ratio_without_events(matched: list[Stratum]) -> None:
    assert (strata.ratio(matched), strata.detectable_ratio(matched)) == (None, None)


def test_ten_expected_events_among_many_show_a_ratio_of_two_and_a_half() -> None:
    # By hand: exp((1.959964 + 0.841621) * sqrt(0.99 / 10 * 1000 / 999)), with the many all but certain.
    detectable = strata.detectable_ratio([Stratum(of(10, 1000), of(9990, 999_000))])

    assert detectable is not None
    assert round(detectable, 2) == 2.42


def test_the_difference_of_one_stratum_is_that_of_two_means() -> None:
    # By hand: means 0.6 and 0.25, sample variances 1.2 / 4 and 0.75 / 3.
    matched = [Stratum((0.0, 0.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 1.0))]
    error = math.sqrt(0.3 / 5 + 0.25 / 4)

    assert rounded(strata.difference(matched), 5) == (0.35, round(0.35 - 1.959964 * error, 5), 1.0)
    assert strata.detectable_difference(matched) == pytest.approx((1.959964 + 0.841621) * error)


def test_a_change_alone_in_its_group_borrows_the_variance_of_its_stratum() -> None:
    # By hand: values 1 | 0, 0 | pooled variance 1/3; variance of the pair of zeros 0.
    effect = strata.difference([Stratum((1.0,), (0.0, 0.0))])

    assert rounded(effect, 5) == (1.0, round(1 - 1.959964 * math.sqrt(1 / 3), 5), 1.0)


def test_strata_weigh_as_mantel_and_haenszel_have_it() -> None:
    # By hand: weights 2*2/4 = 1 and 2*6/8 = 1.5, differences 0.5 and 0.
    matched = [Stratum((1.0, 0.5), (0.5, 0.0)), Stratum((0.0, 1.0), (0.0, 1.0, 0.0, 1.0, 0.0, 1.0))]

    assert rounded(strata.difference(matched), 9)[0] == 0.2


@pytest.mark.parametrize("matched", [[], [Stratum((1.0, 1.0), (1.0,))]], ids=["no strata", "all lines gone"])
def test_there_is_no_difference_where_nothing_varies(matched: list[Stratum]) -> None:
    assert (strata.difference(matched), strata.detectable_difference(matched)) == (None, None)


def test_events_are_expected_by_the_size_of_the_groups_alone() -> None:
    # By hand: 4 events * 10 / 40 = 1 and 3; 2 events * 10 / 20 = 1 and 1.
    matched = [Stratum(of(4, 10), of(0, 30)), Stratum(of(1, 10), of(1, 10))]

    assert strata.strengths(matched) == (Strength(2.0, 5), Strength(4.0, 4.0))


@given(tables)
def test_swapped_groups_give_the_inverse_ratio(matched: list[Stratum]) -> None:
    one, other = strata.ratio(matched), strata.ratio(swapped(matched))
    if one is None or other is None:
        assert one is other is None
        return

    def inverse(number: float) -> float:
        return math.inf if not number else 1 / number

    mirrored = inverse(other.value), inverse(other.interval.high), inverse(other.interval.low)
    assert mirrored == pytest.approx((one.value, one.interval.low, one.interval.high))
    assert strata.detectable_ratio(matched) == pytest.approx(strata.detectable_ratio(swapped(matched)))


@given(mixtures)
def test_swapped_groups_give_the_opposite_difference(matched: list[Stratum]) -> None:
    one, other = strata.difference(matched), strata.difference(swapped(matched))
    if one is None or other is None:
        assert one is other is None
        return
    mirrored = -other.value, -other.interval.high, -other.interval.low
    assert mirrored == pytest.approx((one.value, one.interval.low, one.interval.high), abs=1e-12)


@given(tables, st.integers(2, 5))
def test_more_of_the_same_never_widens_a_ratio(matched: list[Stratum], times: int) -> None:
    few = strata.ratio(matched)
    many = strata.ratio([Stratum(each.marked * times, each.unmarked * times) for each in matched])
    if few is None or many is None:
        assert few is many is None
        return
    assert few.interval.low <= many.interval.low * (1 + 1e-9)
    assert many.interval.high <= few.interval.high * (1 + 1e-9)


@given(mixtures, st.randoms(use_true_random=False))
def test_the_order_of_changes_moves_no_digit(matched: list[Stratum], shuffler: random.Random) -> None:
    def shuffled(group: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(shuffler.sample(group, len(group)))

    again = [Stratum(shuffled(each.marked), shuffled(each.unmarked)) for each in matched]

    assert strata.difference(again) == strata.difference(matched)


def _events(chance: random.Random, changes: int, risk: float) -> list[tuple[tuple[int, str], float]]:
    rows = []
    for _ in range(changes):
        size = min(int(chance.random() ** 1.5 * 10), 9)
        rows.append(((size, "code"), float(chance.random() < risk * (0.3 + 0.14 * size))))
    return rows


def _losses(chance: random.Random, changes: int, risk: float) -> list[tuple[tuple[int, str], float]]:
    # A third of those that lose lines lose all of them: on average two thirds of the lines, whatever the size.
    def gone() -> float:
        if chance.random() >= risk:
            return 0.0
        return 1.0 if chance.random() < 1 / 3 else chance.random()

    return [((chance.randrange(10), "code"), gone()) for _ in range(changes)]


@pytest.mark.parametrize(
    ("draw", "answer", "risks", "truth"),
    [
        pytest.param(_events, strata.ratio, (0.2, 0.2), 1.0, id="a ratio of one"),
        pytest.param(_events, strata.ratio, (0.4, 0.2), 2.0, id="a ratio of two"),
        pytest.param(_losses, strata.difference, (0.3, 0.3), 0.0, id="no difference"),
        pytest.param(_losses, strata.difference, (0.45, 0.3), 0.1, id="a difference of a tenth"),
    ],
)
def test_an_interval_of_95_percent_holds_the_truth_about_that_often(
    draw: Callable[[random.Random, int, float], list[tuple[tuple[int, str], float]]],
    answer: Callable[[tuple[Stratum, ...]], Effect | None],
    risks: tuple[float, float],
    truth: float,
) -> None:
    chance = random.Random(20)
    effects = [answer(strata.stratified(draw(chance, 80, risks[0]), draw(chance, 240, risks[1]))) for _ in range(500)]
    held = [effect is not None and effect.interval.low <= truth <= effect.interval.high for effect in effects]

    # Three standard deviations of a share of 95 % of 500.
    assert 0.92 <= sum(held) / len(held) <= 0.98


def test_the_interval_of_a_mean_share_holds_the_truth_at_least_that_often() -> None:
    chance = random.Random(3)
    means = [math.fsum(value for _, value in _losses(chance, 40, 0.3)) / 40 for _ in range(500)]
    intervals = [strata.wilson(mean, 40) for mean in means]

    assert sum(interval.low <= 0.2 <= interval.high for interval in intervals) >= 0.95 * 500
