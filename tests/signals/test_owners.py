"""Whose files depend on a change: impacts and owners in, groups of owners out."""

from collections.abc import Sequence

from riskcheck.core.change import Skipped
from riskcheck.core.reach import Dependent, Impact, Package, Reach
from riskcheck.core.signal import Signal
from riskcheck.owners import Owners
from riskcheck.owners.codeowners import CodeOwners, parsed
from riskcheck.signals import owners
from riskcheck.signals.context import Context
from tests.builders import a_changeset, a_patch

OWNERS = parsed(
    "CODEOWNERS",
    b"""\
core/ @core
api/ @api @web
jobs/ @jobs
both/ @core @jobs
pages/ @web @api
""",
)


def an_impact(*dependents: str, path: str = "core/a.py", chains: Sequence[tuple[str, ...]] = ()) -> Impact:
    direct = tuple(Dependent(other, 1, True) for other in dependents)
    packages = tuple(Package(chain[-1].partition("/")[0], 1, chain) for chain in chains)
    return Impact(path, direct, len(direct), len(direct), 0.5, None, packages, ())


def observed(*impacts: Impact, known: Owners = OWNERS) -> list[Signal | Skipped]:
    changeset = a_changeset(*(a_patch(impact.path) for impact in impacts))
    return list(owners.observe(changeset, Context(reach=lambda: (Reach(impacts), ()), owners=lambda: known)))


def told(*impacts: Impact, known: Owners = OWNERS) -> list[str]:
    return [
        f"{answer.value:g} {one.path}: {one.message}"
        for answer in observed(*impacts, known=known)
        if isinstance(answer, Signal)
        for one in answer.evidence
    ]


def test_two_groups_that_own_nothing_of_the_change_are_told_with_an_example() -> None:
    assert told(an_impact("api/x.py", "api/y.py", "jobs/z.py")) == [
        "2 core/a.py: `api`, `web`: `api/x.py` depends on it",
        "2 core/a.py: `jobs`: `jobs/z.py` depends on it",
    ]


def test_one_group_is_not_several() -> None:
    assert told(an_impact("api/x.py", "core/b.py", "nobody.py")) == []


def test_the_same_people_in_another_order_are_one_group() -> None:
    assert told(an_impact("api/x.py", "pages/x.py")) == []


def test_who_owns_part_of_the_change_knows_of_it() -> None:
    assert told(an_impact("api/x.py", "both/y.py", "jobs/z.py"), an_impact(path="jobs/b.py")) == []


def test_who_is_reached_in_two_steps_counts() -> None:
    assert told(an_impact("api/x.py", chains=[("core/a.py", "api/x.py", "jobs/z.py")]))[1:] == [
        "2 core/a.py: `jobs`: `jobs/z.py` depends on it"
    ]


def test_a_changed_file_is_no_dependent() -> None:
    assert told(an_impact("api/x.py", "jobs/z.py"), an_impact(path="jobs/z.py")) == []


def test_nobody_is_affected_where_nobody_owns_anything() -> None:
    assert told(an_impact("api/x.py", "jobs/z.py"), known=CodeOwners()) == []


def test_owners_are_not_read_where_nothing_depends_on_the_change() -> None:
    def unasked() -> Owners:
        raise AssertionError("owners were read")

    changeset = a_changeset(a_patch("core/a.py"))

    assert list(owners.observe(changeset, Context(reach=lambda: (Reach((an_impact(),)), ()), owners=unasked))) == []


def test_what_could_not_be_read_of_the_owners_is_told() -> None:
    entry = Skipped("owners", "CODEOWNERS: 1 line is too long to be read")

    assert observed(an_impact("api/x.py"), known=CodeOwners(skipped=(entry,))) == [entry]


def test_a_name_that_is_no_name_owns_nothing() -> None:
    hostile = parsed(
        "CODEOWNERS",
        b"api/ @a`<b> @ok\x1b[31m\njobs/ @jobs @x|y\n",
    )

    assert told(an_impact("api/x.py", "jobs/z.py"), known=hostile) == []
