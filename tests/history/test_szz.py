from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.history.blamed import Blamable
from riskcheck.history.rows import Row
from riskcheck.history.szz import Blamed, Candidate, Weights, candidates, choose, shipped_weights
from riskcheck.history.traces import Source, Traces, traced, traces

DAY = 86_400
WEIGHTS = shipped_weights()


def row(number: int, subject: str = "", day: int | None = None, repair: float = 0.0, added: int = 0) -> Row:
    when = DAY * (number if day is None else day)
    return Row(number, f"{number:040x}", "", 1, when, when, subject, repair, 0, added, 0, 0)


def source(*writers: int, edit: tuple[int, int, int], blamable: Blamable) -> Source:
    return Source(len(writers), lambda start, end: writers[start:end], [edit], blamable)


def traces_of(*files: Source) -> Traces:
    return traces([traced(file) for file in files])


def test_lines_in_and_around_a_hunk_are_counted_by_their_writers() -> None:
    file = source(1, 1, 2, 3, 4, 5, -1, edit=(3, 2, 1), blamable=Blamable((4,), (5,)))

    found = traces_of(file)

    share = {of: dict(counts) for of, counts in found.lines.items() if counts}
    assert share == {"deleted": {3: 5}, "moved": {4: 5}, "beside": {2: 5, 5: 5}, "near": {1: 10}}
    assert found.files == Counter({1: 5, 2: 5, 3: 5, 4: 5, 5: 5})
    assert found.share_of_files(2) == 1.0


def test_an_insertion_has_the_lines_on_both_of_its_sides_beside_it() -> None:
    found = traces_of(source(1, 2, 3, 4, edit=(2, 0, 5), blamable=Blamable(is_code=True)))

    assert dict(found.lines["beside"]) == {2: 5, 3: 5}


def test_a_file_without_blame_counts_a_fifth_beside_one_that_has_some() -> None:
    code = source(1, edit=(0, 1, 1), blamable=Blamable((1,)))
    prose = source(2, edit=(0, 1, 1), blamable=Blamable())

    together, alone = traces_of(code, prose), traces_of(prose)

    assert (together.files, dict(together.lines["trivial"])) == (Counter({1: 5, 2: 1}), {2: 1})
    assert together.share_of_files(2) == 0.2
    assert alone.share_of_files(2) == 1.0


@pytest.mark.parametrize(
    ("fix", "others", "blamed"),
    [
        pytest.param("x", {1: row(1), 2: row(2)}, 2, id="the later of two"),
        pytest.param("x", {1: row(1), 2: row(2, "Reformat: clean up style")}, 1, id="who only reformats is spared"),
        pytest.param("sort: rows", {1: row(1, "sort: rows by name"), 2: row(2, "blue")}, 1, id="the same words"),
    ],
)
def test_who_is_blamed(fix: str, others: Mapping[int, Row], blamed: int) -> None:
    lines = traces_of(source(1, 1, 2, 2, edit=(0, 4, 0), blamable=Blamable((1, 2, 3, 4))))

    found = choose(candidates(row(3, fix), lines, others, set()), WEIGHTS)

    assert found is not None
    assert found.of == blamed


def test_who_wrote_more_of_the_lines_is_blamed_at_equal_age() -> None:
    lines = traces_of(source(1, 1, 1, 1, 2, edit=(0, 5, 0), blamable=Blamable((1, 2, 3, 4, 5))))
    rows = {1: row(1, day=2), 2: row(2, day=1)}

    found = choose(candidates(row(3), lines, rows, set()), WEIGHTS)

    assert found is not None
    assert found.of == 1


def test_a_commit_that_only_reformats_is_no_candidate() -> None:
    lines = traces_of(source(1, 2, edit=(0, 2, 0), blamable=Blamable((1, 2))))

    assert [found.number for found in candidates(row(3), lines, {1: row(1), 2: row(2)}, {2})] == [1]


def test_only_earlier_and_known_commits_are_candidates() -> None:
    lines = traces_of(source(1, 2, 3, 4, edit=(0, 4, 0), blamable=Blamable((1, 2, 3, 4))))
    rows = {1: row(1), 3: row(3), 4: row(4)}

    assert [found.number for found in candidates(row(3), lines, rows, set())] == [1]


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    file = source(*range(30), edit=(1, 3, 0), blamable=Blamable((2,), (3,)))
    rows = {number: row(number, day=40 - number // 3) for number in range(30)}

    found = candidates(row(31), traces_of(file), rows, set())

    assert {name for candidate in found for name in candidate.features} == set(WEIGHTS.features)


STRICT = Weights({"good": 1.0}, reach=0.9, least=0.4)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([0.0], Blamed(0, 0.9), id="one alone is as likely as being reached"),
        pytest.param([0.0, 0.0], Blamed(1, 0.45), id="the later of equals"),
        pytest.param([9.0, 0.0], Blamed(0, pytest.approx(0.9, abs=1e-3)), id="the better"),
        pytest.param([0.0, 0.0, 0.0], None, id="no one is likely enough"),
        pytest.param([1e6, 0.0], Blamed(0, 0.9), id="no overflow"),
    ],
)
def test_choice(features: list[float], expected: Blamed | None) -> None:
    found = [Candidate(number, {"good": value}) for number, value in enumerate(features)]

    assert choose(found, STRICT) == expected


@given(st.permutations(range(6)))
def test_the_order_of_candidates_does_not_matter(order: list[int]) -> None:
    found = [Candidate(number, {"good": float(number * 3 % 7)}) for number in order]

    assert choose(found, STRICT) == choose(sorted(found, key=lambda one: one.number), STRICT)
