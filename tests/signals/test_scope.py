"""What stands among mechanical edits, and what the message of a change does not cover."""

import time

import pytest

from riskcheck.core.change import Changeset, Patch
from riskcheck.kinds import kind_of
from riskcheck.signals import Context, scope
from tests.builders import a_changeset, a_commit, a_patch


def a_file(path: str, *lines: str, change_type: str = "M") -> Patch:
    return a_patch(path, lines, kind=kind_of(path), change_type=change_type)  # type: ignore[arg-type]


def observed(*patches: Patch, message: str = "Change") -> dict[str, list[tuple[str | None, str]]]:
    changeset = a_changeset(*patches, commits=[a_commit(message)])
    return {
        signal.id: [(place.path, place.message) for place in signal.evidence]
        for signal in scope.observe(changeset, Context())
    }


RENAMES = [
    a_file(f"src/file{number}.py", f"-total = old_name({number})", f"+total = new_name({number})")
    for number in range(12)
]
LIMIT = a_file("src/limit.py", "-    if amount < limit:", "+    if amount <= limit:")
DECISIONS = [a_file(f"src/limit{number}.py", f"+    decide({number})") for number in range(8)]


def test_a_decision_among_renames_is_named() -> None:
    assert observed(*RENAMES, LIMIT) == {
        "scope.mechanical": [("src/limit.py", "not like the 12 mechanical edits, such as old_name -> new_name")]
    }


def test_a_word_that_was_dropped_everywhere_is_mechanical_too() -> None:
    dropped = [a_file(f"src/file{n}.ts", f"-  f(final x{n});", f"+  f(x{n});") for n in range(12)]

    assert observed(*dropped, LIMIT) == {
        "scope.mechanical": [("src/limit.py", "not like the 12 mechanical edits, such as final dropped")]
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limit < 5", "limit <= 5"),
        ("limit < 5", "limit < 50"),
        ("a and b", "a or (b and c(d) == e.f)"),
        ("a + b", "a - b"),
    ],
)
def test_a_sign_or_a_number_is_a_decision_even_where_it_is_frequent(old: str, new: str) -> None:
    changed = [a_file(f"src/other{number}.py", f"-x = {old}", f"+x = {new}") for number in range(4)]

    assert len(observed(*RENAMES, *changed)["scope.mechanical"]) == 4


@pytest.mark.parametrize(
    "patches",
    [
        pytest.param(RENAMES, id="nothing but renames"),
        pytest.param([*RENAMES[:5], LIMIT], id="too few to hide in"),
        pytest.param([*RENAMES, *DECISIONS], id="as many decisions"),
        pytest.param([*RENAMES, a_file("src/a.py", "-import old", "+import new.other")], id="an import"),
        pytest.param([*RENAMES, a_file("src/a.py", "-# old words", "+# new words, better ones")], id="a comment"),
        pytest.param([*RENAMES, a_file("docs/a.md", "-old text", "+new text that is longer")], id="documentation"),
        pytest.param([*RENAMES, a_file("tests/test_a.py", "-assert a == 1", "+assert a == 2 or b")], id="a test"),
        pytest.param([*RENAMES, a_file("src/new.py", "+x = f(1)", change_type="A")], id="a new file"),
    ],
)
def test_mechanical_edits_that_hide_nothing(patches: list[Patch]) -> None:
    assert observed(*patches) == {}


LAYOUTS = [
    ("-x = f(a,b)", "+x = f(a, b)"),
    ("-x = f('a')", '+x = f("a")'),
    ("-x = f(a, b)", "+x = f(", "+    a,", "+    b,", "+)"),
    ("-x = g( )", "+x = g()"),
    ("-y=1", "+y = 1"),
]


