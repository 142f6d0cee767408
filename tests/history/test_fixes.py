import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.history.fixes import WEIGHT_OF, Repair, repairs


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        pytest.param("fix: keep the pool open", "", "conventional", id="conventional type"),
        pytest.param("fix(io)!: keep the pool open", "", "conventional", id="scope and breaking mark"),
        pytest.param("hotfix: keep the pool open", "", "conventional", id="hotfix type"),
        pytest.param("net/lark: fix Rx buffer posting", "", "worded", id="fix word after an area"),
        pytest.param("Fixed the sum of two empty rows", "", "worded", id="past tense"),
        pytest.param("Repair the index after a crash", "", "worded", id="verb that opens"),
        pytest.param("Show who will repair the index", "", None, id="the same verb further on"),
        pytest.param("lib: CVE-2031-12345 in the reader", "", "worded", id="named vulnerability"),
        pytest.param("pool: use after free in close", "", "symptom", id="fault in several words"),
        pytest.param("pool: use-after-free in close", "", "symptom", id="fault in the subject"),
        pytest.param("pool: memory leak on close", "", "symptom", id="leak"),
        pytest.param("Add a race detector", "", None, id="a new feature about faults"),
        pytest.param("Add missing check of the length", "", "symptom", id="something was missing"),
        pytest.param("Keep rows in order", "Fixes #12", "tracker", id="closes a report"),
        pytest.param("Keep rows in order", "Closes-Bug: #1234567", "tracker", id="Launchpad"),
        pytest.param("Allow rows in any order", "Fixes #12", None, id="closes a wish"),
        pytest.param("Fixes #12", "", "worded", id="a subject that only names a report"),
        pytest.param("LARK-12: fix the order of rows", "", "worded", id="tracker key and fix word"),
        pytest.param("LARK-12: order rows by name", "", None, id="tracker key alone"),
        pytest.param("Keep rows in order", "Fixes: 0123456789ab (Sort rows)", "stated", id="names what it fixes"),
        pytest.param("doc: fix a typo", "Fixes: 0123456789ab (Sort rows)", "stated", id="named beats every trap"),
        pytest.param("Keep rows in order", "The reader fails on empty rows.", "described", id="reason in the body"),
        pytest.param("Keep rows in order", "As the `fix` command does.", None, id="quoted word in the body"),
        pytest.param("Fix typo in the reader", "", None, id="typo"),
        pytest.param("Fix the docs of the reader", "", None, id="docs"),
        pytest.param("fix: spelling in a comment", "", None, id="prose behind a fix type"),
        pytest.param("docs: fix crash of the example", "", None, id="type docs"),
        pytest.param("Fix typo that let the reader crash", "", "worded", id="a typo that did harm"),
        pytest.param("Fix flaky test of the reader", "", None, id="test"),
        pytest.param("Fix CI on Windows", "", None, id="CI"),
        pytest.param("Fix build with old compilers", "", None, id="build"),
        pytest.param("Fix lint and whitespace", "", None, id="lint"),
        pytest.param("Update CHANGELOG for fixes", "", None, id="changelog"),
        pytest.param("Share the prefix of fixture names", "", None, id="prefix and fixture"),
        pytest.param("Use fixed-width columns", "", None, id="fixed-width"),
        pytest.param("Rename src/fix/rows.c", "", None, id="a word of a path"),
        pytest.param("Document `lark fix`", "", None, id="a quoted command"),
        pytest.param("Bump lark from 1.2 to 1.3 to fix a crash", "", None, id="version bump"),
        pytest.param("Release 1.2.3: bug fixes", "", None, id="release"),
        pytest.param("Merge branch 'fix-rows'", "", None, id="merge"),
        pytest.param('Revert "fix: order of rows"', "", None, id="revert"),
        pytest.param("Back out the fix of rows", "", None, id="back-out"),
        pytest.param("Bug 1234 - Paint rows in blue", "", None, id="tracker number first"),
        pytest.param("Order rows", "", None, id="says nothing"),
        pytest.param("", "", None, id="empty"),
    ],
)  # fmt: skip
def test_what_a_message_says_of_repairing(subject: str, body: str, kind: str | None) -> None:
    found = repairs(subject, body)

    assert (found.kind if found else None) == kind


def test_the_strongest_kind_wins_whatever_the_order_of_lines() -> None:
    assert repairs("fix: order of rows", "Fixes #12\nFixes: 0123456789ab") == Repair("stated")


def test_kinds_are_listed_from_strong_to_weak() -> None:
    weights = list(WEIGHT_OF.values())

    assert weights == sorted(weights, reverse=True)
    assert Repair("described").weight == WEIGHT_OF["described"]


@given(st.text(), st.text())
def test_any_text_is_judged(subject: str, body: str) -> None:
    assert repairs(subject, body) == repairs(subject, body)


@pytest.mark.parametrize("unit", ["a'", "a-", '"', "`", "'", "(", "fix", "fixes #", "\n", "a:", "release 1", " "])
def test_a_message_of_megabytes_is_no_trap(unit: str) -> None:
    text = unit * (4_000_000 // len(unit))
    start = time.process_time()

    repairs(text, text)

    assert time.process_time() - start < 8
