"""Who is asked to review: owners of the files that the advice is about, never who wrote the change."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.advice import playbook
from riskcheck.advice.reviewers import Reviewers
from riskcheck.core.change import Commit, Identity
from riskcheck.core.signal import Evidence, Signal
from riskcheck.owners import NOBODY, Owners
from riskcheck.owners.codeowners import parsed
from tests.builders import HEAD, a_provenance, a_risk, a_rule, a_signal

OWNERS = parsed(
    "CODEOWNERS",
    b"""\
auth/ @org/security @robin-doe
pay/ @casey
pay/refunds/ @casey @Robin.Doe @org/money ops@example.org
many/ @a @b @c @d
""",
)


def commits_by(name: str, email: str) -> tuple[Commit, ...]:
    somebody = Identity(name, email)
    return (Commit(HEAD, (), somebody, Identity("GitHub", "noreply@github.example"), "Change\n"),)


def reviewers(*paths: str, commits: Sequence[Commit] = ()) -> tuple[str, ...]:
    return Reviewers(lambda: OWNERS, commits).of(paths)


def test_who_owns_most_of_the_evidence_comes_first() -> None:
    assert reviewers("auth/a.py", "pay/a.py", "pay/b.py") == ("casey", "org/security", "robin-doe")
    assert reviewers("auth/a.py", "auth/b.py", "pay/a.py") == ("org/security", "robin-doe", "casey")


def test_at_most_three_are_asked_in_one_order() -> None:
    assert reviewers("many/a.py") == ("a", "b", "c")
    assert reviewers("many/b.py", "many/a.py") == ("a", "b", "c")


def test_nobody_is_asked_about_what_nobody_owns() -> None:
    assert reviewers("docs/a.py") == ()
    assert reviewers() == ()


@pytest.mark.parametrize(
    ("name", "email"),
    [
        pytest.param("Robin Doe", "r@example.org", id="the name"),
        pytest.param("R. D.", "12345+robin-doe@users.noreply.github.com", id="the login in a hidden address"),
        pytest.param("R. D.", "Robin_Doe@users.noreply.gitlab.example.org", id="of another forge"),
        pytest.param("R. D.", "ROBIN.DOE@example.org", id="the address before the @"),
    ],
)
def test_who_wrote_the_change_is_not_asked_about_it(name: str, email: str) -> None:
    assert reviewers("auth/a.py", commits=commits_by(name, email)) == ("org/security",)


def test_an_author_is_known_by_the_address_that_owns() -> None:
    found = reviewers("pay/refunds/a.py", commits=commits_by("Somebody", "OPS@example.org"))

    assert found == ("casey", "org/money", "Robin.Doe")


def test_who_only_committed_it_can_review_it() -> None:
    (commit,) = commits_by("Somebody", "s@example.org")
    merged = Commit(HEAD, (), commit.author, Identity("casey", "casey@example.org"), "Change\n")

    assert reviewers("pay/a.py", commits=[merged]) == ("casey",)


@pytest.mark.parametrize(("name", "email"), [("", ""), ("...", "@"), ("\n\x1b[31m", "a@b@c")])
def test_an_author_without_a_name_is_nobody_in_particular(name: str, email: str) -> None:
    assert reviewers("auth/a.py", commits=commits_by(name, email)) == ("org/security", "robin-doe")


@given(st.lists(st.sampled_from(["auth/a", "pay/a", "pay/refunds/a", "many/a", "none"])), st.text(), st.text())
def test_whoever_wrote_it_no_author_and_no_mention_is_among_the_reviewers(
    paths: list[str], name: str, email: str
) -> None:
    found = reviewers(*paths, commits=commits_by(name, email))

    assert len(found) <= 3
    assert len(found) == len(set(found))
    assert not {name, email} & set(found)
    assert not any(owner.startswith("@") for owner in found)


AUTH = a_signal(a_rule("path.auth", group="auth"), evidence=[Evidence("decides", "auth/a.py"), Evidence("whole")])
MONEY = a_signal(a_rule("path.money", group="payments"), evidence=[Evidence("handles money", "pay/a.py")])
TESTS = a_signal(a_rule("tests.missing", group="tests"), evidence=[Evidence("none", "many/a.py")])


def advised(*points: tuple[Signal, float], level: str = "high") -> list[str]:
    risk = a_risk(level, points=points)  # type: ignore[arg-type]
    signals = [signal for signal, _ in points]
    found = playbook.advise(signals, risk, a_provenance(), Reviewers(lambda: OWNERS))
    return [" ".join((piece.action, *piece.reviewers)) for piece in found]


def test_only_a_review_names_reviewers_and_only_those_of_its_own_reasons() -> None:
    assert advised((AUTH, 20), (TESTS, 10), (MONEY, 5)) == ["stage", "review org/security robin-doe", "test"]


def test_a_low_change_asks_nobody() -> None:
    def unasked() -> Owners:
        raise AssertionError("owners were read")

    risk = a_risk("low", points=[(AUTH, 4)])

    assert playbook.advise([AUTH], risk, a_provenance(), Reviewers(unasked)) == ()


def test_without_owners_advice_names_nobody() -> None:
    risk = a_risk("high", points=[(AUTH, 20)])

    assert [piece.reviewers for piece in playbook.advise([AUTH], risk, a_provenance())] == [(), ()]
    assert NOBODY.owners_of(["a"]) == {"a": ()}
