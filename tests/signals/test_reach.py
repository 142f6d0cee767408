"""What a reach is worth telling: impacts in, signals out."""

from collections.abc import Sequence

from riskcheck.core.change import Skipped
from riskcheck.core.reach import Dependent, Entry, Impact, Package, Reach
from riskcheck.signals import reach
from riskcheck.signals.context import Context
from tests.builders import a_changeset, a_patch


def an_impact(
    path: str = "shop/prices.py",
    *,
    dependents: int = 0,
    inexact: int = 0,
    percentile: float | None = None,
    tests: int | None = None,
    packages: Sequence[str] = (),
    entries: Sequence[Entry] = (),
) -> Impact:
    direct = [Dependent(f"shop/{number}.py", 1, number >= inexact) for number in range(dependents)]
    reached = [Package(name, 2, (path, f"{name}/a.py")) for name in packages]
    return Impact(
        path, tuple(direct), 2 * dependents, 9 * dependents, percentile, tests, tuple(reached), tuple(entries)
    )


def told(*impacts: Impact) -> list[str]:
    """What the signals say, each with its value and the first piece of evidence."""
    changeset = a_changeset(*(a_patch(impact.path) for impact in impacts))
    found = reach.observe(changeset, Context(reach=lambda: (Reach(impacts), ())))
    return [f"{answer.id} {answer.value:g} {answer.evidence[0].message}" for answer in found]  # type: ignore[union-attr]


def test_a_file_that_few_others_equal_is_a_hub() -> None:
    assert told(an_impact(dependents=12, inexact=2, percentile=0.978)) == [
        "reach.dependents 12 used by 12 files (2 by name), 24 within two steps:"
        " more than 97% of the files that others use"
    ]


def test_the_most_used_file_comes_first() -> None:
    hubs = [an_impact("b.py", dependents=7, percentile=0.96), an_impact("a.py", dependents=9, percentile=0.97)]

    assert told(*hubs)[0].startswith("reach.dependents 9 used by 9 files")


def test_what_many_files_equal_is_no_hub() -> None:
    assert told(an_impact(dependents=30, percentile=0.9)) == []
    assert told(an_impact(dependents=4, percentile=1.0)) == []
    assert told(an_impact()) == []


def test_a_hub_that_several_parts_use_names_them() -> None:
    found = told(an_impact(dependents=12, percentile=0.99, packages=["api", "billing", "jobs"]))

    assert found[1] == "reach.packages 3 2 files of `api`"


def test_ways_in_for_users_are_told_and_programs_are_not() -> None:
    route = Entry("route", "POST /orders", "shop/api.py", 4)
    own = Entry("route", "GET /prices", "shop/prices.py", 9)
    program = Entry("program", "tool", "tools/tool.py", 1)

    assert told(an_impact(entries=[own, route, program])) == ["reach.entries 1 route `POST /orders` of `shop/api.py`:4"]
    assert told(an_impact(entries=[own, program])) == []


def test_code_that_no_test_reaches_is_told_where_tests_reach_the_rest() -> None:
    assert told(an_impact(tests=0)) == ["reach.untested 1 reached by no test"]
    assert told(an_impact(tests=3)) == []
    assert told(an_impact(tests=None)) == []


def test_a_test_or_a_deletion_needs_no_test() -> None:
    test, gone = an_impact("tests/test_a.py", tests=0), an_impact("gone.py", tests=0)
    changeset = a_changeset(a_patch(test.path, kind="test"), a_patch(gone.path, ["-x"], change_type="D"))

    assert list(reach.observe(changeset, Context(reach=lambda: (Reach((gone, test)), ())))) == []


def test_what_could_not_be_looked_at_is_passed_on() -> None:
    skipped = Skipped("dependents", "no time")

    assert list(reach.observe(a_changeset(), Context(reach=lambda: (Reach(), (skipped,))))) == [skipped]