def test_layout_along_with_logic_is_named() -> None:
    found = observed(*(a_file(f"src/a{n}.py", *lines) for n, lines in enumerate(LAYOUTS)), LIMIT)

    assert found == {"scope.layout": [(f"src/a{n}.py", "only laid out anew") for n in range(5)]}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["-    return x", "+return x"], id="depth is meaning in Python"),
        pytest.param(["-x = 'a b'", "+x = 'ab'"], id="space inside a text"),
        pytest.param(["-f(a, b)", "+f(b, a)"], id="another order"),
    ],
)
def test_what_only_looks_like_layout(lines: list[str]) -> None:
    layouts = (a_file(f"src/a{n}.py", *lines) for n, lines in enumerate(LAYOUTS[:4]))

    assert observed(*layouts, a_file("src/a9.py", *lines), LIMIT) == {}


TSCONFIG = a_file("tsconfig.json", '-  "strict": true', '+  "strict": false')
FEATURE = a_file("src/cart.ts", "+export const cart = []")


def test_settings_of_a_tool_in_a_feature() -> None:
    assert observed(TSCONFIG, FEATURE, message="Add a shopping cart") == {
        "scope.tools": [("tsconfig.json", "the message does not name it")]
    }


@pytest.mark.parametrize(
    ("patches", "message"),
    [
        ([TSCONFIG, FEATURE], "Add a shopping cart, with looser compiler settings"),
        ([TSCONFIG, FEATURE], "chore: routine"),
        ([TSCONFIG], "Add a shopping cart"),
        ([a_file("tsconfig.json", "+{}", change_type="A"), FEATURE], "Add a shopping cart"),
        ([FEATURE], "Add a shopping cart"),
        ([TSCONFIG, FEATURE], ""),
    ],
)
def test_settings_of_a_tool_that_are_no_surprise(patches: list[Patch], message: str) -> None:
    assert observed(*patches, message=message) == {}


CART = a_file("shop/cart/basket.py", *(f"+basket_total_{n} = sum_of_prices({n})" for n in range(6)))
MAIL = a_file("mail/outgoing/queue.py", *(f"+delivery_{n} = enqueue_letter({n})" for n in range(6)))


def test_a_part_that_nothing_ties_to_what_the_message_names() -> None:
    assert observed(CART, MAIL, message="Sum the prices in the basket") == {
        "scope.unrelated": [
            (
                "mail/outgoing/queue.py",
                "has nothing in common with shop/cart/basket.py, and the message does not name it",
            )
        ]
    }


@pytest.mark.parametrize(
    ("patches", "message"),
    [
        pytest.param([CART, MAIL], "Sum the basket and send it by mail", id="named"),
        pytest.param([CART, MAIL], "Make everything better at last", id="a message that names nothing"),
        pytest.param([CART, MAIL], "Basket", id="a message of one word"),
        pytest.param(
            [CART, a_file("mail/outgoing/queue.py", *("+enqueue(basket_total_1)" for _ in range(6)))],
            "Sum the prices in the basket",
            id="a shared word",
        ),
        pytest.param([CART, a_file("mail/outgoing/queue.py", "+a = 1")], "Sum the prices in the basket", id="a line"),
        pytest.param(
            [CART, a_file("tests/mail/test_queue.py", *(f"+assert {n}" for n in range(9)))],
            "Sum the prices in the basket",
            id="a test",
        ),
    ],
)
def test_parts_that_belong_together_or_cannot_be_told_apart(patches: list[Patch], message: str) -> None:
    assert observed(*patches, message=message) == {}


def test_a_change_without_a_message_says_nothing_about_parts() -> None:
    changeset = Changeset("staged", "t", patches=(CART, MAIL, TSCONFIG))

    assert list(scope.observe(changeset, Context())) == []


@pytest.mark.parametrize("line", ["a " * 50_000, "\0\ud800", "(" * 50_000, ", ) " * 9000])
def test_a_hostile_line_costs_no_time(line: str) -> None:
    start = time.process_time()

    observed(*(a_file(f"src/a{n}/b.py", f"-{line}", f"+{line}x") for n in range(20)), message=line)

    assert time.process_time() - start < 20
